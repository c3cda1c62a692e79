import Foundation
import Reports
import Runs
import Testing
import Training

@testable import Studies

@Suite("Runs read back")
struct SavedRunTests {
  @Test("what was written is read back, to the last bit")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let result = try Fixture.study()
    let answers = TestAnswers(parts: [
      TestAnswers.Part(
        dataSet: "mnist", setting: "none", choice: "best", seeds: [7], classNames: ["a", "b"],
        probabilities: [[0.5, 0.25]], labels: [1])
    ])
    _ = try StudyReport.write(
      result, to: folder.url, extras: ReportExtras(answers: answers), gnuplot: nil)
    let saved = try SavedRun(folder.url)
    #expect(saved.result.run == result.run)
    #expect(saved.extras.answers == answers && saved.extras.profiles.isEmpty)
    #expect(saved.result.study.trials.map(\.varied) == result.study.trials.map(\.varied))
    #expect(saved.result.outcomes.count == result.outcomes.count)
    for (index, (read, written)) in zip(saved.result.outcomes, result.outcomes).enumerated() {
      if index == 7 {
        // NaN equals nothing.
        #expect(
          read.epochs[2].train.loss.isNaN && read.epochs.prefix(2) == written.epochs.prefix(2))
      } else {
        #expect(read == written, "trial \(index + 1): \(read) \(written)")
      }
    }
    // The same report comes out of what was read.
    #expect(try StudyReport.summary(of: saved.result) == StudyReport.summary(of: result))
  }

  @Test("without the epochs the last figures are the same")
  func withoutEpochs() throws {
    let folder = try TemporaryFolder()
    let result = try Fixture.study()
    _ = try StudyReport.writeData(of: result, to: folder.url)
    let saved = try SavedRun(folder.url, hasEpochs: false)
    #expect(saved.result.outcomes.allSatisfy { $0.epochs.count == 1 })
    #expect(Table.trials(of: saved.result).csv() == Table.trials(of: result).csv())
    #expect(Leader(saved.result) == Leader(result))
  }

  @Test(
    "runs of earlier versions, which do not say how many examples there were, keep their verdicts")
  func earlierVersion() throws {
    let folder = try TemporaryFolder()
    var result = try Fixture.study()
    for index in result.study.trials.indices { result.study.trials[index].config.data.test = nil }
    result.study.resolvedYAML = result.study.resolvedYAML.replacing("test: 200", with: "test: all")
    _ = try StudyReport.writeData(of: result, to: folder.url)
    let file = folder.url.appending(path: "trials.csv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).dropLast(3).joined(
        separator: ",")
    }
    try (lines.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
    let saved = try SavedRun(folder.url)
    #expect(saved.result.outcomes[0].final?.test?.examples == 200)
    #expect(saved.result.outcomes[0].final?.validation?.examples == 100)
    #expect(saved.result.outcomes[0].final?.train.examples == 600)
  }

  @Test("findings that a stop left out are read back as untested, and whole studies have none")
  func untestedFindings() throws {
    let folder = try TemporaryFolder()
    var result = try Fixture.study()
    let claims = ["second.yaml", "first.yaml", "killed.yaml"].map {
      FindingConfig(claim: "claim of \($0)", study: "/d/\($0)")
    }
    result.study.resolvedYAML +=
      "findings:\n" + claims.map { "- {claim: \($0.claim), study: \($0.study)}\n" }.joined()
    result.study.findings = [claims[1]]
    result.findings = [try Fixture.study(name: "first")]
    try StudyReport.writeStopped(result, to: folder.url)
    // One that was killed has its config and weights alone.
    let killed = folder.url.appending(path: "findings/killed")
    try StudyReport.writeConfig(of: try Fixture.study(name: "killed").study, to: killed)
    let saved = try SavedRun(folder.url).result
    #expect(saved.findings.map(\.study.name) == ["first"])
    #expect(saved.study.findings == [claims[1], claims[0], claims[2]])
    try Data("x".utf8).write(to: folder.url.appending(path: "tables.md"))
    #expect(try SavedRun(folder.url).result.study.findings == [claims[1]])
  }

  @Test("what is missing or damaged is named")
  func damaged() throws {
    let folder = try TemporaryFolder()
    #expect(throws: SavedRunError.self) { try SavedRun(folder.url) }
    for (file, text) in [
      ("environment.json", "{"), ("trials.csv", "trial\n1\n"), ("epochs.csv", nil),
    ] as [(String, String?)] {
      let run = folder.url.appending(path: file)
      _ = try StudyReport.writeData(of: try Fixture.study(), to: run)
      let path = run.appending(path: file)
      if let text {
        try Data(text.utf8).write(to: path)
      } else {
        try FileManager.default.removeItem(at: path)
      }
      let error = #expect(throws: SavedRunError.self, "\(file)") { try SavedRun(run) }
      #expect(error?.path == path.path)
    }
  }

  @Test(
    "what a report can do without is left out where it is damaged, and that is said",
    arguments: [
      ("test-answers.json", "x"), ("test-answers.json", "[]"), ("profile.json", "{}"),
      ("devices.json", "{"),
      // JSON that is right, of numbers that do not fit: a matrix that is too small or not square, a label
      // that is not there, a picture that is none.
      ("test-answers.json", answers(counts: "[[1]]")),
      ("test-answers.json", answers(counts: "[[1, 2], [3]]")),
      ("test-answers.json", answers(counts: "[[1, 2], [3, -4]]")),
      ("test-answers.json", answers(counts: "[[1, 2], [3, 9223372036854775807]]")),
      ("test-answers.json", answers(actual: 2)), ("test-answers.json", answers(actual: -1)),
      ("test-answers.json", answers(picture: "\\\"><b>")),
    ])
  func damagedExtras(_ name: String, _ text: String) throws {
    let folder = try TemporaryFolder()
    _ = try StudyReport.writeData(of: try Fixture.study(), to: folder.url)
    try Data(text.utf8).write(to: folder.url.appending(path: name))
    let saved = try SavedRun(folder.url)
    #expect(saved.warnings.count == 1 && saved.warnings[0].contains("\(name): is damaged"))
    #expect(
      saved.extras.answers == nil && saved.extras.profiles.isEmpty && saved.extras.devices == nil)
    let page = folder.url.appending(path: "report.html")
    try StudyReport.writePage(saved.result, extras: saved.extras, to: page)
    #expect(try String(contentsOf: page, encoding: .utf8).contains("</html>"))
  }

  @Test("answers whose numbers fit are read")
  func fittingAnswers() throws {
    let folder = try TemporaryFolder()
    _ = try StudyReport.writeData(of: try Fixture.study(), to: folder.url)
    try Data(Self.answers().utf8).write(to: folder.url.appending(path: "test-answers.json"))
    let saved = try SavedRun(folder.url)
    #expect(
      saved.warnings.isEmpty && saved.extras.answers?.parts.first?.counts == [[1, 2], [3, 4]])
  }

  private static func answers(
    counts: String = "[[1, 2], [3, 4]]", actual: Int = 1, picture: String = "iVBOR/A="
  ) -> String {
    """
    {"parts": [{"data_set": "mnist", "setting": "none", "choice": "", "seeds": [7],
      "class_names": ["a", "b"], "counts": \(counts), "mistakes": [{"index": 0, "actual": \(actual),
      "predicted": 0, "confidence": 0.5, "wrong_seeds": 1, "picture": "\(picture)"}]}]}
    """
  }
}
