import Datasets
import Foundation
import Testing
import Training

@testable import Reports
@testable import Studies

@Suite("Runs side by side")
struct RunComparisonTests {
  @Test("settings of one name are paired by seed, and the page and the text agree")
  func pairs() throws {
    let first = Fixture.study(
      name: "a", key: "regularizer", choices: Fixture.regularizers, dataSets: ["mnist"])
    var better = Fixture.regularizers
    for index in better.indices { better[index].accuracy += 0.02 }
    let second = Fixture.study(
      name: "b", key: "regularizer", choices: better, dataSets: ["mnist"], noiseSeed: 43)
    let comparison = RunComparison([
      .init(name: "a<", result: first), .init(name: "b", result: second),
    ])
    #expect(comparison.comparisons.count == 3)
    #expect(
      comparison.sentences.allSatisfy { $0.contains("beats a<: ") }, "\(comparison.sentences)")
    #expect(comparison.text.contains(comparison.sentences[0]))
    let page = ComparisonPage(comparison: comparison).source()
    #expect(page.contains("a&lt; and b") && !page.contains("a<:"))
    #expect(page.contains("By epoch</h2>") && page.contains("Every seed</h2>"))
  }

  @Test("runs without a setting in common are compared by their best")
  func best() {
    let first = Fixture.study(
      name: "a", key: "regularizer", choices: Array(Fixture.regularizers.prefix(1)),
      dataSets: ["mnist"])
    let second = Fixture.study(
      name: "b", key: "regularizer", choices: Array(Fixture.regularizers.suffix(2)),
      dataSets: ["mnist"])
    let comparison = RunComparison([
      .init(name: "a", result: first), .init(name: "b", result: second),
    ])
    #expect(comparison.comparisons.map(\.treatment) == ["b: dropout 0.2"])
    #expect(comparison.comparisons.map(\.baseline) == ["a: none"])
  }

  @Test("without seeds in common nothing is tested")
  func nothing() {
    let runs = [[1, 2] as [UInt64], [3, 4]].map { seeds in
      RunComparison.Run(
        name: "run \(seeds[0])",
        result: Fixture.study(
          name: "a", key: "regularizer", choices: Fixture.regularizers, dataSets: ["mnist"],
          seeds: seeds))
    }
    #expect(RunComparison(runs).text.contains("nothing to test"))
    #expect(ComparisonPage(comparison: RunComparison(runs)).source().contains("nothing to test"))
  }
  private func run(
    _ name: String, test: Int = 1500, accuracy: Double = 0.94, substituted: [String] = []
  ) -> StudyResult {
    var result = Fixture.study(
      name: name, key: "regularizer",
      choices: [Fixture.Choice(text: "none", accuracy: accuracy)], dataSets: ["mnist"],
      // Differences that are all alike have no spread to test.
      substituted: substituted, noiseSeed: accuracy == 0.94 ? 42 : 43)
    for trial in result.outcomes.indices {
      for epoch in result.outcomes[trial].epochs.indices {
        guard let old = result.outcomes[trial].epochs[epoch].test else { continue }
        result.outcomes[trial].epochs[epoch].test = SplitMetrics(
          loss: old.loss, penalty: old.penalty, accuracy: old.accuracy, examples: test)
      }
    }
    return result
  }

  @Test("real data and digits in its place are not set against each other")
  func replaced() throws {
    let comparison = RunComparison([
      .init(name: "real", result: run("a")),
      .init(name: "made", result: run("a", accuracy: 0.99, substituted: ["mnist"])),
    ])
    #expect(comparison.comparisons.isEmpty)
    #expect(comparison.text.hasPrefix("warning: made: ON SYNTHETIC-DIGITS, NOT MNIST"))
    #expect(comparison.text.contains("nothing to test"))
    #expect(comparison.results.rows.map { $0[0] } == ["MNIST", "synthetic-digits, NOT MNIST"])
    #expect(try comparison.json().contains("ON SYNTHETIC-DIGITS, NOT MNIST"))
    // Two runs on generated digits are of one kind, and it is said what they are on.
    let made = RunComparison([
      .init(name: "x", result: run("a", substituted: ["mnist"])),
      .init(name: "y", result: run("a", accuracy: 0.99, substituted: ["mnist"])),
    ])
    let sentence = try #require(made.sentences.first)
    #expect(sentence.hasPrefix("On synthetic-digits, NOT MNIST, y: none beats"))
    #expect(made.comparisons.map(\.dataSet) == ["synthetic-digits (not mnist)"])
  }

  @Test("other examples of the same data are said, on the page before the verdict")
  func otherExamples() throws {
    func warnings(_ second: StudyResult, _ prints: [String] = []) -> [String] {
      RunComparison([
        .init(
          name: "a", result: run("a"),
          fingerprints: prints.isEmpty ? [:] : ["mnist": prints[0]]),
        .init(
          name: "b", result: second, fingerprints: prints.isEmpty ? [:] : ["mnist": prints[1]]),
      ]).warnings
    }
    #expect(warnings(run("b")).isEmpty)
    #expect(warnings(run("b"), ["1", "1"]).isEmpty)
    #expect(warnings(run("b"), ["1", "2"]).first?.contains("not the same ones") == true)
    let other = run("b", test: 10_000)
    #expect(
      warnings(other) == [
        "a and b had other examples of MNIST (test 1,500 against 10,000): a difference on it is not that of "
          + "the settings alone."
      ])
    var split = run("b")
    for index in split.study.trials.indices {
      split.study.trials[index].config.data.own.splitSeed = 1
    }
    #expect(warnings(split).first?.contains("read or divided otherwise") == true)
    let page = ComparisonPage(
      comparison: RunComparison([
        .init(name: "a", result: run("a")), .init(name: "b", result: other),
      ])
    ).source()
    let warning = try #require(page.range(of: "had other examples of MNIST"))
    let verdict = try #require(page.range(of: "id=\"verdict\""))
    #expect(warning.lowerBound < verdict.lowerBound)
  }

  @Test("of more settings than a chart has room for the best are drawn, and that is said")
  func omission() {
    let choices = (0..<6).map { Fixture.Choice(text: "s\($0)", accuracy: 0.9 + 0.01 * Double($0)) }
    let runs = ["a", "b"].map { name in
      RunComparison.Run(
        name: name,
        result: Fixture.study(
          name: name, key: "setting", choices: choices, dataSets: ["mnist"]))
    }
    let page = ComparisonPage(comparison: RunComparison(runs)).source()
    #expect(page.contains("Drawn are the best settings, 8 of 12 lines"))
    #expect(page.contains("\na: s5</li>") && page.contains("\nb: s2</li>"))
    #expect(!page.contains("\na: s1</li>"))
    // Eight lines of eight looks: four forms, full and hollow, and bands that leave the lines to be seen.
    for series in 0..<8 {
      #expect(page.contains("class=\"mark c\(series)\(series < 4 ? "" : " hollow")\""), "\(series)")
    }
    #expect(page.contains("class=\"band c0 faint\""))
  }

  @Test("lines that are left out because they diverged are not called worse than the best")
  func divergedLines() {
    var wild = run("b")
    for trial in wild.outcomes.indices {
      wild.study.trials[trial].varied[1] = "wild"
      for epoch in wild.outcomes[trial].epochs.indices {
        wild.outcomes[trial].epochs[epoch].test?.loss = .infinity
      }
    }
    let page = ComparisonPage(
      comparison: RunComparison([
        .init(name: "a", result: run("a")), .init(name: "b", result: wild),
      ])
    ).source()
    #expect(page.contains("Drawn are those that did not diverge, 1 of 2 lines"))
    #expect(page.contains("Diverged, with a loss that is infinite or no number. Means"))
  }

  @Test("of several data sets the best setting is that of the first, which is named")
  func leader() {
    let result = Fixture.study(
      name: "a", key: "regularizer", choices: Fixture.regularizers,
      dataSets: ["fashion-mnist", "mnist"])
    #expect(Leader(result)?.label == "Fashion-MNIST: dropout 0.2")
    let comparison = RunComparison([
      .init(name: "a", result: result), .init(name: "b", result: result),
    ])
    for row in comparison.overview.rows { #expect(row[6] == "dropout 0.2 on Fashion-MNIST") }
  }

  @Test("a run that was stopped says so before everything else, in a comparison as well")
  func stopped() throws {
    let whole = run("a")
    #expect(whole.stopWarning == nil)
    var some = whole
    some.outcomes[1].epochs.removeLast(8)
    some.outcomes[2].epochs = []
    let words = try #require(some.stopWarning)
    #expect(
      words.hasPrefix(
        "Interrupted: 8 of 10 trials are whole, the others stopped after 0 to 2 of 10 epochs."))
    var early = whole
    early.outcomes[1].epochs.removeLast(8)
    early.outcomes[1].stoppedEarly = true
    #expect(early.stopWarning == nil)
    var all = whole
    for index in all.outcomes.indices { all.outcomes[index].epochs.removeLast(1) }
    #expect(all.stopWarning?.hasPrefix("Interrupted: stopped after 9 of 10 epochs.") == true)
    let page = StudyPage(some, extras: ReportExtras()).source()
    let warning = try #require(page.range(of: "Interrupted: 8 of 10 trials"))
    let main = try #require(page.range(of: "<main>"))
    #expect(warning.lowerBound < main.lowerBound)
    let comparison = RunComparison([
      .init(name: "a", result: whole), .init(name: "b", result: some),
    ])
    #expect(comparison.warnings.contains { $0.hasPrefix("b: Interrupted: ") })
  }

  @Test("findings that a stop left untested are named")
  func untested() throws {
    var result = Fixture.regularization()
    #expect(result.stopWarning == nil)
    result.findings.removeLast()
    #expect(
      result.stopWarning
        == "Interrupted: \"Cross-entropy is better than mean squares\" was not tested. --resume goes on with "
        + "the run.")
    result.findings = []
    #expect(
      result.stopWarning?.contains(
        "\" and \"Cross-entropy is better than mean squares\" were not tested. --")
        == true)
    let folder = try TemporaryFolder()
    try StudyReport.writeStopped(result, to: folder.url)
    #expect(try folder.text("report.html").contains("were not tested"))
    #expect(
      !FileManager.default.fileExists(atPath: folder.url.appending(path: "tables.md").path))
    // Whoever leaves findings out from the start has a whole study.
    _ = try StudyReport.write(result, to: folder.url, gnuplot: nil)
    #expect(try !folder.text("report.html").contains("Interrupted"))
    #expect(try !folder.text("tables.md").contains("Interrupted"))
  }

  @Test("a study that is not as the published one says so where it is set beside it")
  func changed() throws {
    func warning(_ change: (inout TrialConfig) -> Void) -> (String?, StudyResult) {
      var result = Fixture.regularization()
      for index in result.study.trials.indices { change(&result.study.trials[index].config) }
      let report = MarkdownReport(
        result, figures: FigureSet(figures: [], files: [], notice: nil))
      return (report.changeWarning, result)
    }
    #expect(warning { _ in }.0 == nil)
    #expect(
      warning { $0.epochs = 2 }.0?.hasPrefix("Not the published study: ours has 2 epochs, not 10.")
        == true)
    #expect(warning { $0.data.train = nil }.0?.contains("all training examples, not 7,000") == true)
    #expect(warning { $0.data.validation = 500 }.0?.contains("6,500 training examples") == true)
    let (words, result) = warning { $0.data.test = 10_000 }
    #expect(words?.contains("10,000 test examples, not 1,500") == true)
    let page = StudyPage(result, extras: ReportExtras()).source()
    #expect(page.components(separatedBy: "Not the published study: ").count == 3)
    let tables = StudyReport.tables(result)
    #expect(tables.components(separatedBy: "> **Not the published study: ").count == 3)
  }

  @Test("with one seed runs that are equal are called alike, not better")
  func alike() {
    func one(_ name: String) -> RunComparison.Run {
      .init(
        name: name,
        result: Fixture.study(
          name: "a", key: "regularizer", choices: Array(Fixture.regularizers.prefix(1)),
          dataSets: ["mnist"], seeds: [7]))
    }
    #expect(
      RunComparison([one("a"), one("b")]).sentences
        == ["On MNIST, b: none and a: none are alike with one seed, which decides nothing."])
  }
}
