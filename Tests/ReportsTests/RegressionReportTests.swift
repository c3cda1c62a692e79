import Foundation
import Programs
import Testing
import Training

@testable import Reports
@testable import Studies

@Suite("Reports of a regression")
struct RegressionReportTests {
  /// Two settings over ten seeds whose test RMSE is about `first` and `second`.
  private static func study(
    _ first: Double, _ second: Double, hasTest: Bool = true
  ) -> StudyResult {
    var result = Fixture.study(
      name: "houses", key: "optimizer",
      choices: [
        Fixture.Choice(text: "sgd", optimizer: .sgd), Fixture.Choice(text: "adam"),
      ], dataSets: ["california-housing"], epochs: 3)
    var noise = Noise(state: 7)
    for (index, outcome) in result.outcomes.enumerated() {
      let target = index < 10 ? first : second
      result.outcomes[index].epochs = outcome.epochs.map { record in
        var record = record
        func metrics(_ rmse: Double) -> SplitMetrics {
          SplitMetrics(
            loss: rmse * rmse, penalty: 0, accuracy: nil, examples: 5160,
            errors: RegressionErrors(
              rootMeanSquare: rmse, meanAbsolute: 0.75 * rmse, determination: 1 - rmse * rmse / 1.33
            ))
        }
        let rmse = target + 0.3 / Double(record.epoch * record.epoch) + 0.004 * noise.next()
        record.train = metrics(rmse - 0.01)
        record.validation = metrics(rmse + 0.002)
        record.test = hasTest ? metrics(rmse) : nil
        return record
      }
    }
    return result
  }

  @Test func settingsAreComparedByErrors() {
    let comparisons = StudySummary(Self.study(0.7, 0.6)).comparisons
    #expect(comparisons.map(\.metric) == [.testRMSE, .testMAE])
    #expect(comparisons.allSatisfy { $0.paired.difference.mean < 0 && $0.isSignificant })
    #expect(comparisons.allSatisfy { $0.noiseFloor == nil })
    let validation = StudySummary(Self.study(0.7, 0.6, hasTest: false)).comparisons
    #expect(validation.map(\.metric) == [.validationRMSE, .validationMAE])
  }

  @Test(arguments: [(0.7, 0.6, Verdict.refuted), (0.6, 0.7, .confirmed), (0.6, 0.6, .notDecided)])
  func aLowerErrorIsBetter(sgd: Double, adam: Double, expected: Verdict) throws {
    var result = Self.study(0.5, 0.5)
    result.study.findings = [FindingConfig(claim: "SGD is better", study: "finding.yaml")]
    result.findings = [Self.study(sgd, adam)]
    // Without a published claim the first setting is the one that is said to be better.
    let verdict = try #require(StudySummary(result).verdicts.first)
    #expect(verdict.better == "sgd" && verdict.overall == expected)
    let text = StudyReport.tables(result).replacing("\n  ", with: " ")
    #expect(text.contains("\"SGD is better\" (sgd below adam): **\(expected.rawValue)** on "))
    #expect(text.contains(" of test RMSE, 10 seeds"))
    if expected == .confirmed { #expect(text.contains("(-0.1")) }
    #expect(text.contains("Errors (RMSE) have no such floor here."))
  }

  @Test func theConsoleShowsErrorsAndDetermination() throws {
    let lines = ConsoleSummary.text(Self.study(0.7, 0.6)).split(separator: "\n")
    let header = try #require(lines.first { $0.hasPrefix("data") })
    #expect(header.contains("test RMSE") && header.hasSuffix("test R²"))
    let adam = try #require(lines.first { $0.contains("adam") })
    #expect(adam.contains("<0.001") && adam.contains("-0.10"), "\(adam)")
    #expect(lines.allSatisfy { $0.count <= 100 && !$0.contains("accuracy") })
    let untested = ConsoleSummary.text(Self.study(0.7, 0.6, hasTest: false))
    #expect(untested.contains("validation RMSE") && untested.contains("validation R²"))
  }

  @Test func tablesShowErrorsAndNoAccuracy() throws {
    let result = Self.study(0.7, 0.6)
    let text = StudyReport.tables(result)
    let table = try #require(markdownTable("Settings, on California housing", in: text))
    #expect(
      table[0] == [
        "data", "setting", "seeds", "training loss", "validation loss", "validation RMSE",
        "validation R²", "test loss", "test RMSE", "test MAE", "test R²",
      ])
    #expect(table[2][8].hasPrefix("0.6"))
    #expect(!text.contains("ccuracy") && text.contains("lower is better"))
  }

  @Test func summaryHasTheErrors() throws {
    let text = try StudyReport.summary(of: Self.study(0.7, 0.6))
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let groups = try #require(object["groups"] as? [[String: Any]])
    let figures = try #require(groups[1]["figures"] as? [String: [String: Any]])
    #expect(figures["test_accuracy"] == nil)
    for name in ["test_rmse", "test_mae", "test_r2", "validation_rmse", "train_r2"] {
      #expect(figures[name]?["mean"] as? Double != nil, "\(name)")
    }
  }

  @Test func figuresHaveAPanelOfErrors() throws {
    let drawings = FigureSet.drawings(of: Self.study(0.7, 0.6))
    #expect(drawings.map(\.name) == ["epochs-california-housing", "seeds-california-housing"])
    for drawing in drawings {
      #expect(drawing.data.contains("test_rmse") && drawing.script.contains("'test RMSE'"))
      #expect(!(drawing.data + drawing.script + drawing.caption).contains("accuracy"))
    }
    #expect(drawings[0].caption.hasPrefix("Loss and test RMSE by epoch"))
  }
}
