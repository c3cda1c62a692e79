import Foundation
import Studies

/// The page that sets several runs side by side.
struct ComparisonPage {
  let comparison: RunComparison

  /// More lines and rows than these crowd a chart.
  private static let lineLimit = 8
  private static let rowLimit = 16

  private var runs: [RunComparison.Run] { comparison.runs }
  private var metric: Metric { comparison.metric }

  /// The text of the file.
  func source() -> String {
    let names = runs.map(\.name)
    return HTMLPage(
      title: names.joined(separator: " and "),
      lead: comparison.warnings.map(HTML.warning) + [
        .tag(
          "p", ["class": "lead"],
          text: "\(runs.count) runs side by side; \(names[0]) is what the others are compared with."
        )
      ],
      sections: [
        HTMLPage.Section("Verdict", verdict()),
        HTMLPage.Section(
          "The runs",
          [.table(comparison.overview, caption: "The runs")]
            + (comparison.differences.rows.isEmpty
              ? [.tag("p", text: "Their configs have the same settings.")]
              : [
                .table(
                  comparison.differences,
                  caption: "Settings that differ; of those that a run varies all values")
              ])),
        HTMLPage.Section("Results", results()),
        HTMLPage.Section("By epoch", curves()),
        HTMLPage.Section(
          "Every seed", comparison.data.flatMap { dots(on: $0.name, title: $0.title) }),
      ].compactMap(\.self)
    ).source()
  }

  private func results() -> [HTML] {
    let settings = comparison.entries.joined().map(\.setting)
    return [
      .table(
        comparison.results,
        caption: "\(metric.title.firstCapitalized): mean over the seeds ± half the 95 % interval")
    ] + (comparison.seedWords.map { [.tag("p", ["class": "note"], text: $0)] } ?? [])
      + (Divergence.note(settings).map { [.tag("p", ["class": "note"], text: $0)] } ?? [])
  }

  private func verdict() -> [HTML] {
    let sentences = comparison.sentences
    guard let first = sentences.first else {
      return [.tag("p", ["class": "headline"], text: comparison.nothingWords)]
    }
    return [.tag("p", ["class": "headline"], text: NumberFormat.unbroken(first))]
      + (sentences.count > 1
        ? [
          .tag(
            "ul", [:],
            sentences.dropFirst().map { .tag("li", text: NumberFormat.unbroken($0)) })
        ] : [])
      + comparison.notes.map { .tag("p", ["class": "note"], text: $0) }
  }

  /// A setting of a run as a line of a chart or a row of dots.
  private typealias Line = (name: String, setting: Setting)

  /// The settings on some data with the runs they are of, as many as a chart has room for: the best of all runs,
  /// those of one name next to each other.
  ///
  /// - Returns: them, and which were left out.
  private func drawn(on data: String, limit: Int) -> (shown: [Line], omitted: [Setting]) {
    let all = zip(runs, comparison.entries).flatMap { run, entries in
      entries.filter { $0.data == data }.map { (run: run.name, setting: $0.setting) }
    }
    var chosen: [String] = []
    var room = limit
    var seen = Set<String>()
    for label in Headline.ranked(all.map(\.setting), by: metric).map(\.label)
    where seen.insert(label).inserted {
      let count = all.count { $0.setting.label == label }
      // All runs of a setting or none: they are there to be compared.
      guard count <= room || chosen.isEmpty else { break }
      chosen.append(label)
      room -= count
    }
    let shown = all.map(\.setting.label).filter { seen.remove($0) != nil && chosen.contains($0) }
      .flatMap { label in all.filter { $0.setting.label == label } }
      .map { run, setting -> Line in
        (setting.label == Setting.onlyLabel ? run : "\(run): \(setting.label)", setting)
      }
    return (shown, all.map(\.setting).filter { !chosen.contains($0.label) })
  }

  private static func omission(_ shown: Int, _ omitted: [Setting]) -> [HTML] {
    guard !omitted.isEmpty else { return [] }
    let haveDiverged = omitted.allSatisfy { !$0.divergedSeeds.isEmpty }
    return [
      .tag(
        "p", ["class": "note"],
        text:
          "Drawn are \(haveDiverged ? "those that did not diverge" : "the best settings"), \(shown) of "
          + "\(shown + omitted.count) lines; the table under Results has all.")
    ]
  }

  private func curves() -> [HTML] {
    comparison.data.flatMap { curves(on: $0.name, title: $0.title) }
  }

  private func curves(on data: String, title: String) -> [HTML] {
    let (lines, omitted) = drawn(on: data, limit: Self.lineLimit)
    let chart = LineChart(
      title: "\(metric.words.firstCapitalized) by epoch, on \(title)",
      xTitle: "epoch", yTitle: metric.axis,
      series: lines.map {
        LineChart.Series(name: $0.name, points: LineChart.points($0.setting, metric))
      })
    guard let drawing = chart.drawing() else { return [] }
    var table = Table([.right("epoch")] + lines.map { .right($0.name) })
    for epoch in Set(lines.flatMap(\.setting.epochs)).sorted() {
      table.append(
        ["\(epoch)"]
          + lines.map {
            NumberFormat.interval($0.setting.summary(metric, epoch: epoch), metric.decimals)
          })
    }
    let figure = StudyPage.figure(
      chart.title, drawing, legend: lines.map(\.name), table: .table(table, caption: chart.title))
    return [.tag("div", ["class": "figures"], [figure])] + Self.omission(lines.count, omitted)
  }

  private func dots(on data: String, title: String) -> [HTML] {
    let (lines, omitted) = drawn(on: data, limit: Self.rowLimit)
    let chart = DotChart(
      title: "\(metric.words.firstCapitalized) of every seed, on \(title)",
      xTitle: metric.axis,
      rows: lines.map { DotChart.Row($0.setting, metric, name: $0.name) })
    var table = Table([.left("setting"), .right("seeds"), .right(metric.title)])
    for (name, setting) in lines {
      table.append([
        name, "\(setting.runs.count)",
        NumberFormat.interval(setting.summary(metric), metric.decimals),
      ])
    }
    guard let figure = StudyPage.figure(chart, table: .table(table, caption: chart.title)) else {
      return []
    }
    return [figure] + Self.omission(lines.count, omitted)
  }
}

extension RunComparison {
  /// Writes the page.
  ///
  /// - Throws: ``OutputError`` when it cannot be written.
  public func writePage(to file: URL) throws {
    try OutputFile.write(ComparisonPage(comparison: self).source(), to: file)
  }
}
