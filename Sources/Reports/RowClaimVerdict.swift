import Studies

/// What the paired tests say about a claim of the config: one varied value better than another, or than
/// all others.
public struct RowClaimVerdict: Sendable, Codable, Equatable {
  /// One pair of settings that differ in what the claim is about only.
  public struct Pair: Sendable, Codable, Equatable {
    /// What is said to be better.
    public let better: String
    /// What is said to be worse.
    public let worse: String
    /// Better minus worse, and what it rests on.
    public let comparison: Comparison
    /// The judgement.
    public let verdict: Verdict
  }

  /// The claim in words.
  public let claim: String
  /// Whether it says that one is better than all others, or than several.
  public let isAboutAll: Bool
  /// The figure that decides.
  public let metric: Metric
  /// Every pair.
  public let pairs: [Pair]

  /// The judgement: confirmed if every pair is; refuted if every pair is or, for a claim to be the best,
  /// one is.
  public var overall: Verdict {
    if pairs.allSatisfy({ $0.verdict == .confirmed }) { return .confirmed }
    let refuted = pairs.count { $0.verdict == .refuted }
    return refuted == pairs.count || (isAboutAll && refuted > 0) ? .refuted : .notDecided
  }

  /// Judges claims about settings.
  ///
  /// Claims without a pair are left out. Holm's correction goes over all pairs of all claims.
  static func all(_ claims: [PublishedRowClaim], settings: [Setting]) -> [RowClaimVerdict] {
    typealias Found = (better: Setting, worse: Setting, paired: PairedComparison)
    let found = claims.map { claim -> (metric: Metric, pairs: [Found]) in
      let metric = claim.figure.flatMap(Metric.init) ?? usualMetric(settings)
      let pairs = claim.pairs(settings).compactMap { better, worse -> Found? in
        PairedComparison(treatment: better.values(metric), baseline: worse.values(metric))
          .map { (better, worse, $0) }
      }
      return (metric, pairs)
    }
    var adjusted = holmAdjusted(found.flatMap { $0.pairs.map(\.paired.tPValue) })[...]
    return zip(claims, found).compactMap { claim, item in
      guard !item.pairs.isEmpty else { return nil }
      return RowClaimVerdict(
        claim: claim.text, isAboutAll: claim.worse?.count != 1, metric: item.metric,
        pairs: item.pairs.map {
          Pair($0.better, $0.worse, item.metric, $0.paired, holm: adjusted.removeFirst())
        })
    }
  }

  /// Test accuracy, or what there is in its place.
  private static func usualMetric(_ settings: [Setting]) -> Metric {
    let choices: [Metric] = [.testAccuracy, .validationAccuracy, .testLoss, .validationLoss]
    return choices.first { metric in settings.contains { $0.summary(metric) != nil } } ?? .trainLoss
  }

  /// Of more pairs with one verdict only the closest ones are listed; summary.json has all.
  private static let listedPairs = 8

  /// The pairs whose settings differ least.
  private static func closest(_ pairs: [Pair]) -> [Pair] {
    Array(
      pairs.sorted {
        abs($0.comparison.paired.difference.mean) < abs($1.comparison.paired.difference.mean)
      }.prefix(3))
  }

  /// The verdict in one sentence, in Markdown: by what it was judged, how many pairs say what, and the numbers of
  /// the closest one.
  var shortSentence: String {
    let lead =
      "\"\(ReportBlock.plain(claim))\", by \(metric.title): **\(overall.rawValue)**"
    guard let closest = Self.closest(pairs).first else { return lead + "." }
    guard pairs.count > 1 else { return lead + " (\(closest.numbers))." }
    let counts = [Verdict.confirmed, .refuted, .notDecided].compactMap { verdict -> String? in
      let count = pairs.count { $0.verdict == verdict }
      return count > 0 ? "\(count) \(verdict.rawValue)" : nil
    }
    return lead + " (of \(pairs.count) pairs \(counts.joined(separator: ", ")); closest is "
      + "\(closest.better) against \(closest.worse), \(closest.numbers))."
  }

  /// The verdict in words with its numbers, in Markdown.
  var sentence: String {
    let lead = "\"\(ReportBlock.plain(claim))\", by \(metric.title): **\(overall.rawValue)**"
    guard isAboutAll, pairs.count > 3 else {
      return lead + ": " + pairs.map(\.sentence).joined(separator: "; ") + "."
    }
    let groups = [
      ("above", Verdict.confirmed), ("below", .refuted), ("not told apart from", .notDecided),
    ].compactMap { words, verdict -> String? in
      let pairs = pairs.filter { $0.verdict == verdict }
      guard !pairs.isEmpty else { return nil }
      let shown = pairs.count > Self.listedPairs ? Self.closest(pairs) : pairs
      let hidden = pairs.count - shown.count
      return "\(words) " + shown.map { "\($0.worse) (\($0.numbers))" }.joined(separator: ", ")
        + (hidden > 0 ? " and \(hidden) others that are farther off" : "")
    }
    return lead + ": " + groups.joined(separator: "; ") + "."
  }
}

extension RowClaimVerdict.Pair {
  fileprivate init(
    _ better: Setting, _ worse: Setting, _ metric: Metric, _ paired: PairedComparison, holm: Double?
  ) {
    self.better = better.label
    self.worse = worse.label
    comparison = Comparison(
      dataSet: better.dataSet, treatment: better.label, baseline: worse.label, metric: metric,
      paired: paired, holmPValue: holm, noiseFloor: worse.noiseFloor(metric))
    verdict = ClaimVerdict.Part(comparison: comparison, isReversed: false).verdict
  }

  fileprivate var sentence: String {
    "\(better) against \(worse): \(verdict.rawValue), \(numbers)"
  }

  fileprivate var numbers: String {
    let metric = comparison.metric
    let difference = comparison.paired.difference
    guard difference.mean.isFinite else { return "a seed diverged" }
    let shown = NumberFormat.interval(
      difference, metric.decimals, signed: true, scale: metric.scale)
    let floor = comparison.isBelowNoiseFloor ? ", below the noise floor" : ""
    return "\(shown), \(comparison.paired.n) seeds, "
      + "Holm \(NumberFormat.pSentence(comparison.holmPValue))\(floor)"
  }
}

extension PublishedRowClaim {
  /// The settings that the claim compares: alike in every varied key but those that it names.
  fileprivate func pairs(_ settings: [Setting]) -> [(better: Setting, worse: Setting)] {
    let named = Set(better.values.keys).union((worse ?? []).flatMap(\.values.keys))
    func others(_ setting: Setting) -> [String: String] {
      setting.varied.filter { !named.contains($0.key) }
    }
    return settings.filter { better.matches($0.varied) }.flatMap { best in
      settings.filter { setting in
        setting.label != best.label || setting.dataSet != best.dataSet
      }.filter { setting in
        (worse?.contains { $0.matches(setting.varied) } ?? !better.matches(setting.varied))
          && others(setting) == others(best)
      }.map { (best, $0) }
    }
  }
}
