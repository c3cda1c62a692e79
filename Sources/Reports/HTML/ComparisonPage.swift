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
      lead: warnings + [
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
              ? [.tag("p", text: "Their first trials have the same settings.")]
              : [
                .table(
                  comparison.differences,
                  caption: "Settings that differ, those of each run's first trial")
              ])),
        HTMLPage.Section(
          "Results",
          [
            .table(
              comparison.results,
              caption:
                "\(metric.title.firstCapitalized): mean over the seeds ± half the 95 % interval")
          ]),
        HTMLPage.Section("By epoch", curves()),
        HTMLPage.Section("Every seed", dataSets.compactMap(dots)),
      ].compactMap(\.self)
    ).source()
  }

  private var warnings: [HTML] {
    runs.compactMap { run in
      DataNames(withFindingsOf: run.result).warning.map {
        .tag("p", ["class": "warning", "role": "note"], text: "\(run.name): \($0)")
      }
    }
  }

  private func verdict() -> [HTML] {
    let sentences = comparison.sentences
    guard let first = sentences.first else {
      return [
        .tag(
          "p", ["class": "headline"], text: "No seed and data set in common: nothing to test.")
      ]
    }
    return [.tag("p", ["class": "headline"], text: first)]
      + (sentences.count > 1
        ? [.tag("ul", [:], sentences.dropFirst().map { .tag("li", text: $0) })] : [])
      + [
        .tag(
          "p", ["class": "note"],
          text:
            "Pairs of the same seed; p of the paired t-test after Holm's correction over all comparisons "
            + "of this page.")
      ]
  }

  private var dataSets: [String] {
    var seen = Set<String>()
    return comparison.settings.flatMap { $0.map(\.dataSet) }.filter { seen.insert($0).inserted }
  }

  /// The settings on a data set with the runs they are of: those of one name next to each other.
  private func lines(on dataSet: String, limit: Int) -> [(name: String, setting: Setting)] {
    let all = zip(runs, comparison.settings).flatMap { run, settings in
      settings.filter { $0.dataSet == dataSet }.map { (run: run.name, setting: $0) }
    }
    let best = Set(
      Headline.ranked(all.map(\.setting), by: metric).prefix(limit).map(\.label))
    var seen = Set<String>()
    let labels = all.map(\.setting.label).filter { seen.insert($0).inserted && best.contains($0) }
    let ordered = labels.flatMap { label in all.filter { $0.setting.label == label } }
    return ordered.prefix(limit).map { run, setting in
      (setting.label == Setting.onlyLabel ? run : "\(run): \(setting.label)", setting)
    }
  }

  private func curves() -> [HTML] {
    let figures = dataSets.compactMap { curves($0) }
    return figures.isEmpty ? [] : [.tag("div", ["class": "figures"], figures)]
  }

  private func curves(_ dataSet: String) -> HTML? {
    let lines = lines(on: dataSet, limit: Self.lineLimit)
    let chart = LineChart(
      title: "\(metric.words.firstCapitalized) by epoch, on \(DataNames.title(dataSet))",
      xTitle: "epoch", yTitle: metric.axis,
      series: lines.map {
        LineChart.Series(name: $0.name, points: LineChart.points($0.setting, metric))
      })
    guard let drawing = chart.drawing() else { return nil }
    var table = Table([.right("epoch")] + lines.map { .right($0.name) })
    for epoch in Set(lines.flatMap(\.setting.epochs)).sorted() {
      table.append(
        ["\(epoch)"]
          + lines.map {
            NumberFormat.interval($0.setting.summary(metric, epoch: epoch), metric.decimals)
          })
    }
    return StudyPage.figure(
      chart.title, drawing, legend: lines.map(\.name), table: .table(table, caption: chart.title))
  }

  private func dots(_ dataSet: String) -> HTML? {
    let lines = lines(on: dataSet, limit: Self.rowLimit)
    let chart = DotChart(
      title: "\(metric.words.firstCapitalized) of every seed, on \(DataNames.title(dataSet))",
      xTitle: metric.axis,
      rows: lines.map { DotChart.Row($0.setting, metric, name: $0.name) })
    var table = Table([.left("setting"), .right("seeds"), .right(metric.title)])
    for (name, setting) in lines {
      table.append([
        name, "\(setting.runs.count)",
        NumberFormat.interval(setting.summary(metric), metric.decimals),
      ])
    }
    return StudyPage.figure(chart, table: .table(table, caption: chart.title))
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
