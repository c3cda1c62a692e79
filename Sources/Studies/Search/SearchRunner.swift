import Datasets
import Foundation
import Networks
import Programs
import Training

/// Trains the runs of a search until nothing is left to do, beside other processes that may do the same.
public final class SearchRunner {
  /// The config that the search stands in.
  public let study: Study
  /// The store that all processes share.
  public let store: SearchStore
  /// What is searched.
  public let search: SearchConfig
  /// The most runs that are claimed at once; `nil` for what the planner puts into one program.
  public var largestGroup: Int?
  /// How often the states of a group are kept at the end of an epoch: what a killed process may lose.
  public var checkpointSeconds = 60.0

  private let dataSets: [String: Dataset]
  private let startingWeights: [String: [NamedWeights]]
  private let backend: any Backend
  private let worker = SearchWorker()
  private let checkpoints: SearchCheckpoints
  private var device: String { "\(backend.device.name) (\(backend.device.identifier))" }
  /// What runs carry that have reached a rung, until all others have and it is decided who goes on.
  private var held: [Int64: ReplicaState] = [:]
  /// When the state of runs in training was last kept.
  private var saved = DispatchTime.now()
  private var result = Result()

  /// A runner of the search of a study.
  ///
  /// - Precondition: The study has a search.
  public init(
    study: Study, store: SearchStore, dataSets: [String: Dataset],
    startingWeights: [String: [NamedWeights]] = [:], backend: any Backend
  ) {
    guard let search = study.search else { reject("search: the config has none") }
    self.study = study
    self.search = search
    self.store = store
    self.dataSets = dataSets
    self.startingWeights = startingWeights
    self.backend = backend
    checkpoints = SearchCheckpoints(of: store)
  }

  /// What a search tells while it goes on.
  public struct Observer {
    /// Called before a group is prepared, with how far its replicas are trained already.
    public var groupWillStart: (LockstepGroupPlan, TrainingPosition) -> Void = { _, _ in }
    /// Called after every piece of an epoch.
    public var progress: (GroupProgress) -> Void = { _ in }
    /// Called when it was decided what comes next.
    public var historyDidChange: (SearchHistory) -> Void = { _ in }
    /// Called once there is nothing to do but to wait for other processes.
    public var willWait: () -> Void = {}
    /// Called with the study of the best trial and what it came to on the test set; the search is finished
    /// when it returns.
    public var bestDidFinish: (Best) throws -> Void = { _ in }
    /// Asked after every piece of an epoch whether to stop early.
    public var shouldStop: () -> Bool = { false }

    /// An observer that does nothing until its closures are set.
    public init() {}
  }

  /// The best trial, trained once more and tested.
  public struct Best: Sendable {
    /// Its study: a trial for each seed.
    public let study: Study
    /// What that came to.
    public let result: StudyRunner.Result
    /// The last weights of each trial.
    public let weights: [[NamedWeights]]
    /// How far they are trained.
    public let position: TrainingPosition
  }

  /// What this process did.
  public struct Result: Sendable {
    /// Seconds for compiling and warming up, over all groups.
    public var preparationSeconds = 0.0
    /// Wall seconds of training, over all groups.
    public var trainingSeconds = 0.0
    /// Wall seconds of evaluation, over all groups.
    public var evaluationSeconds = 0.0
    /// The number of lockstep groups.
    public var groups = 0
    /// Whether `shouldStop` ended it.
    public var wasStopped = false
  }

  /// Works until the search is finished or `shouldStop` says so; what was claimed and is not done is given
  /// back.
  ///
  /// - Throws: ``SearchError``, `DataError` for data that does not fit, what the backend and the observer
  ///   throw.
  public func run(_ observer: Observer = Observer()) throws -> Result {
    result = Result()
    try store.join(worker, device: device)
    let heartbeat = SearchHeartbeat(worker, device: device, in: store)
    defer { withExtendedLifetime(heartbeat) { try? store.leave(worker) } }
    var pause = 0.0
    while true {
      if observer.shouldStop() {
        try checkpoints.save(Array(held.values), of: Array(held.keys))
        result.wasStopped = true
        return result
      }
      let (step, changed) = try store.advance(SearchPlanner(search: search))
      let history = try store.history()
      if changed { observer.historyDidChange(history) }
      if step == .finished {
        checkpoints.removeAll()
        return result
      }
      let workers = try store.takeBack(from: worker)
      if try trainNext(history, workers: workers, observer) {
        pause = 0
        continue
      }
      try checkFailures(history)
      if pause == 0 { observer.willWait() }
      pause = min(pause + 0.1, 1)
      Thread.sleep(forTimeInterval: pause)
    }
  }

  /// Ends where nothing is left but runs that failed.
  private func checkFailures(_ history: SearchHistory) throws {
    let failed = history.runs.filter { $0.state == .failed }
    guard let first = failed.first, !history.runs.contains(where: { $0.state == .running }) else {
      return
    }
    throw SearchError(
      .failedRuns, path: store.path,
      reason: "\(failed.count) run\(failed.count == 1 ? "" : "s") failed, the first (trial "
        + "\(first.trial), seed \(first.seed)) with: \(first.note ?? "no reason"); the same command "
        + "tries again")
  }

  // MARK: - Groups

  /// Trains the next group that is to be had.
  ///
  /// - Returns: `false` if there is none.
  private func trainNext(
    _ history: SearchHistory, workers: Int, _ observer: Observer
  ) throws -> Bool {
    let open = history.runs.filter { !$0.hasReachedTarget || $0.kind == .test }
    let own = history.runs.filter { $0.state == .running && $0.owner == worker.name }
    held = held.filter { run, _ in own.contains { $0.id == run } }
    if let first = open.lazy.compactMap({ self.held[$0.id] }).first {
      let raised = open.filter { held[$0.id]?.position == first.position }
      return try train(raised, history, workers: 1, observer) { _, ids in Set(ids) }
    }
    let waiting = open.filter { $0.state == .waiting }
    guard let kind = waiting.first?.kind else { return false }
    // Replicas of one group are at one place.
    let position = self.position(waiting[0])
    let candidates = waiting.filter { $0.kind == kind && self.position($0) == position }
    return try train(candidates, history, workers: workers, observer) { [self] _, ids in
      try store.claim(ids, for: worker, device: device)
    }
  }

  /// Where a run that nobody trains can be taken up.
  private func position(_ run: SearchRun) -> TrainingPosition {
    let start = TrainingPosition(epochs: 0, steps: 0)
    guard run.kind == .search, let position = checkpoints.position(run.id),
      position.epochs <= run.epochs.count, position.epochs < run.target
    else { return start }
    return position
  }

  /// Plans runs, claims the first group of them and trains it.
  private func train(
    _ runs: [SearchRun], _ history: SearchHistory, workers: Int, _ observer: Observer,
    claim: (LockstepGroupPlan, [Int64]) throws -> Set<Int64>
  ) throws -> Bool {
    var runs = runs
    var runner = try self.runner(runs, history)
    guard var plan = try runner.plan().first else { return false }
    if runs[0].kind == .search {
      // Who shares a search leaves something for the others.
      let share = (plan.trials.count + workers - 1) / workers
      let limit = min(largestGroup ?? .max, share)
      plan.trials = Array(plan.trials.prefix(limit))
    }
    // The seeds of the test are one study, in however many groups it trains.
    if runs[0].kind == .test { plan.trials = Array(runs.indices) }
    let ids = plan.trials.map { runs[$0].id }
    let claimed = try claim(plan, ids)
    // Another process was faster: look again.
    guard !claimed.isEmpty else { return true }
    runs = plan.trials.map { runs[$0] }.filter { claimed.contains($0.id) }
    do {
      if runs[0].kind == .test {
        try test(runs, history, observer)
      } else {
        runner = try self.runner(runs, history)
        guard let plan = try runner.plan().first else { return false }
        try train(runs, try prepare(plan, runs, runner, observer), observer)
      }
    } catch let error as SearchError {
      throw error
    } catch {
      try? store.fail(runs.map(\.id), "\(error)", by: worker)
      throw error
    }
    return true
  }

  /// A runner whose trials are these runs.
  private func runner(_ runs: [SearchRun], _ history: SearchHistory) throws -> StudyRunner {
    let known = Set(history.trials.map(\.number))
    if let run = runs.first(where: { !known.contains($0.trial) }) {
      throw SearchError(.badData, path: store.path, reason: "trial \(run.trial) is missing")
    }
    let part = try search.study(
      study, runs: runs.map { ($0.trial, $0.seed) }, of: history.trials)
    return StudyRunner(
      study: part, dataSets: dataSets, startingWeights: startingWeights, backend: backend)
  }

  private func prepare(
    _ plan: LockstepGroupPlan, _ runs: [SearchRun], _ runner: StudyRunner, _ observer: Observer
  ) throws -> LockstepGroup {
    result.groups += 1
    let settings = try runner.settings(plan)
    let states = runs.compactMap { run -> ReplicaState? in
      if let state = held.removeValue(forKey: run.id) { return state }
      return position(run).isStart ? nil : checkpoints.state(run.id)
    }
    guard !states.isEmpty, LockstepGroup.canContinue(settings, from: states) else {
      observer.groupWillStart(plan, TrainingPosition(epochs: 0, steps: 0))
      return try LockstepGroup(settings, on: backend)
    }
    observer.groupWillStart(plan, states[0].position)
    return try LockstepGroup(settings, continuing: states, on: backend)
  }

  // MARK: - Training

  /// Trains a group until its runs are done, or until a rung that has to wait for others.
  private func train(
    _ runs: [SearchRun], _ group: LockstepGroup, _ observer: Observer
  ) throws {
    defer {
      result.preparationSeconds += group.preparationSeconds
      result.trainingSeconds += group.trainingSeconds
      result.evaluationSeconds += group.evaluationSeconds
    }
    var runs = runs
    func save() throws {
      try checkpoints.save(group.states(), of: runs.map(\.id))
      saved = .now()
    }
    func hold(_ runs: [SearchRun], _ states: [ReplicaState]) throws {
      for (run, state) in zip(runs, states) { held[run.id] = state }
      try checkpoints.save(states, of: runs.map(\.id))
    }
    while true {
      let ids = runs.map(\.id)
      let target = runs[0].target
      while group.position.epochs < target {
        let epochs = try group.train(
          upTo: group.position.epochs + 1, testing: false, progress: observer.progress,
          shouldStop: observer.shouldStop
        ).compactMap(\.epochs.first)
        // Stopped within an epoch.
        guard epochs.count == ids.count else { return try save() }
        try check(epochs[0])
        let isLast = group.position.epochs == group.settings.epochs
        try store.record(epochs, of: ids, isLast: isLast, by: worker)
        if isLast { return checkpoints.remove(ids) }
        if observer.shouldStop() { return try save() }
        if DispatchTime.now() > saved + checkpointSeconds { try save() }
      }
      // A rung: if all others have reached it, the losers leave the group and the rest goes on.
      let (_, changed) = try store.advance(SearchPlanner(search: search))
      let history = try store.history()
      if changed { observer.historyDidChange(history) }
      let now = Dictionary(
        history.runs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      let left = ids.indices.filter {
        now[ids[$0]]?.state == .running && now[ids[$0]]?.owner == worker.name
      }
      checkpoints.remove(ids.indices.filter { !left.contains($0) }.map { ids[$0] })
      guard !left.isEmpty else { return }
      runs = left.compactMap { now[ids[$0]] }
      guard !runs.contains(where: \.hasReachedTarget) else {
        try hold(runs, group.states(of: left))
        return
      }
      do {
        try group.keep(left)
      } catch {
        // Two programs at once may be too much for the device: then one after the other.
        try hold(runs, group.states(of: left))
        return
      }
    }
  }

  /// Refuses data that the metric says nothing about.
  private func check(_ epoch: EpochRecord) throws {
    guard search.metric.value(in: epoch) == nil else { return }
    throw DataError(
      path: study.name,
      reason: "search.metric: this data has no \(search.metric.rawValue); set search.metric to "
        + SearchMetric.validationLoss.rawValue)
  }

  /// Trains the best trial once more and measures it on the test set.
  ///
  /// Not from kept weights: those of every run that might still win would have to be kept, and the same
  /// training gives the same weights.
  private func test(_ runs: [SearchRun], _ history: SearchHistory, _ observer: Observer) throws {
    guard let trial = history.trials.first(where: { $0.number == runs[0].trial }) else { return }
    let best = try search.study(trial.parameters, name: "\(study.name)-best")
    var runner = StudyRunner(
      study: best, dataSets: dataSets, startingWeights: startingWeights, backend: backend)
    runner.testsEveryEpoch = false
    runner.largestGroup = largestGroup
    var weights = best.trials.map { _ in [NamedWeights]() }
    var position = TrainingPosition(epochs: 0, steps: 0)
    var training = StudyRunner.Observer()
    training.groupWillStart = { _, _, plan in
      observer.groupWillStart(plan, TrainingPosition(epochs: 0, steps: 0))
    }
    training.progress = observer.progress
    training.shouldStop = observer.shouldStop
    training.trialDidFinish = { index, values, end in
      weights[index] = values
      position = end
    }
    let outcome = try runner.run(training)
    result.preparationSeconds += outcome.preparationSeconds
    result.trainingSeconds += outcome.trainingSeconds
    result.evaluationSeconds += outcome.evaluationSeconds
    result.groups += outcome.groups
    guard !outcome.wasStopped else { return }
    try observer.bestDidFinish(
      Best(study: best, result: outcome, weights: weights, position: position))
    let tested = best.trials.indices.compactMap { place in
      runs.first { $0.seed == best.trials[place].config.seed }.map { (place: place, id: $0.id) }
    }
    for epoch in outcome.outcomes[0].epochs.indices {
      try store.record(
        tested.map { outcome.outcomes[$0.place].epochs[epoch] }, of: tested.map(\.id),
        isLast: epoch == outcome.outcomes[0].epochs.count - 1, by: worker)
    }
  }
}

extension TrainingPosition {
  /// Whether nothing is trained yet.
  fileprivate var isStart: Bool { epochs == 0 && steps == 0 }
}
