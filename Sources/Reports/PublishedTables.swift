import Studies
import Training

// Ours beside the published figures.
extension MarkdownReport {
  /// The mark of a published figure that cannot be what it says.
  static let mark = "†"

  /// All tables of a published study.
  func publishedSections(_ published: PublishedStudy) -> [ReportBlock] {
    guard published.settings.contains(where: { ours($0) != nil }) else {
      return [.prose(notBeside(published))]
    }
    var blocks = [
      ReportBlock.heading(2, "Beside the published figures, \(names.suffix(dataSets))")
    ]
    if let warning = changeWarning { blocks.append(.warning(warning)) }
    if let remark = published.accuracyRemark {
      blocks.append(
        .prose("\(Self.mark) cannot be a test accuracy: \(remark) \(ourAccuracyRange())"))
    }
    for setting in published.settings where !setting.epochs.isEmpty {
      blocks += epochSection(setting, of: published)
    }
    blocks += secondsSection(published)
    blocks.append(
      .prose(
        "Trials of one lockstep group train at once and share its wall time equally, so our seconds are equal "
          + "within a group by construction: they do not tell settings apart. "
          + why(published.secondsRemark)))
    blocks += inferenceSection(published) + [.prose(why(published.inferenceRemark))]
    for setting in published.settings where !setting.seeds.isEmpty {
      blocks += seedSection(setting, of: published)
    }
    return blocks
  }

  /// Our trials of a published setting.
  func ours(_ setting: PublishedSetting) -> Setting? {
    settings.first { $0.dataSet == setting.dataSet && setting.pattern.matches($0.config) }
  }

  /// Why the tables of a published study are left out: none of its settings was run.
  private func notBeside(_ published: PublishedStudy) -> String {
    var seen = Set<String>()
    let theirs = published.settings.map(\.dataSet).filter { seen.insert($0).inserted }
      .map(DataNames.title).joined(separator: " and ")
    var kinds = Set<String>()
    let patterns = published.settings.map(\.pattern.name).filter { kinds.insert($0).inserted }
      .joined(separator: ", ")
    return "Published figures left out: \(published.title) is about \(theirs) (\(patterns)), "
      + "and this study has no such trial."
  }

  /// What a published setting is called: as ours is, or by its kind when ours has no such trials.
  private func label(_ setting: PublishedSetting) -> String {
    ours(setting)?.label ?? setting.pattern.name
  }

  /// The losses of a setting with L2 were published with the penalty.
  private func hasPenalty(_ setting: PublishedSetting) -> Bool { setting.pattern == .l2 }

  private func ourAccuracyRange() -> String {
    let parts = dataSets.compactMap { dataSet -> String? in
      let means = settings.filter { $0.dataSet == dataSet }
        .compactMap { $0.summary(.testAccuracy)?.mean }.filter(\.isFinite)
      guard let low = means.min(), let high = means.max() else { return nil }
      return
        "\(NumberFormat.fixed(low, 1)) to \(NumberFormat.fixed(high, 1)) % on \(names.title(dataSet))"
    }
    return parts.isEmpty ? "" : "Ours, on the test set: \(parts.joined(separator: ", "))."
  }

  private func epochSection(_ setting: PublishedSetting, of published: PublishedStudy)
    -> [ReportBlock]
  {
    let ours = ours(setting)
    let run = ours?.run(seed: published.defaultSeed)
    let loss: Metric = hasPenalty(setting) ? .trainTotal : .trainLoss
    let word = hasPenalty(setting) ? "loss + penalty" : "loss"
    var table = Table([
      .right("epoch"), .right("\(word), seed \(published.defaultSeed)"),
      .right("\(word), all seeds"),
      .right("loss, published"), .right("test acc. %, seed \(published.defaultSeed)"),
      .right("test acc. %, all seeds"), .right("accuracy %, published"),
    ])
    let epochs = Set(setting.epochs.map(\.epoch)).union(ours?.epochs ?? []).sorted()
    for epoch in epochs {
      let record = run?.outcome.record(epoch: epoch)
      let theirs = setting.epochs.first { $0.epoch == epoch }
      table.append([
        String(epoch),
        shown(record.flatMap(loss.value(in:)), loss),
        NumberFormat.interval(ours?.summary(loss, epoch: epoch), loss.decimals),
        theirs?.loss.printed ?? NumberFormat.missing,
        shown(record.flatMap(Metric.testAccuracy.value(in:)), .testAccuracy),
        NumberFormat.interval(ours?.summary(.testAccuracy, epoch: epoch), 2),
        theirs.map { accuracyCell($0, published) } ?? NumberFormat.missing,
      ])
    }
    return section("By epoch: \(label(setting))", on: [setting.dataSet], table) + [
      .prose(
        "Ours: running mean of the training \(word), and test accuracy. " + why(setting.epochRemark)
      )
    ]
  }

  /// The line that explains a difference; generated digits come first among the reasons.
  private func why(_ remark: String) -> String {
    let data =
      names.substituted.isEmpty ? "" : "ours is on generated digits where the data is missing; "
    return "Why ours differs: \(data)\(remark)"
  }

  private func accuracyCell(_ epoch: PublishedEpoch, _ published: PublishedStudy) -> String {
    if epoch.accuracyCellPrintsLoss { return "prints the loss \(Self.mark)" }
    return published.accuracyRanges.map { range($0.byEpoch) } ?? NumberFormat.missing
  }

  private func range(_ range: PublishedRange) -> String {
    "\(range.low.printed) to \(range.high.printed) \(Self.mark)"
  }

  private func shown(_ value: Double?, _ metric: Metric) -> String {
    value.map { NumberFormat.fixed($0 * metric.scale, metric.decimals) } ?? NumberFormat.missing
  }

  private func secondsSection(_ published: PublishedStudy) -> [ReportBlock] {
    var table = Table([
      .left("data"), .left("setting"), .right("s, seed \(published.defaultSeed)"),
      .right("s, all seeds together"), .right("s, published (1 run)"),
    ])
    for setting in published.settings {
      let ours = ours(setting)
      let total = ours.map { $0.runs.reduce(0) { $0 + $1.outcome.seconds } }
      table.append([
        names.title(setting.dataSet), label(setting),
        seconds(ours?.run(seed: published.defaultSeed)?.outcome.seconds), seconds(total),
        setting.seconds?.printed ?? NumberFormat.missing,
      ])
    }
    return section("Seconds", on: published.settings.map(\.dataSet), table)
  }

  private func seconds(_ value: Double?) -> String {
    value.map { NumberFormat.fixed($0, $0 < 10 ? 3 : 2) } ?? NumberFormat.missing
  }

  private func inferenceSection(_ published: PublishedStudy) -> [ReportBlock] {
    var table = Table([
      .left("data"), .left("setting"), .right("test loss"), .right("penalty"),
      .right("loss + penalty"), .right("loss, published"), .right("test acc. %"),
      .right("accuracy %, published"),
    ])
    for setting in published.settings {
      let last = ours(setting)?.run(seed: published.defaultSeed)?.outcome.final
      let figures: [Metric] = [.testLoss, .testPenalty, .testTotal]
      let accuracy = setting.inference?.accuracy.printed
      table.append(
        [names.title(setting.dataSet), label(setting)]
          + figures.map { shown(last.flatMap($0.value(in:)), $0) } + [
            setting.inference?.loss.printed ?? NumberFormat.missing,
            shown(last.flatMap(Metric.testAccuracy.value(in:)), .testAccuracy),
            accuracy.map { "\($0) \(Self.mark)" } ?? NumberFormat.missing,
          ])
    }
    return section(
      "One-step inference, seed \(published.defaultSeed)", on: published.settings.map(\.dataSet),
      table)
  }

  private func seedSection(_ setting: PublishedSetting, of published: PublishedStudy)
    -> [ReportBlock]
  {
    let ours = ours(setting)
    let losses: [Metric] = hasPenalty(setting) ? [.testLoss, .testTotal] : [.testLoss]
    var table = Table(
      [.right("seed")] + losses.map { .right($0.title) } + [
        .right("loss, published"), .right("test acc. %"), .right("accuracy %, published"),
      ])
    let accuracy = published.accuracyRanges.map { range($0.bySeed) } ?? NumberFormat.missing
    let theirs = setting.seeds.map(\.seed)
    let others = (ours?.runs.map(\.seed) ?? []).filter { !theirs.contains($0) }
    for seed in theirs + others {
      let last = ours?.run(seed: seed)?.outcome.final
      let loss = setting.seeds.first { $0.seed == seed }?.loss.printed
      table.append(
        [String(seed)] + losses.map { shown(last.flatMap($0.value(in:)), $0) } + [
          loss ?? NumberFormat.missing,
          shown(last.flatMap(Metric.testAccuracy.value(in:)), .testAccuracy),
          loss == nil ? NumberFormat.missing : accuracy,
        ])
    }
    table.append(
      ["mean ± 95 %"] + losses.map { NumberFormat.interval(ours?.summary($0), $0.decimals) } + [
        NumberFormat.interval(SampleSummary(setting.seeds.map(\.loss.value)), 4),
        NumberFormat.interval(ours?.summary(.testAccuracy), 2), NumberFormat.missing,
      ])
    return section(
      "By seed, one-step inference: \(label(setting))", on: [setting.dataSet], table)
      + [.prose(why(setting.seedRemark))]
  }
}
