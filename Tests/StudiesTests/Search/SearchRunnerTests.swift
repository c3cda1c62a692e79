import CPUBackend
import Datasets
import Foundation
import Networks
import Programs
import Testing
import Training

@testable import Studies

/// Searches that really train, on synthetic digits.
@Suite("Running a search")
struct SearchRunnerTests {
  private static let data = Dataset(
    name: "synthetic-digits", title: "synthetic digits",
    exampleShape: ExampleShape(height: 28, width: 28, channels: 1),
    classNames: (0..<10).map(String.init),
    train: SyntheticDigits().examples(.train, count: 240),
    test: SyntheticDigits().examples(.test, count: 60))

  private func digits(_ block: String, epochs: Int = 4) throws -> Study {
    try StudyConfig.parse(
      yaml: searchConfig(
        block, data: "{set: synthetic-digits, train: 240, validation: 80, test: 60}"),
      file: "configs/x.yaml", overrides: ["epochs=\(epochs)"])
  }

  private func runner(_ study: Study, _ folder: TemporaryStore) throws -> SearchRunner {
    SearchRunner(
      study: study, store: try folder.open(study), dataSets: ["synthetic-digits": Self.data],
      backend: CPUBackend(workers: 2))
  }

  /// What every run came to, without seconds.
  private func figures(_ history: SearchHistory) -> [String] {
    history.runs.map { run in
      "\(run.kind) \(run.trial) \(run.seed) \(run.state): "
        + run.epochs.map { "\($0.train.loss) \($0.validation?.loss ?? 0) \($0.test?.loss ?? -1)" }
        .joined(separator: ", ")
    }.sorted()
  }

  private let halving = """
    method: successive-halving
    trials: 6
    rungs: [1, 2]
    reduction: 2
    seeds: [1, 2]
    space:
      optimizer.rate: {log-uniform: [0.001, 1]}
      regularizer.l2: {log-uniform: [0.000001, 0.01]}
    """

  @Test func losersLeaveTheRunningGroup() throws {
    let study = try digits(halving)
    let folder = try TemporaryStore()
    var replicas: [Int] = []
    var observer = SearchRunner.Observer()
    observer.progress = { progress in
      if progress.step == progress.steps { replicas.append(progress.replicas) }
    }
    let result = try runner(study, folder).run(observer)
    // 6, 3 and 2 trials with two seeds each; then the best one once more, all epochs.
    #expect(replicas == [12, 6, 4, 4, 2, 2, 2, 2])
    #expect(result.groups == 2)
    let history = try folder.open(study).history()
    #expect(history.runs.count { $0.state == .pruned } == 8)
    // The test set was seen once: after the last epoch of the best.
    let tested = history.runs.filter { $0.epochs.contains { $0.test != nil } }
    #expect(tested.map(\.kind) == [.test, .test])
    #expect(tested.allSatisfy { $0.epochs.map { $0.test != nil } == [false, false, false, true] })
    // What was trained once more is what was selected.
    let best = try #require(history.ranking(try study.search.unwrapped()).first)
    for run in tested {
      let selected = history.runs.first {
        $0.kind == .search && $0.trial == best.trial.number && $0.seed == run.seed
      }
      #expect(selected?.epochs.map(\.validation?.loss) == run.epochs.map(\.validation?.loss))
    }
  }

  @Test(arguments: [1, 5])
  func theSizeOfGroupsDoesNotShow(together: Int) throws {
    let study = try digits(halving)
    let (whole, parts) = (try TemporaryStore(), try TemporaryStore())
    _ = try runner(study, whole).run()
    let small = try runner(study, parts)
    small.largestGroup = together
    let result = try small.run()
    #expect(result.groups > 4)
    #expect(
      try figures(parts.open(study).history()) == figures(whole.open(study).history()))
  }

  @Test func aStoppedSearchGoesOnWhereItWas() throws {
    let study = try digits(
      """
      method: coarse-to-fine
      trials: 12
      rounds: 3
      keep: 2
      \(rateSpace)
      """, epochs: 2)
    let (whole, parts) = (try TemporaryStore(), try TemporaryStore())
    var expected = Work()
    var wholeObserver = SearchRunner.Observer()
    wholeObserver.progress = { expected.add($0) }
    _ = try runner(study, whole).run(wholeObserver)
    var work = Work()
    var starts = 0
    var isStopped = true
    while isStopped, starts < 100 {
      starts += 1
      let part = try runner(study, parts)
      part.largestGroup = 2
      var pieces = 0
      var observer = SearchRunner.Observer()
      observer.progress = {
        pieces += 1
        work.add($0)
      }
      // The first part ends within its first epoch, later ones further on.
      observer.shouldStop = { pieces >= starts }
      isStopped = try part.run(observer).wasStopped
      let left = try parts.open(study).history()
      #expect(!left.runs.contains { $0.state == .running })
    }
    #expect(starts > 2 && starts < 100)
    // Nothing was trained twice: the states of the runs were kept within the epoch. (The best is trained
    // once more from the start whenever that is stopped.)
    #expect(work.searched == expected.searched)
    #expect(
      try figures(parts.open(study).history()) == figures(whole.open(study).history()))
  }

  /// Examples that were trained on, by what progress says.
  private struct Work {
    private(set) var searched = 0
    private var last = 0

    mutating func add(_ progress: GroupProgress) {
      // One replica is the best, trained once more.
      if progress.replicas > 1 {
        searched += progress.trainedExamples - (progress.trainedExamples > last ? last : 0)
      }
      last = progress.trainedExamples
    }
  }

  @Test func damagedOrForeignStatesAreNotGoneOnFrom() throws {
    let study = try digits("method: random\ntrials: 4\n\(rateSpace)", epochs: 3)
    let (whole, parts) = (try TemporaryStore(), try TemporaryStore())
    _ = try runner(study, whole).run()
    let expected = try figures(whole.open(study).history())
    func stop() throws -> URL {
      let part = try runner(study, parts)
      var pieces = 0
      var observer = SearchRunner.Observer()
      observer.progress = { _ in pieces += 1 }
      observer.shouldStop = { pieces >= 1 }
      #expect(try part.run(observer).wasStopped)
      return SearchCheckpoints(of: part.store).folder
    }
    var folder = try stop()
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.count == 4)
    let file = folder.appending(path: files[0])
    try Data(contentsOf: file).dropLast(100).write(to: file)
    _ = try runner(study, parts).run()
    #expect(try figures(parts.open(study).history()) == expected)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
    // A search that is begun anew in the folder finds the states of the one before, under its own numbers.
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: parts.path + suffix)
    }
    folder = try stop()
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: parts.path + suffix)
    }
    let anew = try runner(study, parts)
    #expect(SearchCheckpoints(of: anew.store).folder != folder)
    var starts: [TrainingPosition] = []
    var observer = SearchRunner.Observer()
    observer.groupWillStart = { starts.append($1) }
    _ = try anew.run(observer)
    #expect(starts.allSatisfy { $0 == TrainingPosition(epochs: 0, steps: 0) })
    #expect(try figures(parts.open(study).history()) == expected)
  }

  @Test func statesAreKeptAtTheEndOfEpochs() throws {
    let study = try digits("method: random\ntrials: 2\n\(rateSpace)", epochs: 3)
    let folder = try TemporaryStore()
    let runner = try runner(study, folder)
    runner.checkpointSeconds = 0
    let checkpoints = SearchCheckpoints(of: runner.store)
    var found: Set<Int> = []
    var observer = SearchRunner.Observer()
    observer.progress = { _ in
      if let position = checkpoints.position(1) { found.insert(position.epochs) }
    }
    _ = try runner.run(observer)
    #expect(found == [1, 2])
  }

  @Test func widthsAndBatchesAreGroupsOfTheirOwn() throws {
    let study = try digits(
      """
      method: grid
      space:
        model.mlp.hidden: {choice: [[8], [16, 8]]}
        optimizer.rate: {log-uniform: [0.01, 0.1], steps: 3}
      """, epochs: 1)
    let folder = try TemporaryStore()
    var plans: [Int] = []
    var observer = SearchRunner.Observer()
    observer.groupWillStart = { plan, _ in plans.append(plan.trials.count) }
    _ = try runner(study, folder).run(observer)
    #expect(plans == [3, 3, 1])
  }

  @Test func aMetricThatTheDataDoesNotHaveIsNamed() throws {
    // Values to predict have no accuracy.
    func examples(_ count: Int) -> Examples {
      Examples(
        count: count, featureCount: 4,
        features: .floats((0..<count * 4).map { Float($0 % 7) }),
        targets: .values((0..<count).map { Float($0 % 3) }, width: 1))
    }
    let values = Dataset(
      name: "synthetic-digits", title: "values",
      exampleShape: ExampleShape(height: 1, width: 4, channels: 1), classNames: [],
      train: examples(240), test: examples(60))
    var study = try digits("method: random\ntrials: 2\n\(rateSpace)", epochs: 1)
    study = try StudyConfig.parse(
      yaml: study.resolvedYAML, file: "x", overrides: ["loss=mean-squared-error"])
    let folder = try TemporaryStore()
    let runner = SearchRunner(
      study: study, store: try folder.open(study), dataSets: ["synthetic-digits": values],
      backend: CPUBackend(workers: 1))
    #expect {
      _ = try runner.run()
    } throws: {
      "\($0)".contains("this data has no validation-accuracy; set search.metric to validation-loss")
    }
  }
}
