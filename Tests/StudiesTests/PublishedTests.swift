import Studies
import Testing

@Suite("Published studies")
struct PublishedTests {
  @Test("the lookup knows the keys of configs and nothing else")
  func lookup() {
    #expect(PublishedStudy.named("regularization") == .regularization)
    #expect(PublishedStudy.named("regularisation") == nil)
  }

  @Test("every table of the regularisation report is complete")
  func completeness() {
    let study = PublishedStudy.regularization
    #expect(study.settings.count == 6)
    for setting in study.settings {
      #expect(setting.epochs.map(\.epoch) == Array(1...10))
      #expect(setting.seeds.count == 10)
      #expect(setting.seconds != nil)
      // Both tables of the report print the default seed.
      #expect(setting.inference?.loss == setting.seeds.first { $0.seed == study.defaultSeed }?.loss)
    }
    #expect(study.claims.count == 4)
  }

  // Sums of the report's columns, taken from its tables apart from this code.
  @Test(
    "the columns add up to the report's",
    arguments: [
      ("mnist", SettingPattern.unregularized, 4.1569, 4.4620),
      ("fashion-mnist", .unregularized, 4.1486, 4.4677),
      ("mnist", .dropout, 5.6633, 4.5705),
      ("fashion-mnist", .dropout, 4.3711, 4.3704),
      ("mnist", .l2, 14.8060, 18.7356),
      ("fashion-mnist", .l2, 15.6099, 18.2430),
    ])
  func columns(dataSet: String, pattern: SettingPattern, epochs: Double, seeds: Double) throws {
    let setting = try #require(
      PublishedStudy.regularization.settings.first {
        $0.dataSet == dataSet && $0.pattern == pattern
      })
    #expect(abs(setting.epochs.reduce(0) { $0 + $1.loss.value } - epochs) < 1e-9)
    #expect(abs(setting.seeds.reduce(0) { $0 + $1.loss.value } - seeds) < 1e-9)
  }

  @Test("the cells that print the loss are known")
  func misprints() {
    let cells = PublishedStudy.regularization.settings.flatMap { setting in
      setting.epochs.filter(\.accuracyCellPrintsLoss)
        .map { "\(setting.pattern.name) \(setting.dataSet) \($0.epoch)" }
    }
    #expect(cells == ["none fashion-mnist 9", "none fashion-mnist 10", "l2 fashion-mnist 2"])
  }

  @Test("a figure keeps its printed digits")
  func figures() {
    let figure: PublishedFigure = "1.6820"
    #expect(figure.printed == "1.6820" && figure.value == 1.682)
  }
}
