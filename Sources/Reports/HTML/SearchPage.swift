import Studies
import Training

/// The text of a search's `report.html`.
struct SearchPage {
  let summary: SearchSummary
  let device: String
  /// How the best trial was run for the test set; `nil` before that.
  let run: RunRecord?

  /// As many trials as the table shows.
  private static let tableLimit = 100

  /// The text of the file.
  func source() -> String {
    let search = summary.search
    let dimensions = search.space.dimensions.map(\.key).joined(separator: ", ")
    return HTMLPage(
      title: "\(summary.study.name), search",
      lead: summary.warnings.map(HTML.warning) + [
        .tag(
          "p", ["class": "lead"],
          text:
            "\(search.method.rawValue.firstCapitalized) search over \(dimensions) on \(device). "
            + "\(summary.progressWords.firstCapitalized).")
      ],
      sections: [
        HTMLPage.Section("Verdict", verdict()), HTMLPage.Section("What was run", whatWasRun()),
        HTMLPage.Section("Picture", picture()),
        HTMLPage.Section("Rounds", rounds()), HTMLPage.Section("Trials", trials()),
        HTMLPage.Section(
          "Run it again",
          RunAgain(
            study: summary.study, command: "search", run: run, substituted: summary.substituted
          ).content()),
      ].compactMap(\.self)
    ).source()
  }

  private func verdict() -> [HTML] {
    let search = summary.search
    let data = summary.study.trials.first?.config.data
    let best = SearchReport.test(summary) ?? "No trial has been judged yet."
    var content: [HTML] = [
      .tag("p", ["class": "headline"], text: best),
      .tag(
        "p",
        text:
          "Judged by \(search.metric.title) after the last epoch\(summary.isFinished ? "" : " so far"), on "
          + "\(NumberFormat.grouped(data?.validation ?? 0)) examples of \(summary.dataTitle) that are "
          + "held out of training. The test set is looked at once, for the best trial. Of many trials "
          + "the best one was also lucky: its validation figure flatters it, its test figure does not."
      ),
    ]
    if let words = SearchReport.agreement(summary) { content.append(.tag("p", text: words)) }
    if summary.isFinished {
      content.append(
        .tag(
          "p", ["class": "note"],
          text:
            "The best trial is a run of its own, the folder best/ in that of the search: 'lockstep report' "
            + "on it shows its curves and what it gets wrong."))
    }
    return content
  }

  private func whatWasRun() -> [HTML] {
    let search = summary.search
    var facts = Table([.left("What"), .left("Value")])
    facts.append(["Data", summary.dataTitle])
    facts.append(["Searched", search.space.dimensions.map(\.key).joined(separator: ", ")])
    facts.append(["Seeds", search.seeds.map { "\($0)" }.joined(separator: ", ")])
    for (name, value) in settings where value != "none" { facts.append([name, value]) }
    // As many epochs as the sentence above says: the best trial's for the test set are others.
    let seconds = summary.history.runs.filter { $0.kind == .search }.reduce(0) { sum, run in
      sum + run.epochs.reduce(0) { $0 + $1.seconds }
    }
    facts.append(["Device", device])
    facts.append(["Time of all epochs of the search", NumberFormat.duration(seconds)])
    if let run {
      facts.append(["Last begun", NumberFormat.date(run.startedAt)])
      for (name, version) in run.versions.sorted(by: { $0.key < $1.key }) {
        facts.append([name, version])
      }
    }
    return [
      .table(
        facts,
        caption: "What was run and on what")
    ]
  }

  /// The settings by name; `searched` for those that are not the same in all trials.
  private var settings: [(name: String, value: String)] {
    let study = summary.study
    let first = study.trials.first?.config.words ?? []
    let trials = (try? summary.search.firstRound(of: study).trials.map(\.config.words)) ?? []
    return first.enumerated().map { index, word in
      let values = Set(trials.map { $0[index].value })
      return (word.name, values.count > 1 ? "searched" : values.first ?? word.value)
    }
  }

  private func picture() -> [HTML] {
    let search = summary.search
    let dimensions = search.space.dimensions
    let numeric = dimensions.indices.filter { dimensions[$0].range.isNumeric }
    guard let x = numeric.first else {
      return [
        .tag(
          "p", text: "Nothing that was searched is a number: there is no axis to draw trials over.")
      ]
    }
    let y = numeric.dropFirst().first
    func point(_ entry: SearchSummary.Entry) -> PlaneChart.Point {
      let parameters = entry.standing.trial.parameters
      let mean = entry.summary?.mean ?? .nan
      return PlaneChart.Point(
        x: parameters[x].number ?? .nan,
        y: y.map { parameters[$0].number ?? .nan } ?? mean * search.metric.scale,
        goodness: search.metric.goodness(mean), series: entry.standing.trial.round - 1)
    }
    let title =
      "\(search.metric.title.firstCapitalized) by \(dimensions[x].key)"
      + (y.map { " and \(dimensions[$0].key)" } ?? "")
      + ": the better a trial, the larger its mark; the ring is the best"
    let chart = PlaneChart(
      title: title, xTitle: dimensions[x].key,
      yTitle: y.map { dimensions[$0].key } ?? search.metric.title,
      isXLogarithmic: dimensions[x].range.isLogarithmic,
      isYLogarithmic: y.map { dimensions[$0].range.isLogarithmic } ?? false,
      points: summary.entries.map(point), best: summary.best.map(point))
    guard let drawing = chart.drawing() else { return [] }
    return [
      .tag(
        "figure", ["class": "tall", "aria-details": "trials"],
        [.tag("figcaption", text: title), drawing]
          + (search.rounds > 1 ? [SVG.legend((1...search.rounds).map { "round \($0)" })] : []))
    ]
  }

  private func rounds() -> [HTML] {
    summary.search.rounds > 1
      ? [.table(summary.rounds(), caption: "The box that each round drew its trials from")] : []
  }

  private func trials() -> [HTML] {
    let hidden = summary.entries.count - Self.tableLimit
    return [
      .table(
        summary.ranking(limit: Self.tableLimit, isNarrow: true), caption: "Trials, the best first")
    ]
      + (hidden > 0 ? [.tag("p", text: "And \(hidden) more in search.csv.")] : [])
  }
}
