import Foundation
import GRDB
import Training

@testable import Studies

/// A store in a folder of its own.
final class TemporaryStore {
  let folder: URL
  var path: String { folder.appending(path: SearchStore.fileName).path }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "search-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The store of a study in this folder; another connection each time.
  func open(_ study: Study, mustExist: Bool = false) throws -> SearchStore {
    guard let search = study.search else { throw CocoaError(.featureUnsupported) }
    return try SearchStore(
      path: path, space: search.space, config: study.resolvedYAML, mustExist: mustExist)
  }
}

/// An epoch with this validation accuracy.
func epoch(_ number: Int, accuracy: Double) -> EpochRecord {
  EpochRecord(
    epoch: number, train: SplitMetrics(loss: 1, penalty: 0, accuracy: accuracy, examples: 10),
    validation: SplitMetrics(loss: 1 - accuracy, penalty: 0, accuracy: accuracy, examples: 10),
    test: nil, seconds: 0.5)
}

/// A search whose runs come to what a function says.
struct SearchSimulation {
  let study: Study
  let store: SearchStore
  var search: SearchConfig { get throws { try study.search.unwrapped() } }
  /// The accuracy of parameters with a seed after an epoch.
  let accuracy: ([ParameterValue], UInt64, Int) -> Double

  /// Runs the search to its end, `together` runs at once.
  ///
  /// - Parameter afterStep: called after every claim that was trained, with how many there were; `false` ends
  ///   the simulation.
  func run(
    _ worker: SearchWorker = SearchWorker(), together: Int = 1000,
    afterStep: (Int) -> Bool = { _ in true }
  ) throws -> SearchHistory {
    let search = try search
    try store.join(worker, device: "simulated")
    let planner = SearchPlanner(search: search)
    var steps = 0
    while true {
      if try store.advance(planner).step == .finished { break }
      let history = try store.history()
      let open = history.runs.filter { run in
        (run.state == .waiting || run.owner == worker.name)
          && (!run.hasReachedTarget || run.kind == .test && run.state == .waiting)
      }.prefix(together)
      let waiting = open.filter { $0.state == .waiting }.map(\.id)
      let claimed = try store.claim(waiting, for: worker, device: "simulated")
      for run in open where claimed.contains(run.id) || run.owner == worker.name {
        guard let trial = history.trials.first(where: { $0.number == run.trial }) else { continue }
        let last = try search.config(trial.parameters, seed: run.seed).epochs
        for number in run.epochs.count + 1...max(run.target, run.epochs.count + 1) {
          try store.record(
            [epoch(number, accuracy: accuracy(trial.parameters, run.seed, number))], of: [run.id],
            isLast: number == last, by: worker)
        }
      }
      steps += 1
      guard afterStep(steps) else { return try store.history() }
    }
    try store.leave(worker)
    return try store.history()
  }
}

extension Optional {
  func unwrapped() throws -> Wrapped {
    guard let self else { throw CocoaError(.coderValueNotFound) }
    return self
  }
}
