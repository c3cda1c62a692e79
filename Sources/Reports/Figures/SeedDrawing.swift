import Studies
import Training

extension Drawing {
  /// The results after the last epoch, one dot for each seed, with mean and 95 % interval beside.
  ///
  /// Lines join the dots of a seed. `nil` when there is one seed only, or all diverged.
  ///
  /// - Parameter settings: The settings of one data set.
  static func seeds(_ settings: [Setting], name: String, title: String) -> Drawing? {
    let metrics: [Metric] = [.testAccuracy, .testRMSE, .testLoss].filter { metric in
      // gnuplot fails on a panel without a single finite point.
      settings.contains { $0.values(metric).values.contains(where: \.isFinite) }
    }
    var seen = Set<UInt64>()
    let seeds = settings.flatMap { $0.runs.map(\.seed) }.filter { seen.insert($0).inserted }
    guard !metrics.isEmpty, seeds.count > 1 else { return nil }

    // Two data blocks: all dots, one blank line between seeds; then means and intervals. Each seed
    // has its place a little beside the others, so that equal results stay visible.
    var data = (["position", "setting", "seed"] + metrics.map(\.rawValue)).joined(separator: "\t")
    data += "\n"
    for (seedIndex, seed) in seeds.enumerated() {
      let aside = 0.24 * (Double(seedIndex) / Double(seeds.count - 1) - 0.5)
      for (index, setting) in settings.enumerated() {
        guard let last = setting.run(seed: seed)?.outcome.final else { continue }
        let figures = metrics.map { metric in
          cell(last.figure(metric).map { $0 * metric.scale })
        }
        let position = NumberFormat.fixed(Double(index + 1) + aside, 3)
        data += ([position, setting.label, String(seed)] + figures)
          .joined(separator: "\t")
        data += "\n"
      }
      data += "\n"
    }
    let summaryHeader = metrics.flatMap { metric in
      ["mean", "low", "high"].map { "\(metric.rawValue) \($0)" }
    }
    data += "\n" + (["position", "setting"] + summaryHeader).joined(separator: "\t") + "\n"
    for (index, setting) in settings.enumerated() {
      let figures = metrics.flatMap { metric -> [String] in
        let summary = setting.summary(metric)
        return [cell(summary?.mean), cell(summary?.low), cell(summary?.high)]
      }
      data += ([String(index + 1), setting.label] + figures).joined(separator: "\t") + "\n"
    }

    let panelWidth = max(500, 70 * settings.count)
    // Many settings have slanted labels, which take their room from the panel.
    let isCrowded = settings.count > 5
    let labelHeight = isCrowded ? 4 * (settings.map(\.label.count).max() ?? 0) : 0
    var script = preamble(
      name: name, width: panelWidth * metrics.count, height: 430 + labelHeight)
    let labels = settings.enumerated().map { "\(Gnuplot.quoted($1.label)) \($0 + 1)" }
    script += """
      data = '\(name).tsv'
      set multiplot layout 1,\(metrics.count) title \
      \(Gnuplot.quoted("Each of \(seeds.count) seeds after the last epoch, \(title)")) font 'Helvetica,16'
      set xrange [0.6:\(Double(settings.count) + 0.6)]
      set xtics (\(labels.joined(separator: ", ")))\(isCrowded ? " rotate by -40" : "")
      set offsets 0, 0, graph 0.05, graph 0.05
      set key outside bottom center horizontal

      """
    for (index, metric) in metrics.enumerated() {
      script += panel(metric, column: index, settings: settings)
    }
    script += "unset multiplot\n"
    return Drawing(
      name: name,
      caption:
        "Results of each seed after the last epoch, \(title); bars: mean and 95 % interval over "
        + "\(seeds.count) seeds; lines join the same seed",
      data: data, script: script)
  }

  private static func panel(_ metric: Metric, column: Int, settings: [Setting]) -> String {
    let value = 4 + column
    let mean = 3 + 3 * column
    var parts = [
      "data index 0 skip 1 using 1:\(value) with lines linecolor rgb '#c8c8c8' linewidth 1 "
        + "title 'same seed'"
    ]
    for index in settings.indices {
      let color = "linecolor rgb '\(color(index))'"
      parts.append(
        "data index 0 skip 1 using (floor($1 + 0.5) == \(index + 1) ? $1 : NaN):\(value) "
          + "with points \(color) pointtype \(pointType(index)) pointsize 0.7 notitle")
    }
    parts.append(
      "data index 1 skip 1 using ($1 + 0.28):\(mean):\(mean + 1):\(mean + 2) with yerrorbars "
        + "linecolor rgb '#000000' linewidth 2 pointtype 7 pointsize 0.6 "
        + "title 'mean and 95 % interval'")
    return "set ylabel '\(metric.axis)'\nplot " + parts.joined(separator: ", \\\n  ") + "\n"
  }
}
