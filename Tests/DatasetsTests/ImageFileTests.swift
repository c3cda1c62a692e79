import Datasets
import Foundation
import Testing

@Suite("Picture files")
struct ImageFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ text: String, _ samples: [UInt8] = [], channels: Int? = nil) throws -> Raster
  {
    try folder.write(Array(text.utf8) + samples, to: "x.pgm")
    return try ImageFile.read(folder.path + "/x.pgm", channels: channels)
  }

  @Test("binary and plain maps, with comments, say the same")
  func maps() throws {
    let gray = Raster(width: 3, height: 2, channels: 1, pixels: [0, 51, 102, 153, 204, 255])
    #expect(try read("P5 3 2 255\n", gray.pixels) == gray)
    #expect(try read("P5\n# made by hand\n3 # wide\n2\n5\n", [0, 1, 2, 3, 4, 5]) == gray)
    #expect(try read("P2 3 2 5 0 1 2\n3 4 5") == gray)
    let deep = [0, 0, 51, 51, 102, 102, 153, 153, 204, 204, 255, 255] as [UInt8]
    #expect(try read("P5 3 2 65535\n", deep) == gray)
    let color = Raster(width: 1, height: 2, channels: 3, pixels: [255, 0, 0, 0, 0, 255])
    #expect(try read("P6 1 2 255\n", color.pixels) == color)
    #expect(try read("P3 1 2 1 1 0 0 0 0 1") == color)
    #expect(try read("P6 1 2 255\n", color.pixels, channels: 1).pixels == [76, 29])
    #expect(try read("P5 1 1 255\n", [9], channels: 3).pixels == [9, 9, 9])
  }

  @Test(arguments: [
    ("P5 3 2 255\n123", "is cut off: 2 x 3 pixels take 6 bytes, there are 3"),
    ("P5 3", "is cut off before its height"),
    ("P5 3 x", "has no number where its height should be"),
    ("P5 0 2 255\n", "has a width of 0; 1 to 16384 can be read"),
    ("P5 99999999999 2 255\n", "has a width of 99999999; 1 to 16384 can be read"),
    ("P2 1 1 7 8", "has a sample of 8; 0 to 7 can be read"),
    ("P2 2 1 7 1", "is cut off before its sample"),
    ("GIF89a", "is no usable PNG: "),
  ])
  func refuses(_ text: String, _ reason: String) {
    let found = dataError { _ = try read(text) }?.reason
    #expect(found?.hasPrefix(reason) == true, "\(found ?? "no error")")
  }

  private func read(_ png: PNGFile, channels: Int? = nil) throws -> Raster {
    try folder.write(png.bytes, to: "x.png")
    return try ImageFile.read(folder.path + "/x.png", channels: channels)
  }

  @Test("samples of 16 bits are no linear light")
  func deepSamples() throws {
    // 186 where they are taken for such.
    let gray = PNGFile(
      width: 3, height: 1, depth: 16, rows: [[0x00, 0x00, 0x80, 0x80, 0x40, 0x40]])
    #expect(try read(gray) == Raster(width: 3, height: 1, channels: 1, pixels: [0, 128, 64]))
    let color = PNGFile(
      width: 1, height: 1, depth: 16, colorType: 2, rows: [[0x80, 0x80, 0, 0, 0xFF, 0xFF]])
    #expect(try read(color) == Raster(width: 1, height: 1, channels: 3, pixels: [128, 0, 255]))
  }

  @Test func paletteAndInterlacedFiles() throws {
    let palette: [[UInt8]] = [[255, 0, 0], [0, 0, 255], [10, 200, 90]]
    let indexed = PNGFile(
      width: 4, height: 2, depth: 2, colorType: 3, palette: palette.flatMap(\.self),
      rows: [[0b00_01_10_00], [0b10_10_00_01]])
    let expected = [0, 1, 2, 0, 2, 2, 0, 1].flatMap { palette[$0] }
    #expect(try read(indexed).pixels == expected)
    #expect(try read(indexed, channels: 1).pixels.prefix(2) == [76, 29])
    let interlaced = PNGFile(
      width: 9, height: 7, isInterlaced: true,
      rows: PNGFile.interlacedRows(width: 9, height: 7) { UInt8(4 * ($1 * 9 + $0)) })
    let ramp = (0..<63).map { UInt8(4 * $0) }
    #expect(try read(interlaced).pixels == ramp)
  }

  @Test("gray of a colour does not depend on the format")
  func grayOfColors() throws {
    let colors = Raster(
      width: 4, height: 1, channels: 3,
      pixels: [255, 0, 0, 0, 0, 255, 0, 255, 0, 10, 200, 90])
    try PNG.write(colors, to: folder.path + "/x.png")
    let png = try ImageFile.read(folder.path + "/x.png", channels: 1)
    #expect(try png == read("P6 4 1 255\n", colors.pixels, channels: 1))
    #expect(png.pixels.prefix(3) == [76, 29, 150])
    #expect(try PNG.read(folder.path + "/x.png", channels: 1) == png)
  }

  @Test("transparent pixels are white paper")
  func transparency() throws {
    // Two pixels of gray 40, the second one transparent.
    let png =
      "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAQAAABeK7cBAAAADUlEQVR4nGPQ"
      + "+K/BAAAD8gFQv145hgAAAABJRU5ErkJggg=="
    try folder.write(Array(try #require(Data(base64Encoded: png))), to: "x.png")
    #expect(try ImageFile.read(folder.path + "/x.png").pixels == [40, 255])
    #expect(
      try ImageFile.read(folder.path + "/x.png", channels: 3).pixels == [40, 40, 40, 255, 255, 255])
    #expect(try PNG.read(folder.path + "/x.png").pixels == [40, 255])
  }

  @Test func endings() {
    #expect(["a.png", "a.PGM", "a.b.ppm"].allSatisfy(ImageFile.hasEnding))
    #expect(!["a.jpg", ".png", "png", "a.png.txt"].contains(where: ImageFile.hasEnding))
  }
}
