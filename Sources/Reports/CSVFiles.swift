import Studies
import Training

extension Table {
  /// `trials.csv`: one row for each trial, figures after the last epoch.
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
      let last = outcome.epochs.last
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
  public static func epochs(of result: StudyResult) -> Table {
    let study = result.study
    var table = Table(
      (["trial"] + study.variedKeys + [
        "epoch", "train_loss", "train_penalty", "train_accuracy", "validation_loss",
        "validation_accuracy", "test_loss", "test_accuracy", "seconds", "rate",
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
            + figures.map(NumberFormat.exact))
      }
    }
    return table
  }

  /// The varied values of a trial, with the data that it was really trained on.
  private static func cells(of trial: Trial, in result: StudyResult) -> [String] {
    let names = DataNames(result.run)
    return zip(result.study.variedKeys, trial.varied).map { key, value in
      key == "data" ? names.label(value) : value
    }
  }
}
