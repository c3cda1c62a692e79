import Studies

/// What the test says about a claim.
public enum Verdict: String, Sendable, Codable {
  case confirmed
  case refuted
  case notDecided = "not decided"
}

/// A published claim that one setting gives higher test accuracy than another, or of a regression a lower
/// RMSE, judged by the paired test.
public struct ClaimVerdict: Sendable, Codable, Equatable {
  /// The judgement on one data set.
  public struct Part: Sendable, Codable, Equatable {
    /// The data set's name in configs.
    public internal(set) var dataSet: String
    /// The judgement.
    public let verdict: Verdict
    /// The comparison it rests on; its sign is the study's, not the claim's.
    public internal(set) var comparison: Comparison
    /// Whether the treatment is the setting that is said to be worse.
    let isReversed: Bool

    /// The judgement of a comparison for a claim that its treatment is better or, reversed, worse.
    ///
    /// Significant (5 %, paired t-test after Holm) and at least the noise floor in the claimed
    /// direction confirms, in the other direction refutes, and anything else decides nothing.
    init(comparison: Comparison, isReversed: Bool) {
      dataSet = comparison.dataSet
      self.comparison = comparison
      self.isReversed = isReversed
      let gain =
        comparison.paired.difference.mean * (isReversed ? -1 : 1)
        * (comparison.metric.isHigherBetter ? 1 : -1)
      let isDecided = comparison.isSignificant && !comparison.isBelowNoiseFloor
      verdict = isDecided ? (gain > 0 ? .confirmed : .refuted) : .notDecided
    }
  }

  /// The claim in words.
  public let claim: String
  /// The setting that is said to be better.
  public let better: String
  /// The setting that is said to be worse.
  public let worse: String
  /// One judgement for each data set.
  public internal(set) var parts: [Part]

  /// The judgement over all data sets: that of every one where they agree, else not decided.
  public var overall: Verdict {
    guard let first = parts.first?.verdict, parts.allSatisfy({ $0.verdict == first }) else {
      return .notDecided
    }
    return first
  }

  /// Judges a claim about two of the settings; `nil` when they were not compared with each other.
  ///
  /// - Parameters:
  ///   - claim: The claim in words.
  ///   - patterns: The published claim whose two sides tell which settings are meant.
  init?(
    _ claim: String, patterns: PublishedClaim, settings: [Setting], comparisons: [Comparison]
  ) {
    guard let better = settings.first(where: { patterns.better.matches($0.config) }),
      let worse = settings.first(where: { patterns.worse.matches($0.config) })
    else { return nil }
    self.init(claim, better: better.label, worse: worse.label, comparisons: comparisons)
  }

  /// Judges a claim that the setting `better` gives higher test accuracy, or a lower RMSE, than `worse`.
  init?(_ claim: String, better: String, worse: String, comparisons: [Comparison]) {
    let parts = comparisons.compactMap { comparison -> Part? in
      guard [.testAccuracy, .testRMSE].contains(comparison.metric) else { return nil }
      switch (comparison.treatment, comparison.baseline) {
      case (better, worse): return Part(comparison: comparison, isReversed: false)
      case (worse, better): return Part(comparison: comparison, isReversed: true)
      default: return nil
      }
    }
    guard !parts.isEmpty else { return nil }
    self.claim = claim
    self.better = better
    self.worse = worse
    self.parts = parts
  }

  /// The verdict in words with its numbers, in Markdown.
  func sentence(names: DataNames) -> String {
    // All data sets alike: the word once, in front.
    let agrees = parts.allSatisfy { $0.verdict == overall }
    let details = parts.map { part in
      let name = names.title(part.dataSet)
      return (agrees ? "on \(name) " : "\(part.verdict.rawValue) on \(name) ") + "(\(part.numbers))"
    }
    let lead = agrees ? "**\(overall.rawValue)** " : "**differs by data set**: "
    let isLower = parts.contains { !$0.comparison.metric.isHigherBetter }
    let words = ReportBlock.plain(claim)
    return "\"\(words)\" (\(better) \(isLower ? "below" : "above") \(worse)): \(lead)"
      + details.joined(separator: "; ")
      + "."
  }
}

extension ClaimVerdict.Part {
  /// The numbers behind the verdict: the setting that is said to be better less the other one.
  var numbers: String {
    let difference = comparison.paired.difference
    guard difference.mean.isFinite else { return "a seed diverged, \(comparison.paired.n) seeds" }
    let metric = comparison.metric
    let shown = NumberFormat.signed(
      metric.scale * difference.mean * (isReversed ? -1 : 1), metric.decimals)
    let width =
      difference.halfWidth.map { " ± " + NumberFormat.fixed(metric.scale * $0, metric.decimals) }
      ?? ""
    let unit = metric.isAccuracy ? "points of test accuracy" : "of \(metric.title)"
    var text =
      "\(shown)\(width) \(unit), \(comparison.paired.n) seeds, "
      + "Holm \(NumberFormat.pSentence(comparison.holmPValue)), "
      + "Wilcoxon \(NumberFormat.pSentence(comparison.paired.wilcoxonPValue))"
    if comparison.isBelowNoiseFloor, let floor = comparison.noiseFloor {
      text += "; below the noise floor of \(NumberFormat.fixed(100 * floor, 2)) points"
    }
    return text
  }
}
