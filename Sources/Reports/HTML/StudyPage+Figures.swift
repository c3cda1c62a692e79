import Studies
import Training

// The curves by epoch and the results of every seed, each with its table.
extension StudyPage {
  /// More settings than these crowd a chart.
  private static let lineLimit = 8
  private static let rowLimit = 14

  /// Losses, and accuracies or errors, by epoch.
  func epochFigures() -> [HTML] {
    report.dataSets.flatMap { dataSet -> [HTML] in
      let own = settings(on: dataSet)
      let shown = Self.shown(own, limit: Self.lineLimit)
      let figures = Self.epochMetrics(own).compactMap { metric, companion in
        epochFigure(shown, metric, companion, on: dataSet)
      }
      guard !figures.isEmpty else { return [] }
      return heading(dataSet) + [.tag("div", ["class": "figures"], figures)]
        + Self.lineNote(shown) + Self.omission(own.count, shown.count)
    }
  }

  /// One dot for each seed and setting.
  func seedFigures() -> [HTML] {
    let metric = Headline.metric(of: settings)
    return report.dataSets.flatMap { dataSet -> [HTML] in
      let own = settings(on: dataSet)
      guard Set(own.flatMap { $0.runs.map(\.seed) }).count > 1 else { return [] }
      let shown = Self.shown(own, limit: Self.rowLimit)
      let chart = DotChart(
        title: "\(metric.words) of every seed after the last epoch, \(names.suffix([dataSet]))"
          .firstCapitalized,
        xTitle: metric.axis, rows: shown.map { DotChart.Row($0, metric) })
      guard let figure = Self.figure(chart, table: Self.seedTable(own, metric)) else { return [] }
      return heading(dataSet) + [figure] + Self.omission(own.count, shown.count)
    }
  }

  /// The data set's name where there are several.
  private func heading(_ dataSet: String) -> [HTML] {
    report.dataSets.count > 1 ? [.tag("h3", text: names.title(dataSet))] : []
  }

  /// The settings that a chart has room for: the baseline, which is the first, and the best.
  static func shown(_ settings: [Setting], limit: Int) -> [Setting] {
    guard settings.count > limit, let baseline = settings.first else { return settings }
    let best = Headline.ranked(settings, by: Headline.metric(of: settings))
      .map(\.label).filter { $0 != baseline.label }.prefix(limit - 1)
    return settings.filter { $0.label == baseline.label || best.contains($0.label) }
  }

  static func omission(_ all: Int, _ shown: Int) -> [HTML] {
    guard shown < all else { return [] }
    return [
      .tag(
        "p", ["class": "note"],
        text:
          "Drawn are the baseline and the best, \(shown) of \(all) settings; the table under Results "
          + "has all.")
    ]
  }

  /// Training losses of more settings than these crowd a chart.
  private static let dashedLimit = 5

  /// What bands and dashes mean.
  private static func lineNote(_ shown: [Setting]) -> [HTML] {
    var parts: [String] = []
    if shown.contains(where: { $0.runs.count > 1 }) {
      parts.append("Bands are the 95 % intervals over the seeds.")
    }
    if shown.count <= dashedLimit, shown.contains(where: { $0.summary(.testLoss) != nil }) {
      parts.append("Dashed is the training loss, its mean alone.")
    }
    return parts.isEmpty
      ? [] : [.tag("p", ["class": "note"], text: parts.joined(separator: " "))]
  }

  /// What is drawn by epoch, and what goes with it as a dashed line.
  private static func epochMetrics(_ settings: [Setting]) -> [(Metric, Metric?)] {
    func first(_ metrics: [Metric]) -> Metric? {
      metrics.first { metric in
        settings.contains { setting in
          setting.epochs.contains { setting.summary(metric, epoch: $0)?.mean.isFinite ?? false }
        }
      }
    }
    let loss = first([.testLoss, .validationLoss, .trainLoss])
    let other = first([
      .testAccuracy, .validationAccuracy, .trainAccuracy, .testRMSE, .validationRMSE, .trainRMSE,
    ])
    let companion: Metric? = settings.count <= dashedLimit && loss != .trainLoss ? .trainLoss : nil
    return [loss.map { ($0, companion) }, other.map { ($0, nil) }].compactMap(\.self)
  }

  private func epochFigure(
    _ shown: [Setting], _ metric: Metric, _ companion: Metric?, on dataSet: String
  ) -> HTML? {
    let dashed = companion.map { ", and \($0.words) dashed" } ?? ""
    let training = companion == nil ? "" : ", then training"
    let chart = LineChart(
      title: "\(metric.words) by epoch\(dashed), \(names.suffix([dataSet]))".firstCapitalized,
      xTitle: "epoch", yTitle: metric.axis,
      series: shown.map { setting in
        LineChart.Series(
          name: setting.label, points: LineChart.points(setting, metric),
          companion: companion.map { LineChart.points(setting, $0) } ?? [])
      })
    guard let drawing = chart.drawing() else { return nil }
    let drawn = [metric] + [companion].compactMap(\.self)
    var table = Table(
      [.right("epoch")]
        + drawn.flatMap { figure in
          shown.map { setting in
            Table.Column.right(figure == metric ? setting.label : "\(setting.label), training")
          }
        })
    for epoch in Set(shown.flatMap(\.epochs)).sorted() {
      table.append(
        ["\(epoch)"]
          + drawn.flatMap { figure in
            shown.map {
              NumberFormat.interval($0.summary(figure, epoch: epoch), figure.decimals)
            }
          })
    }
    return Self.figure(
      chart.title, drawing, legend: shown.map(\.label),
      table: .table(table, caption: "\(metric.title.firstCapitalized) by epoch\(training)"))
  }

  /// A drawing with its title, what its marks mean, and its table to open.
  static func figure(
    _ title: String, _ drawing: HTML, legend: [String] = [], table: HTML
  ) -> HTML {
    .tag(
      "figure", [:],
      [.tag("figcaption", text: title), drawing]
        + (legend.isEmpty ? [] : [SVG.legend(legend)]) + [.details("Table", [table])])
  }

  static func figure(_ chart: DotChart, table: HTML) -> HTML? {
    chart.drawing().map { drawing in
      .tag(
        "figure", ["class": "tall"],
        [
          .tag("figcaption", text: chart.title), drawing,
          .tag(
            "p", ["class": "note"],
            text:
              "A dot is a seed; lines join the same seed; the bar below is mean and 95 % interval."),
          .details("Table", [table]),
        ])
    }
  }

  private static func seedTable(_ settings: [Setting], _ metric: Metric) -> HTML {
    var seen = Set<UInt64>()
    let seeds = settings.flatMap { $0.runs.map(\.seed) }.filter { seen.insert($0).inserted }
    var table = Table(
      [.left("setting")] + seeds.map { .right("seed \($0)") } + [.right("mean ± 95 %")])
    for setting in settings {
      let values = setting.values(metric)
      table.append(
        [setting.label]
          + seeds.map { seed in
            values[seed].map { value in
              value.isFinite
                ? NumberFormat.fixed(value * metric.scale, metric.decimals) : NumberFormat.diverged
            } ?? NumberFormat.missing
          } + [NumberFormat.interval(setting.summary(metric), metric.decimals)])
    }
    return .table(table, caption: "\(metric.title.firstCapitalized) of every seed")
  }
}

extension LineChart {
  /// Mean and interval of a setting in every epoch.
  static func points(_ setting: Setting, _ metric: Metric) -> [Point] {
    setting.epochs.compactMap { epoch in
      setting.summary(metric, epoch: epoch).map {
        Point(x: Double(epoch), mean: $0.mean, low: $0.low, high: $0.high)
      }
    }
  }
}

extension DotChart.Row {
  /// The values of a setting's seeds, in the unit that is shown.
  init(_ setting: Setting, _ metric: Metric, name: String? = nil) {
    let summary = setting.summary(metric)
    self.init(
      name: name ?? setting.label, values: setting.values(metric).mapValues { $0 * metric.scale },
      mean: summary?.mean ?? .nan, low: summary?.low ?? .nan, high: summary?.high ?? .nan)
  }
}

extension String {
  /// The string with a capital letter in front.
  var firstCapitalized: String { prefix(1).uppercased() + dropFirst() }
}
