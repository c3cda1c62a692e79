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
    "a run that went on although something had changed says so first, in tables.md as well")
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
    #expect(header.contains("\n> **Not one run:") && !header.contains("\n- Not one run:"))
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
    let names = DataNames(Fixture.regularization())
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
    #expect(page.contains("lockstep train one.yaml --out runs/one-again"))
    #expect(!page.contains("Every seed</h2>") && !page.contains("By epoch</h2>"))
    #expect(page.contains("On MNIST, test accuracy") && page.contains("% with none (one seed)."))
    var only = result
    only.study.variedKeys = []
    only.study.trials[0].varied = []
    let plain = StudyPage(only, extras: ReportExtras()).source()
    #expect(plain.contains("% (one seed).") && !plain.contains("with all trials"))
  }

  @Test("what was run is said in words, not in keys")
  func words() {
    let result = Fixture.regularization()
    let page = StudyPage(result, extras: ReportExtras()).source()
    #expect(
      page.contains("60 trials: 2 data sets x 3 regularisers x 10 seeds, in 1 lockstep group<"))
    // A newcomer has never met a lockstep group: it is not in the first sentence.
    #expect(page.contains("60 trials: 2 data sets x 3 regularisers x 10 seeds, trained in"))
    #expect(page.contains("Began 2025-03-01 12:00 UTC.") && !page.contains("12:00:00Z"))
    #expect(page.contains("how far another test set of the same size would move"))
    // Name and value of a setting stand in cells of their own.
    #expect(page.contains(">training examples</th>") && page.contains(">7000</td>"))
    #expect(page.contains("Test loss by epoch, and training loss dashed, on MNIST"))
    #expect(page.contains(">dropout 0.2, training</th>"))
    #expect(
      Setting.name(of: "model.mlp.activation", among: ["seed", "model.mlp.activation"])
        == "activation")
    #expect(Setting.name(of: "a.rate", among: ["a.rate", "b.rate"]) == "a.rate")
    #expect(
      Setting.name(of: "model.mlp.batch-norm", among: ["model.mlp.batch-norm"]) == "batch norm")
    #expect(NumberFormat.date("soon") == "soon")
    #expect(
      NumberFormat.unbroken("by 0.6 ± 0.3 points, p = 0.5, n = 10")
        == "by 0.6\u{A0}±\u{A0}0.3\u{A0}points, p\u{A0}=\u{A0}0.5, n\u{A0}=\u{A0}10")
  }

  @Test("what a user wrote is no markup in Markdown either")
  func markdown() {
    #expect(
      ReportBlock.prose("<script>a</script> <b p < 0.001").markdown
        == "\\<script>a\\</script> \\<b p < 0.001")
    var table = Table([.left("a")])
    table.append(["<i>|<0.001"])
    #expect(table.markdown().contains("| \\<i>\\|<0.001 |"))
    #expect(ReportBlock.plain("2 ** 3 **") == "2 * * 3 * *")
  }

  @Test("a search with replaced data says so, finished or not, and has its figure in front")
  func search() throws {
    for isFinished in [true, false] {
      let page = SearchPage(
        summary: try SearchReportTests.summary(
          SearchReportTests.plain, substituted: ["mnist"], isFinished: isFinished),
        device: "cpu", run: isFinished ? Fixture.run(substituted: ["mnist"]) : nil
      ).source()
      let warning = try #require(page.range(of: "ON SYNTHETIC-DIGITS, NOT MNIST"))
      let main = try #require(page.range(of: "<main>"))
      #expect(warning.lowerBound < main.lowerBound)
      #expect(
        page.contains("What was run</h2>")
          && page.contains("100 examples of synthetic-digits, NOT MNIST"))
      #expect(
        page.contains("lockstep search hunt.yaml --fallback-synthetic --out runs/hunt-again"))
      #expect(!page.contains("data fetch"))
      #expect(page.contains("Not finished: ") == !isFinished)
      let heads = try #require(page.components(separatedBy: "Trials, the best first").last)
        .components(separatedBy: "</th>").prefix(3).map { $0.split(separator: ">").last ?? "" }
      #expect(heads == ["rank", "trial", "validation accuracy %"])
    }
    let asked = SearchPage(
      summary: try SearchReportTests.summary(SearchReportTests.plain), device: "cpu", run: nil
    ).source()
    #expect(
      asked.contains("lockstep data fetch mnist\nlockstep search hunt.yaml --out runs/hunt-again"))
    #expect(!asked.contains("SYNTHETIC"))
    // What was searched is not called by what the config has in its place.
    #expect(asked.contains(">optimizer</th><td class=\"short\">searched</td>"))
    #expect(asked.contains(">regulariser</th><td class=\"short\">searched</td>"))
    // Eight epochs of the search, not the two for the test set.
    #expect(asked.contains(">Time of all epochs of the search</th><td class=\"short\">2.00 s</td>"))
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
