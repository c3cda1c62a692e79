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
  /// The most trials that train at once; `nil` for as many as the device holds.
  public var largestGroup: Int?
  /// Whether the test examples are evaluated after every epoch, or once at the end.
  public var testsEveryEpoch = true
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
      var outcomes = try group.train(
        testing: testsEveryEpoch, progress: observer.progress, shouldStop: observer.shouldStop)
      let isComplete =
        group.position.epochs == group.settings.epochs
        || outcomes.allSatisfy { $0.stoppedEarly == true }
      if !testsEveryEpoch, isComplete {
        for (replica, metrics) in try group.evaluate().test.enumerated() {
          outcomes[replica].setFinalTest(metrics)
        }
      }
      result.preparationSeconds += group.preparationSeconds
      result.trainingSeconds += group.trainingSeconds
      result.evaluationSeconds += group.evaluationSeconds
      let ends = zip(outcomes, zip(try group.weights(), group.positions))
      for (index, (outcome, (weights, position))) in zip(plan.trials, ends) {
        result.outcomes[index] = outcome
        try observer.trialDidFinish(index, weights, position)
      }
      if observer.shouldStop() {
        result.wasStopped = true
        break
      }
    }
    return result
  }
}
