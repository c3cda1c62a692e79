import Datasets
import Exports
import Lockstep
import Networks
import Programs
import Studies
import Training

/// A trial of a run with its weights and its data: what exports are made of.
struct TrialExport {
  /// The network with its weights; its origin says how far they are trained, as their file does.
  let network: ExportedNetwork
  private let set: Dataset
  /// The trial alone, with few test examples: what a pass of predictions takes.
  private let settings: GroupSettings
  /// All its test examples.
  private let tests: Examples
  private let backend: any Backend

  /// Test examples that are predicted at once: convolutional networks need much memory for each.
  private static let passSize = 256

  /// Reads weights and data of a trial.
  ///
  /// - Throws: `DataError`, `WeightsError` or `WeightsMismatch` if they cannot be had or do not fit, or the
  ///   data has changed since.
  init(
    _ trial: Trial, of study: Study, in folder: RunFolder, data: StudyData,
    on backend: any Backend
  ) throws {
    let record = try folder.record()
    let path = folder.weightsPath(trial: trial.number)
    let file = try Safetensors(contentsOf: path)
    var alone = study
    alone.trials = [trial]
    let name = trial.config.data.set
    guard let whole = try data.load([trial], of: study, in: folder, record)[name] else {
      throw DataError(path: name, reason: "this data set was not loaded")
    }
    let tests = whole.test.part(0..<(trial.config.data.test ?? whole.test.count))
    let first = tests.part(0..<min(Self.passSize, tests.count))
    alone.trials[0].config.data.test = nil
    let runner = StudyRunner(
      study: alone, dataSets: [name: whole.testing(first)], backend: backend)
    let plan = try GroupPlanner.plan(
      alone.trials, layouts: runner.dataSets.mapValues { DataLayout($0) })[0]
    let weights = file.namedWeights
    var settings = try runner.settings(plan, [0: weights])
    settings.predicts = true
    let replica = settings.replicas[0]
    self.settings = settings
    self.tests = tests
    self.backend = backend
    set = whole
    do {
      network = try ExportedNetwork(
        title: plan.common.networkDescription, model: settings.model, weights: weights,
        slope: replica.slope, batchNorm: replica.batchNorm,
        inputs: ExportedNetwork.Inputs(
          areBytes: whole.train.areBytes,
          scales: settings.data.inputScales(ofSet: 0, standardized: replica.isStandardized)),
        task: Self.task(whole),
        origin: Self.origin(trial, study, record).merging(file.metadata) { fact, _ in fact })
    } catch let mismatch as WeightsMismatch {
      throw WeightsMismatch(reason: "\(path): \(mismatch.reason)")
    }
  }

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

  /// What the network says of the test examples, beside what is right.
  ///
  /// - Parameter withInputs: whether the examples themselves are added, as the ONNX file takes them.
  func predictions(withInputs: Bool) throws -> NumPyArchive {
    let group = try LockstepGroup(settings, on: backend)
    return NumPyArchive(
      predictions: try group.predict(tests)[0], of: network.task, for: tests,
      inputShape: withInputs ? network.model.input : nil)
  }
}

extension Examples {
  /// Whether the features are bytes.
  fileprivate var areBytes: Bool { if case .bytes = features { true } else { false } }
}
