import Studies

extension Drawing {
  /// Loss, and accuracy or RMSE, by epoch, one line for each setting with the 95 % band over the seeds; `nil`
  /// when nothing was measured on a test set or all of it diverged.
  ///
  /// - Parameter settings: The settings of one data set.
  static func epochs(_ settings: [Setting], name: String, title: String) -> Drawing? {
    let metrics: [Metric] = [.trainLoss, .testLoss, .testAccuracy, .testRMSE].filter { metric in
      // gnuplot fails on a panel without a single finite point.
      settings.contains { setting in
        setting.epochs.contains { setting.summary(metric, epoch: $0)?.mean.isFinite ?? false }
      }
    }
    let epochs = Set(settings.flatMap(\.epochs)).sorted()
    guard metrics.contains(.testLoss), epochs.count > 1 else { return nil }
    var header = ["epoch"]
    for setting in settings {
      for metric in metrics {
        header += ["mean", "low", "high"].map { "\(setting.label) \(metric.rawValue) \($0)" }
      }
    }
    let rows = epochs.map { epoch in
      [String(epoch)]
        + settings.flatMap { setting in
          metrics.flatMap { metric -> [String] in
            let summary = setting.summary(metric, epoch: epoch)
            return [cell(summary?.mean), cell(summary?.low), cell(summary?.high)]
          }
        }
    }
    let data = ([header] + rows).map { $0.joined(separator: "\t") + "\n" }.joined()
    let second = metrics.first { $0 == .testAccuracy || $0 == .testRMSE }
    let hasSecond = second != nil
    let seeds = settings.map(\.runs.count).max() ?? 0
    let what = "Loss\(second.map { " and \($0.words)" } ?? "") by epoch, \(title)"
    let caption = what + (seeds > 1 ? "; mean and 95 % band over \(seeds) seeds" : "")

    // Many lines: the key stands beside the panels, and training losses are left to the data.
    let isCrowded = settings.count > 5
    let keyWidth = isCrowded ? 60 + 8 * (settings.map(\.label.count).max() ?? 0) : 0
    let width = (hasSecond ? 1000 : 560) + keyWidth
    let height = isCrowded ? 520 : 430
    var script = preamble(name: name, width: width, height: height)
    // By themselves panels shrink by the key, so that the last one would be the narrowest.
    func place(_ pixels: Int, of whole: Int) -> String {
      NumberFormat.fixed(Double(pixels) / Double(whole), 4)
    }
    let margins =
      " margins \(place(95, of: width)), \(place(width - keyWidth - 15, of: width)), "
      + "\(place(80, of: height)), \(place(height - 45, of: height)) spacing \(place(85, of: width))"
    script += """
      data = '\(name).tsv'
      set multiplot layout 1,\(hasSecond ? 2 : 1)\(isCrowded ? margins : "") title \
      \(Gnuplot.quoted(caption)) font 'Helvetica,16'
      set xlabel 'epoch'
      set xrange [\(Double(epochs[0]) - 0.2):\(Double(epochs[epochs.count - 1]) + 0.2)]
      set xtics \(max(1, epochs.count / 10))
      set style fill transparent solid 0.18 noborder
      set key \(isCrowded ? "at screen 0.99, 0.9 right top" : "top right")

      """
    if isCrowded, hasSecond { script += "unset key\n" }
    func panel(_ label: String, solid: Metric, dashed: Metric?) -> String {
      var parts: [String] = []
      for (index, setting) in settings.enumerated() {
        func column(_ metric: Metric) -> Int {
          2 + 3 * (index * metrics.count + (metrics.firstIndex(of: metric) ?? 0))
        }
        let first = column(solid)
        let color = "linecolor rgb '\(color(index))'"
        parts.append(
          "data skip 1 using 1:\(first + 1):\(first + 2) with filledcurves \(color) notitle")
        parts.append(
          "data skip 1 using 1:\(first) with linespoints \(color) linewidth 2.2 "
            + "pointtype \(pointType(index)) pointsize 0.7 title \(Gnuplot.quoted(setting.label))")
        if let dashed {
          parts.append(
            "data skip 1 using 1:\(column(dashed)) with lines \(color) linewidth 1.6 "
              + "dashtype 2 notitle")
        }
      }
      return "set ylabel '\(label)'\nplot " + parts.joined(separator: ", \\\n  ") + "\n"
    }
    let train: Metric? = metrics.contains(.trainLoss) && !isCrowded ? .trainLoss : nil
    script += panel(
      train == nil
        ? "test loss without penalty" : "loss without penalty (solid: test, dashed: training)",
      solid: .testLoss, dashed: train)
    if let second {
      let corner = second.isHigherBetter ? "bottom" : "top"
      script += "set key \(isCrowded ? "at screen 0.99, 0.9 right top" : "\(corner) right")\n"
      script += panel(second.axis, solid: second, dashed: nil)
    }
    script += "unset multiplot\n"
    return Drawing(name: name, caption: caption, data: data, script: script)
  }
}
