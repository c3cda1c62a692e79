import Foundation
import Programs
import Studies
import Testing

@testable import Reports

@Suite("Published rows and claims of a config")
struct PublishedRowsTests {
  /// Settings on MNIST of which the first is three points below, and the rest alike.
  private static func result(_ accuracies: [Double] = [0.91, 0.94, 0.9402, 0.9401, 0.9403])
    -> StudyResult
  {
    Fixture.study(
      name: "rows", key: "setting",
      choices: accuracies.enumerated().map {
        Fixture.Choice(text: "s\($0.offset)", accuracy: $0.element)
      }, dataSets: ["mnist"])
  }

  private static func selector(_ name: String) -> SettingSelector {
    SettingSelector(["setting": name])
  }

  private func claims(_ result: StudyResult, _ claims: [PublishedRowClaim]) throws
    -> [RowClaimVerdict]
  {
    var result = result
    result.study.publishedRows = PublishedRows(source: "A report", rows: [], claims: claims)
    return try #require(StudySummary(result).claims)
  }

  @Test("ours, the printed figure and the difference stand side by side")
  func table() throws {
    var result = Self.result()
    result.study.publishedRows = PublishedRows(
      source: "A report",
      rows: [
        PublishedRow(
          setting: Self.selector("s0"),
          figures: [
            .init(name: "test_accuracy", figure: "90.50"), .init(name: "seconds", figure: "104.5"),
            .init(name: "parameters", figure: "109386"),
          ], note: "another order of examples"),
        PublishedRow(
          setting: Self.selector("s1"),
          figures: [.init(name: "test_accuracy", figure: "95.1")], note: nil),
      ], claims: [])
    let lines = StudyReport.tables(result).split(separator: "\n")
    let first = try #require(lines.first { $0.hasPrefix("| s0") && $0.contains("90.50") })
    let cells = first.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(cells[1].hasPrefix("90."))
    #expect(Array(cells[4...]) == [cells[4], "104.5", "109,386", "109386"])
    let ours = try #require(Double(cells[1].split(separator: " ")[0]))
    let difference = try #require(Double(cells[3]))
    #expect(abs(difference - (ours - 90.5)) < 0.006)
    #expect(lines.contains { $0.contains("- s0: another order of examples") })
    let second = try #require(lines.first { $0.hasPrefix("| s1") && $0.contains("95.1") })
    #expect(second.contains(" -1."))
  }

  @Test("a claim about two settings is confirmed, refuted or not decided")
  func pairs() throws {
    func claim(_ better: String, _ worse: String) -> PublishedRowClaim {
      PublishedRowClaim(
        text: "\(better) beats \(worse)", better: Self.selector(better),
        worse: [Self.selector(worse)], figure: nil)
    }
    let verdicts = try claims(
      Self.result(), [claim("s1", "s0"), claim("s0", "s1"), claim("s1", "s2")])
    #expect(verdicts.map(\.overall) == [.confirmed, .refuted, .notDecided])
    #expect(verdicts[0].sentence.contains("s1 against s0: confirmed, +"))
  }

  @Test("a lower loss is the better one")
  func losses() throws {
    let claim = PublishedRowClaim(
      text: "lower", better: Self.selector("s1"), worse: [Self.selector("s0")], figure: "test_loss")
    #expect(try claims(Self.result(), [claim]).map(\.overall) == [.confirmed])
  }

  @Test("the best of all is above every other; one that is above it refutes")
  func best() throws {
    let claim = PublishedRowClaim(
      text: "best", better: Self.selector("s1"), worse: nil, figure: nil)
    #expect(try claims(Self.result([0.91, 0.95, 0.9, 0.92]), [claim])[0].overall == .confirmed)
    #expect(try claims(Self.result([0.91, 0.94, 0.97, 0.9]), [claim])[0].overall == .refuted)
    let tied = try claims(Self.result(), [claim])[0]
    #expect(tied.overall == .notDecided)
    #expect(tied.pairs.count == 4)
    #expect(tied.sentence.contains("above s0 (+"))
    #expect(tied.sentence.contains("not told apart from s2 ("))
  }

  @Test("of many pairs the closest are listed")
  func manyPairs() throws {
    let claim = PublishedRowClaim(
      text: "best", better: Self.selector("s1"), worse: nil, figure: nil)
    let others = (0..<12).map { 0.90 - 0.005 * Double($0) }
    let verdict = try claims(Self.result([0.92, 0.95] + others), [claim])[0]
    #expect(verdict.pairs.count == 13)
    let named = (0..<14).filter { verdict.sentence.contains("s\($0) (") }
    #expect(named == [0, 2, 3])
    #expect(verdict.sentence.contains("and 10 others that are farther off"))
  }

  @Test("the best of some says nothing of the rest")
  func bestOfSome() throws {
    let claim = PublishedRowClaim(
      text: "best of three", better: Self.selector("s1"),
      worse: [Self.selector("s0"), Self.selector("s3")], figure: nil)
    let verdict = try claims(Self.result([0.91, 0.94, 0.97, 0.9]), [claim])[0]
    #expect(verdict.overall == .confirmed)
    #expect(verdict.pairs.count == 2)
  }

  @Test("pairs agree in everything that the claim does not name")
  func otherKeys() throws {
    var result = Fixture.study(
      name: "two keys", key: "setting",
      choices: [
        Fixture.Choice(text: "a", accuracy: 0.91), Fixture.Choice(text: "b", accuracy: 0.94),
      ])
    result.study.publishedRows = nil
    let claim = PublishedRowClaim(
      text: "b", better: Self.selector("b"), worse: [Self.selector("a")], figure: nil)
    let pairs = try claims(result, [claim])[0].pairs
    #expect(pairs.map(\.comparison.dataSet) == ["mnist", "fashion-mnist"])
  }
}
