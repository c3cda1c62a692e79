import Datasets
import Foundation
import Testing

@Suite("Pictures of one's own")
struct ImageFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A picture whose pixels tell what it is.
  private func raster(_ value: Int, _ height: Int, _ width: Int, channels: Int = 1) -> Raster {
    Raster(
      width: width, height: height, channels: channels,
      pixels: (0..<height * width * channels).map {
        UInt8(truncatingIfNeeded: value + $0 % channels)
      })
  }

  private func write(
    _ name: String, _ value: Int, _ height: Int = 4, _ width: Int = 6, channels: Int = 1
  ) throws {
    let path = "\(folder.path)/photos/\(name)"
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try PNG.write(raster(value, height, width, channels: channels), to: path)
  }

  /// Twenty pictures in each of two classes, the value of whose pixels is 5 n, and 5 n + 1 in the second.
  private func writeTwoClasses(count: Int = 20) throws {
    for number in 0..<count {
      try write("cat/\(number).png", 5 * number)
      try write("dog/\(number).png", 5 * number + 1)
    }
  }

  private func load(_ change: (inout OwnData.Options) -> Void = { _ in }) throws -> Dataset {
    var options = OwnData.Options()
    change(&options)
    return try OwnData(.images, path: folder.path + "/photos").load(options)
  }

  /// First pixel and label of each example.
  private func contents(_ examples: Examples) -> [[Int]] {
    guard case .bytes(let bytes) = examples.features,
      case .labels(let labels, _) = examples.targets
    else { return [] }
    return (0..<examples.count).map {
      [Int(bytes[$0 * examples.featureCount]), Int(labels[$0])]
    }
  }

  @Test func everyPictureIsInOnePartWithItsClass() throws {
    try writeTwoClasses()
    try folder.write([1], to: "photos/.DS_Store")
    try folder.write([1], to: "photos/cat/.hidden")
    let data = try load()
    #expect(data.exampleShape == ExampleShape(height: 4, width: 6, channels: 1))
    #expect(data.classNames == ["cat", "dog"] && data.title == "photos")
    let all = contents(data.train) + contents(data.test)
    #expect(all.count == 40 && all.allSatisfy { $0[0] % 5 == $0[1] })
    #expect(Set(all.map { $0[0] }).count == 40)
    #expect((2...16).contains(data.test.count))
    // Mixed, so that examples held out from the end are of both classes.
    #expect(Set(contents(data.train).suffix(10).map { $0[1] }) == [0, 1])
  }

  @Test func picturesThatAreAddedMoveNoOther() throws {
    try writeTwoClasses()
    let before = try load()
    try writeTwoClasses(count: 40)
    try write("bird/1.png", 3)
    let after = try load()
    func values(_ examples: Examples) -> Set<Int> { Set(contents(examples).map { $0[0] }) }
    // Another class takes its place in the order of names; the parts stay.
    #expect(after.classNames == ["bird", "cat", "dog"])
    #expect(values(before.test).isSubset(of: values(after.test)))
    #expect(values(before.train).isSubset(of: values(after.train)))
    #expect(values(try load { $0.splitSeed = 4 }.test) != values(after.test))
  }

  @Test func sizesAndColoursAreMadeAlike() throws {
    try writeTwoClasses()
    try write("cat/large.png", 200, 40, 60)
    try write("dog/color.png", 100, 4, 6, channels: 3)
    try folder.write(
      Array("P2\n# gray\n6 4\n100\n".utf8) + Array("50 ".utf8.repeated(24)),
      to: "photos/dog/plain.pgm")
    let data = try load()
    #expect(data.exampleShape == ExampleShape(height: 4, width: 6, channels: 3))
    guard case .bytes(let train) = data.train.features, case .bytes(let test) = data.test.features
    else { return }
    let all = train + test
    let pictures = (0..<43).map { Array(all[$0 * 72..<($0 + 1) * 72]) }
    #expect(pictures.contains([UInt8](repeating: 200, count: 72)))
    #expect(pictures.contains((0..<72).map { UInt8(100 + $0 % 3) }))
    // 50 of 100 is 127.5 of 255.
    #expect(pictures.contains([UInt8](repeating: 128, count: 72)))
    let small = try load { $0.size = PictureSize(height: 2, width: 3) }
    #expect(small.exampleShape == ExampleShape(height: 2, width: 3, channels: 3))
  }

  @Test func transparentPixelsAreWhereverReadWhite() throws {
    // Gray 90, then a transparent black.
    let png = PNGFile(width: 2, height: 1, colorType: 4, rows: [[90, 255, 0, 0]])
    for number in 0..<20 {
      try folder.write(png.bytes, to: "photos/cat/\(number).png")
      try folder.write(png.bytes, to: "photos/dog/\(number).png")
    }
    let data = try load()
    guard case .bytes(let train) = data.train.features else {
      Issue.record("not bytes")
      return
    }
    #expect(Array(train.prefix(2)) == [90, 255])
    let again = try ImageFile.read(folder.path + "/photos/cat/0.png", channels: 1)
    #expect(Array(train.prefix(2)) == again.pixels)
  }

  @Test("sizes are counted by headers before any pixels are unpacked")
  func headersComeFirst() throws {
    try writeTwoClasses()
    // Whole headers, and too few pixels.
    for number in 0..<50 {
      try folder.write(Array("P5 8 2 255\n123".utf8), to: "photos/cat/cut\(number).pgm")
    }
    try folder.write(Array("P6 8 x".utf8), to: "photos/dog/z.ppm")
    let path = folder.path + "/photos"
    func description(_ size: PictureSize?) -> String? {
      dataError { _ = try load { $0.size = size } }?.description
    }
    #expect(
      description(nil) == "\(path)/dog/z.ppm: has no number where its height should be")
    #expect(
      description(PictureSize(height: 2, width: 2))
        == "\(path)/cat/cut0.pgm: is cut off: 2 x 8 pixels take 16 bytes, there are 3")
    try FileManager.default.removeItem(atPath: path + "/dog/z.ppm")
    #expect(description(nil)?.contains("/cat/cut0.pgm: is cut off") == true)
    // What was commonest by the headers, with its pixels.
    for number in 0..<50 {
      try folder.write(
        Array("P5 8 2 255\n0123456701234567".utf8), to: "photos/cat/cut\(number).pgm")
    }
    #expect(try load().exampleShape == ExampleShape(height: 2, width: 8, channels: 1))
  }

  @Test("a picture beside the folders is named, other files there are left alone")
  func picturesWithoutClass() throws {
    try writeTwoClasses()
    try folder.write(Array("About them.".utf8), to: "photos/README.md")
    #expect(try load().classNames == ["cat", "dog"])
    try write("x.png", 1)
    #expect(
      dataError { _ = try load() }?.description
        == "\(folder.path)/photos/x.png: lies beside the folders of the classes; move it into one "
        + "of them, or elsewhere")
  }

  @Test func saysWhatIsWrong() throws {
    let path = folder.path + "/photos"
    func description() -> String? { dataError { _ = try load() }?.description }
    #expect(
      description() == "\(path): no such folder; images:DIR needs a folder for each class")
    try write("cat/1.png", 1)
    #expect(
      description()
        == "\(path): has 1 folder of pictures, expected one for each of at least two classes")
    try FileManager.default.createDirectory(
      atPath: path + "/dog", withIntermediateDirectories: true)
    #expect(
      description() == "\(path)/dog: has no pictures; remove the folder, or put some in")
    try folder.write(Array("no picture".utf8), to: "photos/dog/a.jpg")
    #expect(
      description()
        == "\(path)/dog/a.jpg: is no .png, .pgm or .ppm file; convert it, or move it elsewhere")
    try FileManager.default.removeItem(atPath: path + "/dog/a.jpg")
    try folder.write(Array("no picture".utf8), to: "photos/dog/a.png")
    #expect(description()?.hasPrefix("\(path)/dog/a.png: is no usable PNG: ") == true)
    try write("dog/a.png", 1)
    #expect(
      description()?.contains("its 2 examples leave no t") == true, "\(description() ?? "-")")
  }
}

@Suite("Resizing")
struct ResizeTests {
  @Test func shrinkingTakesMeansAndGrowingInterpolates() {
    let ramp = Raster(
      width: 8, height: 1, channels: 1, pixels: [0, 32, 64, 96, 128, 160, 192, 224])
    #expect(ramp.resized(height: 1, width: 8) == ramp)
    // A ramp stays one but for its ends, where the filter has one side only.
    let half = ramp.resized(height: 1, width: 4).pixels
    #expect(half[1] == 80 && half[2] == 144 && half[0] < 32 && half[3] > 192, "\(half)")
    // Every pixel counts, also one between the middles of the new ones.
    let spike = Raster(width: 8, height: 1, channels: 1, pixels: [0, 0, 0, 0, 255, 0, 0, 0])
    #expect(spike.resized(height: 1, width: 2).pixels == [27, 46])
    let double = ramp.resized(height: 2, width: 16)
    #expect(double.pixels[..<16] == double.pixels[16...])
    #expect(Array(double.pixels[..<5]) == [0, 8, 24, 40, 56])
    #expect(double.pixels[15] == 224)
    // Colours do not mix, and a plain picture stays plain.
    let plain = Raster(
      width: 5, height: 7, channels: 3, pixels: (0..<105).map { [10, 200, 90][$0 % 3] })
    let other = plain.resized(height: 3, width: 11)
    #expect(other.pixels == (0..<99).map { [10, 200, 90][$0 % 3] })
    // Rows and columns are not swapped.
    let tall = Raster(width: 1, height: 2, channels: 1, pixels: [10, 250])
    #expect(tall.resized(height: 2, width: 2).pixels == [10, 10, 250, 250])
  }
}

extension Sequence {
  /// The elements `count` times over.
  fileprivate func repeated(_ count: Int) -> [Element] {
    (0..<count).flatMap { _ in Array(self) }
  }
}
