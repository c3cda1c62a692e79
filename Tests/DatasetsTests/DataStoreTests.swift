import DataFixtures
import Datasets
import Foundation
import Testing

@Suite("DataStore: finding, checking and loading")
struct DataStoreTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func store(
    _ set: TinySet = TinySet(), directory: String? = nil, variable: String? = nil
  ) throws -> DataStore {
    var environment = ["HOME": folder.path + "/home"]
    environment["LOCKSTEP_DATA"] = variable.map { "\(folder.path)/\($0)" }
    return try DataStore(
      directory: directory.map { "\(folder.path)/\($0)" }, environment: environment,
      catalog: set.catalog)
  }

  @Test func loadsWhatTheFilesHold() throws {
    try TinySet().write(to: folder, "d")
    let data = try store(directory: "d").load("tiny")
    #expect(data.name == "tiny" && data.title == "Tiny" && data.classNames == ["a", "b", "c"])
    #expect(data.train.count == 12 && data.test.count == 4)
    guard case .bytes(let bytes) = data.test.features,
      case .labels(let labels, let classes) = data.test.targets
    else {
      Issue.record("not bytes with labels")
      return
    }
    #expect(bytes == (100..<124).map { UInt8($0) })
    #expect(labels == [2, 1, 0, 2] && classes == 3)
  }

  @Test func looksInOrder() throws {
    for place in ["d", "v", "home/.cache/lockstep/data"] {
      try TinySet().write(to: folder, place)
    }
    let root = folder.path
    #expect(try store(directory: "d", variable: "v").find("tiny") == "\(root)/d/tiny")
    #expect(try store(variable: "v").find("tiny") == "\(root)/v/tiny")
    #expect(try store(variable: "none").find("tiny") == "\(root)/home/.cache/lockstep/data/tiny")
    let cache = try DataStore(
      environment: ["HOME": "/h", "XDG_CACHE_HOME": "/c"], catalog: TinySet().catalog)
    #expect(cache.places.map(\.directory) == ["/c/lockstep/data"])
    let relative = try DataStore(
      environment: ["HOME": "/h", "XDG_CACHE_HOME": "c"], catalog: TinySet().catalog)
    #expect(relative.places.map(\.directory) == ["/h/.cache/lockstep/data"])
  }

  @Test func saysWhereItLooked() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/d", withIntermediateDirectories: true)
    let error = dataError { _ = try store(directory: "d", variable: "v").load("tiny") }
    let root = folder.path
    #expect(
      error?.description
        == "tiny: not found in \(root)/d (--data), \(root)/v (LOCKSTEP_DATA, which is no folder), "
        + "\(root)/home/.cache/lockstep/data (cache, which is no folder); run `lockstep data fetch "
        + "tiny`, or name the folder that holds tiny/ with --data or LOCKSTEP_DATA")
    #expect(
      dataError { _ = try store(directory: "no") }?.description
        == "\(root)/no: --data: no such folder")
    #expect(
      dataError { _ = try store().load("tinny") }?.reason
        == "no data set of this name; known are tiny")
  }

  @Test(arguments: TinySet.names)
  func refusesDamagedFiles(name: String) throws {
    let set = TinySet()
    try set.write(to: folder, "d")
    // A good copy further down the list must not hide the damage.
    try set.write(to: folder, "home/.cache/lockstep/data")
    let whole = try folder.read("d/tiny/\(name)")
    let path = "\(folder.path)/d/tiny/\(name)"

    try folder.write(Array(whole.dropLast()), to: "d/tiny/\(name)")
    let cut = dataError { _ = try store(directory: "d").load("tiny") }
    #expect(cut?.path == path && cut?.kind == .badData)
    #expect(
      cut?.reason == "is cut off: \(whole.count - 1) bytes, expected \(whole.count); delete it and "
        + "run `lockstep data fetch tiny --data \(folder.path)/d`, or copy a whole one here")

    try folder.write(whole + [0], to: "d/tiny/\(name)")
    #expect(
      dataError { _ = try store(directory: "d").load("tiny") }?.reason
        .contains("\(whole.count + 1) bytes, expected \(whole.count)") == true)

    var altered = whole
    altered[5] ^= 1
    try folder.write(altered, to: "d/tiny/\(name)")
    #expect(
      dataError { _ = try store(directory: "d").load("tiny") }?.reason
        .hasPrefix("is altered: SHA-256 \(sha256(altered)), expected \(sha256(whole))") == true)

    try FileManager.default.removeItem(atPath: path)
    let incomplete = dataError { _ = try store(directory: "d").load("tiny") }
    #expect(incomplete?.path == folder.path + "/d/tiny")
    #expect(incomplete?.reason.hasPrefix("\(name) missing of 4 files; ") == true)
  }

  @Test func refusesLimitsOutsideTheSet() throws {
    try TinySet().write(to: folder, "d")
    let store = try store(directory: "d")
    let data = try store.load("tiny", trainLimit: 5, testLimit: 4)
    #expect(data.train.count == 5 && data.test.count == 4)
    #expect(
      dataError { _ = try store.load("tiny", trainLimit: 13) }?.description
        == "tiny: has 12 training examples, 13 were asked for; take 1 to 12")
    #expect(
      dataError { _ = try store.load("tiny", testLimit: 0) }?.description
        == "tiny: has 4 test examples, 0 were asked for; take 1 to 4")
  }

  /// Files with the pinned checksum whose contents do not fit together: a wrong catalog.
  @Test func refusesFilesThatDoNotFitTogether() throws {
    var wrongLabel = TinySet()
    wrongLabel.testLabels = gzip(idx(magic: 2049, [4], [2, 1, 3, 2]))
    var wrongCount = TinySet()
    wrongCount.trainLabels = gzip(idx(magic: 2049, [11], (0..<11).map { UInt8($0 % 3) }))
    var wrongShape = TinySet()
    wrongShape.trainImages = gzip(idx(magic: 2051, [12, 3, 2], (0..<72).map { UInt8($0) }))
    for (set, message) in [
      (wrongLabel, "label 3 at position 2, expected 0 to 2"),
      (wrongCount, "11 labels for the 12 images"),
      (wrongShape, "images of 3 x 2 pixels, expected 2 x 3"),
    ] {
      try set.write(to: folder, "d")
      let error = dataError { _ = try store(set, directory: "d").load("tiny") }
      #expect(error?.reason.contains(message) == true, "\(error?.reason ?? "-")")
    }
  }

  @Test func knowsPresenceWithoutReading() throws {
    let store = try store(variable: "v")
    #expect(try store.presence(of: "tiny") == .absent)
    try folder.write([1], to: "v/tiny/\(TinySet.names[1])")
    #expect(
      try store.presence(of: "tiny")
        == .incomplete(
          folder.path + "/v/tiny",
          missing: TinySet.names.enumerated().filter { $0.offset != 1 }.map(\.element)))
    try TinySet().write(to: folder, "v")
    #expect(try store.presence(of: "tiny") == .complete(folder.path + "/v/tiny"))
    let whole = try folder.read("v/tiny/\(TinySet.names[2])")
    for other in [Array(whole.dropLast()), whole + [0], []] {
      try folder.write(other, to: "v/tiny/\(TinySet.names[2])")
      #expect(
        try store.presence(of: "tiny")
          == .damaged(folder.path + "/v/tiny", files: [TinySet.names[2]]))
    }
    #expect(try DataStore(environment: [:]).presence(of: "synthetic-digits") == .generated)
  }
}
