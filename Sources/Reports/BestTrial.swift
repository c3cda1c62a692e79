import Studies
import Training

extension StudyResult {
  /// The trial with the highest validation accuracy, or the lowest validation loss where there are no accuracies,
  /// of the weights that it ended with; the first of equal ones.
  ///
  /// - Parameter isWanted: which trials come into question.
  /// - Returns: `nil` without a validation part, and where all diverged.
  /// - Precondition: There is one outcome for each trial.
  public func bestTrialByValidation(
    where isWanted: (Trial) -> Bool = { _ in true }
  ) -> Trial? {
    func best(_ metric: Metric, _ isBetter: (Double, Double) -> Bool) -> Trial? {
      var best: (trial: Trial, value: Double)?
      for (trial, outcome) in zip(study.trials, outcomes) where isWanted(trial) {
        guard let value = outcome.final.flatMap(metric.value(in:)), value.isFinite else { continue }
        if best.map({ isBetter(value, $0.value) }) ?? true { best = (trial, value) }
      }
      return best?.trial
    }
    return best(.validationAccuracy, >) ?? best(.validationLoss, <)
  }
}
