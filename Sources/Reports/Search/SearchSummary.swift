import Studies
import Training

/// What a search has found so far, ready to be shown.
public struct SearchSummary: Sendable {
  /// One trial with its place.
  public struct Entry: Sendable {
    /// The place, from 1; trials that were pruned stand behind those that were not.
    public let rank: Int
    /// The trial and its figures.
    public let standing: SearchStanding
    /// Mean and interval over the seeds; `nil` if it has no figures.
    public let summary: SampleSummary?
    /// The best and the worst place that one seed alone gives it, among the trials that have all seeds;
    /// `nil` if it is none of them, or there is one seed.
    public let ranksBySeed: ClosedRange<Double>?
  }

  /// The config that the search stands in.
  public let study: Study
  /// What is searched.
  public let search: SearchConfig
  /// All that is known.
  public let history: SearchHistory
  /// The trials that have figures, best first.
  public let entries: [Entry]
  /// How much the seeds agree about the order of the trials, 0...1; `nil` with one seed.
  public let concordance: Double?
  /// The data sets that were replaced by generated digits.
  public let substituted: [String]
  /// Whether nothing is left to do.
  public let isFinished: Bool
  /// The test figures of the best trial, one for each seed, once it was measured.
  public let test: [SplitMetrics]

  /// The summary of a search.
  ///
  /// - Precondition: The study has a search.
  public init(
    study: Study, search: SearchConfig, history: SearchHistory, substituted: [String] = []
  ) {
    self.study = study
    self.substituted = substituted
    self.search = search
    self.history = history
    let ranking = history.ranking(search)
    let complete = ranking.filter { $0.state == .done && $0.values.count == search.seeds.count }
    let concordance = KendallConcordance(
      search.seeds.map { seed in
        complete.map { search.metric.goodness($0.values[seed] ?? .nan) }
      })
    self.concordance = concordance.w
    var places: [Int: ClosedRange<Double>] = [:]
    for (index, standing) in complete.enumerated() where search.seeds.count > 1 {
      let ranks = concordance.ranks.map { $0[index] }
      if let low = ranks.min(), let high = ranks.max() {
        places[standing.trial.number] = low...high
      }
    }
    entries = ranking.enumerated().map { index, standing in
      Entry(
        rank: index + 1, standing: standing,
        summary: SampleSummary(standing.values(search.seeds)),
        ranksBySeed: places[standing.trial.number])
    }
    let tests = history.runs.filter { $0.kind == .test }
    isFinished = !tests.isEmpty && tests.allSatisfy { $0.state == .done }
    test = isFinished ? tests.compactMap { $0.epochs.last?.test } : []
  }

  /// The best trial; while the search goes on, the best so far.
  public var best: Entry? { entries.first }

  /// The number of runs in a state, test runs left out.
  public func count(_ state: SearchRun.State) -> Int {
    history.runs.count { $0.kind == .search && $0.state == state }
  }

  /// The values of a trial by key.
  func texts(_ trial: SearchTrial) -> [String] {
    zip(search.space.dimensions, trial.parameters).map { $1.text(in: $0.range) }
  }

  /// `optimizer.rate 0.0123, regularizer.l2 1e-05`.
  func words(_ trial: SearchTrial) -> String {
    zip(search.space.dimensions, texts(trial)).map { "\($0.key) \($1)" }.joined(separator: ", ")
  }

  /// What has to be known before any figure: that it is of other data, or of a search that is not over.
  var warnings: [String] { [names.warning, stopWarning].compactMap(\.self) }

  /// What its data sets are called.
  var names: DataNames { DataNames(study, substituted: substituted) }

  /// What it was judged on, loud where that is not what was asked for.
  var dataTitle: String {
    (study.trials.first?.config.data.set).map { names.title($0) } ?? "the data"
  }

  /// How far a search came that is not over; `nil` of one that is.
  var stopWarning: String? {
    guard !isFinished else { return nil }
    let runs = history.runs.filter { $0.kind == .search }
    let open = runs.filter { [.running, .waiting].contains($0.state) }
    guard let least = open.map(\.epochs.count).min(), let most = open.map(\.epochs.count).max(),
      let wanted = open.map(\.target).max()
    else {
      return
        "Not finished: the best trial has not been measured on the test set, or there are rounds to come; "
        + "the same command goes on with the search."
    }
    let epochs = least == most ? "\(least)" : "\(least) to \(most)"
    return
      "Not finished: \(runs.count - open.count) of \(counted(runs.count, "run")) are over, the others "
      + "have \(epochs) of \(counted(wanted, "epoch")). Figures and places are those of the last epoch that a run "
      + "has, and may change; the same command goes on with the search."
  }

  /// Whether the search is over, and what it did: one sentence.
  var progressWords: String {
    let runs = history.runs.filter { $0.kind == .search }
    var parts = ["\(counted(history.trials.count, "trial")), \(counted(count(.done), "run")) done"]
    for state in [SearchRun.State.pruned, .running, .waiting, .failed] where count(state) > 0 {
      parts.append("\(NumberFormat.grouped(count(state))) \(state.rawValue)")
    }
    let epochs = runs.reduce(0) { $0 + $1.epochs.count }
    parts.append("\(NumberFormat.grouped(epochs)) epochs trained")
    return (isFinished ? "finished: " : "not finished: ") + parts.joined(separator: ", ")
  }

  func counted(_ count: Int, _ noun: String) -> String {
    "\(NumberFormat.grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }
}

extension SearchMetric {
  /// The words of a column head.
  var title: String { figure.title }
  /// What a shown number is the value times: 100 for percent.
  var scale: Double { figure.scale }
  /// The decimals that are shown.
  var decimals: Int { figure.decimals }

  private var figure: Metric {
    self == .validationAccuracy ? .validationAccuracy : .validationLoss
  }
}
