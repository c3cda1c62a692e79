import Studies
import Training

/// The text of a run's `report.html`: the whole study in one file, for people.
struct StudyPage {
  let report: MarkdownReport
  let extras: ReportExtras

  init(_ result: StudyResult, extras: ReportExtras) {
    report = MarkdownReport(result, figures: FigureSet(figures: [], files: [], notice: nil))
    self.extras = extras
  }

  var result: StudyResult { report.result }
  var settings: [Setting] { report.settings }
  var names: DataNames { report.names }

  /// The text of the file.
  func source() -> String {
    HTMLPage(
      title: "\(result.study.name), \(names.suffix(report.dataSets))", lead: lead,
      sections: [
        HTMLPage.Section("Verdict", verdicts()),
        HTMLPage.Section("What was run", whatWasRun()),
        HTMLPage.Section("Results", results()),
        HTMLPage.Section("By epoch", epochFigures()),
        HTMLPage.Section("Every seed", seedFigures()),
        HTMLPage.Section("What it gets wrong", answers()),
        HTMLPage.Section("Time", times()),
        HTMLPage.Section("Ours and published", published()),
        HTMLPage.Section("Findings", HTML.blocks(report.findingSections(), openSections: 0)),
        HTMLPage.Section(
          "Run it again",
          RunAgain(
            study: result.study, command: result.study.trials.count == 1 ? "train" : "study",
            run: result.run
          ).content()),
      ].compactMap(\.self)
    ).source()
  }

  /// Warnings if the data is not what was asked for or the run is not one, and what it was in one sentence.
  private var lead: [HTML] {
    let run = result.run
    let sentence =
      "\(report.trialWords()), trained in \(NumberFormat.duration(run.trainingSeconds)) on "
      + "\(run.device). Began \(NumberFormat.date(run.startedAt))."
    return result.warnings.map(HTML.warning) + [.tag("p", ["class": "lead"], text: sentence)]
  }

  /// Nothing where nothing was published.
  private func published() -> [HTML] {
    let tables = HTML.blocks(report.publishedBlocks())
    guard !tables.isEmpty, let words = report.publishedWords else { return tables }
    return [.tag("p", text: words)] + tables
  }

  /// The settings of one data set.
  func settings(on dataSet: String) -> [Setting] { settings.filter { $0.dataSet == dataSet } }

  // MARK: - What was run

  private func whatWasRun() -> [HTML] {
    let run = result.run
    var facts = Table([.left("What"), .left("Value")])
    facts.append(["Trials", report.gridWords()])
    for (name, value) in report.settingPairs() { facts.append([name, value]) }
    facts.append([
      "Device", "\(run.device) (--device \(run.deviceIdentifier)): \(report.deviceReason())",
    ])
    facts.append(["Began", NumberFormat.date(run.startedAt)])
    for resume in run.resumes ?? [] {
      facts.append(["Gone on with", "\(NumberFormat.date(resume.resumedAt)), at \(resume.place)"])
    }
    for (name, version) in run.versions.sorted(by: { $0.key < $1.key }) {
      facts.append([name, version])
    }
    return [.table(facts, caption: "What was run and on what")]
  }

  // MARK: - Results

  private func results() -> [HTML] {
    var content: [HTML] = [
      .table(
        MarkdownReport.settingTable(settings, names: names, isNarrow: true),
        caption: "Settings after the last epoch: mean over the seeds ± half the 95 % interval"),
      .tag("p", ["class": "note"], text: report.figureWords),
    ]
    if let diverged = Divergence.note(settings, names: names) {
      content.append(.tag("p", text: diverged))
    }
    let comparisons = report.summary.comparisons
    if !comparisons.isEmpty {
      content.append(
        .details(
          "Differences from the baseline, seed by seed",
          [
            .table(
              MarkdownReport.comparisonTable(comparisons, names: names),
              caption: "Paired differences"),
            .tag(
              "p", ["class": "note"],
              text: MarkdownReport.comparisonNote(comparisons, settings: settings)),
          ]))
    }
    return content
  }
}
