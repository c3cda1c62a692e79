import Foundation
import Testing
import Training

@testable import Reports
@testable import Studies

@Suite("HTML pages")
struct HTMLTests {
  @Test("nothing in a text or an attribute is markup")
  func escaping() {
    let page = HTML.tag(
      "p", ["title": "a\"b'c<d>&e"],
      [.text("<script>&\"'\u{0}\u{202E}x\n"), .emphasized("a **b<** c")])
    #expect(
      page.source
        == "<p title=\"a&quot;b&#39;c&lt;d&gt;&amp;e\">&lt;script&gt;&amp;&quot;&#39;\u{FFFD}\u{FFFD}x\n"
        + "a <strong>b&lt;</strong> c</p>\n")
    // An odd pair of stars is text.
    #expect(HTML.emphasized("2 ** 3").source == "2 ** 3")
    #expect(HTML.tag("img", ["alt": nil, "src": "x"]).source == "<img src=\"x\">\n")
  }

  @Test("a study's page says what was found, and escapes what names say")
  func study() throws {
    var result = Fixture.regularization()
    result.study.name = "<i>study</i>"
    for index in result.study.trials.indices
    where result.study.trials[index].varied[1] == "dropout 0.2" {
      result.study.trials[index].varied[1] = "<b>dropout</b>"
    }
    let page = StudyPage(result, extras: ReportExtras()).source()
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(!page.contains("<b>") && !page.contains("<i>study"))
    #expect(page.contains("&lt;b&gt;dropout&lt;/b&gt;"))
    for title in [
      "Verdict", "What was run", "Results", "By epoch", "Every seed", "What it gets wrong", "Time",
      "Ours and published", "Findings", "Run it again",
    ] { #expect(page.contains("\">\(title)</h2>"), "\(title)") }
    // Two data sets: two charts each, one of dots each; every drawing has its table.
    #expect(page.components(separatedBy: "<figcaption>").count - 1 == 6)
    #expect(page.components(separatedBy: "class=\"band ").count - 1 == 2 * 2 * 3)
    #expect(!page.contains("NaN") && !page.contains("inf,"))
    #expect(!page.contains("http:") && !page.contains("https:"))
  }

  @Test("data that was replaced is said at the top")
  func substituted() {
    let page = StudyPage(
      Fixture.regularization(substituted: ["mnist"]), extras: ReportExtras()
    ).source()
    let warning = page.range(of: "ON SYNTHETIC-DIGITS, NOT MNIST")
    let main = page.range(of: "<main>")
    #expect(warning != nil && main != nil)
    if let warning, let main { #expect(warning.lowerBound < main.lowerBound) }
  }

  @Test("a study that diverged altogether still has a page, without drawings of nothing")
  func diverged() {
    var result = Fixture.study(
      name: "wild", key: "regularizer", choices: Fixture.regularizers, dataSets: ["mnist"],
      epochs: 3)
    for trial in result.outcomes.indices {
      for epoch in result.outcomes[trial].epochs.indices {
        result.outcomes[trial].epochs[epoch].train.loss = .nan
        result.outcomes[trial].epochs[epoch].test?.loss = .infinity
      }
    }
    let page = StudyPage(result, extras: ReportExtras()).source()
    #expect(page.contains("Diverged, with a loss that is infinite"))
    #expect(!page.contains("<figure") && !page.contains("nan,") && !page.contains("\"nan"))
  }

  @Test("the page of one trial")
  func single() {
    let result = Fixture.study(
      name: "one", key: "regularizer", choices: Array(Fixture.regularizers.prefix(1)),
      dataSets: ["mnist"], seeds: [7], epochs: 1)
    let page = StudyPage(result, extras: ReportExtras()).source()
    #expect(page.contains("lockstep train one.yaml --device opencl:0"))
    #expect(!page.contains("Every seed</h2>") && !page.contains("By epoch</h2>"))
    #expect(page.contains("MNIST: test accuracy"))
  }

  @Test("profile, devices and answers are shown where they are kept")
  func extras() throws {
    let result = Fixture.regularization()
    let answers = TestAnswers.Part(
      dataSet: "mnist", setting: "none", choice: "", seeds: [1, 2], classNames: ["cat", "<dog>"],
      probabilities: [[0.9, 0.1, 0.2, 0.8], [0.6, 0.4, 0.7, 0.3]], labels: [1, 1])
    #expect(answers.counts == [[0, 0], [3, 1]] && answers.total == 4 && answers.right == 1)
    // The second example: 0.45 against 0.55, so the two networks together are right.
    #expect(
      answers.mistakes == [
        .init(
          index: 0, actual: 1, predicted: 0, confidence: answers.mistakes[0].confidence,
          wrongSeeds: 2)
      ])
    #expect(abs(answers.mistakes[0].confidence - 0.75) < 1e-6)
    var part = answers
    part.mistakes[0].picture = "QUJD"
    let page = StudyPage(result, extras: ReportExtras(answers: TestAnswers(parts: [part]))).source()
    #expect(page.contains("src=\"data:image/png;base64,QUJD\""))
    #expect(page.contains("alt=\"Test example 0, &lt;dog&gt;, taken for cat\""))
    #expect(page.contains("<table class=\"matrix\">"))
    #expect(page.contains("25.00 % are right"))
    #expect(page.contains("Not measured in this run"))
  }
}

@Suite("Verdicts in words")
struct HeadlineTests {
  private func comparison(
    _ differences: [Double], holm: Double?, metric: Metric = .testAccuracy, floor: Double? = nil
  ) throws -> Comparison {
    let seeds = (1...UInt64(differences.count)).map(\.self)
    let paired = try #require(
      PairedComparison(
        treatment: Dictionary(uniqueKeysWithValues: zip(seeds, differences)),
        baseline: Dictionary(uniqueKeysWithValues: seeds.map { ($0, 0) })))
    return Comparison(
      dataSet: "mnist", treatment: "dropout", baseline: "none", metric: metric, paired: paired,
      holmPValue: holm, noiseFloor: floor)
  }

  @Test func better() throws {
    let headline = Headline(try comparison([0.004, 0.006, 0.008], holm: 0.004))
    #expect(headline.sentence == "dropout beats none by 0.6 ± 0.5 points, p = 0.004, n = 3")
    #expect(headline.outcome == .better && abs(headline.gain - 0.6) < 1e-9)
  }

  @Test("a lower error is better, and the words say how much without a sign")
  func errors() throws {
    let lower = Headline(try comparison([-0.1, -0.3], holm: 0.01, metric: .testRMSE))
    #expect(lower.outcome == .better)
    #expect(lower.sentence.hasPrefix("dropout beats none by 0.2000 ± "))
    #expect(lower.sentence.contains(" test RMSE, p = 0.010, n = 2"))
    let higher = Headline(try comparison([0.1, 0.3], holm: 0.01, metric: .testRMSE))
    #expect(
      higher.outcome == .worse && higher.sentence.hasPrefix("dropout loses to none by 0.2000"))
  }

  @Test("what decides nothing is not called better")
  func undecided() throws {
    let chance = Headline(try comparison([0.004, -0.006, 0.008], holm: 0.6))
    #expect(chance.outcome == .undecided)
    #expect(chance.sentence.hasPrefix("dropout and none are not told apart: +0.2 ± "))
    let small = Headline(try comparison([0.001, 0.0011, 0.0012], holm: 0.001, floor: 0.007))
    #expect(small.outcome == .undecided && small.sentence.contains("less than the 0.70 points"))
    let one = Headline(try comparison([0.01], holm: nil))
    #expect(one.outcome == .undecided && one.sentence.contains("one seed, which decides nothing"))
    let wild = Headline(try comparison([.nan, 0.1], holm: nil))
    #expect(wild.outcome == .undecided && wild.sentence.contains("a seed diverged"))
  }
}

@Suite("Chart axes")
struct ChartAxisTests {
  @Test func roundTicks() {
    let axis = ChartAxis(covering: [93.1, 94.9, .nan, .infinity], count: 5)
    #expect(axis.labels == ["93.5", "94.0", "94.5"])
    #expect(axis.range.lowerBound < 93.1 && axis.range.upperBound > 94.9)
    #expect(
      ChartAxis(covering: [1, 10], count: 8, isWhole: true).labels == ["2", "4", "6", "8", "10"])
    #expect(ChartAxis(covering: [5]).range.contains(5))
    #expect(ChartAxis(covering: []).ticks.count > 1)
  }

  @Test func logarithmic() {
    let axis = ChartAxis(logarithmicCovering: [1e-4, 0.1])
    #expect(axis.ticks.count == 4 && abs(axis.fraction(0.00316) - 0.5) < 0.02)
    #expect(ChartAxis(logarithmicCovering: [0.02, 0.05]).ticks == [0.02, 0.05])
  }

  @Test("a loss that blew up does not flatten the others")
  func outliers() {
    let values = (1...20).map { Double($0) / 10 } + [1e30]
    #expect(ChartAxis.withoutOutliers(values).max() == 2)
    #expect(ChartAxis.withoutOutliers([1, 1e30]).count == 2)
  }
}

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
}
