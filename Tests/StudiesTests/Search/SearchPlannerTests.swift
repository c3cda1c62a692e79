import Foundation
import Testing

@testable import Studies

@Suite("What a search does next")
struct SearchPlannerTests {
  private func simulate(
    _ block: String, _ accuracy: @escaping ([ParameterValue], UInt64, Int) -> Double
  ) throws -> (search: SearchConfig, history: SearchHistory) {
    let study = try study(searchConfig(block))
    let folder = try TemporaryStore()
    let simulation = SearchSimulation(
      study: study, store: try folder.open(study), accuracy: accuracy)
    return (try simulation.search, try simulation.run())
  }

  /// How near a rate is to 0.03, in orders of magnitude.
  private static func nearness(_ parameters: [ParameterValue]) -> Double {
    1 / (1 + abs(log10(parameters[0].number ?? 1) - log10(0.03)))
  }

  @Test func coarseToFineFindsTheOptimumCloserThanRandom() throws {
    let space = "space: {optimizer.rate: {log-uniform: [0.000001, 10]}}"
    func best(_ block: String) throws -> Double {
      let (search, history) = try simulate(block) { parameters, _, _ in Self.nearness(parameters) }
      #expect(history.trials.count == 60)
      #expect(history.runs.count { $0.kind == .search && $0.state == .done } == 60)
      let best = try #require(history.ranking(search).first)
      // The best is what the test runs measured.
      #expect(history.runs.last?.trial == best.trial.number && history.runs.last?.kind == .test)
      return abs(log10(best.trial.parameters[0].number ?? 1) - log10(0.03))
    }
    let coarse = try best("method: coarse-to-fine\ntrials: 60\nrounds: 4\nkeep: 3\n\(space)")
    let random = try best("method: random\ntrials: 60\n\(space)")
    #expect(coarse < 0.01)
    #expect(coarse < random)
  }

  @Test func everyRoundIsDrawnFromItsBoxInsideTheWhole() throws {
    let (search, history) = try simulate(
      """
      method: coarse-to-fine
      trials: 20
      rounds: 3
      keep: 3
      space:
        optimizer.rate: {log-uniform: [0.001, 1]}
        regularizer.l2: {log-uniform: [0.000001, 0.01]}
      """
    ) { parameters, _, _ in Self.nearness(parameters) }
    #expect(
      history.trials.map(\.round)
        == [1, 2, 3].flatMap { Array(repeating: $0, count: $0 == 3 ? 6 : 7) })
    let boxes = history.boxes(search)
    #expect(boxes.count == 3 && boxes[0] == search.space.box)
    for trial in history.trials {
      for (interval, value) in zip(boxes[trial.round - 1].intervals, trial.parameters) {
        guard case .numbers(let range) = interval, let number = value.number else { continue }
        #expect(range.contains(number))
      }
    }
    func widths(_ box: SearchBox) -> [Double] {
      box.intervals.map { interval in
        guard case .numbers(let range) = interval else { return 0 }
        return log10(range.upperBound / range.lowerBound)
      }
    }
    #expect(widths(boxes[2])[0] < 0.6 * widths(boxes[0])[0])
  }

  @Test func aRungLeavesTheBestShare() throws {
    let (search, history) = try simulate(
      "method: successive-halving\ntrials: 10\nrungs: [1, 3]\nreduction: 3\nseeds: [1, 2]\n\(rateSpace)"
    ) { parameters, _, epoch in Self.nearness(parameters) * (1 - 0.5 / Double(epoch)) }
    let order = history.trials.sorted {
      Self.nearness($0.parameters) > Self.nearness($1.parameters)
    }.map(\.number)
    func epochs(_ trial: Int) -> [Int] {
      history.searchRuns(of: trial, seeds: search.seeds).map(\.epochs.count)
    }
    // 10 trials, then 4, then 2: both seeds of each.
    #expect(order.map(epochs) == [9, 9, 3, 3, 1, 1, 1, 1, 1, 1].map { [$0, $0] })
    #expect(history.ranking(search).map(\.trial.number) == order)
    let dropped = try #require(history.standings(search).first { $0.trial.number == order[9] })
    #expect(dropped.state == .pruned)
    #expect(dropped.note == "not among the best 4 of 10 after epoch 1")
  }

  /// Trials 1 to 4 get better; 4 is the best by far, 3 only by chance behind it.
  private func paired(_ parameters: [ParameterValue], _ seed: UInt64) -> Double {
    guard case .choice(let place) = parameters[0] else { return 0 }
    let noise = Double(seed % 7) / 100
    let lead = place == 2 ? (seed % 2 == 0 ? 0.001 : -0.001) : 0
    return [0.5, 0.6, 0.8, 0.8][place] + noise + lead
  }

  @Test func whatIsSignificantlyWorseIsNotRepeated() throws {
    let (search, history) = try simulate(
      "method: grid\nrepeats: 7\nstop: wilcoxon\nspace: {batch: {choice: [1, 2, 3, 4]}}"
    ) { parameters, seed, _ in paired(parameters, seed) }
    #expect(search.stopping == SearchConfig.Stopping(p: 0.1, after: 4))
    func states(_ trial: Int) -> [SearchRun.State] {
      history.searchRuns(of: trial, seeds: search.seeds).map(\.state)
    }
    let stopped =
      Array(repeating: SearchRun.State.done, count: 4) + Array(repeating: .pruned, count: 3)
    #expect(states(1) == stopped && states(2) == stopped)
    #expect(states(3) == Array(repeating: .done, count: 7) && states(4) == states(3))
    #expect(
      history.runs.last { $0.trial == 1 }?.note?.hasSuffix("on 4 seeds, p = 0.063") == true)
    let ranking = history.ranking(search).map(\.trial.number)
    #expect(Set(ranking.prefix(2)) == [3, 4] && ranking.suffix(2) == [2, 1])
  }

  @Test func withoutStoppingEveryTrialGetsAllSeeds() throws {
    let (_, history) = try simulate(
      "method: grid\nrepeats: 7\nspace: {batch: {choice: [1, 2, 3, 4]}}"
    ) { parameters, seed, _ in paired(parameters, seed) }
    #expect(history.runs.count { $0.kind == .search && $0.state == .done } == 28)
    #expect(history.runs.count { $0.kind == .test && $0.state == .done } == 7)
  }

  @Test func theTestIsOneSidedAndExact() {
    func p(_ own: [Double], _ best: [Double]) -> Double {
      SearchPlanner.probabilityOfChance(that: own, isWorseThan: best)
    }
    #expect(p([1, 2, 3, 4], [2, 4, 6, 8]) == 0.0625)
    #expect(p([2, 4, 6, 8], [1, 2, 3, 4]) == 1)
    #expect(p([1, 2], [1, 2]) == 1)
    // Of 2^5 sign patterns of the ranks 1 to 5, two have a positive sum of at most 1.
    #expect(p([2, 0, 0, 0, 0], [1, 2, 3, 4, 5]) == 2.0 / 32)
    #expect(p([-.infinity, 1, 1, 1], [1, 2, 3, 4]) == 0.0625)
  }

  @Test("a trial that trained longer is not better for that")
  func searchedEpochs() throws {
    let (search, history) = try simulate(
      "method: grid\nspace: {optimizer.rate: {choice: [0.1, 0.2]}, epochs: {choice: [2, 3]}}"
    ) { parameters, _, epoch in
      // The first rate is better, and worse the longer it trains.
      parameters[0] == .choice(0) ? 0.9 - Double(epoch) / 100 : 0.5
    }
    let best = try #require(history.ranking(search).first)
    #expect(best.trial.parameters == [.choice(0), .choice(0)])
    #expect(best.epochs == 2)
    #expect(history.runs.last?.target == 2)
  }

  @Test func whatDivergesIsWorstAndNotTheEnd() throws {
    let (search, history) = try simulate("method: random\ntrials: 6\n\(rateSpace)") {
      parameters, _, _ in (parameters[0].number ?? 1) > 0.03 ? .nan : Self.nearness(parameters)
    }
    let ranking = history.ranking(search)
    #expect(ranking.count == 6)
    #expect((ranking[0].trial.parameters[0].number ?? 1) < 0.03)
    #expect((ranking[5].trial.parameters[0].number ?? 0) > 0.03)
  }

  @Test func lossIsBetterWhenItIsLess() throws {
    let (search, history) = try simulate(
      "method: random\ntrials: 6\nmetric: validation-loss\n\(rateSpace)"
    ) { parameters, _, _ in Self.nearness(parameters) }
    let losses = history.ranking(search).map { $0.values(search.seeds)[0] }
    #expect(losses == losses.sorted())
  }
}
