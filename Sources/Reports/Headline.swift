import Studies

/// What the paired test says about one setting against the baseline, in words.
struct Headline: Equatable {
  /// What the test came to.
  enum Outcome: Equatable {
    /// Significantly better, and by more than the noise floor.
    case better
    /// The same, worse.
    case worse
    /// Not told apart.
    case undecided
  }

  let outcome: Outcome
  /// One sentence: `dropout 0.2 beats none by 0.60 ± 0.31 points, p = 0.004, n = 10`.
  let sentence: String
  /// How much better it is, in the figure's unit; below 0 worse.
  let gain: Double

  /// The words about a comparison.
  init(_ comparison: Comparison) {
    let metric = comparison.metric
    let difference = comparison.paired.difference
    let (treatment, baseline) = (comparison.treatment, comparison.baseline)
    gain = difference.mean * metric.scale * (metric.isHigherBetter ? 1 : -1)
    let n = comparison.paired.n
    guard difference.mean.isFinite else {
      outcome = .undecided
      sentence = "\(treatment) and \(baseline) cannot be compared: a seed diverged"
      return
    }
    let unit = metric.isAccuracy ? " points" : " \(metric.title)"
    let halfWidth = difference.halfWidth.map { $0 * metric.scale }
    let decimals = Self.decimals(metric, halfWidth ?? gain)
    let width = halfWidth.map { " ± " + NumberFormat.fixed($0, decimals) } ?? ""
    let size = NumberFormat.fixed(gain.magnitude, decimals) + width + unit
    let numbers = "\(NumberFormat.pSentence(comparison.holmPValue)), n = \(n)"
    guard n > 1 else {
      outcome = .undecided
      sentence =
        (gain == 0
          ? "\(treatment) and \(baseline) are alike"
          : "\(treatment) is \(size) \(gain < 0 ? "worse" : "better") than \(baseline)")
        + " with one seed, which decides nothing"
      return
    }
    guard gain != 0 || halfWidth != 0 else {
      outcome = .undecided
      sentence = "\(treatment) and \(baseline) are the same in every seed, n = \(n)"
      return
    }
    guard comparison.isSignificant else {
      outcome = .undecided
      sentence =
        "\(treatment) and \(baseline) are not told apart: "
        + "\(NumberFormat.signed(difference.mean * metric.scale, decimals))\(width)\(unit), \(numbers)"
      return
    }
    guard !comparison.isBelowNoiseFloor else {
      outcome = .undecided
      let floor = NumberFormat.fixed(100 * (comparison.noiseFloor ?? 0), 2)
      sentence =
        "\(treatment) and \(baseline) differ by \(size), \(numbers), but that is less than the \(floor) "
        + "points by which another test set would move one accuracy"
      return
    }
    outcome = gain > 0 ? .better : .worse
    sentence =
      "\(treatment) \(gain > 0 ? "beats" : "loses to") \(baseline) by \(size), \(numbers)"
  }

  /// How such sentences are to be read.
  ///
  /// - Parameters:
  ///   - comparisons: What Holm's correction goes over.
  ///   - hasFloor: Whether there is a noise floor, as of accuracies.
  static func note(among comparisons: String, hasFloor: Bool) -> String {
    "Pairs are of the same seed. ± is half the 95 % interval of the mean difference over the seeds, p that of the "
      + "paired t-test after Holm's correction over \(comparisons), n the number of seeds. A difference counts "
      + "where p is below 0.05"
      + (hasFloor
        ? " and it is not below the noise floor: how far another test set of the same size would move one accuracy."
        : ".")
  }

  /// As many decimals as the interval makes sense of.
  private static func decimals(_ metric: Metric, _ width: Double) -> Int {
    metric.isAccuracy ? (width.magnitude < 0.1 ? 2 : 1) : metric.decimals
  }

  /// The figure that decides a study: test accuracy, of a regression RMSE, or what there is in its place.
  static func metric(of settings: [Setting]) -> Metric {
    let choices: [Metric] = [
      .testAccuracy, .testRMSE, .testLoss, .validationAccuracy, .validationRMSE, .validationLoss,
      .trainLoss,
    ]
    return choices.first { metric in settings.contains { $0.summary(metric) != nil } } ?? .trainLoss
  }

  /// The settings by a figure, the best first; those that diverged are left out.
  static func ranked(_ settings: [Setting], by metric: Metric) -> [Setting] {
    settings.compactMap { setting in
      setting.summary(metric).flatMap { $0.mean.isFinite ? (setting, $0.mean) : nil }
    }.sorted { metric.isHigherBetter ? $0.1 > $1.1 : $0.1 < $1.1 }.map(\.0)
  }
}
