import Studies

/// What `lockstep search --dry-run` adds to the plan of the first round.
struct SearchPlanText: Encodable {
  /// The trials of each round, the first one included.
  let trialsByRound: [Int]
  /// The seeds of a trial; with stopping by paired seeds the most that one gets.
  let seeds: Int
  /// The seeds that every trial begins with.
  let firstSeeds: Int
  /// The epochs after which only the best go on.
  let rungs: [Int]
  /// One in how many goes on.
  let reduction: Int

  init(_ search: SearchConfig) {
    trialsByRound = search.trialsByRound
    seeds = search.seeds.count
    firstSeeds = search.stopping?.after ?? search.seeds.count
    rungs = search.rungs
    reduction = search.reduction
  }

  /// One line for each thing that comes after the first round.
  var text: String {
    var lines: [String] = []
    if !rungs.isEmpty {
      let epochs = rungs.map { "\($0)" }.joined(separator: ", ")
      lines.append(
        "after epoch \(epochs) one in \(reduction) goes on, so it takes less than estimated")
    }
    for (round, trials) in trialsByRound.enumerated().dropFirst() {
      lines.append(
        "round \(round + 1): \(trials) trials, \(firstSeeds) seed\(firstSeeds == 1 ? "" : "s") each, "
          + "around the best so far")
    }
    if firstSeeds < seeds {
      lines.append("trials that are not worse than the best get up to \(seeds) seeds")
    }
    lines.append("the best trial is trained once more for the test set")
    return lines.map { "then: \($0)\n" }.joined()
  }
}
