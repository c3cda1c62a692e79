import Foundation
import Reports
import Runs
import Studies
import Testing
import Training

@Suite("Damaged runs")
struct DamagedRunTests {
  /// A folder with the run of the fixture: eight trials of three epochs, the seventh stopped after two.
  private func run() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    _ = try StudyReport.writeData(of: try Fixture.study(), to: folder.url)
    return folder
  }

  private func read(_ folder: TemporaryFolder, _ name: String) throws -> String {
    try String(contentsOf: folder.url.appending(path: name), encoding: .utf8)
  }

  private func write(_ folder: TemporaryFolder, _ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.url.appending(path: name))
  }

  /// Puts a text into a cell.
  ///
  /// - Parameter row: the line below the header, from 0.
  private func put(
    _ folder: TemporaryFolder, _ name: String, row: Int, _ column: String, _ text: String
  ) throws {
    var lines = try read(folder, name).split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let place = try #require(lines[0].firstIndex(of: column))
    lines[row + 1][place] = text
    try write(folder, name, lines.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n")
  }

  private func expectRefusal(
    _ folder: TemporaryFolder, _ words: String, hasEpochs: Bool = true,
    _ kind: SavedRunError.Kind = .badData, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    do {
      _ = try SavedRun(folder.url, hasEpochs: hasEpochs)
      Issue.record("no error; expected: \(words)", sourceLocation: sourceLocation)
    } catch {
      #expect("\(error)".contains(words), "\(error)", sourceLocation: sourceLocation)
      #expect(!"\(error)".contains("\n"), sourceLocation: sourceLocation)
      #expect((error as? SavedRunError)?.kind == kind, sourceLocation: sourceLocation)
    }
  }

  @Test(
    "a cell that cannot be what it says is named with its line",
    arguments: [
      ("examples_per_second", "1e300", "'examples_per_second' cannot be what it says"),
      ("examples_per_second", "inf", "'examples_per_second' cannot be what it says"),
      ("examples_per_second", "nan", "'examples_per_second' cannot be what it says"),
      ("examples_per_second", "-5000", "'examples_per_second' cannot be what it says"),
      ("seconds", "1e300", "'seconds' cannot be what it says"),
      ("seconds", "nan", "'seconds' cannot be what it says"),
      ("seconds", "x", "'seconds' is not a number"),
      ("parameters", "9223372036854775807", "'parameters' cannot be what it says"),
      ("test_examples", "-1", "'test_examples' cannot be what it says"),
      ("train_examples", "0.5", "'train_examples' is no whole number"),
      ("test_penalty", "high", "'test_penalty' is not a number"),
    ])
  func cells(column: String, text: String, words: String) throws {
    let folder = try run()
    try put(folder, "trials.csv", row: 2, column, text)
    for hasEpochs in [true, false] {
      expectRefusal(folder, "trials.csv:4: \(words)", hasEpochs: hasEpochs)
    }
    // It is listed, and so are others.
    #expect(RunEntry(readingFrom: folder.url, name: "run").state == .damaged)
  }

  @Test(
    "an epoch that cannot be is named with its line",
    arguments: [
      ("train_loss", "x", "'train_loss' is not a number"),
      ("train_loss", "", "'trial', 'epoch' and 'train_loss' must be numbers"),
      ("validation_loss", "x", "'validation_loss' is not a number"),
      ("seconds", "inf", "'seconds' cannot be what it says"),
      ("epoch", "two", "'epoch' is not a number"),
      ("epoch", "-3", "'epoch' cannot be what it says"),
      ("epoch", "0", "the study has no epoch 0 of trial 1"),
      ("epoch", "4", "the study has no epoch 4 of trial 1"),
      ("epoch", "9223372036854774784", "'epoch' cannot be what it says"),
      ("epoch", "1", "epoch 1 of trial 1 stands behind epoch 1"),
      ("epoch", "3", "epoch 3 of trial 1 stands behind epoch 1"),
      ("trial", "9", "the study has no epoch 2 of trial 9"),
    ])
  func epochs(column: String, text: String, words: String) throws {
    let folder = try run()
    try put(folder, "epochs.csv", row: 1, column, text)
    expectRefusal(folder, "epochs.csv:3: \(words)")
  }

  @Test("rows that were lost are missed")
  func lostRows() throws {
    let folder = try run()
    let lines = try read(folder, "epochs.csv").split(whereSeparator: \.isNewline)
    func keep(_ isKept: (Int) -> Bool) throws {
      let kept = lines.indices.filter(isKept).map { lines[$0] }
      try write(folder, "epochs.csv", kept.joined(separator: "\n") + "\n")
    }
    try keep { $0 == 0 }
    expectRefusal(folder, "trials.csv:2: epochs.csv has no epoch of this trial")
    try keep { $0 != 3 }
    expectRefusal(
      folder, "trials.csv:2: 'train_loss' is another one than that of the last epoch in epochs.csv")
    try keep { $0 < lines.count - 1 }
    expectRefusal(folder, "trials.csv:9: 'train_loss' is another one")
    try keep { _ in true }
    _ = try SavedRun(folder.url)
    try write(folder, "epochs.csv", "nothing\n")
    expectRefusal(folder, "epochs.csv: has no columns trial, epoch, train_loss")
    try Data([0x74, 0xFF, 0xFE]).write(to: folder.url.appending(path: "epochs.csv"))
    expectRefusal(folder, "epochs.csv: is damaged")
  }

  @Test("trials that did not begin have no epochs")
  func notBegun() throws {
    let folder = try TemporaryFolder()
    var result = try Fixture.study()
    result.outcomes[7].epochs = []
    result.outcomes[7].bestEpoch = nil
    _ = try StudyReport.writeData(of: result, to: folder.url)
    let saved = try SavedRun(folder.url)
    #expect(saved.result.outcomes.map(\.epochs.count) == [3, 3, 3, 3, 3, 3, 2, 0])
  }

  @Test("seconds of a run are possible ones", arguments: ["\"inf\"", "\"nan\"", "1e300", "-1"])
  func record(_ seconds: String) throws {
    let folder = try run()
    let text = try read(folder, "environment.json")
    let other = text.replacing(
      "\"training_seconds\" : 30", with: "\"training_seconds\" : \(seconds)")
    try #require(other != text)
    try write(folder, "environment.json", other)
    expectRefusal(folder, "environment.json: is damaged")
  }

  @Test("a summary that says no possible number of examples is not asked")
  func summary() throws {
    let folder = try run()
    let text = try read(folder, "summary.json")
    let other = text.replacing(
      #/"noise_floor" : [0-9.e-]+/#, with: "\"noise_floor\" : 1e-200")
    try #require(other != text)
    try write(folder, "summary.json", other)
    let examples = try SavedRun(folder.url).result.outcomes[0].final?.test?.examples
    #expect(examples == 200)
  }

  @Test(
    "what is missing is told from what is damaged",
    arguments: ["config.yaml", "environment.json", "trials.csv", "epochs.csv"])
  func missing(_ name: String) throws {
    let folder = try run()
    try FileManager.default.removeItem(at: folder.url.appending(path: name))
    expectRefusal(
      folder, name == "config.yaml" ? "this is not a run folder" : "\(name): is missing",
      .inputOutput)
  }
}
