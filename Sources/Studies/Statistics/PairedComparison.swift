/// One figure of two settings, compared seed by seed.
///
/// A seed draws the same starting weights and the same order of examples in both settings, so the
/// differences within seeds vary less than the values do.
/// Source of the t-test: Student, "The probable error of a mean", Biometrika 6, 1908.
public struct PairedComparison: Sendable, Equatable, Codable {
  /// The number of seeds that both settings have.
  public let n: Int
  /// Treatment minus baseline over the seeds.
  public let difference: SampleSummary
  /// The paired t statistic; `nil` when there are fewer than two seeds, all differences are equal,
  /// or one is not finite.
  public let t: Double?
  /// The two-sided p-value of the paired t-test; `nil` when `t` is.
  public let tPValue: Double?
  /// The smaller of the two rank sums of the signed-rank test; `nil` when a difference is not
  /// finite.
  public let wilcoxonStatistic: Double?
  /// The two-sided p-value of the signed-rank test; `nil` when a difference is not finite.
  public let wilcoxonPValue: Double?

  /// Compares the values of two settings, each keyed by seed; `nil` when they share no seed.
  public init?(treatment: [UInt64: Double], baseline: [UInt64: Double]) {
    let pairs = treatment.keys.sorted().compactMap { seed in
      baseline[seed].flatMap { base in treatment[seed].map { (treatment: $0, baseline: base) } }
    }
    let differences = pairs.map { $0.treatment - $0.baseline }
    guard let difference = SampleSummary(differences) else { return nil }
    self.n = pairs.count
    self.difference = difference
    guard differences.allSatisfy(\.isFinite) else {
      (t, tPValue, wilcoxonStatistic, wilcoxonPValue) = (nil, nil, nil, nil)
      return
    }
    // What rounding may do to the difference of two values of this size.
    let size = pairs.reduce(0) { max($0, $1.treatment.magnitude, $1.baseline.magnitude) }
    let tolerance = size * 1e-12
    if let deviation = difference.standardDeviation, deviation > tolerance {
      let t = difference.mean / (deviation / Double(n).squareRoot())
      self.t = t
      tPValue = StudentT(degreesOfFreedom: Double(n - 1)).twoSidedPValue(t)
    } else {
      (t, tPValue) = (nil, nil)
    }
    let ranks = WilcoxonSignedRank(differences: differences, tolerance: tolerance)
    wilcoxonStatistic = min(ranks.positiveRankSum, ranks.negativeRankSum)
    wilcoxonPValue = ranks.pValue
  }
}
