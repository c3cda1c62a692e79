import DataFixtures
import Datasets
import Foundation
import Testing

@Suite("IDX files, plain and gzip")
struct IDXTests {
  let folder: TemporaryFolder
  let content = (0..<60).map { UInt8($0 * 4) }

  init() throws { folder = try TemporaryFolder() }

  private func images(_ bytes: [UInt8], _ name: String, limit: Int? = nil) throws -> IDX {
    try IDX(contentsOf: folder.write(bytes, to: name), kind: .images, limit: limit)
  }

  @Test func readsImagesAndLabels() throws {
    let file = idx(magic: 2051, [5, 3, 4], content)
    for (bytes, name) in [(file, "x"), (gzip(file), "x.gz")] {
      let images = try images(bytes, name)
      #expect(images.shape == [5, 3, 4])
      #expect(images.bytes == content)
    }
    let labels = try IDX(
      contentsOf: folder.write(gzip(idx(magic: 2049, [3], [7, 0, 9])), to: "y.gz"), kind: .labels)
    #expect(labels.shape == [3])
    #expect(labels.bytes == [7, 0, 9])
  }

  @Test func readsOnlyAsManyAsAskedFor() throws {
    let file = gzip(idx(magic: 2051, [5, 3, 4], content))
    let two = try images(file, "x.gz", limit: 2)
    #expect(two.shape == [2, 3, 4])
    #expect(two.bytes == Array(content.prefix(24)))
    let error = dataError { _ = try images(file, "x.gz", limit: 6) }
    #expect(error?.reason == "has 5 images, 6 were asked for")
  }

  @Test func readsConcatenatedMembers() throws {
    let file = idx(magic: 2051, [5, 3, 4], content)
    let read = try images(gzip(Array(file.prefix(30))) + gzip(Array(file.dropFirst(30))), "x.gz")
    #expect(read.bytes == content)
  }

  @Test func refusesPlainFilesCutAnywhere() throws {
    let file = idx(magic: 2051, [5, 3, 4], content)
    for length in 0..<file.count {
      let error = dataError { _ = try images(Array(file.prefix(length)), "x") }
      #expect(error?.reason.contains("cut off") == true, "\(length) bytes: \(error?.reason ?? "-")")
      #expect(error?.path == folder.path + "/x")
    }
  }

  @Test func refusesGzipFilesCutAnywhere() throws {
    let file = gzip(idx(magic: 2051, [5, 3, 4], content))
    for length in 0..<file.count {
      let error = dataError { _ = try images(Array(file.prefix(length)), "x.gz") }
      let expected = length == 0 ? "is empty" : "cut off"
      #expect(error?.reason.contains(expected) == true, "\(length): \(error?.reason ?? "-")")
    }
  }

  /// Behind the ten bytes of header, the checksum or the format gives every changed byte away.
  @Test func refusesGzipFilesAlteredAnywhere() throws {
    let file = gzip(idx(magic: 2051, [5, 3, 4], content))
    for offset in [0, 1, 2] + Array(10..<file.count) {
      var altered = file
      altered[offset] ^= 0xFF
      let error = dataError { _ = try images(altered, "x.gz") }
      #expect(error != nil, "byte \(offset)")
    }
    var altered = file
    altered[file.count - 6] ^= 1
    let error = dataError { _ = try images(altered, "x.gz") }
    #expect(error?.reason.contains("corrupt (incorrect data check)") == true)
  }

  @Test func refusesTrailingBytes() throws {
    let file = idx(magic: 2051, [5, 3, 4], content)
    #expect(dataError { _ = try images(file + [0], "x") }?.reason.contains("too long") == true)
    #expect(
      dataError { _ = try images(gzip(file + [0]), "x.gz") }?.reason
        == "goes on behind the 5 images its header promises")
    #expect(
      dataError { _ = try images(gzip(file) + [0], "x.gz") }?.reason.contains("bytes follow")
        == true)
  }

  @Test(
    arguments: [
      (2049, "magic number 2049 (labels), expected 2051"), (2052, "magic number 2052"),
      (0x0308_0000, "magic number 50855936"),
    ] as [(UInt32, String)])
  func refusesWrongMagic(magic: UInt32, message: String) throws {
    let file = idx(magic: magic, [5, 3, 4], content)
    #expect(dataError { _ = try images(file, "x") }?.reason.contains(message) == true)
    #expect(dataError { _ = try images(gzip(file), "x.gz") }?.reason.contains(message) == true)
  }

  /// Headers that would claim gigabytes, overflow, or divide by zero.
  @Test(
    arguments: [
      ([.max, .max, .max], "too many"), ([60_000, 65_535, 65_535], "hold"),
      ([.max, 28, 28], "hold"), ([0, 28, 28], "0 x 28 x 28"), ([5, 0, 4], "5 x 0 x 4"),
    ] as [([UInt32], String)])
  func refusesHostileHeaders(extents: [UInt32], message: String) throws {
    let file = idx(magic: 2051, extents, content)
    let error = dataError { _ = try images(gzip(file), "x.gz") }
    #expect(error?.reason.contains(message) == true, "\(error?.reason ?? "-")")
    #expect(dataError { _ = try images(file, "x") } != nil)
  }

  @Test func refusesWhatIsNoFile() throws {
    let missing = dataError { _ = try IDX(contentsOf: folder.path + "/no", kind: .images) }
    #expect(missing == DataError(path: folder.path + "/no", reason: "no such file"))
    #expect(
      dataError { _ = try IDX(contentsOf: folder.path, kind: .images) }?.reason
        == "is not a regular file")
    #expect(
      dataError { _ = try images(Array("<html></html>".utf8), "x.gz") }?.reason
        .contains("corrupt (incorrect header check)") == true)
  }
}
