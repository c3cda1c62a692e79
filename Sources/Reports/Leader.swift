import Studies

/// The best setting of a study on its first data set, by the figure that decides it.
///
/// Over several data sets the best one would always be of the easiest.
public struct Leader: Sendable, Equatable {
  /// The setting's label, with its data set if there are several; empty if the study has one setting only.
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
    let own = settings.filter { $0.dataSet == settings.first?.dataSet }
    guard let best = Headline.ranked(own, by: metric).first,
      let summary = best.summary(metric)
    else { return nil }
    self.metric = metric
    let name = best.label == Setting.onlyLabel ? "" : best.label
    let data = DataNames(result).title(best.dataSet)
    label =
      own.count == settings.count ? name : name.isEmpty ? data : "\(data): \(name)"
    mean = summary.mean / metric.scale
    halfWidth = summary.halfWidth.map { $0 / metric.scale }
  }
}
