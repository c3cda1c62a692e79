import Studies
import Training

extension RunRecord {
  /// What had changed when the run was gone on with; `nil` if nothing had.
  var resumeWarning: String? {
    let words = ResumeDifferences(acceptedDifferences).words
    return words.isEmpty
      ? nil
      : "Not one run: it was resumed with --force although this had changed: "
        + words.joined(separator: "; ") + "."
  }
}

extension StudyResult {
  /// What has to be known before any figure, a sentence or two each: replaced data, a stop, what a resumed run is of.
  var warnings: [String] {
    [DataNames(withFindingsOf: self).warning, stopWarning, run.resumeWarning].compactMap(\.self)
  }

  /// How far a run came that was stopped before its end, or a study of its findings; `nil` if all is whole.
  ///
  /// It goes by the epochs of each trial against those of its config, and by the findings of the config that have no
  /// result.
  var stopWarning: String? {
    let parts = [self] + findings
    var words = parts.compactMap { part in
      part.stopWords.map { part.study.name == study.name ? $0 : "\(part.study.name): \($0)" }
    }
    let figureWords =
      words.isEmpty
      ? ""
      : " The figures are those of the last epoch that a trial has, and nothing is decided by them."
    let untested = study.findings.dropFirst(findings.count).map { "\"\($0.claim)\"" }
    if !untested.isEmpty {
      words.append(
        "\(untested.joined(separator: " and ")) \(untested.count == 1 ? "was" : "were") not tested")
    }
    return words.isEmpty
      ? nil
      : "Interrupted: \(words.joined(separator: "; ")).\(figureWords) --resume goes on with the run."
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
