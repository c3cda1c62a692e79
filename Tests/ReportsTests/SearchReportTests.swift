import Foundation
import Testing
import Training

@testable import Reports
@testable import Studies

@Suite("Search reports")
struct SearchReportTests {
  /// Two rounds over rate and lambda, two seeds.
  private static let yaml = """
    name: hunt
    data: {set: mnist, train: 700, validation: 100}
    model: {mlp: {hidden: [8]}}
    loss: cross-entropy
    optimizer: {name: sgd, rate: 0.1}
    epochs: 1
    search:
      method: coarse-to-fine
      trials: 4
      rounds: 2
      keep: 1
      seeds: [7, 8]
      space:
        optimizer.rate: {log-uniform: [0.001, 1]}
        regularizer.l2: {log-uniform: [0.000001, 0.01]}
    """

  private static func epoch(_ accuracy: Double, test: Double? = nil) -> EpochRecord {
    func metrics(_ accuracy: Double) -> SplitMetrics {
      SplitMetrics(loss: 1 - accuracy, penalty: 0, accuracy: accuracy, examples: 100)
    }
    return EpochRecord(
      epoch: 1, train: metrics(accuracy), validation: metrics(accuracy), test: test.map(metrics),
      seconds: 0.25)
  }

  /// Trials 1 to 4 with these accuracies by seed; trial 3 is the best and tested.
  ///
  /// - Parameter isFinished: whether all was done; if not, all but two runs have one of three epochs.
  static func summary(
    _ accuracies: [[Double]], substituted: [String] = [], isFinished: Bool = true
  ) throws -> SearchSummary {
    let study = try StudyConfig.parse(yaml: yaml, file: "hunt.yaml")
    let search = try #require(study.search)
    var history = SearchHistory()
    for (index, values) in accuracies.enumerated() {
      let number = index + 1
      history.trials.append(
        SearchTrial(
          number: number, round: number > 2 ? 2 : 1,
          parameters: [.number([0.001, 0.1, 0.08, 0.2][index]), .number(1e-5)]))
      for (seed, value) in zip(search.seeds, values) {
        history.runs.append(
          SearchRun(
            id: Int64(history.runs.count + 1), trial: number, seed: seed, kind: .search,
            state: isFinished || number == 1 ? .done : .waiting, target: isFinished ? 1 : 3,
            epochs: [epoch(value)]))
      }
    }
    for seed in isFinished ? search.seeds : [] {
      history.runs.append(
        SearchRun(
          id: Int64(history.runs.count + 1), trial: 3, seed: seed, kind: .test, state: .done,
          target: 1, epochs: [epoch(0.9, test: seed == 7 ? 0.88 : 0.90)]))
    }
    return SearchSummary(
      study: study, search: search, history: history, substituted: substituted)
  }

  static let plain = [[0.5, 0.6], [0.8, 0.7], [0.9, 0.92], [0.85, 0.93]]

  @Test func trialsStandBestFirstWithPlacesBySeed() throws {
    let summary = try Self.summary(Self.plain)
    #expect(summary.entries.map(\.standing.trial.number) == [3, 4, 2, 1])
    #expect(summary.entries.map(\.ranksBySeed) == [1...2, 1...2, 3...3, 4...4])
    let best = try #require(summary.best?.summary)
    #expect(abs(best.mean - 0.91) < 1e-12)
    // Rank sums 3, 3, 6, 8 about a mean of 5: S = 18, and W = 12 S / (m^2 (n^3 - n)).
    #expect(abs(try #require(summary.concordance) - 12 * 18 / 240.0) < 1e-12)
    #expect(summary.isFinished && summary.test.map(\.accuracy) == [0.88, 0.90])
    let text = SearchReport.text(summary)
    #expect(text.hasPrefix("hunt: finished: 4 trials, 8 runs done, 8 epochs trained\n"))
    #expect(
      text.contains(
        "Best: trial 3, optimizer.rate 0.08, regularizer.l2 1e-05: test accuracy 89.00 ± 12.71 %"))
  }

  @Test func theFilesHoldTheRuns() throws {
    let folder = try TemporaryFolder()
    let notices = try SearchReport.write(
      Self.summary(Self.plain), device: "cpu", to: folder.url, gnuplot: nil)
    #expect(notices.count == 1)
    let csv = parseCSV(try folder.text("search.csv"))
    #expect(csv.count == 9)
    #expect(
      csv[5] == [
        "3", "2", "0.08", "1e-05", "7", "done", "1", csv[5][7], "0.9", csv[5][9], "0.9", csv[5][11],
        "0.88", "0.25", "",
      ])
    #expect(csv[1][12].isEmpty && csv[1][0] == "1")
    let tables = try folder.text("tables.md")
    #expect(tables.hasPrefix("# hunt, search\n"))
    #expect(tables.contains("| 0.001 to 1") && tables.contains("## Rounds"))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(folder.text("search.json").utf8))
        as? [String: Any])
    #expect(object["best"] as? Int == 3 && (object["trials"] as? [Any])?.count == 4)
  }

  @Test(
    "a search that was stopped says so first, wherever it is shown, and calls its best the best so far"
  )
  func stopped() throws {
    let summary = try Self.summary(Self.plain, isFinished: false)
    let warning =
      "Not finished: 2 of 8 runs are over, the others have 1 of 3 epochs. Figures and places are those of the last "
      + "epoch that a run has, and may change; the same command goes on with the search."
    #expect(summary.stopWarning == warning)
    #expect(try Self.summary(Self.plain).stopWarning == nil)
    let text = SearchReport.text(summary)
    #expect(text.hasPrefix("warning: \(warning)\n"))
    #expect(text.contains("Best so far: trial ") && text.contains("; not tested yet."))
    let folder = try TemporaryFolder()
    _ = try SearchReport.write(summary, device: "cpu", to: folder.url, gnuplot: nil)
    let tables = try folder.text("tables.md").replacing("\n> ", with: " ").replacing(
      "\n", with: " ")
    #expect(tables.hasPrefix("# hunt, search  **\(warning)**"), "\(tables.prefix(400))")
    let page = try folder.text("report.html")
    let place = try #require(page.range(of: "role=\"note\">\(warning)</p>"))
    let main = try #require(page.range(of: "<main>"))
    #expect(place.lowerBound < main.lowerBound)
    #expect(page.contains("after the last epoch so far, on") && page.contains(">epochs</th>"))
    // Nothing is open, and yet it is not over.
    var history = summary.history
    for index in history.runs.indices { history.runs[index].state = .done }
    let between = SearchSummary(study: summary.study, search: summary.search, history: history)
    #expect(between.stopWarning?.contains("has not been measured on the test set") == true)
  }

  @Test("replaced data is said in every file that people or programs read")
  func replaced() throws {
    let folder = try TemporaryFolder()
    _ = try SearchReport.write(
      Self.summary(Self.plain, substituted: ["mnist"]), device: "cpu", to: folder.url, gnuplot: nil)
    let tables = try folder.text("tables.md").replacing("\n  ", with: " ")
    #expect(tables.contains("> **ON SYNTHETIC-DIGITS, NOT MNIST: "))
    #expect(tables.contains("examples of synthetic-digits, NOT MNIST"))
    #expect(
      try folder.text("search.json").contains("\"substituted_data_sets\" : [\n    \"mnist\"\n  ]"))
  }

  @Test func thePlaneHasABlockForEachRoundAndItsBox() throws {
    let folder = try TemporaryFolder()
    _ = try SearchReport.write(
      Self.summary(Self.plain), device: "cpu", to: folder.url, gnuplot: nil)
    let data = try folder.text("figures/search-plane.tsv")
    let blocks = data.components(separatedBy: "\n\n\n")
    #expect(blocks.count == 3)
    #expect(blocks[1].split(separator: "\n").first == "3\t0.08\t1e-05\t91.0")
    #expect(blocks[2].hasPrefix("3\t"))
    let script = try folder.text("figures/search-plane.gp")
    #expect(script.contains("set logscale x") && script.contains("set logscale y"))
    #expect(script.contains("set object 1 rectangle from first 0.001,1e-06 to first 1.0,0.01 "))
    // Round 2 lies around trial 2, the best of round 1.
    let second = try #require(
      script.components(separatedBy: "set object 2 rectangle ").dropFirst().first)
    let numbers = second.prefix { !$0.isNewline }.split { " ,".contains($0) }.compactMap {
      Double($0)
    }
    #expect(numbers.count >= 4 && numbers[0] < 0.1 && numbers[2] > 0.1 && numbers[0] > 0.001)
  }

  @Test(.enabled(if: Gnuplot.find() != nil, "SKIPPED: no gnuplot"))
  func gnuplotDrawsThePlane() throws {
    let folder = try TemporaryFolder()
    #expect(
      try SearchReport.write(Self.summary(Self.plain), device: "cpu", to: folder.url) == [])
    let svg = try folder.text("figures/search-plane.svg")
    #expect(svg.contains("<svg") && svg.contains("best: trial 3"))
    // One trial alone is drawn, too.
    #expect(
      try SearchReport.write(Self.summary([[0.5, 0.6]]), device: "cpu", to: folder.url) == [])
  }

  @Test func whatDivergedIsNotDrawn() throws {
    let folder = try TemporaryFolder()
    let diverged = [[Double.nan, 0.6], [0.8, 0.7], [0.9, 0.92], [0.85, 0.93]]
    let summary = try Self.summary(diverged)
    #expect(summary.entries.last?.standing.trial.number == 1)
    _ = try SearchReport.write(summary, device: "cpu", to: folder.url, gnuplot: nil)
    #expect(try !folder.text("figures/search-plane.tsv").contains("0.001"))
    #expect(try folder.text("tables.md").contains("diverged"))
  }
}

@Suite("Kendall's coefficient of concordance")
struct KendallConcordanceTests {
  @Test func agreementOppositionAndTies() throws {
    #expect(KendallConcordance([[3, 2, 1], [9, 8, 7]]).w == 1)
    #expect(KendallConcordance([[3, 2, 1], [1, 2, 3]]).w == 0)
    #expect(KendallConcordance([[3, 2, 1]]).w == nil)
    #expect(KendallConcordance([[1, 1], [1, 1]]).w == nil)
    // Siegel's formula by hand: ranks 1 2.5 2.5 4 and 1 2 3.5 3.5, sums 2 4.5 6 7.5 about 5; S = 16.5,
    // each judge has one pair of ties (t^3 - t = 6): W = 12 S / (4 * 60 - 2 * 12).
    let ties = KendallConcordance([[9, 5, 5, 1], [9, 5, 1, 1]])
    #expect(ties.ranks == [[1, 2.5, 2.5, 4], [1, 2, 3.5, 3.5]])
    #expect(abs(try #require(ties.w) - 12 * 16.5 / 216) < 1e-12)
  }
}
