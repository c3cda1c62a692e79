import Foundation
import Studies
import SwiftCSV
import Training

/// The outcomes of all trials, read back from `trials.csv` and `epochs.csv`.
struct SavedTrials {
  /// One outcome for each trial of the study.
  let outcomes: [TrialOutcome]

  /// A row by column name.
  private typealias Row = [String: String]

  /// Reads the files of a run.
  ///
  /// - Throws: ``SavedRunError`` if one is missing, damaged, or does not belong to the study.
  init(_ folder: URL, study: Study, hasEpochs: Bool) throws {
    let trials = try Self.rows(folder, "trials.csv")
    guard trials.count == study.trials.count,
      zip(trials, study.trials).allSatisfy({ $0["trial"] == "\($1.number)" })
    else {
      throw SavedRunError(
        path: folder.appending(path: "trials.csv").path,
        reason: "has other trials than config.yaml; run the study again")
    }
    let epochs =
      hasEpochs
      ? Dictionary(grouping: try Self.rows(folder, "epochs.csv")) { $0["trial"] ?? "" } : [:]
    let sizes = TestSizes(folder)
    outcomes = zip(study.trials, trials).map { trial, row in
      Self.outcome(
        row, epochs: hasEpochs ? epochs["\(trial.number)"] ?? [] : nil, trial: trial,
        testExamples: sizes.examples(of: trial, in: study))
    }
  }

  private static func rows(_ folder: URL, _ name: String) throws -> [Row] {
    let file = folder.appending(path: name)
    guard let csv = try? NamedCSV(url: file, loadColumns: false) else {
      throw SavedRunError(path: file.path, reason: "is missing or damaged; run the study again")
    }
    return csv.rows
  }

  /// One trial: its epochs with the figures of `trials.csv` at the end, or these alone.
  private static func outcome(
    _ row: Row, epochs: [Row]?, trial: Trial, testExamples: Int?
  ) -> TrialOutcome {
    let seconds = number(row, "seconds") ?? 0
    let trained = Int(((number(row, "examples_per_second") ?? 0) * seconds).rounded())
    let rows = epochs ?? (row["train_loss"]?.isEmpty == false ? [row] : [])
    let data = trial.config.data
    let sizes = PartSizes(
      train: whole(row, "train_examples")
        ?? data.train.map { $0 - data.validation } ?? (rows.isEmpty ? 0 : trained / rows.count),
      validation: whole(row, "validation_examples") ?? data.validation,
      test: whole(row, "test_examples") ?? data.test ?? testExamples ?? 0)
    var records = rows.enumerated().map { index, row in
      record(row, epoch: whole(row, "epoch") ?? index + 1, sizes)
    }
    let best = rows.firstIndex { $0["early_stopping"] == "best" }
    if let last = best ?? records.indices.last, let penalty = number(row, "test_penalty") {
      records[last].test?.penalty = penalty
    }
    return TrialOutcome(
      epochs: records, parameterCount: whole(row, "parameters") ?? 0, trainedExamples: trained,
      seconds: seconds, bestEpoch: best.map { records[$0].epoch },
      stoppedEarly: rows.contains { $0["early_stopping"] == "stopped" })
  }

  private struct PartSizes {
    let train: Int
    let validation: Int
    let test: Int
  }

  private static func record(_ row: Row, epoch: Int, _ sizes: PartSizes) -> EpochRecord {
    EpochRecord(
      epoch: epoch,
      train: part(row, "train", sizes.train)
        ?? SplitMetrics(loss: .nan, penalty: 0, accuracy: nil, examples: sizes.train),
      validation: part(row, "validation", sizes.validation),
      test: part(row, "test", sizes.test), seconds: number(row, "seconds") ?? 0,
      rate: number(row, "rate"))
  }

  /// The figures of one part of the data; `nil` if it was not measured.
  private static func part(_ row: Row, _ name: String, _ examples: Int) -> SplitMetrics? {
    guard let loss = number(row, "\(name)_loss") else { return nil }
    let errors = number(row, "\(name)_rmse").map { error in
      RegressionErrors(
        rootMeanSquare: error, meanAbsolute: number(row, "\(name)_mae") ?? .nan,
        determination: number(row, "\(name)_r2"))
    }
    return SplitMetrics(
      loss: loss, penalty: number(row, "\(name)_penalty") ?? 0,
      accuracy: number(row, "\(name)_accuracy"), examples: examples, errors: errors)
  }

  private static func number(_ row: Row, _ column: String) -> Double? {
    row[column].flatMap { Double($0) }
  }

  private static func whole(_ row: Row, _ column: String) -> Int? {
    row[column].flatMap { Int($0) }
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
        let accuracy = group.figures["test_accuracy"]?.mean, (0...1).contains(accuracy)
      else { continue }
      sizes[group.dataSet] = Int((accuracy * (1 - accuracy) / (floor * floor)).rounded())
    }
  }

  func examples(of trial: Trial, in study: Study) -> Int? {
    let name = trial.config.data.set
    return sizes[name] ?? sizes["synthetic-digits (not \(name))"]
  }
}
