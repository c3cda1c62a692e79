import CZlib
import Datasets
import Foundation
import Testing

@Suite("PNG files and contact sheets")
struct PictureTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func raster(channels: Int) -> Raster {
    Raster(
      width: 7, height: 5, channels: channels,
      pixels: (0..<35 * channels).map { UInt8(truncatingIfNeeded: $0 * 37) })
  }

  @Test(arguments: [1, 3])
  func comesBackThroughLibpng(channels: Int) throws {
    let path = folder.path + "/x.png"
    try PNG.write(raster(channels: channels), to: path)
    #expect(try folder.read("x.png").prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(try PNG.read(path) == raster(channels: channels))
    #expect(try PNG.read(path, channels: 3).channels == 3)
  }

  @Test func grayBecomesEqualColors() throws {
    let path = folder.path + "/x.png"
    try PNG.write(raster(channels: 1), to: path)
    #expect(
      try PNG.read(path, channels: 3).pixels
        == raster(channels: 1).pixels.flatMap { [$0, $0, $0] })
  }

  @Test func refusesDamagedFiles() throws {
    let path = folder.path + "/x.png"
    try PNG.write(raster(channels: 3), to: path)
    let bytes = try folder.read("x.png")
    for length in stride(from: 0, to: bytes.count - 20, by: 9) {
      try folder.write(Array(bytes.prefix(length)), to: "x.png")
      #expect(dataError { _ = try PNG.read(path) }?.path == path, "\(length) bytes")
    }
    // 50,000 columns, with a valid checksum of the header chunk.
    var wide = bytes
    wide.replaceSubrange(16..<20, with: [0, 0, 0xC3, 0x50])
    let check = UInt32(crc32(0, Array(wide[12..<29]), 17))
    wide.replaceSubrange(29..<33, with: (0..<4).map { UInt8(check >> (24 - 8 * $0) & 0xFF) })
    try folder.write(wide, to: "x.png")
    #expect(
      dataError { _ = try PNG.read(path) }?.reason
        == "has 5 x 50000 pixels; at most 16384 a side are read")
  }

  @Test func aChunkThatClaimsMoreThanTheFileHasIsRefusedFirst() throws {
    let path = folder.path + "/x.png"
    try PNG.write(raster(channels: 1), to: path)
    var bytes = try folder.read("x.png")
    // Behind signature and header: two gigabytes of text, of which there are four letters.
    bytes.insert(contentsOf: [0x7F, 0xFF, 0xFF, 0xFF] + Array("tEXtabcd".utf8), at: 33)
    try folder.write(bytes, to: "x.png")
    #expect(
      dataError { _ = try PNG.read(path) }?.reason
        == "is no usable PNG: it is cut off or damaged before its pixels")
  }

  @Test func saysThatItCannotWrite() {
    let error = dataError { try PNG.write(raster(channels: 1), to: folder.path + "/no/x.png") }
    #expect(error?.kind == .inputOutput)
    #expect(error?.reason == "cannot write: No such file or directory")
  }

  /// Renaming over them would have removed the device, the pipe, the link.
  @Test func replacesNothingButRegularFiles() throws {
    let path = folder.path + "/x.png"
    let makers: [(String) throws -> Void] = [
      { #expect(mkfifo($0, 0o600) == 0) },
      { try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: "/dev/full") },
      { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: true) },
    ]
    for make in makers {
      try make(path)
      let type = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
      let error = dataError { try PNG.write(raster(channels: 1), to: path) }
      #expect(error?.kind == .inputOutput)
      #expect(
        error?.reason == "cannot write: exists and is not a regular file; name another file")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x.png"])
      #expect(
        try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType == type)
      try FileManager.default.removeItem(atPath: path)
    }
    try folder.write([1], to: "x.png")
    try PNG.write(raster(channels: 1), to: path)
    #expect(try PNG.read(path) == raster(channels: 1))
  }

  /// Two classes of 1 x 2 pixels; class 1 comes first and twice.
  @Test(arguments: [1, 3])
  func sheetHasOneRowAClass(channels: Int) throws {
    let shape = ExampleShape(height: 1, width: 2, channels: channels)
    let values: [UInt8] = [10, 20, 30, 40, 50, 60]
    let examples = Examples(
      count: 3, featureCount: shape.count,
      features: .bytes(
        values.flatMap { value in (0..<channels).map { value + UInt8($0) } }),
      targets: .labels([1, 1, 0], classes: 2))
    let sheet = try ContactSheet(
      examples, named: "x", shape: shape, classNames: ["A", "B"],
      layout: ContactSheet.Layout(columns: 2, scale: 3, isLabelled: false)
    ).raster
    // A margin of 3, cells of 6 + 3 by 3 + 3.
    #expect(sheet.width == 3 + 2 * 9 && sheet.height == 3 + 2 * 6)
    func pixel(_ x: Int, _ y: Int) -> [UInt8] {
      Array(sheet.pixels[(y * sheet.width + x) * channels..<(y * sheet.width + x + 1) * channels])
    }
    func color(_ value: UInt8) -> [UInt8] { (0..<channels).map { value + UInt8($0) } }
    for (x, y, value) in [
      (3, 3, 50), (5, 5, 50), (6, 3, 60), (8, 5, 60),
      (3, 9, 10), (8, 11, 20), (12, 9, 30), (17, 11, 40),
    ] as [(Int, Int, UInt8)] {
      #expect(pixel(x, y) == color(value), "column \(x), row \(y)")
    }
    // Nothing where class 0 has no second example, nor on the margins.
    for (x, y) in [(12, 3), (2, 3), (9, 3), (3, 6), (20, 14)] {
      #expect(Set(pixel(x, y)) == [56], "column \(x), row \(y)")
    }
  }

  @Test func labelsStandBeforeTheRows() throws {
    let shape = ExampleShape(height: 28, width: 28, channels: 1)
    let examples = SyntheticDigits().examples(.test, count: 10)
    func sheet(_ isLabelled: Bool) throws -> Raster {
      try ContactSheet(
        examples, named: "x", shape: shape, classNames: (0..<10).map { "Label \($0)" },
        layout: ContactSheet.Layout(columns: 1, scale: 1, isLabelled: isLabelled)
      ).raster
    }
    let (with, without) = (try sheet(true), try sheet(false))
    let column = with.width - without.width
    #expect(column >= 7 * 6)
    for row in 0..<10 {
      let band = (1 + row * 29..<28 + row * 29).flatMap { y in
        with.pixels[y * with.width..<y * with.width + column]
      }
      #expect(band.filter { $0 == 255 }.count > 40, "row \(row)")
    }
  }

  @Test func refusesTables() {
    let table = Examples(
      count: 2, featureCount: 3, features: .floats([1, 2, 3, 4, 5, 6]),
      targets: .values([0, 1], width: 1))
    let error = dataError {
      _ = try ContactSheet(
        table, named: "houses", shape: ExampleShape(height: 1, width: 1, channels: 3),
        classNames: [])
    }
    #expect(
      error?.description == "houses: is not made of images with labels; nothing to show")
  }
}
