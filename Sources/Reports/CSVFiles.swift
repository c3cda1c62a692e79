import Studies
import Training

extension Table {
  /// `trials.csv`: one row for each trial, figures of the weights it ended with: after the last epoch, or
  /// after the best where there was early stopping.
  ///
  /// Accuracies are shares in 0...1, losses do not include the penalty, and a cell is empty where
  /// there is no figure: a regression has no accuracies, a classification no errors. The last columns say how
  /// many examples the figures of each part are measured on. `data` says
  /// `synthetic-digits (not NAME)` where NAME could not be had.
  public static func trials(of result: StudyResult) -> Table {
    let study = result.study
    let names =
      ["parameters"] + Self.trialFigures.map(\.rawValue) + [
        "seconds", "examples_per_second", "device",
      ]
    var table = Table(columns(of: study, names) + Self.exampleColumns.map(Column.left))
    for (trial, outcome) in zip(study.trials, result.outcomes) {
      let last = outcome.final
      func cell(_ metric: Metric) -> String { NumberFormat.exact(last.flatMap(metric.value(in:))) }
      var row = [String(trial.number)] + cells(of: trial, in: result)
      row.append(String(outcome.parameterCount))
      row += Self.trialFigures.map(cell)
      row += [
        NumberFormat.exact(outcome.seconds), NumberFormat.exact(outcome.examplesPerSecond),
        result.run.device,
      ]
      let examples = [last?.train.examples, last?.validation?.examples, last?.test?.examples]
      table.append(row + Metric.errors.map(cell) + examples.map { $0.map(String.init) ?? "" })
    }
    return table
  }

  /// How many examples the figures of each part are measured on.
  private static let exampleColumns = ["train_examples", "validation_examples", "test_examples"]

  /// `epochs.csv`: one row for each trial and epoch; cells as in `trials.csv`.
  ///
  /// With early stopping, `early_stopping` says `best` in the row of the epoch whose weights were kept and
  /// `stopped` in the last row of a trial that stopped.
  public static func epochs(of result: StudyResult) -> Table {
    let study = result.study
    var table = Table(
      columns(
        of: study,
        [
          "epoch", "train_loss", "train_penalty", "train_accuracy", "validation_loss",
          "validation_accuracy", "test_loss", "test_accuracy", "seconds", "rate", "early_stopping",
        ]))
    for (trial, outcome) in zip(study.trials, result.outcomes) {
      for record in outcome.epochs {
        let figures: [Double?] = [
          record.train.loss, record.train.penalty, record.train.accuracy, record.validation?.loss,
          record.validation?.accuracy, record.test?.loss, record.test?.accuracy, record.seconds,
          record.rate,
        ]
        var row = [String(trial.number)] + cells(of: trial, in: result)
        row.append(String(record.epoch))
        row += figures.map(NumberFormat.exact) + [stopping(record, of: outcome)]
        table.append(row + Metric.errors.map { NumberFormat.exact($0.value(in: record)) })
      }
    }
    return table
  }

  private static func stopping(_ record: EpochRecord, of outcome: TrialOutcome) -> String {
    if record.epoch == outcome.bestEpoch { return "best" }
    return outcome.stoppedEarly == true && record.epoch == outcome.epochs.last?.epoch
      ? "stopped" : ""
  }

  /// The figures that `trials.csv` has before the device.
  private static let trialFigures: [Metric] = [
    .trainLoss, .trainAccuracy, .validationLoss, .validationAccuracy, .testLoss, .testPenalty,
    .testAccuracy,
  ]

  /// The trial, the varied keys, `names`, and the errors of regressions.
  private static func columns(of study: Study, _ names: [String]) -> [Column] {
    (["trial"] + study.variedKeys + names + Metric.errors.map(\.rawValue)).map(Column.left)
  }

  /// The varied values of a trial, with the data that it was really trained on.
  private static func cells(of trial: Trial, in result: StudyResult) -> [String] {
    let names = DataNames(result)
    return zip(result.study.variedKeys, trial.varied).map { key, value in
      key == "data" ? names.label(value) : value
    }
  }
}
