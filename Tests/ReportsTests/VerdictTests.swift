import Foundation
import Programs
import Reports
import Testing
import Training

@testable import Studies

@Suite("Verdicts")
struct VerdictTests {
  /// A study of two settings with these accuracies on MNIST, and on Fashion-MNIST 0.11 less.
  private static func report(
    _ first: Fixture.Choice, _ second: Fixture.Choice, claim: String, published: String?,
    dataSets: [String] = ["mnist", "fashion-mnist"]
  ) -> StudyResult {
    var result = Fixture.study(
      name: "main", key: "regularizer", choices: [Fixture.regularizers[0]], dataSets: dataSets)
    result.study.published = published
    result.study.findings = [FindingConfig(claim: claim, study: "finding.yaml")]
    result.findings = [
      Fixture.study(
        name: "finding", key: "optimizer", choices: [first, second], dataSets: dataSets)
    ]
    return result
  }

  private static let adam = Fixture.Choice(text: "adam", accuracy: 0.945)
  private static let sgd = Fixture.Choice(text: "sgd", optimizer: .sgd, accuracy: 0.81)

  private func verdict(_ result: StudyResult) throws -> ClaimVerdict {
    try #require(StudySummary(result).verdicts.first)
  }

  @Test("a significant difference in the claimed direction confirms, whichever setting comes first")
  func confirmed() throws {
    for pair in [(Self.adam, Self.sgd), (Self.sgd, Self.adam)] {
      let verdict = try verdict(
        Self.report(pair.0, pair.1, claim: "Adam is better", published: "regularization"))
      #expect(verdict.overall == .confirmed)
      #expect(verdict.better == "adam" && verdict.worse == "sgd")
      #expect(verdict.parts.map(\.dataSet) == ["mnist", "fashion-mnist"])
    }
  }

  @Test("a significant difference the other way refutes")
  func refuted() throws {
    var (adam, sgd) = (Self.adam, Self.sgd)
    (adam.accuracy, sgd.accuracy) = (0.81, 0.945)
    let result = Self.report(adam, sgd, claim: "Adam is better", published: "regularization")
    #expect(try verdict(result).overall == .refuted)
    let text = StudyReport.tables(result).replacing("\n  ", with: " ")
    #expect(text.contains("- \"Adam is better\" (adam above sgd): **refuted** on MNIST (-13."))
  }

  @Test("without a significant difference nothing is decided")
  func notDecided() throws {
    var sgd = Self.sgd
    sgd.accuracy = Self.adam.accuracy
    let result = Self.report(Self.adam, sgd, claim: "Adam is better", published: "regularization")
    #expect(try verdict(result).overall == .notDecided)
    #expect(StudyReport.tables(result).contains("(adam above sgd): **not decided** on"))
  }

  @Test("where the data sets differ, each is named")
  func mixed() throws {
    var sgd = Self.sgd
    sgd.accuracy = Self.adam.accuracy
    var result = Self.report(Self.adam, sgd, claim: "Adam is better", published: "regularization")
    // Adam on Fashion-MNIST (trials 21 to 30) five points up.
    for index in 20..<30 {
      let last = result.findings[0].outcomes[index].epochs.count - 1
      result.findings[0].outcomes[index].epochs[last].test?.accuracy? += 0.05
    }
    #expect(try verdict(result).overall == .notDecided)
    let text = StudyReport.tables(result).replacing("\n  ", with: " ")
    #expect(text.contains("**differs by data set**: not decided on MNIST ("))
    #expect(text.contains("; confirmed on Fashion-MNIST (+"))
  }

  @Test("a significant difference below the noise floor is not decided, and says so")
  func belowNoiseFloor() throws {
    let result = Fixture.regularization()
    let claim = "A boost when using dropout"
    let verdict = try #require(StudySummary(result).verdicts.first { $0.claim == claim })
    #expect(verdict.parts[0].comparison.isSignificant)
    #expect(verdict.parts[0].verdict == .notDecided)
    let text = StudyReport.tables(result).replacing("\n  ", with: " ")
    #expect(
      text.contains(
        "\"A boost when using dropout\" (dropout 0.2 above none): **not decided** on MNIST"))
    #expect(text.contains("; below the noise floor of 0.63 points)"))
    let flat = text.replacing("\n", with: " ")
    #expect(flat.contains("the binomial standard error of one accuracy on 1,500 test examples"))
  }

  @Test("without a published study the setting named first is the one claimed to be better")
  func unpublished() throws {
    let verdict = try verdict(
      Self.report(Self.sgd, Self.adam, claim: "SGD is better", published: nil))
    #expect(verdict.better == "sgd" && verdict.overall == .refuted)
  }

  @Test("settings with different losses are compared by accuracy only")
  func differentLosses() {
    let findings = StudySummary(Fixture.regularization()).findings
    #expect(findings.map { $0.summary.comparisons.count } == [4, 2])
    #expect(findings[1].summary.comparisons.allSatisfy { $0.metric == .testAccuracy })
  }

  @Test("a diverged seed decides nothing")
  func diverged() throws {
    var result = Self.report(Self.adam, Self.sgd, claim: "Adam", published: "regularization")
    for index in [0, 20] {
      let last = result.findings[0].outcomes[index].epochs.count - 1
      result.findings[0].outcomes[index].epochs[last].test?.accuracy = .nan
    }
    #expect(try verdict(result).overall == .notDecided)
  }
}
