import Foundation
import Testing

@testable import Studies

/// A config whose `search` block tests replace.
func searchConfig(_ block: String, data: String = "{set: mnist, train: 700, validation: 100}")
  -> String
{
  """
  name: hunt
  data: \(data)
  model: {mlp: {hidden: [8]}}
  loss: cross-entropy
  optimizer: {name: sgd, rate: 0.1}
  epochs: 9
  seed: 40
  search:
  \(block.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
  """
}

/// Random search over a rate.
let rateSpace = "space: {optimizer.rate: {log-uniform: [0.001, 1]}}"

/// The search of a config.
func search(_ block: String, set overrides: String...) throws -> SearchConfig {
  let study = try StudyConfig.parse(
    yaml: searchConfig(block), file: "configs/x.yaml", overrides: overrides)
  return try #require(study.search)
}

@Suite("Search configs")
struct SearchConfigTests {
  @Test func defaultsAreFilledIn() throws {
    let search = try search("method: random\ntrials: 7\n\(rateSpace)")
    #expect(search.method == .random)
    #expect(search.trials == 7)
    #expect(search.rounds == 1)
    #expect(search.rungs == [])
    #expect(search.seeds == [40])
    #expect(search.stopping == nil)
    #expect(search.metric == .validationAccuracy)
    #expect(search.seed == 40)
  }

  @Test func everyKeyIsRead() throws {
    let search = try search(
      """
      method: coarse-to-fine
      trials: 20
      rounds: 3
      keep: 4
      repeats: 6
      stop: {method: wilcoxon, p: 0.2, after: 3}
      metric: validation-loss
      space:
        optimizer.rate: {log-uniform: [0.001, 1]}
        regularizer.dropout: {uniform: [0, 0.5]}
        batch: {integer: [16, 64]}
        model.mlp.hidden: {choice: [[8], [16, 8]]}
      """)
    #expect(search.trialsByRound == [7, 7, 6])
    #expect(search.keep == 4)
    #expect(search.seeds == [40, 41, 42, 43, 44, 45])
    #expect(search.stopping == SearchConfig.Stopping(p: 0.2, after: 3))
    #expect(search.metric == .validationLoss)
    let parameters: [ParameterValue] = [.number(0.25), .number(0.5), .integer(17), .choice(1)]
    let config = try search.config(parameters, seed: 7)
    #expect(config.optimizer.rate == 0.25)
    #expect(config.regularizer.dropout == 0.5)
    #expect(config.batch == 17)
    #expect(config.seed == 7)
    let texts = zip(parameters, search.space.dimensions).map { $0.text(in: $1.range) }
    #expect(texts == ["0.25", "0.5", "17", "16-8"])
    let study = try search.study(parameters, name: "hunt-best")
    #expect(study.name == "hunt-best" && study.search == nil)
    #expect(study.trials.map(\.config.seed) == search.seeds)
    #expect(study.trials.allSatisfy { $0.config.optimizer.rate == 0.25 && $0.config.batch == 17 })
  }

  @Test func rungsAreTheEpochsDividedByTheReduction() throws {
    let search = try search("method: successive-halving\ntrials: 9\n\(rateSpace)")
    #expect(search.rungs == [1, 3] && search.reduction == 3)
  }

  @Test func theResolvedConfigIsTheSameSearch() throws {
    for block in [
      "method: random\ntrials: 7\nrepeats: 5\nstop: wilcoxon\n\(rateSpace)",
      "method: grid\nspace: {optimizer.rate: {log-uniform: [0.00001, 1], steps: 3}}",
      "method: coarse-to-fine\ntrials: 9\nspace: {model.mlp.hidden: {choice: [[8], [9, 4]]}, "
        + "optimizer: {choice: [sgd, {name: adam, rate: 0.01}]}, batch: {integer: [1, 9]}}",
      "method: successive-halving\ntrials: 9\nrungs: [2, 5]\nseeds: [3, 1]\n\(rateSpace)",
    ] {
      let first = try study(searchConfig(block))
      let again = try study(first.resolvedYAML)
      #expect(again.resolvedYAML == first.resolvedYAML)
      let (one, two) = (try #require(first.search), try #require(again.search))
      #expect(one.seeds == two.seeds && one.stopping == two.stopping && one.rungs == two.rungs)
      #expect(one.space.box == two.space.box && one.trials == two.trials)
    }
  }

  @Test func anOptimizerByNameLeavesOthersTheirDefaults() throws {
    let study = try study(
      searchConfig("method: grid\nspace: {optimizer.name: {choice: [sgd, adam]}}"))
    let search = try #require(try StudyConfig.parse(yaml: study.resolvedYAML, file: "x").search)
    #expect(try search.config([.choice(1)], seed: 1).optimizer.coefficients["beta1"] == 0.9)
    #expect(try search.config([.choice(0)], seed: 1).optimizer.coefficients.isEmpty)
  }

  @Test func overridesReachTheSpace() throws {
    let block = "method: random\ntrials: 7\n\(rateSpace)"
    let narrow = try search(block, set: "search.space.optimizer.rate={log-uniform: [0.1, 0.2]}")
    guard case .logUniform(let range) = narrow.space.dimensions[0].range else {
      Issue.record("\(narrow.space)")
      return
    }
    #expect(range == 0.1...0.2)
    #expect(try search(block, set: "search.trials=3").trials == 3)
    #expect(
      errorText(searchConfig(block), set: "optimizer.rate=0.3")
        == "--set optimizer.rate: would change nothing, since optimizer.rate is searched; set "
        + "search.space.optimizer.rate instead")
  }

  /// A block, and the error it must end in; its first line is line 9.
  @Test(
    arguments: [
      ("trials: 3\n\(rateSpace)", "search.method: missing; add one, such as 'method: random'"),
      (
        "method: randem\ntrials: 3\n\(rateSpace)",
        "9: search.method: 'randem' is not one of grid, random, coarse-to-fine, "
          + "successive-halving; did you mean 'random'?"
      ),
      (
        "method: random\ntrails: 3\n\(rateSpace)",
        "10: search.trails: unknown key; did you mean 'trials'?"
      ),
      (
        "method: random\ntrials: 3\nspace: {optimizer.rat: {uniform: [1, 2]}}",
        "11: search.space.optimizer.rat: unknown key; did you mean 'optimizer.rate'?"
      ),
      (
        "method: random\ntrials: 3\nspace: {seed: {integer: [1, 2]}}",
        "11: search.space.seed: list the seeds under search.seeds, or set search.repeats"
      ),
      (
        "method: random\ntrials: 3\nspace: {optimizer.rate: {loguniform: [1, 2]}}",
        "11: search.space.optimizer.rate.loguniform: unknown key; did you mean 'log-uniform'?"
      ),
      (
        "method: random\ntrials: 3\nspace: {optimizer.rate: {log-uniform: [0, 2]}}",
        "11: search.space.optimizer.rate.log-uniform: must be above 0, is 0"
      ),
      (
        "method: random\ntrials: 3\nspace: {optimizer.rate: {uniform: [2, 1]}}",
        "11: search.space.optimizer.rate.uniform: 2.0 is above 1.0"
      ),
      (
        "method: random\ntrials: 3\nspace: {regularizer.dropout: {uniform: [0, 1.5]}}",
        "11: search.space.regularizer.dropout: must be at least 0 and below 1, is 1.5"
      ),
      (
        "method: random\ntrials: 3\nspace: {batch: {uniform: [16, 64]}}",
        "11: search.space.batch.uniform: batch takes whole numbers; write {integer: [a, b]}"
      ),
      (
        "method: random\ntrials: 3\nspace: {batch: {choice: [16, 16]}}",
        "11: search.space.batch.choice: '16' stands twice"
      ),
      (
        "method: random\ntrials: 3\nspace: {batch: {choice: [16, 32]}}",
        "10: search.trials: 3 trials, but the space has only 2; 'method: grid' takes them all"
      ),
      (
        "method: grid\n\(rateSpace)",
        "10: search.space.optimizer.rate.steps: missing; a grid needs them, such as 'steps: 5'"
      ),
      (
        "method: grid\ntrials: 3\nspace: {batch: {choice: [16, 32]}}",
        "10: search.trials: a grid has as many trials as its space has values"
      ),
      (
        "method: random\ntrials: 3\nrounds: 2\n\(rateSpace)",
        "11: search.rounds: random has no rounds"
      ),
      (
        "method: random\ntrials: 3\nrepeats: 4\nstop: wilcoxon\n\(rateSpace)",
        "12: search.stop: a test at p 0.1 takes 4 seeds and there are 4, so that nothing is ever "
          + "stopped; give more search.repeats or a larger search.stop.p"
      ),
      (
        "method: successive-halving\ntrials: 3\nrungs: [3, 2]\n\(rateSpace)",
        "11: search.rungs: rungs are ascending epochs before the last one"
      ),
      (
        "method: random\ntrials: 3\nseeds: [1, 1]\n\(rateSpace)",
        "11: search.seeds: 1 stands twice"
      ),
    ])
  func errorsNamePlaceKeyAndWayOut(block: String, expected: String) throws {
    let text = try #require(errorText(searchConfig(block)))
    #expect(text.hasPrefix("configs/x.yaml:") && text.hasSuffix(expected), "\(text)")
  }

  @Test func withoutHeldOutExamplesThereIsNothingToSelectBy() throws {
    let yaml = searchConfig("method: random\ntrials: 3\n\(rateSpace)", data: "{set: mnist}")
    #expect(
      errorText(yaml)
        == "configs/x.yaml:2: data.validation: a search selects on held-out examples and there are "
        + "none; set data.validation, such as validation: 1000")
  }

  @Test func trialsBesideASearchAreRefused() throws {
    let text = errorText(
      searchConfig("method: random\ntrials: 3\n\(rateSpace)") + "\ntrials: {seed: [1, 2]}\n")
    #expect(
      text?.hasSuffix("trials: stands beside search, which makes trials of its own; keep one")
        == true, "\(text ?? "no error")")
  }
}
