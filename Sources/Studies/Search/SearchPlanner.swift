import Foundation
import Training

/// What a search does next, as a function of its config and of what it has found out so far.
///
/// Whoever asks gets the same answer, so that a search can be stopped and continued anywhere, and several
/// processes can share one.
public struct SearchPlanner: Sendable {
  /// What is searched.
  public let search: SearchConfig

  /// A planner.
  public init(search: SearchConfig) { self.search = search }

  /// What to do next.
  public enum Step: Sendable, Equatable {
    /// Runs have to be trained first.
    case wait
    /// The history is to be changed.
    case change(Changes)
    /// Nothing is left to do.
    case finished
  }

  /// Changes of a history that belong together.
  public struct Changes: Sendable, Equatable {
    /// New trials.
    public var trials: [SearchTrial] = []
    /// New runs.
    public var runs: [NewRun] = []
    /// Trials whose runs go no further, and why.
    public var pruned: [Pruning] = []
    /// Trials whose runs are to be trained up to another epoch.
    public var raised: [Raising] = []
  }

  /// A run that is to be.
  public struct NewRun: Sendable, Equatable {
    /// The number of its trial.
    public var trial: Int
    /// Its seed.
    public var seed: UInt64
    /// What it is for.
    public var kind: SearchRun.Kind
    /// The epochs that it should be trained.
    public var target: Int
  }

  /// A trial that goes no further.
  public struct Pruning: Sendable, Equatable {
    /// Its number.
    public var trial: Int
    /// Why, in words.
    public var reason: String
    /// Seeds that it never got.
    public var seeds: [UInt64]
  }

  /// A trial that goes on to another epoch.
  public struct Raising: Sendable, Equatable {
    /// Its number.
    public var trial: Int
    /// The epochs that its runs should be trained.
    public var target: Int
  }

  /// What to do next.
  ///
  /// - Throws: `ConfigError` if the parameters of a new trial do not go together.
  public func step(_ history: SearchHistory) throws(ConfigError) -> Step {
    let isBusy = history.runs.contains { run in
      switch run.state {
      case .waiting, .running, .failed: !run.hasReachedTarget || run.kind == .test
      case .done, .pruned: false
      }
    }
    if isBusy { return .wait }
    if history.runs.contains(where: { $0.kind == .test }) { return .finished }
    if let changes = narrowing(history) { return .change(changes) }
    if let changes = repetition(history) { return .change(changes) }
    if let changes = try nextRound(history) { return .change(changes) }
    return test(history).map { .change($0) } ?? .finished
  }

  /// The mean of figures so that more is better, summed in their order.
  static func meanGoodness(_ values: [Double], _ metric: SearchMetric) -> Double {
    guard !values.isEmpty else { return -.infinity }
    return values.reduce(0) { $0 + metric.goodness($1) } / Double(values.count)
  }

  // MARK: - Rounds

  /// The trials of the next round, if one is left.
  private func nextRound(_ history: SearchHistory) throws(ConfigError) -> Changes? {
    let round = (history.trials.last?.round ?? 0) + 1
    guard round <= search.rounds else { return nil }
    let sampler = SearchSampler(space: search.space, seed: search.seed)
    let first = history.trials.count + 1
    var changes = Changes()
    if search.method == .grid {
      changes.trials = sampler.grid().enumerated().map {
        SearchTrial(number: first + $0, round: round, parameters: $1)
      }
    } else {
      let box = box(ofRound: round, history)
      var earlier = Set(history.trials.map(\.parameters))
      for number in first..<first + search.trialsByRound[round - 1] {
        let parameters = sampler.draw(number, from: box, unlike: earlier)
        earlier.insert(parameters)
        changes.trials.append(SearchTrial(number: number, round: round, parameters: parameters))
      }
    }
    let seeds = search.seeds.prefix(search.stopping?.after ?? search.seeds.count)
    for trial in changes.trials {
      let epochs = try search.config(trial.parameters, seed: seeds[0]).epochs
      for seed in seeds {
        changes.runs.append(
          NewRun(
            trial: trial.number, seed: seed, kind: .search, target: search.rungs.first ?? epochs))
      }
    }
    return changes
  }

  /// The box that the trials of a round are drawn from.
  private func box(ofRound round: Int, _ history: SearchHistory) -> SearchBox {
    var box = search.space.box
    for next in stride(from: 2, through: round, by: 1) {
      var known = history
      known.trials.removeAll { $0.round >= next }
      let best = known.ranking(search).prefix(search.keep).map(\.trial.parameters)
      guard !best.isEmpty else { return box }
      box = .around(best, in: search.space, last: box, of: search.trialsByRound[next - 2])
    }
    return box
  }

  /// The box of every round that has trials.
  func boxes(of history: SearchHistory) -> [SearchBox] {
    let rounds = history.trials.last?.round ?? 0
    return (0..<rounds).map { box(ofRound: $0 + 1, history) }
  }

  // MARK: - Rungs

  /// What a rung decides: the best share of the trials goes on, the others do not.
  private func narrowing(_ history: SearchHistory) -> Changes? {
    guard !search.rungs.isEmpty else { return nil }
    let live = history.standings(search).filter { $0.state != .pruned && $0.state != .done }
    guard let epochs = live.first?.epochs, let rung = search.rungs.firstIndex(of: epochs) else {
      return nil
    }
    let ranked = live.map {
      ($0, Self.meanGoodness($0.values(search.seeds), search.metric))
    }.sorted {
      $0.1 != $1.1 ? $0.1 > $1.1 : $0.0.trial.number < $1.0.trial.number
    }.map(\.0.trial)
    let count = (ranked.count + search.reduction - 1) / search.reduction
    let isLast = rung + 1 == search.rungs.count
    let target = isLast ? search.settings.epochs : search.rungs[rung + 1]
    var changes = Changes()
    changes.raised = ranked.prefix(count).map { Raising(trial: $0.number, target: target) }
    changes.pruned = ranked.dropFirst(count).map { trial in
      Pruning(
        trial: trial.number,
        reason: "not among the best \(count) of \(ranked.count) after epoch \(epochs)", seeds: [])
    }
    return changes
  }

  // MARK: - Seeds

  /// Further seeds for the trials that are not significantly worse than the best one.
  private func repetition(_ history: SearchHistory) -> Changes? {
    guard let stopping = search.stopping else { return nil }
    let complete = history.standings(search).filter { $0.state == .done }
    let open = complete.filter { $0.values.count < search.seeds.count }
    guard let count = open.map(\.values.count).min() else { return nil }
    let seeds = Array(search.seeds.prefix(count))
    func goodness(_ standing: SearchStanding) -> [Double] {
      standing.values(seeds).map(search.metric.goodness)
    }
    func mean(_ standing: SearchStanding) -> Double {
      Self.meanGoodness(standing.values(seeds), search.metric)
    }
    guard
      let best = complete.max(by: {
        let (left, right) = (mean($0), mean($1))
        return left != right ? left < right : $0.trial.number > $1.trial.number
      })
    else { return nil }
    var changes = Changes()
    for standing in open where standing.values.count == count {
      let p = Self.probabilityOfChance(that: goodness(standing), isWorseThan: goodness(best))
      if standing.trial != best.trial, p < stopping.p {
        changes.pruned.append(
          Pruning(
            trial: standing.trial.number,
            reason: "worse than trial \(best.trial.number) on \(count) seeds, p = \(Self.text(p))",
            seeds: Array(search.seeds.dropFirst(count))))
      } else {
        let target =
          history.runs.first { $0.trial == standing.trial.number && $0.kind == .search }?.target
          ?? 0
        changes.runs.append(
          NewRun(
            trial: standing.trial.number, seed: search.seeds[count], kind: .search, target: target))
      }
    }
    return changes
  }

  /// The one-sided p-value of Wilcoxon's signed-rank test on pairs with the same seed.
  ///
  /// The use as a stopping rule for repeated trials is that of Optuna's `WilcoxonPruner`.
  static func probabilityOfChance(
    that goodness: [Double], isWorseThan best: [Double]
  ) -> Double {
    // A run that diverged is worse than any other, by more than any other pair differs.
    let differences = zip(goodness, best).map { own, other -> Double in
      if own == other { return 0 }
      let difference = own - other
      return difference.isFinite ? difference : own < other ? -1e300 : 1e300
    }
    let test = WilcoxonSignedRank(differences: differences, tolerance: 1e-12)
    guard test.negativeRankSum > test.positiveRankSum else { return 1 }
    return test.pValue / 2
  }

  private static func text(_ p: Double) -> String {
    p < 0.001 ? "<0.001" : "\((p * 1000).rounded() / 1000)"
  }

  // MARK: - Test

  /// The runs that measure the best trial on the test set.
  private func test(_ history: SearchHistory) -> Changes? {
    guard let best = history.ranking(search).first else { return nil }
    var changes = Changes()
    changes.runs = search.seeds.map {
      NewRun(trial: best.trial.number, seed: $0, kind: .test, target: best.epochs)
    }
    return changes
  }
}
