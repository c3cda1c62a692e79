import Studies
import Training

extension SearchSummary {
  /// `search.csv`: one row for each run, test figures only for the best trial.
  public func csv() -> Table {
    var table = Table(
      (["trial", "round"] + search.space.dimensions.map(\.key) + [
        "seed", "state", "epochs", "train_loss", "train_accuracy", "validation_loss",
        "validation_accuracy", "test_loss", "test_accuracy", "seconds", "note",
      ]).map(Table.Column.left))
    let runs = Dictionary(grouping: history.runs, by: \.trial)
    for trial in history.trials {
      for seed in search.seeds {
        let own = runs[trial.number]?.filter { $0.seed == seed } ?? []
        guard let run = own.first(where: { $0.kind == .search }) else { continue }
        let test = own.first { $0.kind == .test }?.epochs.last?.test
        let last = run.epochs.last
        let figures: [Double?] = [
          last?.train.loss, last?.train.accuracy, last?.validation?.loss,
          last?.validation?.accuracy, test?.loss, test?.accuracy,
          last == nil ? nil : run.epochs.reduce(0) { $0 + $1.seconds },
        ]
        table.append(
          ["\(trial.number)", "\(trial.round)"] + texts(trial) + [
            "\(seed)", run.state.rawValue, "\(run.epochs.count)",
          ] + figures.map(NumberFormat.exact) + [run.note ?? ""])
      }
    }
    return table
  }

  /// The best trials with parameters, interval and places by seed.
  ///
  /// - Parameter isNarrow: whether the figure stands right after the trial, where it is seen without scrolling.
  public func ranking(limit: Int, isNarrow: Bool = false) -> Table {
    let figure = [Table.Column.right(search.metric.title)]
    let hasSeeds = search.seeds.count > 1
    // How many epochs a figure is after: not the same for all, or not all of them.
    let isCut = !search.rungs.isEmpty || !isFinished
    var table = Table(
      [.right("rank"), .right("trial")] + (isNarrow ? figure : [])
        + search.space.dimensions.map { .right($0.key) }
        + (search.rounds > 1 ? [.right("round")] : []) + (isCut ? [.right("epochs")] : [])
        + (isNarrow ? [] : figure)
        + (hasSeeds ? [.right("seeds"), .right("rank by seed")] : []) + [.left("state")])
    for entry in entries.prefix(limit) {
      let standing = entry.standing
      let figure = NumberFormat.interval(
        entry.summary, search.metric.decimals, scale: search.metric.scale)
      var row = ["\(entry.rank)", "\(standing.trial.number)"] + (isNarrow ? [figure] : [])
      row += texts(standing.trial)
      if search.rounds > 1 { row.append("\(standing.trial.round)") }
      if isCut { row.append("\(standing.epochs)") }
      if !isNarrow { row.append(figure) }
      if hasSeeds {
        row.append("\(standing.values.count)")
        row.append(entry.ranksBySeed.map(Self.places) ?? NumberFormat.missing)
      }
      table.append(row + [standing.state.rawValue])
    }
    return table
  }

  /// `1 to 4`; ties have half places.
  private static func places(_ range: ClosedRange<Double>) -> String {
    func text(_ rank: Double) -> String {
      NumberFormat.fixed(rank, rank == rank.rounded() ? 0 : 1)
    }
    return range.lowerBound == range.upperBound
      ? text(range.lowerBound) : "\(text(range.lowerBound)) to \(text(range.upperBound))"
  }

  /// The rounds with the boxes that their trials were drawn from.
  func rounds() -> Table {
    var table = Table(
      [.right("round"), .right("trials")] + search.space.dimensions.map { .left($0.key) } + [
        .right("best \(search.metric.title)"), .right("median"),
      ])
    for (index, box) in history.boxes(search).enumerated() {
      let own = entries.filter { $0.standing.trial.round == index + 1 }
      let means = own.compactMap { $0.summary?.mean }.filter(\.isFinite)
        .sorted { search.metric.goodness($0) > search.metric.goodness($1) }
      func shown(_ value: Double?) -> String {
        value.map { NumberFormat.fixed($0 * search.metric.scale, search.metric.decimals) }
          ?? NumberFormat.missing
      }
      table.append(
        ["\(index + 1)", "\(history.trials.count { $0.round == index + 1 })"]
          + zip(search.space.dimensions, box.intervals).map { Self.words($0, $1) }
          + [shown(means.first), shown(means.isEmpty ? nil : means[means.count / 2])])
    }
    return table
  }

  /// `0.005 to 0.12`, or the choices that are left.
  private static func words(
    _ dimension: SearchSpace.Dimension, _ interval: SearchInterval
  ) -> String {
    func text(_ value: ParameterValue) -> String { value.text(in: dimension.range) }
    return switch interval {
    case .numbers(let range):
      "\(text(.number(range.lowerBound))) to \(text(.number(range.upperBound)))"
    case .integers(let range): "\(range.lowerBound) to \(range.upperBound)"
    case .choices(let places): places.map { text(.choice($0)) }.joined(separator: " | ")
    }
  }
}
