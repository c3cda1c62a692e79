import Studies
import Training

extension RunRecord {
  /// What had changed when the run was gone on with; `nil` if nothing had.
  var resumeWarning: String? {
    let differences = acceptedDifferences
    return differences.isEmpty
      ? nil
      : "Not one run: it was resumed with --force although this had changed: "
        + differences.joined(separator: "; ") + "."
  }
}

extension StudyResult {
  /// How far a run came that was stopped before its end, or a study of its findings; `nil` if all is whole.
  ///
  /// It goes by the epochs of each trial against those of its config.
  var stopWarning: String? {
    let parts = [self] + findings
    let words = parts.compactMap { part in
      part.stopWords.map { part.study.name == study.name ? $0 : "\(part.study.name): \($0)" }
    }
    return words.isEmpty
      ? nil
      : "Interrupted: \(words.joined(separator: "; ")). The figures are those of the last epoch that a trial "
        + "has, and nothing is decided by them; --resume goes on with the run."
  }

  /// How many epochs the trials have that were stopped before their end; `nil` if none was.
  private var stopWords: String? {
    let trials = zip(study.trials, outcomes).map { trial, outcome in
      // Records of earlier versions do not say whether the rule stopped a trial.
      let mayEndEarly = outcome.stoppedEarly ?? (trial.config.earlyStopping != nil)
      return (
        done: outcome.epochs.last?.epoch ?? 0, wanted: trial.config.epochs, mayEndEarly: mayEndEarly
      )
    }
    let stopped = trials.filter { !$0.mayEndEarly && $0.done < $0.wanted }
    guard let least = stopped.map(\.done).min(), let most = stopped.map(\.done).max(),
      let wanted = stopped.map(\.wanted).max()
    else { return nil }
    let epochs = least == most ? "\(least)" : "\(least) to \(most)"
    let whole = trials.count - stopped.count
    return whole == 0
      ? "stopped after \(epochs) of \(wanted) epochs"
      : "\(NumberFormat.grouped(whole)) of \(NumberFormat.grouped(trials.count)) trials are whole, "
        + "the others stopped after \(epochs) of \(wanted) epochs"
  }
}
