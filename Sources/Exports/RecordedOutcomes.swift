import Foundation
import Reports
import Studies
import SwiftCSV
import Training

/// What the trials of a run came to, read back from its `epochs.csv`.
///
/// Numbers of examples, of parameters and the penalty of tests are not in that file and read as 0.
public enum RecordedOutcomes {
  /// The outcomes of a study's trials, in their order; without epochs for trials that did not run.
  ///
  /// - Throws: ``ExportError`` if the file cannot be read, lacks a column, or has trials and epochs that the
  ///   study does not have.
  public static func read(_ path: String, of study: Study) throws -> [TrialOutcome] {
    let csv: NamedCSV
    do {
      csv = try NamedCSV(url: URL(filePath: path), loadColumns: false)
    } catch {
      throw ExportError(reason: "\(path): is missing or damaged; run the study again")
    }
    let needed = ["trial", "epoch", "train_loss"]
    guard needed.allSatisfy(csv.header.contains) else {
      throw ExportError(
        reason: "\(path): has no columns \(needed.joined(separator: ", ")); run the study again")
    }
    let lastEpochs = Dictionary(
      study.trials.map { ($0.number, $0.config.epochs) }, uniquingKeysWith: { first, _ in first })
    var outcomes: [Int: TrialOutcome] = [:]
    for (index, row) in csv.rows.enumerated() {
      guard let trial = row["trial"].flatMap({ Int($0) }), let record = record(row) else {
        throw ExportError(
          reason: "\(path):\(index + 2): 'trial', 'epoch' and 'train_loss' must be numbers; "
            + "run the study again")
      }
      guard let lastEpoch = lastEpochs[trial], record.epoch >= 1, record.epoch <= lastEpoch else {
        throw ExportError(
          reason: "\(path):\(index + 2): the study has no epoch \(record.epoch) of trial \(trial); "
            + "run the study again")
      }
      var outcome =
        outcomes[trial]
        ?? TrialOutcome(epochs: [], parameterCount: 0, trainedExamples: 0, seconds: 0)
      guard outcome.epochs.last.map({ $0.epoch < record.epoch }) ?? true else {
        throw ExportError(
          reason:
            "\(path):\(index + 2): epoch \(record.epoch) of trial \(trial) stands behind epoch "
            + "\(outcome.epochs.last?.epoch ?? 0); run the study again")
      }
      outcome.epochs.append(record)
      outcome.seconds += record.seconds
      switch row["early_stopping"] {
      case "best": outcome.bestEpoch = record.epoch
      case "stopped": outcome.stoppedEarly = true
      default: break
      }
      outcomes[trial] = outcome
    }
    return study.trials.map { trial in
      outcomes[trial.number]
        ?? TrialOutcome(epochs: [], parameterCount: 0, trainedExamples: 0, seconds: 0)
    }
  }

  private static func record(_ row: [String: String]) -> EpochRecord? {
    func number(_ name: String) -> Double? { row[name].flatMap { Double($0) } }
    func metrics(_ part: String) -> SplitMetrics? {
      guard let loss = number("\(part)_loss") else { return nil }
      var metrics = SplitMetrics(
        loss: loss, penalty: number("\(part)_penalty") ?? 0,
        accuracy: number("\(part)_accuracy"), examples: 0)
      if let root = number("\(part)_rmse"), let absolute = number("\(part)_mae") {
        metrics.errors = RegressionErrors(
          rootMeanSquare: root, meanAbsolute: absolute, determination: number("\(part)_r2"))
      }
      return metrics
    }
    guard let epoch = number("epoch"), let whole = Int(exactly: epoch),
      let train = metrics("train")
    else { return nil }
    return EpochRecord(
      epoch: whole, train: train, validation: metrics("validation"), test: metrics("test"),
      seconds: number("seconds") ?? 0, rate: number("rate"))
  }
}
