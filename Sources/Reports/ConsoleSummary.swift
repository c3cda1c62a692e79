import Studies

/// The short table that ends a study on a terminal: at most 20 lines, meant for 100 columns.
public enum ConsoleSummary {
  /// Settings shown before the rest is left to `tables.md`.
  static let rowLimit = 12

  /// The text, with a line feed at the end of each line.
  ///
  /// - Precondition: There is one outcome for each trial.
  public static func text(_ result: StudyResult) -> String {
    let settings = Setting.all(of: result)
    let comparisons = Comparison.all(of: settings)
    let names = DataNames(result)
    let totals = StudySummary.Totals(outcomes: result.outcomes, run: result.run)
    let metric = Headline.metric(of: settings)
    var lines: [String] = []
    let substituted = DataNames(withFindingsOf: result).substituted
    if !substituted.isEmpty {
      let replaced = substituted.map(DataNames.title).joined(separator: ", NOT ")
      lines.append("ON SYNTHETIC-DIGITS, NOT \(replaced): the data could not be had.")
    }
    let trials = NumberFormat.grouped(totals.trials) + (totals.trials == 1 ? " trial" : " trials")
    lines.append(
      "\(result.study.name): \(trials) on \(result.run.device)\n"
        + "trained in \(NumberFormat.duration(totals.trainingSeconds)), "
        + "\(NumberFormat.grouped(totals.examplesPerTrainingSecond)) examples/s in all"
    )
    lines.append(table(settings, comparisons, metric, names).plainText())
    if settings.count > rowLimit {
      lines.append("and \(settings.count - rowLimit) settings more in tables.md")
    }
    if let diverged = Divergence.words(settings, names: names) { lines.append(diverged) }
    if comparisons.contains(where: { $0.metric == metric }) {
      lines.append(
        "± 95 % interval over seeds; p paired t-test, Holm-corrected" + noiseWords(settings))
    }
    return lines.joined(separator: "\n").replacing("\n\n", with: "\n")
      .trimmingSuffix(while: \.isNewline) + "\n"
  }

  private static func table(
    _ settings: [Setting], _ comparisons: [Comparison], _ metric: Metric, _ names: DataNames
  ) -> Table {
    // How much of an error is little is another question for every data set: R² says it.
    let determination: Metric? =
      metric == .testRMSE ? .testR2 : metric == .validationRMSE ? .validationR2 : nil
    var table = Table([
      .left("data"), .left("setting"), .right(metric.title), .right("to baseline"), .right("p"),
      .right(determination?.title ?? "noise"),
    ])
    for setting in settings.prefix(rowLimit) {
      let isBaseline = settings.first { $0.dataSet == setting.dataSet }?.label == setting.label
      let comparison = comparisons.first {
        $0.dataSet == setting.dataSet && $0.treatment == setting.label && $0.metric == metric
      }
      let difference = NumberFormat.interval(
        comparison?.paired.difference, metric.decimals, signed: true, scale: metric.scale)
      table.append([
        names.isSubstituted(setting.dataSet)
          ? "NOT \(DataNames.title(setting.dataSet))" : names.title(setting.dataSet),
        shortened(setting.label), NumberFormat.interval(setting.summary(metric), metric.decimals),
        isBaseline ? "(baseline)" : difference,
        isBaseline ? "" : NumberFormat.pValue(comparison?.holmPValue),
        determination.map { NumberFormat.interval(setting.summary($0), $0.decimals) }
          ?? (metric == .testAccuracy ? noise(setting) : ""),
      ])
    }
    return table
  }

  private static func noise(_ setting: Setting) -> String {
    setting.noiseFloor.map { NumberFormat.fixed(100 * $0, 2) } ?? ""
  }

  private static func shortened(_ label: String) -> String {
    label.count <= 30 ? label : label.prefix(29) + "…"
  }

  private static func noiseWords(_ settings: [Setting]) -> String {
    guard settings.contains(where: { $0.noiseFloor != nil }),
      let examples = settings.compactMap(\.testExamples).first
    else { return "" }
    return
      ";\nnoise: standard error of one accuracy on \(NumberFormat.grouped(examples)) test examples; "
      + "a smaller difference decides nothing"
  }
}

extension String {
  /// The string without the characters at its end that fulfil a condition.
  func trimmingSuffix(while condition: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, condition(last) { text.removeLast() }
    return String(text)
  }
}
