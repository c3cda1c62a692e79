import Crypto
import DataFixtures
import Datasets
import Foundation

/// A folder that disappears with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "lockstep-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, making the folders above it, and returns its path.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
  }

  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }
}

/// SHA-256 in lower-case hexadecimal.
func sha256(_ bytes: [UInt8]) -> String {
  SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
}

/// A data set of twelve images of 2 x 3 pixels in three classes, and four to test on.
struct TinySet {
  var trainImages = gzip(idx(magic: 2051, [12, 2, 3], (0..<72).map { UInt8($0) }))
  var trainLabels = gzip(idx(magic: 2049, [12], (0..<12).map { UInt8($0 % 3) }))
  var testImages = gzip(idx(magic: 2051, [4, 2, 3], (100..<124).map { UInt8($0) }))
  var testLabels = gzip(idx(magic: 2049, [4], [2, 1, 0, 2]))
  var addresses: [String] = []

  static let names = ["a-images.gz", "a-labels.gz", "b-images.gz", "b-labels.gz"]

  var contents: [[UInt8]] { [trainImages, trainLabels, testImages, testLabels] }

  /// The catalog that pins these very bytes.
  var catalog: DataCatalog {
    let files = zip(Self.names, contents).map { name, bytes in
      DataFile(name: name, size: bytes.count, sha256: sha256(bytes))
    }
    return DataCatalog([
      DataSource(
        name: "tiny", title: "Tiny", shape: ExampleShape(height: 2, width: 3, channels: 1),
        classNames: ["a", "b", "c"], trainCount: 12, testCount: 4,
        origin: .idx(
          IDXFiles(
            trainImages: files[0], trainLabels: files[1], testImages: files[2],
            testLabels: files[3], addresses: addresses)))
    ])
  }

  /// Lays the files down as a store expects them in `directory` of `folder`.
  func write(to folder: TemporaryFolder, _ directory: String) throws {
    for (name, bytes) in zip(Self.names, contents) {
      try folder.write(bytes, to: "\(directory)/tiny/\(name)")
    }
  }
}

/// The error that `body` throws; nil, which fails the expectation, when it throws none.
func dataError(_ body: () throws -> Void) -> DataError? {
  do {
    try body()
    return nil
  } catch {
    return error as? DataError
  }
}
