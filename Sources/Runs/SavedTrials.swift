import Foundation
import Studies
import Training

/// The outcomes of all trials, read back from `trials.csv` and `epochs.csv`.
struct SavedTrials {
  /// One outcome for each trial of the study.
  let outcomes: [TrialOutcome]

  /// Reads the files of a run.
  ///
  /// - Throws: ``SavedRunError`` if one is missing, damaged, does not belong to the study, or if they do not agree.
  init(_ folder: URL, study: Study, hasEpochs: Bool) throws(SavedRunError) {
    let trials = try SavedTable(folder, "trials.csv", columns: ["trial", "train_loss"])
    guard trials.rows.count == study.trials.count,
      zip(trials.rows, study.trials).allSatisfy({ $0["trial"] == "\($1.number)" })
    else {
      throw SavedRunError(
        path: trials.path, reason: "has other trials than config.yaml; run the study again")
    }
    let epochs = hasEpochs ? try Self.epochs(folder, of: study) : nil
    let sizes = TestSizes(folder)
    var outcomes: [TrialOutcome] = []
    for (trial, row) in zip(study.trials, trials.rows) {
      let last = row["train_loss"] == nil ? [] : [row]
      outcomes.append(
        try Self.outcome(
          row, epochs: epochs.map { $0[trial.number] ?? [] } ?? last, trial: trial,
          testExamples: sizes.examples(of: trial, in: study)))
      guard let final = outcomes.last?.final?.train.loss else {
        guard last.isEmpty else { throw row.error("epochs.csv has no epoch of this trial") }
        continue
      }
      // Of both files the last row may have been lost, or not have been written.
      let known = try row.number("train_loss")
      guard known == final || known?.isNaN == true && final.isNaN else {
        throw row.error("'train_loss' is another one than that of the last epoch in epochs.csv")
      }
    }
    self.outcomes = outcomes
  }

  /// The rows of each trial, by its number.
  ///
  /// - Throws: ``SavedRunError`` for epochs that the study does not have, or that are left out.
  private static func epochs(
    _ folder: URL, of study: Study
  ) throws(SavedRunError) -> [Int: [SavedRow]] {
    let table = try SavedTable(folder, "epochs.csv", columns: ["trial", "epoch", "train_loss"])
    let lastEpochs = Dictionary(study.trials.map { ($0.number, $0.config.epochs) }) { first, _ in
      first
    }
    var rows: [Int: [SavedRow]] = [:]
    for row in table.rows {
      guard let trial = try row.count("trial"), let epoch = try row.count("epoch"),
        try row.number("train_loss") != nil
      else { throw row.error("'trial', 'epoch' and 'train_loss' must be numbers") }
      guard let lastEpoch = lastEpochs[trial], epoch >= 1, epoch <= lastEpoch else {
        throw row.error("the study has no epoch \(epoch) of trial \(trial)")
      }
      let before = rows[trial]?.count ?? 0
      guard epoch == before + 1 else {
        throw row.error("epoch \(epoch) of trial \(trial) stands behind epoch \(before)")
      }
      rows[trial, default: []].append(row)
    }
    return rows
  }

  /// One trial: its epochs with the figures of `trials.csv` at the end, or these alone.
  private static func outcome(
    _ row: SavedRow, epochs rows: [SavedRow], trial: Trial, testExamples: Int?
  ) throws(SavedRunError) -> TrialOutcome {
    let seconds = try row.amount("seconds") ?? 0
    let perSecond = try row.number("examples_per_second") ?? 0
    guard let trained = Int(exactly: (perSecond * seconds).rounded()),
      (0...SavedRow.largest).contains(trained)
    else { throw row.error("examples_per_second", "cannot be what it says") }
    let data = trial.config.data
    let sizes = PartSizes(
      train: try row.count("train_examples")
        ?? data.train.map { $0 - data.validation } ?? (rows.isEmpty ? 0 : trained / rows.count),
      validation: try row.count("validation_examples") ?? data.validation,
      test: try row.count("test_examples") ?? data.test ?? testExamples ?? 0)
    var records: [EpochRecord] = []
    for row in rows { records.append(try record(row, epoch: records.count + 1, sizes)) }
    let best = rows.firstIndex { $0["early_stopping"] == "best" }
    if let last = best ?? records.indices.last, let penalty = try row.number("test_penalty") {
      records[last].test?.penalty = penalty
    }
    return TrialOutcome(
      epochs: records, parameterCount: try row.count("parameters") ?? 0, trainedExamples: trained,
      seconds: seconds, bestEpoch: best.map { records[$0].epoch },
      stoppedEarly: rows.contains { $0["early_stopping"] == "stopped" })
  }

  private struct PartSizes {
    let train: Int
    let validation: Int
    let test: Int
  }

  private static func record(
    _ row: SavedRow, epoch: Int, _ sizes: PartSizes
  ) throws(SavedRunError) -> EpochRecord {
    guard let train = try part(row, "train", sizes.train) else {
      throw row.error("train_loss", "is not a number")
    }
    return EpochRecord(
      epoch: epoch, train: train, validation: try part(row, "validation", sizes.validation),
      test: try part(row, "test", sizes.test), seconds: try row.amount("seconds") ?? 0,
      rate: try row.number("rate"))
  }

  /// The figures of one part of the data; `nil` if it was not measured.
  private static func part(
    _ row: SavedRow, _ name: String, _ examples: Int
  ) throws(SavedRunError) -> SplitMetrics? {
    guard let loss = try row.number("\(name)_loss") else { return nil }
    var metrics = SplitMetrics(
      loss: loss, penalty: try row.number("\(name)_penalty") ?? 0,
      accuracy: try row.number("\(name)_accuracy"), examples: examples)
    if let root = try row.number("\(name)_rmse") {
      metrics.errors = RegressionErrors(
        rootMeanSquare: root, meanAbsolute: try row.number("\(name)_mae") ?? .nan,
        determination: try row.number("\(name)_r2"))
    }
    return metrics
  }
}

/// How many test examples each setting had, for runs of versions whose `trials.csv` does not say it.
///
/// `summary.json` has the binomial standard error of an accuracy, which tells the number.
private struct TestSizes {
  private struct Summary: Decodable {
    struct Group: Decodable {
      struct Figure: Decodable { let mean: Double }
      let dataSet: String
      let noiseFloor: Double?
      let figures: [String: Figure]
    }
    let groups: [Group]
  }

  private var sizes: [String: Int] = [:]

  init(_ folder: URL) {
    guard let summary: Summary = try? SavedRun.json(folder, "summary.json") else { return }
    for group in summary.groups {
      guard let floor = group.noiseFloor, floor > 0,
        let accuracy = group.figures["test_accuracy"]?.mean, (0...1).contains(accuracy),
        let size = Int(exactly: (accuracy * (1 - accuracy) / (floor * floor)).rounded()),
        size <= SavedRow.largest
      else { continue }
      sizes[group.dataSet] = size
    }
  }

  func examples(of trial: Trial, in study: Study) -> Int? {
    let name = trial.config.data.set
    return sizes[name] ?? sizes["synthetic-digits (not \(name))"]
  }
}
