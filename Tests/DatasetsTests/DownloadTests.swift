import DataFixtures
import Datasets
import Foundation
import Synchronization
import Testing

@Suite("Download: resume, checksums, atomic rename")
struct DownloadTests {
  let folder: TemporaryFolder
  let server: FileServer
  let tiny: TinySet
  /// The first file of the set, on which most tests work.
  let name = TinySet.names[0]
  let events = EventLog()

  init() throws {
    folder = try TemporaryFolder()
    server = try FileServer()
    var set = TinySet()
    // Long and hard to compress, so that it can break in the middle.
    var state: UInt32 = 1
    set.trainImages = gzip(
      idx(
        magic: 2051, [12, 2, 3],
        (0..<72).map { _ in
          state = state &* 1_664_525 &+ 1_013_904_223
          return UInt8(state >> 24)
        }))
    set.addresses = [server.address]
    tiny = set
    server.serve(set)
  }

  private func store(
    _ set: TinySet? = nil, path: String? = nil, failures: DownloadFailures = DownloadFailures(),
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws -> DataStore {
    let system = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let events = events
    return try DataStore(
      environment: ["XDG_CACHE_HOME": folder.path, "PATH": path ?? system],
      catalog: (set ?? tiny).catalog, downloadsMissing: true, failures: failures,
      report: { events.add($0) }, shouldStop: shouldStop)
  }

  private func inCache(_ name: String) -> String { "lockstep/data/tiny/\(name)" }

  private var image: [UInt8] { tiny.trainImages }

  @Test func fetchesAndLoads() throws {
    let data = try store().load("tiny")
    #expect(data.train.count == 12)
    #expect(server.requests == TinySet.names)
    for (name, bytes) in zip(TinySet.names, tiny.contents) {
      #expect(try folder.read(inCache(name)) == bytes)
      #expect(!folder.has(inCache(name) + ".part"))
    }
    // A second fetch finds everything.
    try store().fetch("tiny")
    #expect(server.requests.count == 4)
  }

  @Test func doesNotFetchUnlessAllowed() throws {
    let store = try DataStore(
      environment: ["XDG_CACHE_HOME": folder.path], catalog: tiny.catalog)
    #expect(dataError { _ = try store.load("tiny") }?.reason.hasPrefix("not found in") == true)
    #expect(server.requests.isEmpty)
  }

  @Test func continuesABrokenDownload() throws {
    server.set(name, .init(content: image, breaksAfter: 40))
    let error = dataError { try store().fetch("tiny") }
    #expect(error?.kind == .inputOutput)
    #expect(error?.path == folder.path + "/" + inCache(name))
    #expect(try folder.read(inCache(name) + ".part") == Array(image.prefix(40)))
    #expect(!folder.has(inCache(name)))

    server.set(name, .init(content: image))
    try store().fetch("tiny")
    #expect(server.requests.prefix(2) == [name, "\(name) from 40"])
    #expect(try folder.read(inCache(name)) == image)
    #expect(!folder.has(inCache(name) + ".part"))
  }

  @Test func startsAgainWhereRangesAreNotGranted() throws {
    try folder.write(Array(image.prefix(40)), to: inCache(name) + ".part")
    server.set(name, .init(content: image, grantsRanges: false))
    try store().fetch("tiny")
    #expect(server.requests.prefix(2) == ["\(name) from 40", name])
    #expect(try folder.read(inCache(name)) == image)
  }

  @Test func throwsAwayAPartialFileOfSomethingElse() throws {
    try folder.write([UInt8](repeating: 7, count: 40), to: inCache(name) + ".part")
    try store().fetch("tiny")
    #expect(server.requests.prefix(2) == ["\(name) from 40", name])
    #expect(try folder.read(inCache(name)) == image)
  }

  @Test func takesACompletePartialFileAndNoLongerOne() throws {
    try folder.write(image, to: inCache(name) + ".part")
    try folder.write(tiny.trainLabels + [0], to: inCache(TinySet.names[1]) + ".part")
    try store().fetch("tiny")
    #expect(server.requests == Array(TinySet.names.dropFirst()))
    #expect(try folder.read(inCache(name)) == image)
  }

  @Test(arguments: ["altered", "short", "long"])
  func refusesOtherBytes(kind: String) throws {
    var bytes = image
    switch kind {
    case "altered": bytes[20] ^= 1
    case "short": bytes.removeLast(5)
    default: bytes.append(0)
    }
    server.set(name, .init(content: bytes))
    let error = dataError { try store().fetch("tiny") }
    let expected = [
      "altered": "is altered: SHA-256 \(sha256(bytes)), expected \(sha256(image))",
      "short": "is cut off: \(bytes.count) bytes, expected \(image.count)",
      "long": "delivers more than the \(image.count) bytes",
    ]
    #expect(error?.reason.contains(expected[kind] ?? "?") == true, "\(error?.reason ?? "-")")
    #expect(!folder.has(inCache(name)))
    #expect(!folder.has(inCache(name) + ".part"))
  }

  @Test func triesTheNextAddress() throws {
    let bad = try FileServer()
    bad.set(name, .init(content: [UInt8](repeating: 1, count: image.count)))
    var set = tiny
    set.addresses = [bad.address, server.address]
    try store(set).fetch("tiny")
    #expect(try folder.read(inCache(name)) == image)
    let failed = events.all.filter { if case .failed = $0 { true } else { false } }
    // The other three files are asked of the good server first.
    #expect(failed.count == 1)
    #expect(bad.requests == [name])
    #expect(
      events.all.contains(.finished(file: name, path: folder.path + "/" + inCache(name))))
  }

  /// Studies load the same missing set again and again; each timeout is waited for once.
  @Test func asksNoAddressTwiceForWhatItDidNotDeliver() throws {
    server.set(name, .init(content: [], status: 503))
    let failures = DownloadFailures()
    let first = dataError { try store(failures: failures).fetch("tiny") }
    #expect(first?.kind == .inputOutput)
    #expect(server.requests == [name])
    server.set(name, .init(content: image))
    #expect(dataError { _ = try store(failures: failures).load("tiny") } == first)
    #expect(server.requests == [name])
    // Another address is another matter.
    let other = try FileServer()
    other.serve(tiny)
    var set = tiny
    set.addresses = [server.address, other.address]
    try store(set, failures: failures).fetch("tiny")
    #expect(server.requests == [name])
    #expect(other.requests == TinySet.names)
  }

  @Test func stopsWhileTheServerIsSilent() throws {
    server.set(name, .init(content: image, delay: 3))
    try folder.write(Array(image.prefix(40)), to: inCache(name) + ".part")
    let failures = DownloadFailures()
    let requests = server
    let start = Date()
    let error = dataError {
      try store(failures: failures, shouldStop: { !requests.requests.isEmpty }).fetch("tiny")
    }
    #expect(Date().timeIntervalSince(start) < 2.5)
    #expect(error?.kind == .inputOutput)
    #expect(error?.path == folder.path + "/" + inCache(name) + ".part")
    #expect(
      error?.reason == "interrupted: 40 bytes are here; the next download goes on from there")
    #expect(try folder.read(inCache(name) + ".part") == Array(image.prefix(40)))
    #expect(!events.all.contains { if case .failed = $0 { true } else { false } })
    // Nothing is held against the address: the rest comes from there.
    server.set(name, .init(content: image))
    try store(failures: failures).fetch("tiny")
    #expect(server.requests.prefix(2) == ["\(name) from 40", "\(name) from 40"])
    #expect(try folder.read(inCache(name)) == image)
  }

  @Test func stopsWhileAnotherProgramDownloads() throws {
    let lock = try folder.write([], to: "lockstep/data/tiny/.fetch.lock")
    let held = open(lock, O_RDWR | O_CLOEXEC)
    defer { close(held) }
    #expect(flock(held, LOCK_EX) == 0)
    let error = dataError { try store(shouldStop: { true }).fetch("tiny") }
    #expect(error?.reason.hasPrefix("interrupted: ") == true)
    #expect(server.requests.isEmpty)
  }

  @Test func keepsThePartialFileThroughAServerError() throws {
    try folder.write(Array(image.prefix(40)), to: inCache(name) + ".part")
    server.set(name, .init(content: [], status: 503))
    let error = dataError { try store().fetch("tiny") }
    #expect(error?.reason.contains("503") == true)
    #expect(try folder.read(inCache(name) + ".part") == Array(image.prefix(40)))
  }

  @Test func neverReplacesAFileThatIsThere() throws {
    try folder.write([1, 2, 3], to: inCache(name))
    let error = dataError { try store().fetch("tiny") }
    #expect(error?.path == folder.path + "/" + inCache(name))
    #expect(error?.reason.hasPrefix("is cut off: 3 bytes") == true)
    #expect(try folder.read(inCache(name)) == [1, 2, 3])
    #expect(server.requests.isEmpty)
  }

  @Test func fetchesOnlyWhatIsMissingInTheCache() throws {
    try folder.write(image, to: inCache(name))
    #expect(try store().find("tiny") == nil)
    #expect(try store().load("tiny").test.count == 4)
    #expect(server.requests == Array(TinySet.names.dropFirst()))
  }

  @Test func saysThatCurlIsMissing() throws {
    let error = dataError { try store(path: folder.path + "/bin").fetch("tiny") }
    #expect(
      error?.description
        == "curl: not found on PATH, and needed to download; install it (apt install curl)")
    #expect(dataError { try store(path: "").fetch("tiny") } == error)
  }

  @Test func saysThatNoAddressIsReachable() throws {
    let gone = try FileServer()
    gone.stop()
    var set = tiny
    set.addresses = [gone.address, "file:///nowhere/"]
    let error = dataError { try store(set).fetch("tiny") }
    #expect(error?.kind == .inputOutput)
    #expect(
      error?.reason.hasPrefix("cannot be downloaded: \(gone.address)\(name) failed: curl: (7)")
        == true, "\(error?.reason ?? "-")")
    #expect(error?.reason.contains("file:///nowhere/\(name) failed: curl: (37)") == true)
    for remedy in ["check the network", "--data DIR", "LOCKSTEP_DATA", "synthetic-digits"] {
      #expect(error?.reason.contains(remedy) == true, "\(remedy)")
    }
    #expect(!folder.has(inCache(name) + ".part"))
  }

  @Test func saysThatTheFolderCannotBeWritten() throws {
    try folder.write([], to: "lockstep")
    let error = dataError { try store().fetch("tiny") }
    #expect(error?.kind == .inputOutput)
    #expect(error?.reason.contains("cannot make this folder") == true)
  }

  /// Two at once: the second waits and finds the files.
  @Test func twoFetchesDoNotMeet() throws {
    server.set(name, .init(content: image, delay: 0.3))
    let store = try store()
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      do { try store.fetch("tiny") } catch { failures.withLock { $0.append("\(error)") } }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(server.requests == TinySet.names)
  }
}

/// Collects events from any thread.
final class EventLog: Sendable {
  private let events = Mutex<[DownloadEvent]>([])

  var all: [DownloadEvent] { events.withLock { $0 } }

  func add(_ event: DownloadEvent) { events.withLock { $0.append(event) } }
}
