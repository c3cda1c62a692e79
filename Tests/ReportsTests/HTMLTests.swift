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

  @Test(
    "a run that went on although something had changed says so first, and in tables.md as a point")
  func resumed() {
    var result = Fixture.regularization()
    #expect(!StudyPage(result, extras: ReportExtras()).source().contains("Not one run"))
    result.run.resumes = [
      RunResume(resumedAt: "2026-01-02", place: "epoch 4", differences: ["device was <a>, is b"])
    ]
    let page = StudyPage(result, extras: ReportExtras()).source()
    let warning = page.range(of: "Not one run: it was resumed with --force")
    let main = page.range(of: "<main>")
    #expect(warning != nil && main != nil)
    if let warning, let main { #expect(warning.lowerBound < main.lowerBound) }
    #expect(page.contains("device was &lt;a&gt;, is b"))
    #expect(page.contains("Gone on with") && page.contains("2026-01-02, at epoch 4"))
    let header = MarkdownReport(result, figures: FigureSet(figures: [], files: [], notice: nil))
      .header().map(\.markdown).joined(separator: "\n")
    #expect(header.contains("\n- Not one run:") && !header.contains("- - "))
  }

  @Test("published figures say whose they are and what was chosen for them")
  func published() throws {
    let page = StudyPage(Fixture.regularization(), extras: ReportExtras()).source()
    let section = try #require(page.range(of: "id=\"ours-and-published\""))
    #expect(page[section.upperBound...].contains("It does not state, and we chose: "))
  }

  @Test("the deciding figure stands beside the setting, and one data set is not named in every row")
  func narrow() {
    let settings = Setting.all(of: Fixture.regularization())
    let names = DataNames(Fixture.regularization().run)
    let two = MarkdownReport.settingTable(settings, names: names, isNarrow: true)
    #expect(
      two.columns.prefix(4).map(\.header) == ["data", "setting", "test accuracy %", "seeds"],
      "\(two.columns.map(\.header))")
    let own = settings.filter { $0.dataSet == "mnist" }
    let one = MarkdownReport.settingTable(own, names: names, isNarrow: true)
    #expect(one.columns.prefix(2).map(\.header) == ["setting", "test accuracy %"])
    #expect(one.rows[0][2] == "10" && one.rows[0][1].contains("±"))
    let wide = MarkdownReport.settingTable(own, names: names)
    #expect(wide.columns.prefix(3).map(\.header) == ["data", "setting", "seeds"])
    #expect(wide.columns.count == one.columns.count + 1)
  }

  @Test("long lines have about ten marks, at other places than their neighbours'")
  func marks() throws {
    func counts(_ count: Int) throws -> [Int] {
      let points = (1...count).map {
        LineChart.Point(x: Double($0), mean: Double($0), low: Double($0), high: Double($0))
      }
      let source = try #require(
        LineChart(
          title: "t", xTitle: "x", yTitle: "y",
          series: ["a", "b"].map { LineChart.Series(name: $0, points: points) }
        ).drawing()
      ).source
      return (0...1).map { source.components(separatedBy: "class=\"mark c\($0)").count - 1 }
    }
    #expect(try counts(20) == [20, 20])
    for count in try counts(30) + counts(200) { #expect((10...12).contains(count), "\(count)") }
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
    #expect(page.contains("On MNIST, test accuracy") && page.contains("% with none (one seed)."))
    var only = result
    only.study.variedKeys = []
    only.study.trials[0].varied = []
    let plain = StudyPage(only, extras: ReportExtras()).source()
    #expect(plain.contains("% (one seed).") && !plain.contains("with all trials"))
  }

  @Test("run it again: no folders of the author's, no findings, and replaced data stays replaced")
  func again() {
    var result = Fixture.regularization()
    let path = "/home/ann/secret/houses.csv"
    for index in result.study.trials.indices {
      result.study.trials[index].config.data.set = "csv:\(path)"
      result.study.trials[index].config.weights = path + ".safetensors"
    }
    result.study.resolvedYAML = """
      name: houses
      data: {sets: ['csv:\(path)']}
      model: {weights: \(path).safetensors}
      findings:
      - {claim: Adam is better, study: /home/ann/secret/adam.yaml}

      """
    let again = RunAgain(study: result.study, command: "study", run: result.run)
    #expect(
      again.yaml
        == "name: houses\ndata: {sets: ['csv:houses.csv']}\n"
        + "model: {weights: houses.csv.safetensors}\n")
    let text = HTML.group(again.content()).source
    #expect(!text.contains("/home/ann"))
    #expect(text.contains("houses.csv.safetensors, houses.csv: it must lie in the same folder"))
    #expect(text.contains("small studies of its findings are left out"))
    #expect(!text.contains("data fetch") && !text.contains("--fallback-synthetic"))
    #expect(text.contains("--out runs/regularization-again"))

    let replaced = Fixture.regularization(substituted: ["mnist"])
    let page = StudyPage(replaced, extras: ReportExtras()).source()
    #expect(page.contains("lockstep data fetch fashion-mnist") && !page.contains("fetch mnist"))
    #expect(page.contains("regularization.yaml --device opencl:0 --fallback-synthetic --out"))
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
    #expect(page.components(separatedBy: "Not measured").count - 1 == 2)
  }

  @Test("CPU against OpenCL, and time by operation")
  func measured() throws {
    func side(_ name: String, _ rate: Double) -> String {
      """
      {"device": "\(name) <x>", "identifier": "\(name)", "compile_seconds": 0.5, "training_seconds": 2,
       "evaluation_seconds": 1, "seconds_per_epoch": 1.5, "examples_per_second": \(rate),
       "launches_per_step": [3], "family_seconds": {"matrix product": 3, "adam": 1}}
      """
    }
    func read<Value: Decodable>(_ text: String) throws -> Value {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try decoder.decode(Value.self, from: Data(text.utf8))
    }
    let devices: DeviceComparison = try read(
      """
      {"study": "s", "trials": 2, "epochs": 2, "cpu": \(side("cpu", 1000)),
       "open_cl": \(side("opencl:0", 2500)), "operations_per_step": [22], "substituted_data_sets": [],
       "diverged_trials": [0, 0], "ratio": 2.5, "largest_loss_difference": 0.00012}
      """)
    func line(_ family: String, _ share: Double) -> String {
      """
      {"family": "\(family)", "detail": "", "result": "", "calls": 10, "seconds": \(share),
       "share": \(share), "flops_per_second": 1e9, "bytes_per_second": 1e9}
      """
    }
    let profile: ProfileSummary = try read(
      """
      {"group": "2 trials", "device": "cpu", "device_name": "Example", "calls_are_launches": false,
       "replicas": 2, "steps": 5, "step_seconds": 0.1, "profiled_step_seconds": 0.2, "busy_share": 0.5,
       "step_flops": 1e6, "calls_per_step": 10, "operations_per_step": 22, "replicas_per_call": 1,
       "operations": [\(line("matrix product", 0.75)), \(line("adam", 0.25))],
       "families": [\(line("matrix product", 0.75)), \(line("adam", 0.25))],
       "total": \(line("all", 1)), "epoch_operations": []}
      """)
    let page = StudyPage(
      Fixture.regularization(), extras: ReportExtras(profiles: [profile], devices: devices)
    ).source()
    #expect(!page.contains("Not measured"))
    #expect(page.contains("opencl:0 trains 2.50 times as many examples a second as the CPU"))
    #expect(
      page.contains("cpu is cpu &lt;x&gt;") && page.contains("2,500") && page.contains("0.00012"))
    #expect(page.contains("2 trials, on Example, 5 steps") && page.contains("75.0 %"))
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
  private func run(
    _ name: String, test: Int = 1500, accuracy: Double = 0.94, substituted: [String] = []
  ) -> StudyResult {
    var result = Fixture.study(
      name: name, key: "regularizer",
      choices: [Fixture.Choice(text: "none", accuracy: accuracy)], dataSets: ["mnist"],
      substituted: substituted)
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
    #expect(page.contains("</svg>a: s5</li>") && page.contains("</svg>b: s2</li>"))
    #expect(!page.contains("</svg>a: s1</li>"))
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
