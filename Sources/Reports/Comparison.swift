import Studies

/// One figure of a setting against the baseline on the same data set, paired by seed.
public struct Comparison: Sendable, Codable, Equatable {
  /// The data set's name in configs.
  public internal(set) var dataSet: String
  /// The setting's label.
  public let treatment: String
  /// The baseline's label: the first setting on this data set.
  public let baseline: String
  /// What is compared, after the last epoch.
  public let metric: Metric
  /// Treatment minus baseline; accuracies are shares.
  public let paired: PairedComparison
  /// The p-value of the paired t-test after Holm's correction over all comparisons of the study.
  public let holmPValue: Double?
  /// The standard error of one accuracy on this test set (binomial, a share), for the baseline;
  /// `nil` for other figures.
  public let noiseFloor: Double?

  /// Whether the difference is significant at 5 % after Holm's correction.
  public var isSignificant: Bool { (holmPValue ?? 1) < 0.05 }

  /// Whether the difference is smaller than one accuracy would move on another test set of the
  /// same size, so that no p-value makes it worth believing.
  public var isBelowNoiseFloor: Bool {
    noiseFloor.map { paired.difference.mean.magnitude < $0 } ?? false
  }

  /// All comparisons of a study: each setting with the first one on its data set.
  ///
  /// Classifications are compared by accuracy and loss, with different losses by accuracy only, since
  /// their losses have different units; regressions by RMSE and MAE.
  static func all(of settings: [Setting]) -> [Comparison] {
    var found: [(treatment: Setting, baseline: Setting, metric: Metric, paired: PairedComparison)] =
      []
    for setting in settings {
      guard let baseline = settings.first(where: { $0.dataSet == setting.dataSet }),
        baseline.label != setting.label
      else { continue }
      for metric in Self.metrics(of: setting, against: baseline) {
        let paired = PairedComparison(
          treatment: setting.values(metric), baseline: baseline.values(metric))
        if let paired { found.append((setting, baseline, metric, paired)) }
      }
    }
    let adjusted = holmAdjusted(found.map(\.paired.tPValue))
    return zip(found, adjusted).map { item, holm in
      Comparison(
        dataSet: item.treatment.dataSet, treatment: item.treatment.label,
        baseline: item.baseline.label, metric: item.metric, paired: item.paired, holmPValue: holm,
        noiseFloor: item.metric == .testAccuracy ? item.baseline.noiseFloor : nil)
    }
  }

  private static func metrics(of setting: Setting, against baseline: Setting) -> [Metric] {
    let hasTest = setting.summary(.testLoss) != nil
    if setting.summary(.trainRMSE) != nil {
      return hasTest ? [.testRMSE, .testMAE] : [.validationRMSE, .validationMAE]
    }
    let accuracy: Metric = hasTest ? .testAccuracy : .validationAccuracy
    let loss: Metric = hasTest ? .testLoss : .validationLoss
    return setting.config.loss == baseline.config.loss ? [accuracy, loss] : [accuracy]
  }
}
