import Testing

@testable import Reports
@testable import Studies

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
    let same = Headline(try comparison([0, 0, 0], holm: nil))
    #expect(same.outcome == .undecided)
    #expect(same.sentence == "dropout and none are the same in every seed, n = 3")
    let shifted = Headline(try comparison([0.01, 0.01], holm: nil))
    #expect(
      shifted.sentence.hasPrefix(
        "dropout and none are not told apart: +1.00 ± 0.00 points, no test"))
    let one = Headline(try comparison([0.01], holm: nil))
    #expect(one.outcome == .undecided && one.sentence.contains("one seed, which decides nothing"))
    let wild = Headline(try comparison([.nan, 0.1], holm: nil))
    #expect(wild.outcome == .undecided && wild.sentence.contains("a seed diverged"))
  }
}
