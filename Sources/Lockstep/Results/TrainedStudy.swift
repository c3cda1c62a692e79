import Datasets
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
  /// What is worth knowing about how it was read from a folder, one line each; empty after a run, which tells such
  /// things as it goes on.
  ///
  /// Data files that are not the published ones, damaged files that only the report needs.
  public let notes: [String]

  let dataSets: [String: Dataset]
  let device: Device
  /// The run folder that it was read from; `nil` after a run.
  let folder: URL?
  /// What the folder has beside for its report.
  let extras: ReportExtras

  init(
    _ result: StudyResult, ends: [Int: TrialEnd], dataSets: [String: Dataset], device: Device,
    folder: URL? = nil, extras: ReportExtras = ReportExtras(), notes: [String] = []
  ) {
    self.result = result
    self.folder = folder
    self.extras = extras
    self.notes = notes
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

  /// The weights with how far they are trained.
  var file: Safetensors {
    Safetensors(weights, at: end?.position ?? TrainingPosition(epochs: 0, steps: 0))
  }
}

/// The weights of a trial, and how far they are trained.
struct TrialEnd: Sendable {
  let weights: [NamedWeights]
  let position: TrainingPosition
  /// The file that they were read from; `nil` after a run.
  var path: String?
}

extension StudySummary.Group {
  /// A figure over the seeds after the last epoch; accuracies are shares in 0...1, losses without penalty.
  public subscript(metric: Metric) -> SampleSummary? { figures[metric.rawValue] }
}
