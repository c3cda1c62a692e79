import Studies
import Training

// Ours beside the figures that the config itself states.
extension MarkdownReport {
  /// The table of published rows with why ours differs, and the published claims tested.
  func publishedRowSections(_ published: PublishedRows) -> [ReportBlock] {
    var blocks = [ReportBlock.heading(2, "Beside \(published.source), \(names.suffix(dataSets))")]
    let pairs = published.rows.map { row in
      (row, settings.filter { row.setting.matches($0.varied) })
    }
    if !pairs.isEmpty {
      blocks += section("Ours and published", on: dataSets, rowTable(published, pairs))
      blocks.append(
        .prose(
          "Ours: mean over the seeds ± half the 95 % interval, after the last epoch. Accuracies in percent; "
            + "differences are ours minus published. Published times are of other hardware and one run; our "
            + "seconds are a trial's share of its lockstep group."))
      let notes = pairs.compactMap { row, _ in
        row.note.map { "\(row.setting.words(result.study.variedKeys)): \($0)" }
      }
      if published.note != nil || !notes.isEmpty {
        blocks += [
          .prose("Why ours differs:"), .list((published.note.map { [$0] } ?? []) + notes),
        ]
      }
    }
    let claims = RowClaimVerdict.all(published.claims, settings: settings)
    if !claims.isEmpty {
      blocks += [
        .heading(3, "Published claims, \(names.suffix(dataSets))"), .list(claims.map(\.sentence)),
      ]
      blocks.append(
        .prose(
          "Confirmed or refuted: the paired t-test over the seeds is below 5 % after Holm's correction over all "
            + "pairs of this list, and the difference is not below the noise floor of the data it was "
            + "measured on. All else is not decided."))
    }
    return blocks
  }

  private func rowTable(
    _ published: PublishedRows, _ pairs: [(PublishedRow, [Setting])]
  ) -> Table {
    let figures = published.figureNames.map(RowFigure.init)
    var table = Table(
      [.left("setting")]
        + figures.flatMap { figure -> [Table.Column] in
          let head: [Table.Column] = [
            .right(figure.title), .right("published"),
          ]
          return figure.hasDifference ? head + [.right("difference")] : head
        })
    for (row, settings) in pairs {
      // A row that leaves a varied key open stands beside each of its settings.
      for setting in settings.isEmpty ? [nil] : settings.map(Optional.some) {
        let label = settings.count > 1 ? setting?.label : nil
        table.append(
          [label ?? row.setting.words(result.study.variedKeys)]
            + figures.flatMap { $0.cells(ours: setting, published: row.figure($0.name)) })
      }
    }
    return table
  }
}

/// A column of published figures.
private struct RowFigure {
  let name: String

  var metric: Metric? { Metric(rawValue: name) }
  /// Times and counts are shown side by side only.
  var hasDifference: Bool { metric != nil }

  var title: String {
    switch name {
    case "seconds": "s"
    default: metric?.title ?? name.replacing("_", with: " ")
    }
  }

  func cells(ours: Setting?, published: PublishedFigure?) -> [String] {
    let printed = published?.printed ?? NumberFormat.missing
    guard let metric else { return [plain(ours), printed] }
    let summary = ours?.summary(metric)
    let difference = summary.flatMap { summary in
      published.map { NumberFormat.signed(summary.mean - $0.value, metric.decimals) }
    }
    return [
      NumberFormat.interval(summary, metric.decimals), printed, difference ?? NumberFormat.missing,
    ]
  }

  private func plain(_ setting: Setting?) -> String {
    guard let setting, let first = setting.runs.first else { return NumberFormat.missing }
    switch name {
    case "parameters": return NumberFormat.grouped(first.outcome.parameterCount)
    case "seconds":
      let seconds = setting.runs.reduce(0) { $0 + $1.outcome.seconds }
      return NumberFormat.significant(seconds / Double(setting.runs.count))
    default: return NumberFormat.missing
    }
  }
}
