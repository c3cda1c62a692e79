import Foundation
import GRDB
import Reports
import Runs
import Studies
import Testing

@Suite("The index of runs")
struct RunIndexTests {
  private func write(_ name: String, in folder: TemporaryFolder, offset: Double = 0) throws {
    _ = try StudyReport.write(
      try Fixture.study(name: name, offset: offset), to: folder.url.appending(path: name),
      gnuplot: nil)
  }

  private func entries(_ folder: TemporaryFolder) throws -> [RunEntry] {
    try RunIndex(RunFolders(folder.path)).entries()
  }

  @Test("it says what the folders say, and follows them")
  func follows() throws {
    let folder = try TemporaryFolder()
    #expect(try entries(folder).isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    try write("first", in: folder)
    let first = try #require(try entries(folder).first)
    #expect(first.name == "first" && first.state == .finished && first.kind == .study)
    #expect(
      first.trials == 8 && first.device == "Example CPU" && first.data == "mnist, fashion-mnist")
    #expect(first.startedAt == "2026-01-02T03:04:05Z" && first.trainingSeconds == 30)
    #expect(first.metric == "test_accuracy" && first.best == "Fashion-MNIST: none")
    let value = try #require(first.value)
    #expect(abs(value - (0.7 + 0.1 - 0.02 + 4.5 / 900)) < 1e-12, "\(value)")

    try write("second", in: folder)
    try write("first", in: folder, offset: 0.1)
    let both = try entries(folder)
    #expect(both.map(\.name) == ["first", "second"])
    #expect(abs((both[0].value ?? 0) - value - 0.1) < 1e-12)

    try FileManager.default.removeItem(at: folder.url.appending(path: "first"))
    #expect(try entries(folder).map(\.name) == ["second"])
  }

  @Test("what is known is not read again, and is after rebuild")
  func rebuild() throws {
    let folder = try TemporaryFolder()
    try write("run", in: folder)
    _ = try entries(folder)
    let file = folder.path + "/" + RunIndex.fileName
    try DatabaseQueue(path: file).write { try $0.execute(sql: "UPDATE runs SET device = 'marked'") }
    #expect(try entries(folder).map(\.device) == ["marked"])
    let index = try RunIndex(RunFolders(folder.path))
    try index.rebuild()
    #expect(try index.entries().map(\.device) == ["Example CPU"])
  }

  @Test(
    "an index that is damaged or of another version is made anew; another database is left alone")
  func damaged() throws {
    let folder = try TemporaryFolder()
    try write("run", in: folder)
    let file = folder.url.appending(path: RunIndex.fileName)
    for text in ["", "no database", String(repeating: "x", count: 5000)] {
      try Data(text.utf8).write(to: file)
      #expect(try entries(folder).count == 1, "\(text.prefix(12))")
      #expect(try Data(contentsOf: file).starts(with: Data("SQLite format 3".utf8)))
    }
    try DatabaseQueue(path: file.path).write { try $0.execute(sql: "PRAGMA user_version = 999") }
    #expect(try entries(folder).count == 1)
    try FileManager.default.removeItem(at: file)
    try DatabaseQueue(path: file.path).write { try $0.execute(sql: "CREATE TABLE mine (x)") }
    #expect(try entries(folder).count == 1)
    let tables = try DatabaseQueue(path: file.path).read {
      try String.fetchAll($0, sql: "SELECT name FROM sqlite_master")
    }
    #expect(tables == ["mine"])
  }

  @Test("runs that did not end well are listed as what they are")
  func states() throws {
    let folder = try TemporaryFolder()
    let begun = folder.url.appending(path: "begun")
    try FileManager.default.createDirectory(at: begun, withIntermediateDirectories: true)
    try Data(try Fixture.study().study.resolvedYAML.utf8).write(
      to: begun.appending(path: "config.yaml"))
    let broken = folder.url.appending(path: "broken")
    try FileManager.default.createDirectory(at: broken, withIntermediateDirectories: true)
    try Data("name: [".utf8).write(to: broken.appending(path: "config.yaml"))
    _ = try StudyReport.writeData(
      of: try Fixture.study(), to: folder.url.appending(path: "stopped"))
    let states = Dictionary(
      uniqueKeysWithValues: try entries(folder).map { ($0.name, $0.state) })
    #expect(states == ["begun": .unfinished, "broken": .damaged, "stopped": .interrupted])
  }
}
