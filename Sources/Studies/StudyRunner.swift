import Datasets
import Networks
import Programs
import Training

/// Runs the trials of a study: plans lockstep groups and trains one after another on a backend.
public struct StudyRunner {
  /// What is run.
  public let study: Study
  /// The data sets by name, at least as long as the trials ask for.
  public let dataSets: [String: Dataset]
  /// Starting weights by file name.
  public let startingWeights: [String: [NamedWeights]]
  /// What it runs on.
  public let backend: any Backend

  /// A runner.
  public init(
    study: Study, dataSets: [String: Dataset], startingWeights: [String: [NamedWeights]] = [:],
    backend: any Backend
  ) {
    self.study = study
    self.dataSets = dataSets
    self.startingWeights = startingWeights
    self.backend = backend
  }

  /// What a run tells while it goes on.
  public struct Observer {
    /// Called before a group is prepared: its number from 1, how many there are, its trials.
    public var groupWillStart: (Int, Int, LockstepGroupPlan) -> Void = { _, _, _ in }
    /// Called after every piece of an epoch.
    public var progress: (GroupProgress) -> Void = { _ in }
    /// Called with the last weights of each trial, by its index in `study.trials`, and how far they are trained.
    public var trialDidFinish: (Int, [NamedWeights], TrainingPosition) throws -> Void = { _, _, _ in
    }
    /// Asked after every piece of an epoch whether to stop early.
    public var shouldStop: () -> Bool = { false }

    /// An observer that does nothing until its closures are set.
    public init() {}
  }

  /// What a run came to.
  public struct Result: Sendable {
    /// One outcome for each trial; without epochs for trials that a stop kept from running.
    public var outcomes: [TrialOutcome]
    /// Seconds for compiling and warming up, over all groups.
    public var preparationSeconds = 0.0
    /// Wall seconds of training, over all groups.
    public var trainingSeconds = 0.0
    /// Wall seconds of evaluation, over all groups.
    public var evaluationSeconds = 0.0
    /// The number of lockstep groups.
    public var groups = 0
    /// `LockstepGroup.launchesPerStep` of each group that was prepared; empty on a backend without launches.
    public var launchesPerStep: [Int] = []
    /// `LockstepGroup.operationsPerStep` of each group that was prepared.
    public var operationsPerStep: [Int] = []
    /// Whether `shouldStop` ended it.
    public var wasStopped = false
  }

  /// The lockstep groups in the order they run.
  ///
  /// - Throws: `DataError` if a trial asks for more examples than its data set has.
  public func plan() throws -> [LockstepGroupPlan] {
    try GroupPlanner.plan(
      study.trials.map(\.config), layouts: dataSets.mapValues { DataLayout($0) })
  }

  /// Trains all trials.
  ///
  /// - Throws: `DataError` for data that does not fit, what the backend and the observer throw.
  public func run(_ observer: Observer = Observer()) throws -> Result {
    let empty = TrialOutcome(epochs: [], parameterCount: 0, trainedExamples: 0, seconds: 0)
    var result = Result(outcomes: study.trials.map { _ in empty })
    let plans = try plan()
    result.groups = plans.count
    for (number, plan) in plans.enumerated() {
      observer.groupWillStart(number + 1, plans.count, plan)
      let group = try prepare(plan)
      if let launches = group.launchesPerStep { result.launchesPerStep.append(launches) }
      result.operationsPerStep.append(group.operationsPerStep)
      let outcomes = try group.train(
        progress: observer.progress, shouldStop: observer.shouldStop)
      result.preparationSeconds += group.preparationSeconds
      result.trainingSeconds += group.trainingSeconds
      result.evaluationSeconds += group.evaluationSeconds
      for ((index, outcome), weights) in zip(
        zip(plan.trials, outcomes), try group.weights())
      {
        result.outcomes[index] = outcome
        try observer.trialDidFinish(index, weights, group.position)
      }
      if observer.shouldStop() {
        result.wasStopped = true
        break
      }
    }
    return result
  }

  /// Records and prepares the group of a plan, initial weights in place.
  ///
  /// - Parameter weights: weights to start from by trial index, in place of what the trials say.
  public func prepare(
    _ plan: LockstepGroupPlan, weights: [Int: [NamedWeights]] = [:]
  ) throws -> LockstepGroup {
    try LockstepGroup(settings(plan, weights), on: backend)
  }

  /// The program of a plan's group, recorded but not prepared.
  public func program(_ plan: LockstepGroupPlan) throws -> Program {
    LockstepGroup.record(try settings(plan, [:])).program
  }

  private func settings(
    _ plan: LockstepGroupPlan, _ weights: [Int: [NamedWeights]]
  ) throws -> GroupSettings {
    let trials = plan.trials.map { study.trials[$0].config }
    let first = trials[0]
    var names: [String] = []
    for trial in trials where !names.contains(trial.data.set) { names.append(trial.data.set) }
    let sets = try names.map { name in
      guard let set = dataSets[name] else {
        throw DataError(path: name, reason: "this data set was not loaded")
      }
      return set
    }
    let data = try GroupData(
      sets: sets, train: first.data.train, validation: first.data.validation, test: first.data.test)
    let replicas = zip(plan.trials, trials).map { index, trial in
      ReplicaSettings(
        seed: trial.seed, dataSet: names.firstIndex(of: trial.data.set) ?? 0,
        rate: trial.optimizer.rate,
        coefficients: trial.optimizer.name.coefficientNames.map {
          trial.optimizer.coefficients[$0] ?? 0
        }, dropout: trial.regularizer.dropout, l2: trial.regularizer.l2,
        isShuffled: trial.data.order == .shuffled, slope: trial.slope, batchNorm: trial.batchNorm,
        initializer: trial.initializer,
        startingWeights: weights[index] ?? trial.weights.flatMap { startingWeights[$0] })
    }
    return GroupSettings(
      model: first.model.model(
        data: data, dropout: trials.contains { $0.regularizer.dropout > 0 }), loss: first.loss,
      optimizer: first.optimizer.name, batch: first.batch, epochs: first.epochs, data: data,
      replicas: replicas)
  }
}

extension ModelConfig {
  /// The network for examples and classes of this data.
  ///
  /// - Parameter dropout: whether dropout layers are recorded.
  public func model(data: GroupData, dropout: Bool) -> Model {
    switch self {
    case .mlp(let hidden, let activation, let batchNorm):
      .mlp(
        input: data.input, hidden: hidden, outputs: data.outputs, activation: activation,
        batchNorm: batchNorm, dropout: dropout)
    }
  }
}
