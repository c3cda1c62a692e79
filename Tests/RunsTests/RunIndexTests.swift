import Foundation
import GRDB
import Reports
import Runs
import Testing
import Training

@testable import Studies

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
    #expect(first.metric == "test_accuracy" && first.best == "MNIST: dropout 0.2")
    let value = try #require(first.value)
    #expect(abs(value - (0.7 + 0.1 - 0.02 + 2.5 / 900)) < 1e-12, "\(value)")

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
    let index = RunIndex(RunFolders(folder.path))
    #expect(try index.entries(anew: true).map(\.device) == ["Example CPU"])
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

  @Test("an index cut off, or with zeros in it, is made anew")
  func halfWritten() throws {
    let folder = try TemporaryFolder()
    for name in ["first", "second"] { try write(name, in: folder) }
    let good = try entries(folder)
    let file = folder.url.appending(path: RunIndex.fileName)
    let whole = try Data(contentsOf: file)
    var versions: [(String, Data)] = []
    for length in stride(from: 0, through: whole.count, by: 512) {
      versions.append(("cut after \(length)", whole.prefix(length)))
      versions.append(
        ("zeros after \(length)", whole.prefix(length) + Data(count: whole.count - length)))
    }
    versions.append(("cut within a page", whole.prefix(5000)))
    for (name, data) in versions {
      try data.write(to: file)
      #expect(try entries(folder) == good, "\(name)")
      #expect(try entries(folder) == good, "\(name), again")
    }
  }

  @Test("an index that cannot be written is read from the folders")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    try write("first", in: folder)
    _ = try entries(folder)
    let file = folder.url.appending(path: RunIndex.fileName)
    try DatabaseQueue(path: file.path).write {
      try $0.execute(
        sql: "CREATE TRIGGER full BEFORE INSERT ON runs BEGIN SELECT RAISE(ABORT, 'no room'); END")
    }
    let before = try Data(contentsOf: file)
    try write("second", in: folder)
    #expect(try entries(folder).map(\.name).sorted() == ["first", "second"])
    #expect(try Data(contentsOf: file) == before)
    // Nor one in whose place there is something else.
    try FileManager.default.removeItem(at: file)
    try FileManager.default.createDirectory(
      at: file.appending(path: "x"), withIntermediateDirectories: true)
    #expect(try entries(folder).count == 2)
    #expect(FileManager.default.fileExists(atPath: file.appending(path: "x").path))
  }

  @Test("what is beside the figures neither damages an entry nor makes it stale; epochs.csv does")
  func sideFiles() throws {
    let folder = try TemporaryFolder()
    try write("run", in: folder)
    let run = folder.url.appending(path: "run")
    for name in ["test-answers.json", "profile.json", "devices.json"] {
      try Data("x".utf8).write(to: run.appending(path: name))
    }
    #expect(try entries(folder).map(\.state) == [.finished])
    try FileManager.default.removeItem(at: run.appending(path: "epochs.csv"))
    #expect(try entries(folder).map(\.state) == [.damaged])
  }

  @Test(
    "a search on replaced data is listed as that, finished or not, with its figure as a study's is")
  func search() throws {
    let folder = try TemporaryFolder()
    let yaml = """
      name: hunt
      data: {set: mnist, train: 700, validation: 100}
      model: {mlp: {hidden: [8]}}
      loss: cross-entropy
      optimizer: {name: sgd, rate: 0.1}
      epochs: 1
      search: {method: random, trials: 2, space: {optimizer.rate: {log-uniform: [0.001, 1]}}}
      """
    let study = try StudyConfig.parse(yaml: yaml, file: "hunt.yaml")
    let search = try #require(study.search)
    let url = folder.url.appending(path: "hunt")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let store = try SearchStore(
      path: url.appending(path: SearchStore.fileName).path, space: search.space,
      config: study.resolvedYAML)
    #expect(try store.replacedDataSets() == [])
    try store.agree(onReplaced: ["mnist"])
    #expect(try store.replacedDataSets() == ["mnist"])
    #expect(throws: SearchError.self) { try store.agree(onReplaced: []) }
    try SearchReport.writeConfig(of: study, to: url)
    let metrics = SplitMetrics(loss: 1, penalty: 0, accuracy: 0.75, examples: 100)
    let epoch = EpochRecord(
      epoch: 1, train: metrics, validation: metrics, test: nil, seconds: 1)
    var history = SearchHistory()
    history.trials = [SearchTrial(number: 1, round: 1, parameters: [.number(0.1)])]
    history.runs = [
      SearchRun(
        id: 1, trial: 1, seed: search.seeds[0], kind: .search, state: .done, target: 1,
        epochs: [epoch])
    ]
    _ = try SearchReport.write(
      SearchSummary(
        study: study, search: search, history: history,
        substituted: try store.replacedDataSets()), device: "cpu", to: url, gnuplot: nil)
    let entry = try #require(try entries(folder).first)
    #expect(entry.kind == .search && entry.state == .interrupted)
    #expect(entry.data == "mnist (on synthetic-digits: mnist)")
    #expect(entry.metric == "validation_accuracy" && entry.value == 0.75)
  }

  @Test("runs that did not end well are listed as what they are")
  func states() throws {
    let folder = try TemporaryFolder()
    let begun = folder.url.appending(path: "begun")
    try FileManager.default.createDirectory(
      at: begun.appending(path: "weights"), withIntermediateDirectories: true)
    try Data(try Fixture.study().study.resolvedYAML.utf8).write(
      to: begun.appending(path: "config.yaml"))
    let broken = folder.url.appending(path: "broken")
    try FileManager.default.createDirectory(
      at: broken.appending(path: "weights"), withIntermediateDirectories: true)
    try Data("name: [".utf8).write(to: broken.appending(path: "config.yaml"))
    _ = try StudyReport.writeData(
      of: try Fixture.study(), to: folder.url.appending(path: "stopped"))
    let states = Dictionary(
      uniqueKeysWithValues: try entries(folder).map { ($0.name, $0.state) })
    #expect(states == ["begun": .unfinished, "broken": .damaged, "stopped": .interrupted])
  }
}
