import Studies
import Training

extension Table {
  /// `trials.csv`: one row for each trial, figures of the weights it ended with: after the last epoch, or
  /// after the best where there was early stopping.
  ///
  /// Accuracies are shares in 0...1, losses do not include the penalty, and a cell is empty where
  /// there is no figure. `data` says `synthetic-digits (not NAME)` where NAME could not be had.
  public static func trials(of result: StudyResult) -> Table {
    let study = result.study
    var table = Table(
      (["trial"] + study.variedKeys + [
        "parameters", "train_loss", "train_accuracy", "validation_loss", "validation_accuracy",
        "test_loss", "test_penalty", "test_accuracy", "seconds", "examples_per_second", "device",
      ]).map(Column.left))
    for (trial, outcome) in zip(study.trials, result.outcomes) {
      let last = outcome.final
      let figures: [Metric] = [
        .trainLoss, .trainAccuracy, .validationLoss, .validationAccuracy, .testLoss, .testPenalty,
        .testAccuracy,
      ]
      table.append(
        [String(trial.number)] + cells(of: trial, in: result) + [String(outcome.parameterCount)]
          + figures.map { metric in NumberFormat.exact(last.flatMap(metric.value(in:))) } + [
            NumberFormat.exact(outcome.seconds), NumberFormat.exact(outcome.examplesPerSecond),
            result.run.device,
          ])
    }
    return table
  }

  /// `epochs.csv`: one row for each trial and epoch; cells as in `trials.csv`.
  ///
  /// With early stopping, `early_stopping` says `best` in the row of the epoch whose weights were kept and
  /// `stopped` in the last row of a trial that stopped.
  public static func epochs(of result: StudyResult) -> Table {
    let study = result.study
    var table = Table(
      (["trial"] + study.variedKeys + [
        "epoch", "train_loss", "train_penalty", "train_accuracy", "validation_loss",
        "validation_accuracy", "test_loss", "test_accuracy", "seconds", "rate",
        "early_stopping",
      ]).map(Column.left))
    for (trial, outcome) in zip(study.trials, result.outcomes) {
      for record in outcome.epochs {
        let figures: [Double?] = [
          record.train.loss, record.train.penalty, record.train.accuracy, record.validation?.loss,
          record.validation?.accuracy, record.test?.loss, record.test?.accuracy, record.seconds,
          record.rate,
        ]
        table.append(
          [String(trial.number)] + cells(of: trial, in: result) + [String(record.epoch)]
            + figures.map(NumberFormat.exact) + [stopping(record, of: outcome)])
      }
    }
    return table
  }

  private static func stopping(_ record: EpochRecord, of outcome: TrialOutcome) -> String {
    if record.epoch == outcome.bestEpoch { return "best" }
    return outcome.stoppedEarly == true && record.epoch == outcome.epochs.last?.epoch
      ? "stopped" : ""
  }

  /// The varied values of a trial, with the data that it was really trained on.
  private static func cells(of trial: Trial, in result: StudyResult) -> [String] {
    let names = DataNames(result.run)
    return zip(result.study.variedKeys, trial.varied).map { key, value in
      key == "data" ? names.label(value) : value
    }
  }
}
