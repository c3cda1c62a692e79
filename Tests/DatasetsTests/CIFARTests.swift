import DataFixtures
import Datasets
import Foundation
import Testing

/// A folder with two training files of two and three records and a test file of one.
struct TinyCIFAR {
  /// A record whose pixel p has red 10 n + p, green 100 + n and blue p, modulo 256.
  static func record(_ number: Int, label: UInt8) -> [UInt8] {
    [label] + (0..<1024).map { UInt8(truncatingIfNeeded: 10 * number + $0) }
      + [UInt8](repeating: UInt8(100 + number), count: 1024)
      + (0..<1024).map { UInt8(truncatingIfNeeded: $0) }
  }

  static let batches: [[UInt8]] = [
    record(0, label: 3) + record(1, label: 9),
    record(2, label: 0) + record(3, label: 1) + record(4, label: 2),
  ]
  static let test = record(5, label: 7)

  /// The names are those of the published set; the bytes of the first training file are pinned.
  static let catalog = DataCatalog([
    DataSource(
      name: "tiny", title: "Tiny", shape: ExampleShape(height: 32, width: 32, channels: 3),
      classNames: (0..<10).map { "class \($0)" }, trainCount: 50_000, testCount: 10_000,
      origin: .cifar(
        CIFARFiles(
          train: (1...3).map {
            DataFile(
              name: "data_batch_\($0).bin", size: batches[0].count,
              sha256: $0 == 1 ? sha256(batches[0]) : String(repeating: "0", count: 64))
          },
          test: DataFile(name: "test_batch.bin", size: test.count, sha256: sha256(test)))),
      isStandardized: true)
  ])
}

@Suite("CIFAR-10's binary format")
struct CIFARTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func store() throws -> DataStore {
    try DataStore(directory: folder.path, environment: [:], catalog: TinyCIFAR.catalog)
  }

  private func write(gzipped: Set<String> = ["data_batch_2.bin"]) throws {
    for (name, bytes) in [
      ("data_batch_1.bin", TinyCIFAR.batches[0]), ("data_batch_2.bin", TinyCIFAR.batches[1]),
      ("test_batch.bin", TinyCIFAR.test),
    ] {
      let isGzip = gzipped.contains(name)
      try folder.write(isGzip ? gzip(bytes) : bytes, to: "tiny/\(name)\(isGzip ? ".gz" : "")")
    }
  }

  @Test(
    arguments: [[], ["data_batch_2.bin"], ["data_batch_1.bin", "test_batch.bin"]] as [[String]])
  func readsRecordsOfAllFilesInOrder(gzipped: [String]) throws {
    try write(gzipped: Set(gzipped))
    let data = try store().load("tiny")
    guard case .bytes(let bytes) = data.train.features,
      case .labels(let labels, 10) = data.train.targets
    else {
      Issue.record("not bytes with ten classes")
      return
    }
    #expect(labels == [3, 9, 0, 1, 2] && data.train.count == 5 && data.test.count == 1)
    // The colours of a pixel stand beside each other.
    for (record, pixel) in [(0, 0), (1, 33), (4, 1023)] {
      let start = record * 3072 + pixel * 3
      let expected = [10 * record + pixel, 100 + record, pixel].map {
        UInt8(truncatingIfNeeded: $0)
      }
      #expect(Array(bytes[start..<start + 3]) == expected, "record \(record), pixel \(pixel)")
    }
    #expect(data.classNames[9] == "class 9")
  }

  @Test func limitsReachAcrossFiles() throws {
    try write()
    let data = try store().load("tiny", trainLimit: 3, testLimit: 1)
    guard case .labels(let labels, _) = data.train.targets else { return }
    #expect(labels == [3, 9, 0])
    #expect(
      dataError { _ = try store().load("tiny", trainLimit: 6) }?.description
        == "tiny: has 5 training examples, 6 were asked for; take 1 to 5")
  }

  @Test func namesComeFromTheFileBeside() throws {
    try write()
    let names = (0..<10).map { "kind \($0)" }
    try folder.write(
      Array((names.joined(separator: "\r\n") + "\n\n").utf8), to: "tiny/batches.meta.txt")
    #expect(try store().load("tiny").classNames == names)
    try folder.write(Array("one\ntwo\n".utf8), to: "tiny/batches.meta.txt")
    #expect(
      dataError { _ = try store().load("tiny") }?.reason
        == "names 2 classes, expected 10, one a line")
  }

  @Test func saysWhichFilesArePublished() throws {
    try write(gzipped: ["data_batch_1.bin"])
    let contents = try store().contents(of: "tiny")
    #expect(contents.map(\.isPublished) == [true, false, true])
    #expect(contents.map(\.examples) == [2, 3, 1])
    #expect(try !store().isPublished("tiny"))
    try FileManager.default.removeItem(atPath: folder.path + "/tiny/data_batch_2.bin")
    #expect(try store().isPublished("tiny"))
    #expect(contents[0].path == "\(folder.path)/tiny/data_batch_1.bin.gz")
  }

  @Test func refusesWhatIsNotWellFormed() throws {
    let (good, test) = (TinyCIFAR.batches[1], "\(folder.path)/tiny/data_batch_2.bin")
    func reason(_ bytes: [UInt8]) throws -> String? {
      try write(gzipped: [])
      try folder.write(bytes, to: "tiny/data_batch_2.bin")
      let error = dataError { _ = try store().load("tiny") }
      #expect(error?.path == test)
      #expect(dataError { _ = try store().contents(of: "tiny") } == error)
      return error?.reason
    }
    #expect(
      try reason(good.dropLast())
        == "is cut off: 9218 bytes, which is no multiple of the 3073 bytes "
        + "of a record")
    #expect(try reason([]) == "is empty, expected records")
    var strange = good
    strange[2 * 3073] = 10
    #expect(
      try reason(strange) == "label 10 at record 2, expected 0 to 9; this is no file in CIFAR-10's "
        + "binary format")
  }

  @Test func saysWhatIsMissing() throws {
    try folder.write(TinyCIFAR.test, to: "tiny/test_batch.bin")
    #expect(
      dataError { _ = try store().load("tiny") }?.reason.hasPrefix("data_batch_1.bin missing of ")
        == true)
    try folder.write(TinyCIFAR.batches[0], to: "tiny/data_batch_1.bin")
    try folder.write(TinyCIFAR.batches[0], to: "tiny/data_batch_3.bin")
    // The first N examples would be others if the second file came later.
    #expect(
      dataError { _ = try store().load("tiny") }?.reason.hasPrefix("data_batch_2.bin missing of ")
        == true)
    try FileManager.default.removeItem(atPath: folder.path + "/tiny/data_batch_3.bin")
    #expect(try store().load("tiny").train.count == 2)
    #expect(try store().presence(of: "tiny") == .complete(folder.path + "/tiny"))
  }
}
