import Studies
import Training

/// A search for programs: `search.json`, and what `--json` prints.
struct SearchJSON: Encodable {
  struct Trial: Encodable {
    let rank: Int
    let trial: Int
    let round: Int
    let parameters: [String: String]
    let state: String
    let epochs: Int
    let values: [Double]
    let mean: Double?
    let halfWidth: Double?
    let bestRankBySeed: Double?
    let worstRankBySeed: Double?
    let note: String?
  }

  struct Test: Encodable {
    let seed: UInt64
    let testLoss: Double
    let testAccuracy: Double?
  }

  let name: String
  let method: String
  let metric: String
  let finished: Bool
  let substitutedDataSets: [String]
  let runs: [String: Int]
  let concordance: Double?
  let best: Int?
  let test: [Test]
  let trials: [Trial]

  init(_ summary: SearchSummary) {
    let search = summary.search
    name = summary.study.name
    method = search.method.rawValue
    metric = search.metric.rawValue
    finished = summary.isFinished
    substitutedDataSets = summary.substituted
    runs = Dictionary(
      uniqueKeysWithValues: SearchRun.State.allCases.map { ($0.rawValue, summary.count($0)) })
    concordance = summary.concordance
    best = summary.best?.standing.trial.number
    test = zip(search.seeds, summary.test).map {
      Test(seed: $0, testLoss: $1.loss, testAccuracy: $1.accuracy)
    }
    trials = summary.entries.map { entry in
      let trial = entry.standing.trial
      return Trial(
        rank: entry.rank, trial: trial.number, round: trial.round,
        parameters: Dictionary(
          zip(search.space.dimensions.map(\.key), summary.texts(trial)),
          uniquingKeysWith: { first, _ in first }),
        state: entry.standing.state.rawValue, epochs: entry.standing.epochs,
        values: entry.standing.values(search.seeds), mean: entry.summary?.mean,
        halfWidth: entry.summary?.halfWidth, bestRankBySeed: entry.ranksBySeed?.lowerBound,
        worstRankBySeed: entry.ranksBySeed?.upperBound, note: entry.standing.note)
    }
  }
}
