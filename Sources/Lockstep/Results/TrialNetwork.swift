import CPUBackend
import Datasets
import Exports
import Networks
import Programs
import Studies
import Training

/// A trial with its weights and its data: what predictions and exports are made of.
package struct TrialNetwork: Sendable {
  /// The network with its weights; its origin says how far they are trained, as their file does.
  package let network: ExportedNetwork
  /// All test examples of the trial.
  package let tests: Examples
  /// The number of the trial, from 1.
  let trial: Int
  /// The trial alone, with few examples: of training one batch, of the test part as many as a pass takes.
  private let settings: GroupSettings
  /// What it was trained on, with these examples.
  private var set: Dataset { settings.data.sets[0] }

  /// Examples that are predicted at once: convolutional networks need much memory for each.
  package static let passSize = 256

  /// A trial of a study.
  ///
  /// - Parameters:
  ///   - weights: its weights; the metadata say how far they are trained.
  ///   - whole: what it was trained on.
  ///   - record: how the study was run.
  ///   - batchSize: examples that are predicted at once, from 1.
  /// - Throws: `DataError` or `WeightsMismatch` if data or weights do not fit.
  package init(
    _ trial: Trial, of study: Study, weights: Safetensors, data whole: Dataset,
    record: RunRecord, batchSize: Int = TrialNetwork.passSize
  ) throws {
    let name = trial.config.data.set
    var alone = study
    alone.trials = [trial]
    alone.trials[0].config.data.test = nil
    // Only the number and the form of these test examples matter: others take their place.
    let places = whole.train.part(0..<1).padded(to: batchSize)
    // Nothing is computed with this backend: the settings are the same for all.
    let runner = StudyRunner(
      study: alone, dataSets: [name: whole.testing(places)], backend: CPUBackend(workers: 1))
    let plan = try GroupPlanner.plan(
      alone.trials, layouts: runner.dataSets.mapValues { DataLayout($0) })[0]
    let named = weights.namedWeights
    var settings = try runner.settings(plan, [0: named])
    settings.predicts = true
    let replica = settings.replicas[0]
    let scales = settings.data.inputScales(ofSet: 0, standardized: replica.isStandardized)
    settings.data = try settings.data.keeping(first: settings.batch, scales: scales)
    network = try ExportedNetwork(
      title: plan.common.networkDescription, model: settings.model, weights: named,
      slope: replica.slope, batchNorm: replica.batchNorm,
      inputs: ExportedNetwork.Inputs(
        areBytes: whole.train.areBytes, scales: scales, featureNames: whole.featureNames),
      task: Self.task(whole),
      origin: Self.origin(trial, study, record).merging(weights.metadata) { fact, _ in fact })
    self.settings = settings
    self.trial = trial.number
    tests = whole.test.part(0..<min(trial.config.data.test ?? whole.test.count, whole.test.count))
  }
}

extension TrialNetwork {
  private static func task(_ set: Dataset) -> ExportedNetwork.Task {
    guard case .labels(_, let classes) = set.train.targets else { return .regression }
    let names = set.classNames.isEmpty ? (0..<classes).map(String.init) : set.classNames
    return .classification(classNames: names)
  }

  private static func origin(
    _ trial: Trial, _ study: Study, _ record: RunRecord
  ) -> [String: String] {
    let name = trial.config.data.set
    let isReplaced = record.substitutedDataSets.contains(name)
    let setting = zip(study.variedKeys, trial.varied).map { "\($0) \($1)" }
    return [
      "study": study.name, "trial": "\(trial.number)", "seed": "\(trial.config.seed)",
      "data": isReplaced ? "synthetic-digits (not \(name))" : name,
      "setting": setting.joined(separator: ", "),
    ]
  }

  /// The network on a device, ready for predictions; its test examples are none of the data set's.
  package func group(on backend: any Backend) throws -> LockstepGroup {
    try LockstepGroup(settings, on: backend)
  }

  /// What the network says of the test examples, beside what is right.
  ///
  /// - Parameters:
  ///   - outputs: what it says of all of ``tests``: [N, classes or values].
  ///   - withInputs: whether the examples themselves are added, as the ONNX file takes them.
  package func archive(of outputs: [Float], withInputs: Bool) -> NumPyArchive {
    NumPyArchive(
      predictions: outputs, of: network.task, for: tests,
      inputShape: withInputs ? network.model.input : nil,
      featureNames: network.inputs.featureNames)
  }

  /// Other examples of the form that the network was trained on, without what is right.
  ///
  /// - Parameters:
  ///   - features: [N, height, width, channels].
  ///   - elements: how many numbers they are.
  /// - Throws: ``StudyError/misuse(_:)`` for bytes in place of numbers or the other way, for what is no whole
  ///   number of examples, and for numbers that are not finite.
  func examples(
    _ features: Examples.Features, _ elements: Int
  ) throws(StudyError) -> Examples {
    let areBytes = if case .bytes = features { true } else { false }
    guard areBytes == set.train.areBytes else {
      throw .misuse(
        "predict: \(set.name) has \(set.train.areBytes ? "bytes" : "numbers") as features, give the same"
      )
    }
    let each = set.exampleShape.count
    guard elements > 0, elements.isMultiple(of: each) else {
      throw .misuse("predict: \(elements) features are no whole number of examples of \(each)")
    }
    if case .floats(let numbers) = features,
      let place = numbers.firstIndex(where: { !$0.isFinite })
    {
      throw .misuse(
        "predict: feature \(place % each + 1) of example \(place / each + 1) is \(numbers[place]), not a "
          + "number")
    }
    let count = elements / each
    // Nobody asks for these.
    let targets: Examples.Targets =
      switch set.train.targets {
      case .labels(_, let classes):
        .labels([Int32](repeating: 0, count: count), classes: classes)
      case .values(_, let width):
        .values([Float](repeating: 0, count: count * width), width: width)
      }
    return Examples(count: count, featureCount: each, features: features, targets: targets)
  }
}

extension Examples {
  /// Whether the features are bytes.
  fileprivate var areBytes: Bool { if case .bytes = features { true } else { false } }
}
