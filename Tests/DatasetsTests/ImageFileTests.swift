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

  @Test("transparent pixels show the background")
  func transparency() throws {
    // Two pixels of gray 40, the second one transparent.
    let png =
      "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAQAAABeK7cBAAAADUlEQVR4nGPQ"
      + "+K/BAAAD8gFQv145hgAAAABJRU5ErkJggg=="
    try folder.write(Array(try #require(Data(base64Encoded: png))), to: "x.png")
    #expect(try ImageFile.read(folder.path + "/x.png", background: 255).pixels == [40, 255])
    #expect(try ImageFile.read(folder.path + "/x.png").pixels == [40, 0])
  }

  @Test func endings() {
    #expect(["a.png", "a.PGM", "a.b.ppm"].allSatisfy(ImageFile.hasEnding))
    #expect(!["a.jpg", ".png", "png", "a.png.txt"].contains(where: ImageFile.hasEnding))
  }
}
