import Studies

// What came out, in words.
extension StudyPage {
  /// For each data set what beats the baseline, then the published claims and the findings.
  func verdicts() -> [HTML] {
    let metric = Headline.metric(of: settings)
    var content = report.dataSets.flatMap { headlines(on: $0, by: metric) }
    // Every pair of a claim of the config stands under "Ours and published".
    let claims =
      report.summary.verdicts.map { $0.sentence(names: DataNames(withFindingsOf: result)) }
      + (report.summary.claims ?? []).map(\.shortSentence)
    if !claims.isEmpty {
      content += [.tag("h3", text: "Published claims")]
      if !report.summary.verdicts.isEmpty, let warning = report.changeWarning {
        content.append(.warning(warning))
      }
      content += [
        .tag("ul", [:], claims.map { .tag("li", [:], [.emphasized(NumberFormat.unbroken($0))]) })
      ]
    }
    let compared = report.summary.comparisons.filter { $0.metric == metric }
    if !compared.isEmpty {
      content.append(
        .tag(
          "p", ["class": "note"],
          text: Headline.note(
            among: "all comparisons of the study",
            hasFloor: compared.contains { $0.noiseFloor != nil })))
    }
    return content
  }

  private func headlines(on dataSet: String, by metric: Metric) -> [HTML] {
    let own = settings(on: dataSet)
    let headlines = report.summary.comparisons
      .filter { $0.dataSet == dataSet && $0.metric == metric }.map(Headline.init)
    let title = names.title(dataSet)
    guard !headlines.isEmpty else {
      return own.map { setting in
        .tag(
          "p", ["class": "headline"],
          text: "On \(title), \(metric.words) \(Self.value(setting, metric))"
            + (setting.label == Setting.onlyLabel ? "" : " with \(setting.label)")
            + (setting.runs.count > 1 ? " over \(setting.runs.count) seeds." : " (one seed)."))
      }
    }
    let better = headlines.filter { $0.outcome == .better }.sorted { $0.gain > $1.gain }
    let worse = headlines.filter { $0.outcome == .worse }
    let baseline = own.first.map { "the baseline, '\($0.label)'" } ?? "the baseline"
    let lead =
      better.first?.sentence
      ?? (worse.isEmpty
        ? (headlines.count == 1
          ? headlines[0].sentence
          : "no setting is told apart from \(baseline)")
        : "no setting beats \(baseline)")
    let decided = (better + worse).filter { $0.sentence != lead }
    let undecided = headlines.filter { $0.outcome == .undecided && $0.sentence != lead }
    var content: [HTML] = [
      .tag("p", ["class": "headline"], text: NumberFormat.unbroken("On \(title), \(lead)."))
    ]
    if let best = Headline.ranked(own, by: metric).first {
      content.append(
        .tag(
          "p",
          text:
            "\(metric.isHigherBetter ? "Highest" : "Lowest") mean: \(best.label)"
            + (best.label == own[0].label ? ", the baseline," : "")
            + " with \(metric.words) \(Self.value(best, metric))."
            + (best.label == own[0].label
              ? "" : " Baseline: \(own[0].label) with \(Self.value(own[0], metric)).")))
    }
    if !decided.isEmpty { content.append(Self.list(decided)) }
    if undecided.count > Self.listLimit {
      content.append(
        .details(
          "\(undecided.count) settings are not told apart from the baseline", [Self.list(undecided)]
        ))
    } else if !undecided.isEmpty {
      content.append(Self.list(undecided))
    }
    return content
  }

  /// More settings about which nothing is decided than these stand behind their number.
  private static let listLimit = 4

  private static func list(_ headlines: [Headline]) -> HTML {
    .tag("ul", [:], headlines.map { .tag("li", text: NumberFormat.unbroken($0.sentence + ".")) })
  }

  private static func value(_ setting: Setting, _ metric: Metric) -> String {
    NumberFormat.interval(setting.summary(metric), metric.decimals)
      + (metric.isAccuracy ? " %" : "")
  }
}
