import Studies
import Training

/// The text of `tables.md`: what was run, what came out, and, where there is one, the published
/// study beside it.
struct MarkdownReport {
  let result: StudyResult
  let settings: [Setting]
  let summary: StudySummary
  let names: DataNames
  let published: PublishedStudy?
  let figures: FigureSet

  init(_ result: StudyResult, figures: FigureSet) {
    self.result = result
    settings = Setting.all(of: result)
    summary = StudySummary(result)
    names = DataNames(result)
    published = result.study.published.flatMap(PublishedStudy.named)
    self.figures = figures
  }

  /// The whole document.
  func text() -> String {
    let blocks =
      header() + verdictList() + resultTables() + figureLinks() + findingSections()
      + publishedBlocks()
    return blocks.map { Self.wrapped($0.markdown) }.joined(separator: "\n\n") + "\n"
  }

  /// Ours beside published figures: those of a study that the program knows, and those that the config states.
  func publishedBlocks() -> [ReportBlock] {
    (published.map(publishedSections) ?? [])
      + (result.study.publishedRows.map(publishedRowSections) ?? [])
  }

  /// The data sets in the order of the study.
  var dataSets: [String] {
    var seen = Set<String>()
    return settings.map(\.dataSet).filter { seen.insert($0).inserted }
  }

  /// A table under a title that names its data.
  func section(_ title: String, on dataSets: [String], _ table: Table) -> [ReportBlock] {
    [.heading(3, "\(title), \(names.suffix(dataSets))"), .table(table)]
  }

  /// Breaks the prose of a block into lines of at most 110 characters; lists are indented, and
  /// titles, tables and links stay as they are.
  static func wrapped(_ block: String) -> String {
    block.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard line.count > 110, let first = line.first, !"#|!".contains(first) else {
        return line[...]
      }
      let prefix = first == ">" ? "> " : first == "-" ? "  " : ""
      var lines = [""]
      for word in line.split(separator: " ") {
        let last = lines[lines.count - 1]
        if last.isEmpty || last.count + 1 + word.count <= 110 {
          lines[lines.count - 1] = last.isEmpty ? String(word) : "\(last) \(word)"
        } else {
          lines.append(prefix + word)
        }
      }
      return lines.joined(separator: "\n")[...]
    }.joined(separator: "\n")
  }

  func verdictList() -> [ReportBlock] {
    guard !summary.verdicts.isEmpty else { return [] }
    let names = DataNames(withFindingsOf: result)
    let judged = summary.verdicts.flatMap { $0.parts.map(\.dataSet) }
    return [.heading(2, "Claims tested, \(names.suffix(judged))")]
      + (changeWarning.map { [.warning($0)] } ?? []) + [
        .list(summary.verdicts.map { $0.sentence(names: names) }),
        .prose(
          "Confirmed or refuted: the paired t-test over the seeds is below 5 % after Holm's correction, and the "
            + "difference is not below the noise floor, the binomial standard error of one accuracy on the "
            + "test set. All else is not decided."
            + (Self.hasErrors(settings) ? " Errors (RMSE) have no such floor here." : "")),
      ]
  }

  private func resultTables() -> [ReportBlock] {
    var blocks = [
      ReportBlock.heading(2, "Results after the last epoch, \(names.suffix(dataSets))")
    ]
    blocks += section("Settings", on: dataSets, Self.settingTable(settings, names: names))
    if let diverged = Divergence.note(settings, names: names) { blocks.append(.prose(diverged)) }
    if !summary.comparisons.isEmpty {
      blocks += section(
        "Paired differences", on: dataSets,
        Self.comparisonTable(summary.comparisons, names: names))
      blocks.append(.prose(Self.comparisonNote(summary.comparisons, settings: settings)))
    }
    return blocks
  }

  private func figureLinks() -> [ReportBlock] {
    var blocks = [ReportBlock.heading(2, "Figures, \(names.suffix(dataSets))")]
    blocks += figures.figures.map { .figure(path: $0.path, caption: $0.caption) }
    if let notice = figures.notice { blocks.append(.prose(notice)) }
    return blocks.count > 1 ? blocks : []
  }

  /// The studies of the findings, with their tables.
  func findingSections() -> [ReportBlock] {
    let pairs = zip(result.study.findings, result.findings)
    var blocks: [ReportBlock] = []
    for (finding, study) in pairs {
      let settings = Setting.all(of: study)
      let names = DataNames(study)
      let comparisons = Comparison.all(of: settings)
      let suffix = names.suffix(settings.map(\.dataSet))
      let verdict = summary.verdicts.first { $0.claim == finding.claim }
      blocks += [
        .heading(2, "Finding: \"\(finding.claim)\", \(suffix)"),
        .prose(
          verdict?.sentence(names: names)
            ?? "Not tested: the study compares no two settings that the claim is about."),
        .heading(3, "Settings of \(study.study.name), \(suffix)"),
        .table(Self.settingTable(settings, names: names)),
      ]
      if let diverged = Divergence.note(settings, names: names) { blocks.append(.prose(diverged)) }
      guard !comparisons.isEmpty else { continue }
      blocks += [
        .heading(3, "Paired differences of \(study.study.name), \(suffix)"),
        .table(Self.comparisonTable(comparisons, names: names)),
        .prose(Self.comparisonNote(comparisons, settings: settings)),
      ]
    }
    return blocks
  }
}

extension MarkdownReport {
  /// Mean and interval over the seeds, one row for each setting.
  ///
  /// - Parameter isNarrow: whether the deciding figure stands right after the setting, where it is seen without
  ///   scrolling, and the data is left out where it is the same in all rows.
  static func settingTable(
    _ settings: [Setting], names: DataNames, isNarrow: Bool = false
  ) -> Table {
    let metrics: [Metric] = [
      .trainLoss, .validationLoss, .validationAccuracy, .validationRMSE, .validationR2, .testLoss,
      .testPenalty, .testAccuracy, .testRMSE, .testMAE, .testR2,
    ]
    var shown = metrics.filter { metric in
      let means = settings.compactMap { $0.summary(metric)?.mean }
      return metric == .testPenalty ? means.contains { $0 > 0 } : !means.isEmpty
    }
    let deciding = Headline.metric(of: settings)
    if isNarrow { shown = shown.filter { $0 == deciding } + shown.filter { $0 != deciding } }
    let showsData = !isNarrow || Set(settings.map(\.dataSet)).count > 1
    let seedsPlace = isNarrow ? min(1, shown.count) : 0
    var heads = shown.map { Table.Column.right($0.title) }
    heads.insert(.right("seeds"), at: seedsPlace)
    var table = Table((showsData ? [.left("data")] : []) + [.left("setting")] + heads)
    for setting in settings {
      var figures = shown.map { metric in
        let summary = setting.summary(metric)
        // No penalty at all, rather than a measured 0.0000.
        if metric == .testPenalty, summary?.mean == 0 { return "0" }
        return NumberFormat.interval(summary, metric.decimals)
      }
      figures.insert(String(setting.runs.count), at: seedsPlace)
      table.append((showsData ? [names.title(setting.dataSet)] : []) + [setting.label] + figures)
    }
    return table
  }

  /// Each setting against the baseline, one row for each figure.
  static func comparisonTable(_ comparisons: [Comparison], names: DataNames) -> Table {
    var table = Table([
      .left("data"), .left("difference"), .left("figure"), .right("seeds"),
      .right("mean difference"), .right("paired t p"), .right("Wilcoxon p"), .right("Holm p"),
      .right("noise floor"),
    ])
    for comparison in comparisons {
      let metric = comparison.metric
      let difference = comparison.paired.difference
      let shown = NumberFormat.interval(
        difference, metric.decimals, signed: true, scale: metric.scale)
      table.append([
        names.title(comparison.dataSet), "\(comparison.treatment) - \(comparison.baseline)",
        metric.title, String(comparison.paired.n), shown,
        NumberFormat.pValue(comparison.paired.tPValue),
        NumberFormat.pValue(comparison.paired.wilcoxonPValue),
        NumberFormat.pValue(comparison.holmPValue),
        comparison.noiseFloor.map { NumberFormat.fixed(100 * $0, 2) } ?? NumberFormat.missing,
      ])
    }
    return table
  }

  /// Whether the settings are of a regression.
  static func hasErrors(_ settings: [Setting]) -> Bool {
    settings.contains { $0.summary(.trainRMSE) != nil }
  }

  /// How to read a table of differences.
  static func comparisonNote(_ comparisons: [Comparison], settings: [Setting]) -> String {
    let tests = comparisons.count { $0.holmPValue != nil }
    let units =
      hasErrors(settings)
      ? "Differences of errors in the unit of the values; lower is better."
      : "Accuracy differences in percentage points."
    var text =
      "\(units) Holm p: the paired t p, corrected for the \(tests) tests of this table."
    if let examples = settings.compactMap(\.testExamples).first,
      comparisons.contains(where: { $0.noiseFloor != nil })
    {
      text +=
        " Noise floor: the binomial standard error of one accuracy on "
        + "\(NumberFormat.grouped(examples)) test examples (the baseline's), in points: how far another test "
        + "set of this size would move it. All seeds share one test set, so the intervals do not "
        + "contain it. It is a yardstick, not the error of the difference itself: both settings answer "
        + "the same examples, which makes that error smaller the more their mistakes agree, and up to "
        + "1.4 times the floor if they are unrelated. A difference below the floor decides nothing. "
        + "A loss has no such floor here."
    }
    return text
  }
}
