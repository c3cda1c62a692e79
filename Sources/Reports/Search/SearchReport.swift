import Foundation
import Studies
import Training

/// Writes and says what a search has found.
public enum SearchReport {
  /// The trials that `tables.md` shows.
  private static let tableLimit = 50
  /// The trials that a terminal shows.
  private static let consoleLimit = 10

  /// Writes `search.csv`, `search.json`, `tables.md`, `report.html` and the figures into the run folder.
  ///
  /// Each file appears whole or not at all. Without gnuplot the figures are left out.
  /// - Parameters:
  ///   - summary: What was found.
  ///   - device: The devices that trained.
  ///   - run: How the best trial was run for the test set; `nil` before that.
  ///   - folder: The run folder, made if it is not there.
  ///   - gnuplot: The program that draws the figures; `nil` leaves them out.
  /// - Returns: What the user should know, one line each: figures that were left out.
  /// - Throws: ``OutputError`` when the folder or a file cannot be written.
  public static func write(
    _ summary: SearchSummary, device: String, run: RunRecord? = nil, to folder: URL,
    gnuplot: URL? = Gnuplot.find()
  ) throws -> [String] {
    try OutputFile.makeFolder(folder)
    let drawings = [Drawing.plane(summary)].compactMap(\.self)
    let figures = try FigureSet.write(
      drawings, to: folder.appendingPathComponent("figures"), gnuplot: gnuplot)
    for (name, text) in [
      ("search.csv", summary.csv().csv()),
      ("search.json", try JSONFile.text(SearchJSON(summary))),
      ("tables.md", markdown(summary, device: device, figures: figures)),
      (StudyReport.pageFile, SearchPage(summary: summary, device: device, run: run).source()),
    ] { try OutputFile.write(text, to: folder.appendingPathComponent(name)) }
    return figures.notice.map { [$0] } ?? []
  }

  /// Writes `config.yaml`, the config with nothing left to a default.
  ///
  /// - Throws: ``OutputError`` when the folder or the file cannot be written.
  public static func writeConfig(of study: Study, to folder: URL) throws {
    try OutputFile.makeFolder(folder)
    try OutputFile.write(study.resolvedYAML, to: folder.appendingPathComponent("config.yaml"))
  }

  /// What `--json` prints, and `search.json` holds.
  ///
  /// - Throws: What the encoder throws.
  public static func json(_ summary: SearchSummary) throws -> String {
    try JSONFile.text(SearchJSON(summary))
  }

  /// The short text that ends a search on a terminal.
  public static func text(_ summary: SearchSummary) -> String {
    let hidden = summary.entries.count - consoleLimit
    var lines = summary.warnings.map { "warning: \($0)" }
    lines += [
      "\(summary.study.name): \(summary.progressWords)",
      summary.ranking(limit: consoleLimit).plainText() + (hidden > 0 ? "and \(hidden) more" : ""),
    ]
    if let words = agreement(summary) { lines.append(words) }
    if let words = test(summary) { lines.append(words) }
    return lines.map { $0.trimmingSuffix(while: \.isNewline) }.joined(separator: "\n") + "\n"
  }

  // MARK: - Markdown

  private static func markdown(
    _ summary: SearchSummary, device: String, figures: FigureSet
  ) -> String {
    let search = summary.search
    let data = summary.study.trials.first?.config.data
    var lines = [
      "- What: \(search.method.rawValue) search over "
        + search.space.dimensions.map(\.key).joined(separator: ", ")
        + (search.seeds.count > 1 ? ", every trial with \(search.seeds.count) seeds" : "") + ".",
      "- State: \(summary.progressWords).",
      "- Judged by: \(search.metric.title) after the last epoch\(summary.isFinished ? "" : " so far"), on "
        + "\(NumberFormat.grouped(data?.validation ?? 0)) examples of \(summary.dataTitle) that are "
        + "held out of training. The test set has no say: it is looked at once, for the best trial.",
      "- Device: \(device).",
      "- How to read: ± is half the 95 % interval for the mean over the seeds (Student's t). Of many trials "
        + "the best one was also lucky: its validation figure flatters it, its test figure does not. "
        + "All runs, unrounded: search.csv; every epoch: search.sqlite.",
    ]
    if search.stopping != nil {
      lines.append(
        "- Stopped: \(summary.counted(summary.count(.pruned), "run")) that would have repeated a trial "
          + "significantly worse than the best one on the same seeds (Wilcoxon signed-rank, one-sided)."
      )
    }
    var blocks =
      ["# \(summary.study.name), search"]
      + summary.warnings.map { ReportBlock.warning($0).markdown } + [lines.joined(separator: "\n")]
    if let words = test(summary) { blocks += ["## The best trial", words] }
    if search.rounds > 1 {
      blocks += ["## Rounds", "" + summary.rounds().markdown().dropLast()]
    }
    let hidden = summary.entries.count - tableLimit
    blocks += [
      "## Trials, best first", "" + summary.ranking(limit: tableLimit).markdown().dropLast(),
    ]
    if hidden > 0 { blocks.append("And \(hidden) more in search.csv.") }
    if let words = agreement(summary) { blocks.append(words) }
    for figure in figures.figures { blocks.append("![\(figure.caption)](\(figure.path))") }
    if let notice = figures.notice { blocks.append(notice) }
    return blocks.map(MarkdownReport.wrapped).joined(separator: "\n\n") + "\n"
  }

  /// How stable the order is over the seeds.
  static func agreement(_ summary: SearchSummary) -> String? {
    guard let w = summary.concordance else { return nil }
    let complete = summary.entries.count { $0.ranksBySeed != nil }
    return
      "Rank by seed: the best and the worst place that one seed alone would give. Over "
      + "\(summary.search.seeds.count) seeds and \(complete) trials Kendall's W is "
      + "\(NumberFormat.fixed(w, 2)) (1: every seed ranks alike)."
  }

  /// The best trial and what it came to on the test set.
  static func test(_ summary: SearchSummary) -> String? {
    guard let best = summary.best else { return nil }
    let trial = "trial \(best.standing.trial.number), \(summary.words(best.standing.trial))"
    guard !summary.test.isEmpty else { return "Best so far: \(trial); not tested yet." }
    var parts: [String] = []
    let accuracies = summary.test.compactMap(\.accuracy)
    if let accuracy = SampleSummary(accuracies) {
      parts.append("test accuracy \(NumberFormat.interval(accuracy, 2, scale: 100)) %")
    }
    parts.append("test loss \(NumberFormat.interval(SampleSummary(summary.test.map(\.loss)), 4))")
    return
      "Best: \(trial): \(parts.joined(separator: ", ")) (the test set was looked at for this trial only)."
  }
}
