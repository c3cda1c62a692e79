import Foundation
import Networks
import Programs
import Studies
import Training

/// Trains the trials of a study and says how and where that was done.
///
/// This is the one way to run a study, for the command line and for `Study.run(on:options:progress:)`:
/// it loads data and starting weights, plans lockstep groups and trains one after another.
package struct StudyTraining {
  /// What is run; its findings are studies of their own.
  package var study: Study
  /// What it runs on.
  package var device: DeviceChoice
  /// Where the data comes from.
  package var dataSets: StudyDataSets
  /// The most trials that train at once; `nil` for as many as the device holds.
  package var largestGroup: Int?
  /// Data sets that are replaced whether they can be had or not.
  package var substituted: [String] = []
  /// Called with data and starting weights in place, before the first group trains; may say where to begin.
  package var willTrain: (inout StudyRunner, StudyDataSets.Loaded) throws -> Void = { _, _ in }

  /// The training of a study.
  package init(_ study: Study, on device: DeviceChoice, dataSets: StudyDataSets) {
    self.study = study
    self.device = device
    self.dataSets = dataSets
  }

  /// What it came to.
  package struct Outcome: Sendable {
    /// The trials; without epochs for those that a stop kept from running.
    package var result: StudyResult
    /// What they were trained on.
    package var dataSets: StudyDataSets.Loaded
    /// Whether the observer ended it.
    package var wasStopped: Bool
    /// Why the state at that end was not saved, if it was to be.
    package var checkpointFailure: CheckpointError?
  }

  /// Trains all trials.
  ///
  /// - Throws: `DataError` for data that is missing or does not fit; `WeightsError` and `WeightsMismatch` for
  ///   starting weights; what the backend and the observer throw.
  package func run(_ observer: StudyRunner.Observer = StudyRunner.Observer()) throws -> Outcome {
    let started = Date()
    let loadingStart = DispatchTime.now().uptimeNanoseconds
    let loaded = try dataSets.load(study, substituting: substituted)
    let starting = try study.startingWeights()
    let loadingSeconds = Double(DispatchTime.now().uptimeNanoseconds - loadingStart) * 1e-9
    var runner = StudyRunner(
      study: study, dataSets: loaded.sets, startingWeights: starting, backend: device.backend)
    runner.largestGroup = largestGroup
    try willTrain(&runner, loaded)
    let result = try runner.run(observer)
    let description = device.backend.device
    let record = RunRecord(
      device: description.name, deviceIdentifier: description.identifier,
      deviceReason: device.reason, versions: RunEnvironment.versions(description),
      loadingSeconds: loadingSeconds, preparationSeconds: result.preparationSeconds,
      trainingSeconds: result.trainingSeconds, evaluationSeconds: result.evaluationSeconds,
      groups: result.groups, substitutedDataSets: loaded.substituted,
      startedAt: started.formatted(.iso8601),
      launchesPerStep: result.launchesPerStep.isEmpty ? nil : result.launchesPerStep,
      operationsPerStep: result.operationsPerStep)
    return Outcome(
      result: StudyResult(study: study, outcomes: result.outcomes, run: record, findings: []),
      dataSets: loaded, wasStopped: result.wasStopped,
      checkpointFailure: result.checkpointFailure)
  }
}

extension Study {
  /// The weight files that trials start from, each read once.
  ///
  /// - Throws: `WeightsError` for a file that cannot be read.
  package func startingWeights() throws -> [String: [NamedWeights]] {
    var files: [String: [NamedWeights]] = [:]
    for path in trials.compactMap(\.config.weights) where files[path] == nil {
      files[path] = try Safetensors(contentsOf: path).namedWeights
    }
    return files
  }
}

extension Safetensors {
  /// The weights of a trial, with how far they are trained as metadata.
  package init(_ weights: [NamedWeights], at position: TrainingPosition) {
    self.init(
      tensors: weights.map { (name: $0.name, shape: $0.shape, values: $0.values) },
      metadata: ["epochs": "\(position.epochs)", "steps": "\(position.steps)"])
  }

  /// How far the weights are trained; the start where the file does not say it.
  package var position: TrainingPosition {
    TrainingPosition(
      epochs: metadata["epochs"].flatMap { Int($0) } ?? 0,
      steps: metadata["steps"].flatMap { Int($0) } ?? 0)
  }

  /// The tensors as the model takes them.
  package var namedWeights: [NamedWeights] {
    tensors.map { NamedWeights(name: $0.name, shape: $0.shape, values: $0.values) }
  }
}
