import Studies

/// The text of a search's `report.html`.
struct SearchPage {
  let summary: SearchSummary
  let device: String

  /// As many trials as the table shows.
  private static let tableLimit = 100

  /// The text of the file.
  func source() -> String {
    let search = summary.search
    let dimensions = search.space.dimensions.map(\.key).joined(separator: ", ")
    return HTMLPage(
      title: "\(summary.study.name), search",
      lead: [
        .tag(
          "p", ["class": "lead"],
          text:
            "\(search.method.rawValue.firstCapitalized) search over \(dimensions) on \(device). "
            + "\(summary.progressWords.firstCapitalized).")
      ],
      sections: [
        HTMLPage.Section("Verdict", verdict()), HTMLPage.Section("Picture", picture()),
        HTMLPage.Section("Rounds", rounds()), HTMLPage.Section("Trials", trials()),
        HTMLPage.Section("Run it again", runAgain()),
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
        text: "Judged by \(search.metric.title) after the last epoch, on "
          + "\(NumberFormat.grouped(data?.validation ?? 0)) examples of \(data?.set ?? "the data") that are "
          + "held out of training. The test set is looked at once, for the best trial. Of many trials "
          + "the best one was also lucky: its validation figure flatters it, its test figure does not."
      ),
    ]
    if let words = SearchReport.agreement(summary) { content.append(.tag("p", text: words)) }
    return content
  }

  private func picture() -> [HTML] {
    let search = summary.search
    let dimensions = search.space.dimensions
    let numeric = dimensions.indices.filter { dimensions[$0].range.isNumeric }
    guard let x = numeric.first else { return [] }
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
    return [.table(summary.ranking(limit: Self.tableLimit), caption: "Trials, the best first")]
      + (hidden > 0 ? [.tag("p", text: "And \(hidden) more in search.csv.")] : [])
  }

  private func runAgain() -> [HTML] {
    let name = summary.study.name
    return [
      .tag(
        "p",
        text: "Save the config below as \(name).yaml (the run folder has it as config.yaml), then:"),
      .tag(
        "pre", ["tabindex": "0"],
        [.tag("code", text: "lockstep search \(name).yaml --out runs/\(name)-again")]),
      .details(
        "The config, nothing left to a default",
        [.tag("pre", ["tabindex": "0"], [.tag("code", text: summary.study.resolvedYAML)])]),
    ]
  }
}
