import Datasets
import Dispatch
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
  /// The most trials that train at once; `nil` for as many as the device holds.
  public var largestGroup: Int?
  /// Whether the test examples are evaluated after every epoch, or once at the end.
  public var testsEveryEpoch = true
  /// Saves the run while it trains; `nil` for a run that is not saved.
  public var checkpoints: CheckpointKeeper?
  /// What a stopped run goes on from; `nil` to begin.
  public var start: StudyState?
  /// Whether it goes on from a state that other code made.
  public var acceptsDifferences = false
  /// How fast that is; measured when a plan needs it.
  let speed: MeasuredSpeed

  /// A runner.
  public init(
    study: Study, dataSets: [String: Dataset], startingWeights: [String: [NamedWeights]] = [:],
    backend: any Backend
  ) {
    self.study = study
    self.dataSets = dataSets
    self.startingWeights = startingWeights
    self.backend = backend
    speed = MeasuredSpeed(backend)
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
    /// Called with a line about a checkpoint that could not be saved; training goes on.
    public var checkpointDidFail: (String) -> Void = { _ in }
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
    /// Why the state at that end was not saved, if it was to be.
    public var checkpointFailure: CheckpointError?
  }

  /// Trains all trials, or those that are left where it goes on from a state.
  ///
  /// - Throws: `DataError` for data that does not fit, ``CheckpointError`` if the state to go on from does not,
  ///   what the backend and the observer throw.
  public func run(_ observer: Observer = Observer()) throws -> Result {
    let empty = TrialOutcome(epochs: [], parameterCount: 0, trainedExamples: 0, seconds: 0)
    var result = Result(outcomes: study.trials.map { _ in empty })
    let plans = try start.map { state in try state.groups.map { try plan($0) } } ?? plan()
    var state = start ?? StudyState(plans)
    result.groups = plans.count
    for (index, plan) in plans.enumerated() {
      if let finished = state.groups[index].result {
        result.add(finished, places: plan.trials)
        continue
      }
      observer.groupWillStart(index + 1, plans.count, plan)
      let group = try prepare(plan)
      if let running = state.running {
        let differences = try restore(running, to: group)
        checkpoints?.note(differences)
        state.running = nil
      }
      var outcomes = try train(group, state, observer, &result)
      let isComplete =
        group.position.epochs == group.settings.epochs
        || outcomes.allSatisfy { $0.stoppedEarly == true }
      if !testsEveryEpoch, isComplete {
        for (replica, metrics) in try group.evaluate().test.enumerated() {
          outcomes[replica].setFinalTest(metrics)
        }
      }
      let finished = GroupResult(outcomes: outcomes, cost: GroupCost(group))
      result.add(finished, places: plan.trials)
      let ends = zip(try group.weights(), group.positions)
      for (place, (weights, position)) in zip(plan.trials, ends) {
        try observer.trialDidFinish(place, weights, position)
      }
      // A group that is not complete was stopped, whatever the observer says by now.
      result.wasStopped = !isComplete || observer.shouldStop()
      if isComplete {
        state.groups[index].result = finished
        if result.wasStopped {
          do throws(CheckpointError) {
            try checkpoints?.saveNow(state)
          } catch { result.checkpointFailure = error }
        } else {
          checkpoints?.save(state)
        }
      }
      if result.wasStopped { break }
    }
    checkpoints?.finish()
    tellFailure(observer)
    return result
  }

  /// Trains a group to its end or a stop, saving it on the way.
  private func train(
    _ group: LockstepGroup, _ state: StudyState, _ observer: Observer, _ result: inout Result
  ) throws -> [TrialOutcome] {
    guard let checkpoints else {
      return try group.train(
        testing: testsEveryEpoch, progress: observer.progress, shouldStop: observer.shouldStop)
    }
    let groups = state.groups
    var failure: CheckpointError?
    let outcomes = try group.train(
      testing: testsEveryEpoch, progress: observer.progress,
      checkpoint: { isStopping in
        tellFailure(observer)
        guard isStopping || checkpoints.isDue(byteCount: group.stateByteCount) else { return }
        let start = DispatchTime.now().uptimeNanoseconds
        let saved = StudyState(
          groups: groups,
          running: StudyState.Running(state: try group.state(), engine: group.engine))
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
        guard isStopping else { return checkpoints.save(saved, seconds: seconds) }
        do throws(CheckpointError) {
          try checkpoints.saveNow(saved)
        } catch { failure = error }
      }, shouldStop: observer.shouldStop)
    result.checkpointFailure = failure
    return outcomes
  }

  private func tellFailure(_ observer: Observer) {
    if let failure = checkpoints?.takeFailure() { observer.checkpointDidFail(failure) }
  }

  /// Puts a group where it was saved.
  ///
  /// - Returns: What is different in the code that computes it, one line each.
  /// - Throws: ``CheckpointError`` if the state is not one of this group, or the code is different and that was
  ///   not accepted.
  private func restore(
    _ running: StudyState.Running, to group: LockstepGroup
  ) throws -> [String] {
    let pairs = RunIdentity.pairs(
      RunIdentity.entries(group.engine), RunIdentity.entries(running.engine))
    let differences = pairs.filter { $0.now != $0.before }.map {
      "\($0.name): \($0.now ?? "none"), was \($0.before ?? "none")"
    }
    guard differences.isEmpty || acceptsDifferences else {
      throw CheckpointError(
        path: study.name,
        reason: "the checkpoint was made by other code: \(differences.joined(separator: "; ")); "
          + "--force goes on with it, not bit for bit")
    }
    do {
      try group.restore(running.state)
    } catch let error as StateMisfit {
      throw CheckpointError(
        path: study.name,
        reason: "the checkpoint does not fit: \(error); train anew without --resume")
    }
    return differences
  }
}

extension StudyRunner.Result {
  /// Adds a group that is finished, or stopped.
  fileprivate mutating func add(_ group: GroupResult, places: [Int]) {
    for (place, outcome) in zip(places, group.outcomes) { outcomes[place] = outcome }
    preparationSeconds += group.cost.preparationSeconds
    trainingSeconds += group.cost.trainingSeconds
    evaluationSeconds += group.cost.evaluationSeconds
    if let launches = group.cost.launchesPerStep { launchesPerStep.append(launches) }
    operationsPerStep.append(group.cost.operationsPerStep)
  }
}
