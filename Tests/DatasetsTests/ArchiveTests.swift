import Datasets
import Foundation
import Testing

@Suite("Data sets that are published as an archive")
struct ArchiveTests {
  let folder: TemporaryFolder
  let server: FileServer

  init() throws {
    folder = try TemporaryFolder()
    server = try FileServer()
  }

  /// A catalog of one set whose files lie in `inside/` of an archive, and the archive's bytes.
  private func catalog(
    _ files: [String: [UInt8]], pinned: [String: [UInt8]]? = nil
  ) throws -> DataCatalog {
    for (name, bytes) in files { try folder.write(bytes, to: "source/inside/\(name)") }
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tar.arguments = [
      "tar", "-czf", folder.path + "/tiny.tgz", "-C", folder.path + "/source", "inside",
    ]
    try tar.run()
    tar.waitUntilExit()
    let archive = try folder.read("tiny.tgz")
    server.set("tiny.tgz", .init(content: archive))
    let published = (pinned ?? files).sorted { $0.key < $1.key }.map { name, bytes in
      DataFile(name: name, size: bytes.count, sha256: sha256(bytes))
    }
    return DataCatalog([
      DataSource(
        name: "tiny", title: "Tiny", shape: ExampleShape(height: 32, width: 32, channels: 3),
        classNames: (0..<10).map { "class \($0)" }, trainCount: 2, testCount: 1,
        origin: .cifar(CIFARFiles(train: [published[0]], test: published[1])),
        archive: DataArchive(
          file: DataFile(name: "tiny.tgz", size: archive.count, sha256: sha256(archive)),
          folder: "inside", addresses: [server.address + "tiny.tgz"]))
    ])
  }

  private func store(_ catalog: DataCatalog, path: String? = nil) throws -> DataStore {
    try DataStore(
      environment: [
        "XDG_CACHE_HOME": folder.path,
        "PATH": path ?? ProcessInfo.processInfo.environment["PATH"] ?? "",
      ], catalog: catalog, downloadsMissing: true, failures: DownloadFailures())
  }

  private let files = ["data_batch_1.bin": TinyCIFAR.batches[0], "test_batch.bin": TinyCIFAR.test]

  @Test func takesTheFilesOutAndLeavesNothingElse() throws {
    let store = try store(catalog(files))
    #expect(try store.load("tiny").train.count == 2)
    #expect(server.requests == ["tiny.tgz"])
    let left = try FileManager.default.contentsOfDirectory(
      atPath: folder.path + "/lockstep/data/tiny")
    #expect(left.sorted() == [".fetch.lock", "data_batch_1.bin", "test_batch.bin"])
    #expect(try folder.read("lockstep/data/tiny/test_batch.bin") == TinyCIFAR.test)
    #expect(try store.contents(of: "tiny").allSatisfy(\.isPublished))
  }

  @Test func refusesFilesThatAreNotThePublishedOnes() throws {
    var pinned = files
    pinned["test_batch.bin"]?[7] ^= 1
    let catalog = try catalog(files, pinned: pinned)
    let error = dataError { try store(catalog).fetch("tiny") }
    #expect(error?.reason.hasPrefix("is altered: SHA-256 ") == true)
    #expect(!folder.has("lockstep/data/tiny/test_batch.bin"))
  }

  @Test func saysThatAFileIsNotInTheArchive() throws {
    let catalog = try catalog(
      ["data_batch_1.bin": TinyCIFAR.batches[0]], pinned: files)
    let error = dataError { try store(catalog).fetch("tiny") }
    #expect(error?.kind == .inputOutput)
    #expect(error?.reason.hasPrefix("cannot be unpacked: ") == true, "\(error?.reason ?? "-")")
  }
}
