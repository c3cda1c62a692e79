import Training

/// One choice of the searched parameters.
public struct SearchTrial: Sendable, Equatable {
  /// The number, from 1.
  public var number: Int
  /// The round that it was drawn in, from 1.
  public var round: Int
  /// The values, in the order of the space.
  public var parameters: [ParameterValue]
}

/// A trial with one seed.
public struct SearchRun: Sendable, Equatable {
  /// Where a run stands.
  public enum State: String, Sendable, CaseIterable {
    /// Somebody has to train it on, if it has not reached its target.
    case waiting
    /// Somebody trains it.
    case running
    /// All its epochs are trained.
    case done
    /// It is not worth more epochs, or any.
    case pruned
    /// It ended with an error; the next command tries again.
    case failed
  }

  /// What a run is for.
  public enum Kind: String, Sendable {
    /// To compare trials, on held-out examples.
    case search
    /// To measure the best trial on the test set, once, at the end.
    case test
  }

  /// Its number in the store.
  public var id: Int64
  /// The number of its trial.
  public var trial: Int
  /// Keys every random draw of its training.
  public var seed: UInt64
  /// What it is for.
  public var kind: Kind
  /// Where it stands.
  public var state: State
  /// The epochs that it should be trained now.
  public var target: Int
  /// The process that trains it; `nil` for none.
  public var owner: String?
  /// Why it is in this state, if there is more to say.
  public var note: String?
  /// The epochs so far, in order; those of a run that was taken up again are the same numbers anew.
  public var epochs: [EpochRecord] = []

  /// Whether it has the epochs that it should have.
  var hasReachedTarget: Bool { epochs.count >= target }
}

/// All that is known of a search at one time.
public struct SearchHistory: Sendable {
  /// The trials by number.
  public var trials: [SearchTrial]
  /// The runs in the order they were asked for.
  public var runs: [SearchRun]

  /// A history of these parts.
  public init(trials: [SearchTrial] = [], runs: [SearchRun] = []) {
    self.trials = trials
    self.runs = runs
  }

  /// The runs that compare a trial, in the order of `seeds`.
  public func searchRuns(of trial: Int, seeds: [UInt64]) -> [SearchRun] {
    let own = runs.filter { $0.trial == trial && $0.kind == .search }
    return seeds.compactMap { seed in own.first { $0.seed == seed } }
  }
}

/// A trial with what its runs came to.
public struct SearchStanding: Sendable {
  /// The trial.
  public let trial: SearchTrial
  /// The figure of each seed that has one, after the last epoch that was trained, by seed.
  public let values: [UInt64: Double]
  /// Epochs behind the figures: fewer than the config says for what a rung left behind.
  public let epochs: Int
  /// Where it stands as a whole.
  public let state: SearchRun.State
  /// Why it was pruned, or how it failed.
  public let note: String?

  /// The figures in the order of `seeds`.
  public func values(_ seeds: [UInt64]) -> [Double] { seeds.compactMap { values[$0] } }
}

extension SearchHistory {
  /// Every trial with its figures, in the order of their numbers.
  public func standings(_ search: SearchConfig) -> [SearchStanding] {
    let runsByTrial = Dictionary(grouping: runs.filter { $0.kind == .search }, by: \.trial)
    return trials.map { trial in
      let runs = runsByTrial[trial.number] ?? []
      // Rungs leave all runs of a trial at the same epoch, a stop may not.
      let epochs = runs.filter { !$0.epochs.isEmpty }.map(\.epochs.count).min() ?? 0
      var values: [UInt64: Double] = [:]
      for run in runs where epochs > 0 && run.epochs.count >= epochs {
        // The store has no NaN: a figure that is missing there was not finite.
        values[run.seed] = search.metric.value(in: run.epochs[epochs - 1]) ?? .nan
      }
      let states = Set(runs.map(\.state))
      let state: SearchRun.State =
        [.failed, .pruned, .running, .waiting].first(where: states.contains) ?? .done
      return SearchStanding(
        trial: trial, values: values, epochs: epochs, state: runs.isEmpty ? .waiting : state,
        note: runs.lazy.compactMap(\.note).first)
    }
  }

  /// The trials, best first: those that were trained to the end with all seeds, by the mean of their
  /// figures; then the others by how far they came and theirs.
  public func ranking(_ search: SearchConfig) -> [SearchStanding] {
    standings(search).filter { !$0.values.isEmpty }.map { standing in
      (
        standing, standing.state == .done ? 1 : 0,
        SearchPlanner.meanGoodness(standing.values(search.seeds), search.metric)
      )
    }.sorted { left, right in
      if left.1 != right.1 { return left.1 > right.1 }
      // Finished trials may have been asked to train for different epochs.
      if left.1 == 0, left.0.epochs != right.0.epochs { return left.0.epochs > right.0.epochs }
      if left.2 != right.2 { return left.2 > right.2 }
      return left.0.trial.number < right.0.trial.number
    }.map(\.0)
  }

  /// The box that the trials of each round were drawn from.
  public func boxes(_ search: SearchConfig) -> [SearchBox] {
    SearchPlanner(search: search).boxes(of: self)
  }
}
