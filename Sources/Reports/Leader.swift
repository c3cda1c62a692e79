import Studies

/// The best setting of a study by the figure that decides it.
public struct Leader: Sendable, Equatable {
  /// The setting's label, with its data set if there are several.
  public let label: String
  /// The figure.
  public let metric: Metric
  /// Its mean over the seeds; accuracies are shares.
  public let mean: Double
  /// Half its 95 % interval; `nil` for one seed.
  public let halfWidth: Double?

  /// The leader of a result; `nil` if nothing was measured, or all diverged.
  ///
  /// - Precondition: There is one outcome for each trial.
  public init?(_ result: StudyResult) {
    let settings = Setting.all(of: result)
    let metric = Headline.metric(of: settings)
    guard let best = Headline.ranked(settings, by: metric).first,
      let summary = best.summary(metric)
    else { return nil }
    self.metric = metric
    label =
      Set(settings.map(\.dataSet)).count > 1
      ? "\(DataNames.title(best.dataSet)): \(best.label)" : best.label
    mean = summary.mean / metric.scale
    halfWidth = summary.halfWidth.map { $0 / metric.scale }
  }
}
