import Studies
import Testing

// Reference values: Python 3, scipy 1.17.1. The lines that give them stand above each check.

private let treatment = [
  0.946, 0.951, 0.9433, 0.948, 0.952, 0.9467, 0.944, 0.9493, 0.9507, 0.9447,
]
private let baseline = [
  0.94, 0.9487, 0.9453, 0.9427, 0.9493, 0.9413, 0.9447, 0.942, 0.9453, 0.938,
]

private func bySeed(_ values: [Double]) -> [UInt64: Double] {
  Dictionary(uniqueKeysWithValues: values.enumerated().map { (UInt64($0.offset), $0.element) })
}

private func isClose(_ value: Double?, _ expected: Double, relative: Double = 1e-12) -> Bool {
  guard let value else { return false }
  return abs(value - expected) <= relative * max(abs(expected), 1e-300)
}

@Suite("Statistics")
struct StatisticsTests {
  // from scipy import stats; 2 * stats.t.sf(t, d)
  @Test(
    "Student's t: two-sided p",
    arguments: [
      (0.5, 1.0, 0.7048327646991335), (4.2, 9, 0.002306692506540238),
      (25, 9, 1.2589450378990368e-09), (1.3, 199, 0.1951046980466458), (0, 4, 1),
      (-4.2, 9, 0.002306692506540238), (0.02, 10_000, 0.9840437715832512),
    ])
  func studentTails(t: Double, degrees: Double, expected: Double) {
    let p = StudentT(degreesOfFreedom: degrees).twoSidedPValue(t)
    #expect(isClose(p, expected, relative: 1e-10), "p \(p), expected \(expected)")
  }

  @Test("Student's t: distribution function, both sides")
  func studentCumulative() {
    let distribution = StudentT(degreesOfFreedom: 9)
    // stats.t.cdf([-4.2, 4.2], 9)
    #expect(isClose(distribution.cumulative(-4.2), 0.001153346253270119, relative: 1e-11))
    #expect(isClose(distribution.cumulative(4.2), 1 - 0.001153346253270119))
    #expect(distribution.cumulative(0) == 0.5)
    #expect(distribution.twoSidedPValue(.infinity) == 0)
    #expect(distribution.twoSidedPValue(.nan).isNaN)
  }

  // stats.t.ppf(.975, d); stats.t.ppf(.995, 9)
  @Test(
    "Student's t: critical values",
    arguments: [
      (1.0, 0.95, 12.706204736174694), (2, 0.95, 4.302652729749462), (9, 0.95, 2.262157162798205),
      (29, 0.95, 2.045229642132703), (1000, 0.95, 1.9623390808264083), (9, 0.99, 3.249835541592126),
    ])
  func criticalValues(degrees: Double, confidence: Double, expected: Double) {
    let t = StudentT(degreesOfFreedom: degrees).criticalValue(confidence: confidence)
    #expect(isClose(t, expected, relative: 1e-10), "t \(t), expected \(expected)")
  }

  @Test("mean, standard deviation and interval")
  func summary() throws {
    let summary = try #require(SampleSummary(treatment))
    #expect(summary.n == 10)
    #expect(isClose(summary.mean, 0.94757))
    // np.std(a, ddof=1)
    #expect(isClose(summary.standardDeviation, 0.0031055684754253163, relative: 1e-10))
    // stats.t.interval(.95, 9, loc=np.mean(a), scale=stats.sem(a))
    #expect(isClose(summary.low, 0.9453484101441395))
    #expect(isClose(summary.high, 0.9497915898558601))
  }

  @Test("a single value has no spread, no value no summary")
  func smallSamples() throws {
    let single = try #require(SampleSummary([3]))
    #expect(single.mean == 3 && single.standardDeviation == nil && single.halfWidth == nil)
    #expect(single.low == 3 && single.high == 3)
    #expect(SampleSummary([]) == nil)
  }

  @Test("paired t and signed ranks")
  func pairedComparison() throws {
    let comparison = try #require(
      PairedComparison(treatment: bySeed(treatment), baseline: bySeed(baseline)))
    #expect(comparison.n == 10)
    // d.mean(), stats.t.ppf(.975, 9) * stats.sem(d)
    #expect(isClose(comparison.difference.mean, 0.00384, relative: 1e-10))
    #expect(isClose(comparison.difference.halfWidth, 0.0022647194897526426, relative: 1e-9))
    // stats.ttest_rel(a, b)
    #expect(isClose(comparison.t, 3.8356553844528696, relative: 1e-10))
    #expect(isClose(comparison.tPValue, 0.003992993506991028, relative: 1e-9))
    // stats.wilcoxon(a, b, method='exact')
    #expect(comparison.wilcoxonStatistic == 3)
    #expect(isClose(comparison.wilcoxonPValue, 0.009765625))
  }

  @Test("pairs are made by seed, and seeds of one side only are left out")
  func pairing() throws {
    let comparison = try #require(
      PairedComparison(treatment: [1: 10, 2: 20, 3: 30], baseline: [3: 29, 2: 18, 4: 0]))
    #expect(comparison.n == 2)
    #expect(comparison.difference.mean == 1.5)
    #expect(PairedComparison(treatment: [1: 1], baseline: [2: 1]) == nil)
  }

  @Test("no p-value where there is none: one seed, equal differences, a diverged seed")
  func degenerateComparisons() throws {
    let single = try #require(PairedComparison(treatment: [1: 2], baseline: [1: 1]))
    #expect(single.tPValue == nil && single.wilcoxonPValue == 1)
    // 0.3 - 0.2 and 0.2 - 0.1 differ in the last bit only.
    let constant = try #require(
      PairedComparison(treatment: [1: 0.3, 2: 0.2], baseline: [1: 0.2, 2: 0.1]))
    #expect(constant.tPValue == nil)
    let equal = try #require(PairedComparison(treatment: [1: 2, 2: 3], baseline: [1: 2, 2: 3]))
    #expect(equal.tPValue == nil && equal.wilcoxonPValue == 1)
    let diverged = try #require(
      PairedComparison(treatment: [1: .nan, 2: 3], baseline: [1: 2, 2: 3]))
    #expect(diverged.difference.mean.isNaN)
    #expect(diverged.tPValue == nil && diverged.wilcoxonPValue == nil)
  }

  @Test("signed ranks: exact without ties")
  func wilcoxonExact() {
    // stats.wilcoxon(range(1, 11), method='exact')
    let all = WilcoxonSignedRank(differences: (1...10).map(Double.init))
    #expect(all.negativeRankSum == 0 && isClose(all.pValue, 0.001953125))
    // d = [(i*37 % 31) - 12 + 0.01*i for i in range(30)]; stats.wilcoxon(d, method='exact')
    let differences = (0..<30).map { (i: Int) -> Double in
      let whole = Double(i * 37 % 31)
      return whole - 12 + 0.01 * Double(i)
    }
    let thirty = WilcoxonSignedRank(differences: differences)
    #expect(min(thirty.positiveRankSum, thirty.negativeRankSum) == 156)
    #expect(isClose(thirty.pValue, 0.11907656863331795))
  }

  @Test("signed ranks: exact with ties, zeros dropped")
  func wilcoxonTies() {
    // d = [3,-1,1,2,-2,5,4,3,-1,2]
    // stats.wilcoxon(d, method=stats.PermutationMethod(n_resamples=10**6)), all 2**10 patterns
    let ranks = WilcoxonSignedRank(differences: [3, -1, 1, 2, -2, 0, 5, 4, 3, -1, 0, 2])
    #expect(ranks.n == 10)
    #expect(ranks.negativeRankSum == 9)
    #expect(isClose(ranks.pValue, 0.0625))
  }

  @Test("signed ranks: differences that are equal on paper tie")
  func wilcoxonTolerance() {
    let differences = [0.3 - 0.2, 0.2 - 0.1, 1e-17, -0.5]
    let ranks = WilcoxonSignedRank(differences: differences, tolerance: 1e-12)
    #expect(ranks.n == 3)
    // Mid-ranks 1.5, 1.5, 3.
    #expect(ranks.positiveRankSum == 3 && ranks.negativeRankSum == 3)
  }

  @Test("signed ranks: normal approximation with ties above 50")
  func wilcoxonNormal() {
    // d = [((7*i*i + 3*i) % 101) - 40 + 0.5 for i in range(60)]
    // stats.wilcoxon(d, method='asymptotic', correction=False)
    let differences = (0..<60).map { (i: Int) -> Double in
      let whole = (7 * i * i + 3 * i) % 101
      return Double(whole) - 39.5
    }
    let ranks = WilcoxonSignedRank(differences: differences)
    #expect(min(ranks.positiveRankSum, ranks.negativeRankSum) == 702)
    #expect(isClose(ranks.pValue, 0.11684390328498738))
  }

  @Test("Holm")
  func holm() {
    // By hand: sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1 = 0.02, 0.03, 0.06, 0.04 -> 0.06.
    let adjusted = holmAdjusted([0.01, 0.04, nil, 0.03, 0.005])
    let expected: [Double?] = [0.03, 0.06, nil, 0.06, 0.02]
    for (value, wanted) in zip(adjusted, expected) {
      if let wanted { #expect(isClose(value, wanted)) } else { #expect(value == nil) }
    }
    #expect(holmAdjusted([0.9, 0.8]) == [1, 1])
  }

  @Test("the noise floor of 1,500 test examples")
  func noiseFloor() {
    // stats.binom(1500, .95).std() / 1500
    #expect(
      isClose(binomialStandardError(accuracy: 0.95, examples: 1500), 0.005627314338711378))
  }
}
