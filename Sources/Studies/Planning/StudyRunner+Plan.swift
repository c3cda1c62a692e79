import Datasets
import Networks
import Programs
import Training

extension StudyRunner {
  /// The lockstep groups in the order they run: of networks that differ in widths only those together that
  /// train faster so, and groups that the device cannot hold, or that are larger than `largestGroup`, in parts.
  ///
  /// - Throws: `DataError` if a trial asks for more examples than its data set has; what the backend says if
  ///   it cannot hold even one trial.
  public func plan() throws -> [LockstepGroupPlan] {
    let limit = largestGroup ?? .max
    let plans = try GroupPlanner.plan(
      study.trials, layouts: dataSets.mapValues { DataLayout($0) }
    ).flatMap { $0.parts(ofAtMost: limit) }
    // Measured speeds differ from run to run.
    let execution = study.execution
    let isFree = execution.padding == .auto && execution.isDeterministic
    let choice = isFree ? .never : execution.padding
    let padding = WidthPadding(choice: choice, largestGroup: limit) { try estimate($0).seconds }
    let split = MemorySplit { plan in
      let program = try program(plan)
      do {
        try backend.checkMemory(program)
        return nil
      } catch {
        return error
      }
    }
    return try padding.merged(plans).flatMap(split.parts).map { plan in
      var plan = plan
      plan.dataSets = names(of: plan)
      return plan
    }
  }

  /// What a group will take: its memory, and its time by the measured speed of the device.
  public func estimate(_ plan: LockstepGroupPlan) throws -> GroupEstimate {
    let training = LockstepGroup.record(try settings(plan, [:]))
    return GroupEstimate(
      training, epochs: plan.common.epochs, speed: try speed.value(),
      memory: backend.memoryNeed(training.program))
  }

  /// Records and prepares the group of a plan, initial weights in place.
  ///
  /// - Parameters:
  ///   - weights: weights to start from by trial index, in place of what the trials say.
  ///   - predicts: whether the group can give class probabilities of its test examples.
  public func prepare(
    _ plan: LockstepGroupPlan, weights: [Int: [NamedWeights]] = [:], predicts: Bool = false
  ) throws -> LockstepGroup {
    var settings = try settings(plan, weights)
    settings.predicts = predicts
    return try LockstepGroup(settings, on: backend)
  }

  /// The program of a plan's group, recorded but not prepared.
  public func program(_ plan: LockstepGroupPlan) throws -> Program {
    LockstepGroup.record(try settings(plan, [:])).program
  }

  /// The data sets of a plan's trials, each once, in their order.
  private func names(of plan: LockstepGroupPlan) -> [String] {
    plan.trials.map { study.trials[$0].config.data.set }
      .reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
  }

  /// What the group of a plan is made from.
  func settings(
    _ plan: LockstepGroupPlan, _ weights: [Int: [NamedWeights]] = [:]
  ) throws -> GroupSettings {
    let trials = plan.trials.map { study.trials[$0].config }
    let first = trials[0]
    let names = names(of: plan)
    let sets = try names.map { name in
      guard let set = dataSets[name] else {
        throw DataError(path: name, reason: "this data set was not loaded")
      }
      return set
    }
    let data = try GroupData(
      sets: sets, train: first.data.train, validation: first.data.validation,
      holdOut: first.data.holdOut, test: first.data.test)
    let hasDropout = trials.contains { $0.regularizer.dropout > 0 }
    let common = plan.common.model
    let replicas = zip(plan.trials, trials).map { index, trial in
      ReplicaSettings(
        seed: trial.seed, dataSet: names.firstIndex(of: trial.data.set) ?? 0,
        rate: trial.optimizer.rate, schedule: trial.schedule,
        coefficients: trial.optimizer.name.coefficientNames.map {
          trial.optimizer.coefficients[$0] ?? 0
        }, dropout: trial.regularizer.dropout, l2: trial.regularizer.l2,
        l1: trial.regularizer.l1, maxNorm: trial.regularizer.maxNorm, clip: trial.clip,
        labelSmoothing: trial.labelSmoothing, inputNoise: trial.regularizer.noise,
        augmentation: trial.augmentation,
        earlyStopping: trial.earlyStopping, isShuffled: trial.data.order == .shuffled,
        slope: trial.slope, batchNorm: trial.batchNorm, initializer: trial.initializer,
        startingWeights: weights[index] ?? trial.weights.flatMap { startingWeights[$0] },
        isStandardized: trial.data.isStandardized,
        narrowLayout: trial.model == common
          ? nil : ParameterLayout(trial.model.model(data: data, dropout: hasDropout)))
    }
    return GroupSettings(
      model: common.model(data: data, dropout: hasDropout), loss: first.loss,
      optimizer: first.optimizer.name, batch: first.batch, epochs: first.epochs, data: data,
      replicas: replicas)
  }
}

/// The speed of a backend's device, measured once.
final class MeasuredSpeed {
  private let backend: any Backend
  private var measured: DeviceSpeed?

  init(_ backend: any Backend) { self.backend = backend }

  /// The speed; `nil` for a backend without a device of its own.
  func value() throws -> DeviceSpeed? {
    if let measured { return measured }
    measured = try backend.roofline().map { DeviceSpeed(backend.device, $0) }
    return measured
  }
}

extension ModelConfig {
  /// The network for examples and classes of this data.
  ///
  /// - Parameter dropout: whether dropout layers are recorded.
  public func model(data: GroupData, dropout: Bool) -> Model {
    model(input: data.input, outputs: data.outputs, dropout: dropout)
  }
}
