import Datasets
import Exports
import Foundation
import Networks
import Reports
import Studies
import Training

/// What a study came to: figures of every trial, statistics over the seeds, weights, predictions.
public struct TrainedStudy: Sendable {
  /// The study with its trials and their outcomes.
  public let result: StudyResult
  /// Statistics over the seeds: each setting's mean, deviation and 95 % interval, and its comparison with the
  /// first setting, paired by seed.
  public let summary: StudySummary
  /// The trials in their order.
  public let trials: [TrainedTrial]

  let dataSets: [String: Dataset]
  let device: Device

  init(
    _ result: StudyResult, ends: [Int: TrialEnd], dataSets: [String: Dataset], device: Device
  ) {
    self.result = result
    self.dataSets = dataSets
    self.device = device
    summary = StudySummary(result)
    trials = zip(result.study.trials, result.outcomes).map { trial, outcome in
      TrainedTrial(
        number: trial.number,
        varied: Dictionary(zip(result.study.variedKeys, trial.varied)) { first, _ in first },
        seed: trial.config.seed, outcome: outcome, end: ends[trial.number])
    }
  }

  /// How and where it ran: device, versions, seconds.
  public var run: RunRecord { result.run }

  /// The trial with this number, from 1.
  ///
  /// - Throws: ``StudyError/misuse(_:)`` if there is no such trial.
  public func trial(_ number: Int) throws(StudyError) -> TrainedTrial {
    guard let trial = trials.first(where: { $0.number == number }) else {
      throw .misuse(
        "study \(result.study.name): no trial \(number); it has trials 1 to \(trials.count)")
    }
    return trial
  }

  /// The comparison of a setting with the baseline on the same data, paired by seed.
  ///
  /// - Parameters:
  ///   - setting: the setting as `summary.groups` names it, such as `dropout 0.2`.
  ///   - metric: test or validation accuracy or loss; RMSE or MAE of a regression.
  /// - Returns: `nil` for the baseline itself, and for what was not compared.
  public func comparison(of setting: String, _ metric: Metric) -> Comparison? {
    summary.comparisons.first { $0.treatment == setting && $0.metric == metric }
  }

  /// Writes the run folder that `lockstep study` writes: `config.yaml`, `trials.csv`, `epochs.csv`,
  /// `summary.json`, `environment.json`, `data.json`, `tables.md`, figures and weights.
  ///
  /// Files of an earlier run in the folder are replaced.
  /// - Returns: What the user should know, one line each: figures that were left out.
  /// - Throws: ``StudyError/output(_:)`` or ``StudyError/weights(_:)`` when a file cannot be written.
  @discardableResult
  public func write(to folder: URL) throws(StudyError) -> [String] {
    do {
      let written = try StudyReport.write(result, to: folder)
      try DataRecord(dataSets).write(inRun: folder.path)
      let weights = folder.appending(path: "weights")
      try FileManager.default.createDirectory(at: weights, withIntermediateDirectories: true)
      for trial in trials where !trial.weights.isEmpty {
        try trial.file.write(to: weights.appending(path: Self.weightsName(trial.number)).path)
      }
      return written.notices
    } catch {
      throw StudyError(error)
    }
  }

  /// The name of a trial's file in the folder `weights`: `trial-007.safetensors`.
  public static func weightsName(_ trial: Int) -> String {
    "trial-\(TrialNumber.text(trial)).safetensors"
  }
}

/// One trial of a ``TrainedStudy``.
public struct TrainedTrial: Sendable {
  /// The number, from 1.
  public let number: Int
  /// The value of each varied key as text.
  public let varied: [String: String]
  /// The seed.
  public let seed: UInt64
  /// Its epochs, parameters and seconds.
  public let outcome: TrialOutcome
  let end: TrialEnd?

  /// The weights it ended with in PyTorch's convention: `layers.N.weight` [out, in] or [out, in, kh, kw] and so
  /// on; after a cancellation further than its last whole epoch, or empty if it did not begin.
  public var weights: [NamedWeights] { end?.weights ?? [] }

  /// A figure of the epoch that left the weights; accuracies are shares in 0...1, losses without penalty.
  ///
  /// - Returns: `nil` for what was not measured, such as an accuracy of a regression.
  public subscript(metric: Metric) -> Double? { outcome.final.flatMap { metric.value(in: $0) } }

  var file: Safetensors {
    Safetensors(weights, at: end?.position ?? TrainingPosition(epochs: 0, steps: 0))
  }

  /// Writes the weights as safetensors, which PyTorch's `load_state_dict` takes.
  ///
  /// - Throws: ``StudyError/weights(_:)`` when the file cannot be written.
  public func writeWeights(to path: String) throws(StudyError) {
    do { try file.write(to: path) } catch { throw StudyError(error) }
  }
}

/// The weights of a trial, and how far they are trained.
struct TrialEnd: Sendable {
  let weights: [NamedWeights]
  let position: TrainingPosition
}

extension StudySummary.Group {
  /// A figure over the seeds after the last epoch; accuracies are shares in 0...1, losses without penalty.
  public subscript(metric: Metric) -> SampleSummary? { figures[metric.rawValue] }
}
