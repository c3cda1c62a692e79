import Foundation
import Reports
import Testing
import Training

@testable import Studies

@Suite("tables.md")
struct TablesTests {
  private static let result = Fixture.regularization()
  private static let text = StudyReport.tables(result)
  private static let published = PublishedStudy.regularization

  /// The label of the fixture's trials of a published setting.
  private static func label(_ setting: PublishedSetting) -> String {
    Fixture.regularizers.first { $0.text.hasPrefix(setting.pattern.name) }?.text ?? ""
  }

  private static func title(_ dataSet: String) -> String {
    dataSet == "mnist" ? "MNIST" : "Fashion-MNIST"
  }

  @Test("every published loss by epoch stands in its row, beside a marked accuracy")
  func byEpoch() throws {
    for setting in Self.published.settings {
      let title = "By epoch: \(Self.label(setting)), on \(Self.title(setting.dataSet))"
      let table = try #require(markdownTable(title, in: Self.text), "\(title)")
      #expect(table.count == 11)
      for (row, epoch) in zip(table.dropFirst(), setting.epochs) {
        #expect(row[0] == String(epoch.epoch))
        #expect(row[3] == epoch.loss.printed)
        #expect(
          row[6] == (epoch.accuracyCellPrintsLoss ? "prints the loss †" : "99.458 to 100.0 †"))
      }
    }
  }

  @Test("our columns by epoch: the default seed, and the mean of all")
  func ownByEpoch() throws {
    let table = try #require(markdownTable("By epoch: l2 0.001, on MNIST", in: Self.text))
    // Trials 21 to 30 are L2 on MNIST; the first has the default seed.
    let own = Self.result.outcomes[20..<30].map { $0.epochs[4] }
    let row = table[5]
    #expect(row[1] == String(format: "%.4f", own[0].train.loss + own[0].train.penalty))
    let mean = own.reduce(0) { $0 + $1.train.loss + $1.train.penalty } / 10
    #expect(row[2].hasPrefix(String(format: "%.4f ± 0.00", mean)))
    #expect(row[4] == String(format: "%.2f", 100 * (own[0].test?.accuracy ?? 0)))
  }

  @Test("every published loss by seed stands in its row")
  func bySeed() throws {
    for setting in Self.published.settings {
      let title =
        "By seed, one-step inference: \(Self.label(setting)), on \(Self.title(setting.dataSet))"
      let table = try #require(markdownTable(title, in: Self.text), "\(title)")
      #expect(table.count == 12)
      let column = setting.pattern == .l2 ? 3 : 2
      for (row, seed) in zip(table.dropFirst(), setting.seeds) {
        #expect(row[0] == String(seed.seed))
        #expect(row[column] == seed.loss.printed)
        #expect(row[column + 2] == "99.79 to 100.0 †")
      }
      #expect(table[11][0] == "mean ± 95 %")
    }
  }

  @Test("published seconds and one-step inference of the default seed")
  func singleTables() throws {
    let both = "on MNIST and Fashion-MNIST"
    let seconds = try #require(markdownTable("Seconds, \(both)", in: Self.text))
    let inference = try #require(
      markdownTable("One-step inference, seed 5097, \(both)", in: Self.text))
    for (index, setting) in Self.published.settings.enumerated() {
      #expect(seconds[index + 1][4] == setting.seconds?.printed)
      #expect(inference[index + 1][5] == setting.inference?.loss.printed)
      #expect(inference[index + 1][7] == (setting.inference?.accuracy.printed ?? "") + " †")
    }
    // Ours: L2 on MNIST, trial 21.
    let own = try #require(Self.result.outcomes[20].epochs.last?.test)
    #expect(inference[5][1] == "l2 0.001" && inference[5][0] == "MNIST")
    #expect(inference[5][2] == String(format: "%.4f", own.loss))
    #expect(inference[5][4] == String(format: "%.4f", own.loss + own.penalty))
  }

  @Test("differences stand beside p-values and the noise floor")
  func differences() throws {
    let table = try #require(
      markdownTable("Paired differences, on MNIST and Fashion-MNIST", in: Self.text))
    #expect(table.count == 9)
    let comparison = StudySummary(Self.result).comparisons[0]
    let row = table[1]
    #expect(Array(row[..<4]) == ["MNIST", "dropout 0.2 - none", "test accuracy %", "10"])
    let difference = comparison.paired.difference
    #expect(
      row[4]
        == String(format: "%+.2f ± %.2f", 100 * difference.mean, 100 * (difference.halfWidth ?? 0)))
    #expect(row[6] == "0.002")
    #expect(row[8] == String(format: "%.2f", 100 * (comparison.noiseFloor ?? 0)))
    #expect(table[2][8] == "–")
  }

  @Test("every table explains why ours differs from the published")
  func explanations() {
    let flat = Self.text.replacing("\n", with: " ")
    #expect(flat.ranges(of: "Why ours differs: ").count == 14)
    #expect(flat.contains("share its wall time equally, so our seconds are equal within a group"))
    #expect(flat.contains("† cannot be a test accuracy: 99.4 to 100 % from epoch 1 on"))
  }

  @Test("on generated digits every title and the head say so")
  func substitution() {
    let text = StudyReport.tables(
      Fixture.regularization(substituted: ["mnist", "fashion-mnist"]))
    let titles = text.split(separator: "\n").filter { $0.hasPrefix("#") }
    #expect(titles.count > 20)
    for title in titles {
      #expect(title.contains("on synthetic-digits, NOT "), "\(title)")
    }
    #expect(text.contains("> **ON SYNTHETIC-DIGITS, NOT MNIST AND FASHION-MNIST: "))
    let findings = titles.filter { $0.contains("adam-against-sgd") || $0.contains("## Finding: ") }
    #expect(findings.count == 4)
    // No cell may pass generated digits off as the real data.
    #expect(!text.contains("| MNIST ") && !text.contains("| Fashion-MNIST "))
  }

  @Test("where one data set is real, titles tell which")
  func partialSubstitution() {
    let text = StudyReport.tables(Fixture.regularization(substituted: ["fashion-mnist"]))
    #expect(text.contains("### By epoch: none, on synthetic-digits, NOT Fashion-MNIST\n"))
    #expect(text.contains("### By epoch: none, on MNIST (real data)\n"))
    #expect(
      text.contains("### Seconds, on synthetic-digits, NOT Fashion-MNIST, and MNIST (real data)\n"))
  }

  @Test("data that only a finding's study lacks is named in its sections and in the head")
  func substitutionInFinding() throws {
    var result = Fixture.regularization()
    result.findings[0].run.substitutedDataSets = ["fashion-mnist"]
    let text = StudyReport.tables(result)
    #expect(text.contains("> **ON SYNTHETIC-DIGITS, NOT FASHION-MNIST: "))
    #expect(
      text.contains("## Claims tested, on synthetic-digits, NOT Fashion-MNIST, and MNIST (real"))
    #expect(
      text.contains("### Settings of adam-against-sgd, on synthetic-digits, NOT Fashion-MNIST,"))
    #expect(text.contains("### Settings, on MNIST and Fashion-MNIST\n"))
    #expect(ConsoleSummary.text(result).hasPrefix("ON SYNTHETIC-DIGITS, NOT Fashion-MNIST"))
  }

  @Test("generated digits that were asked for are not called real beside replaced ones")
  func syntheticByName() {
    let result = Fixture.study(
      name: "mixed", key: "regularizer", choices: Fixture.regularizers,
      dataSets: ["mnist", "synthetic-digits"], substituted: ["mnist"])
    let text = StudyReport.tables(result)
    #expect(text.contains("# mixed, on synthetic-digits, NOT MNIST, and synthetic-digits\n"))
    #expect(!text.contains("real data"))
  }

  @Test("real data is not called synthetic")
  func noSubstitution() {
    #expect(!Self.text.lowercased().contains("synthetic"))
  }

  @Test("the head names the device once, and what the published report leaves open")
  func head() throws {
    let flat = Self.text.replacing("\n  ", with: " ")
    #expect(
      flat.contains(
        "- Device: Example GPU, 8 units (`--device opencl:0`): the first OpenCL gpu, self-test passed.\n"
      ))
    #expect(
      flat.contains("It does not state, and we chose: ReLU, Glorot initialisation, batch 32,"))
    var result = Self.result
    result.run.device = "AMD (R) Chip"
    result.run.deviceIdentifier = "cpu"
    result.run.deviceReason = "device: cpu (AMD (R) Chip, 2 cores): only opencl:0 (pocl): slow"
    #expect(
      StudyReport.tables(result)
        .contains("- Device: AMD (R) Chip (`--device cpu`): only opencl:0 (pocl): slow.\n"))
  }

  @Test("a study without published figures has general tables only")
  func general() throws {
    let result = Fixture.study(
      name: "rates", key: "optimizer.rate",
      choices: [.init(text: "0.001"), .init(text: "0.01", accuracy: 0.9)], dataSets: ["mnist"])
    let text = StudyReport.tables(result)
    let table = try #require(markdownTable("Settings, on MNIST", in: text))
    #expect(table.dropFirst().map { $0[1] } == ["rate 0.001", "rate 0.01"])
    #expect(!text.contains("ublished") && !text.contains("†"))
  }

  @Test("one seed: values without intervals, no p-values")
  func singleSeed() throws {
    let result = Fixture.study(
      name: "one", key: "regularizer", choices: Fixture.regularizers, dataSets: ["mnist"],
      seeds: [5097])
    let text = StudyReport.tables(result)
    let settings = try #require(markdownTable("Settings, on MNIST", in: text))
    #expect(settings.joined().allSatisfy { !$0.contains("±") })
    let table = try #require(markdownTable("Paired differences, on MNIST", in: text))
    #expect(table[1][5] == "–" && table[1][7] == "–")
  }

  @Test("on other data sets the published tables are left out, with the reason")
  func otherData() {
    var result = Fixture.study(
      name: "smoke", key: "regularizer", choices: Fixture.regularizers,
      dataSets: ["synthetic-digits"])
    result.study.published = "regularization"
    let text = StudyReport.tables(result)
    #expect(!text.contains("## Beside") && !text.contains("### Seconds") && !text.contains("†"))
    #expect(!text.contains("- Published: "))
    #expect(
      text.replacing("\n", with: " ").contains(
        "Published figures left out: IST 597 assignment report on regularisation is about MNIST and "
          + "Fashion-MNIST (none, dropout, l2), and this study has no such trial."))
  }

  @Test("a published setting that was not run shows the published side")
  func missingSetting() throws {
    var result = Fixture.study(
      name: "regularization", key: "regularizer", choices: Array(Fixture.regularizers.prefix(2)),
      dataSets: ["mnist"], seeds: [1234])
    result.study.published = "regularization"
    let text = StudyReport.tables(result)
    let table = try #require(markdownTable("By epoch: l2, on MNIST", in: text))
    #expect(table[1] == ["1", "–", "–", "1.6820", "–", "–", "99.458 to 100.0 †"])
  }

  @Test("prose lines fit 110 columns, tables and titles stay whole")
  func lineLength() {
    for line in Self.text.split(separator: "\n") where !"|#!".contains(line.prefix(1)) {
      #expect(line.count <= 110, "\(line)")
    }
  }
}
