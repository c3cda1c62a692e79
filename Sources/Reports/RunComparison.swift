import Studies

/// Several runs side by side: what differs in their configs, their results, and the paired tests between them.
public struct RunComparison: Sendable {
  /// A run and what it is called.
  public struct Run: Sendable {
    /// The name of its folder.
    public let name: String
    /// What it came to.
    public let result: StudyResult

    /// A run of this name.
    public init(name: String, result: StudyResult) {
      self.name = name
      self.result = result
    }
  }

  /// The runs; the first is what the others are compared with.
  public let runs: [Run]
  let settings: [[Setting]]
  let metric: Metric
  let comparisons: [Comparison]

  /// Compares runs.
  ///
  /// Settings of the same name on the same data set are compared seed by seed; of runs that have none in common
  /// the best settings on each data set are. Holm's correction goes over all comparisons.
  /// - Precondition: There are two runs or more.
  public init(_ runs: [Run]) {
    self.runs = runs
    let settings = runs.map { Setting.all(of: $0.result) }
    self.settings = settings
    let metric = Headline.metric(of: settings.flatMap(\.self))
    self.metric = metric
    var found: [(baseline: Setting, treatment: Setting, run: Int, paired: PairedComparison)] = []
    for run in runs.indices.dropFirst() {
      for (baseline, treatment) in Self.pairs(settings[0], settings[run], metric) {
        let paired = PairedComparison(
          treatment: treatment.values(metric), baseline: baseline.values(metric))
        if let paired { found.append((baseline, treatment, run, paired)) }
      }
    }
    let adjusted = holmAdjusted(found.map(\.paired.tPValue))
    comparisons = zip(found, adjusted).map { item, holm in
      Comparison(
        dataSet: item.treatment.dataSet,
        treatment: Self.label(runs[item.run].name, item.treatment),
        baseline: Self.label(runs[0].name, item.baseline), metric: metric, paired: item.paired,
        holmPValue: holm, noiseFloor: item.baseline.noiseFloor(metric))
    }
  }

  private static func label(_ run: String, _ setting: Setting) -> String {
    setting.label == Setting.onlyLabel ? run : "\(run): \(setting.label)"
  }

  private static func pairs(
    _ baselines: [Setting], _ treatments: [Setting], _ metric: Metric
  ) -> [(Setting, Setting)] {
    let alike = treatments.compactMap { treatment in
      baselines.first { $0.label == treatment.label && $0.dataSet == treatment.dataSet }
        .map { ($0, treatment) }
    }
    guard alike.isEmpty else { return alike }
    return Set(treatments.map(\.dataSet)).sorted().compactMap { dataSet in
      guard
        let best = Headline.ranked(baselines.filter { $0.dataSet == dataSet }, by: metric).first,
        let other = Headline.ranked(treatments.filter { $0.dataSet == dataSet }, by: metric).first
      else { return nil }
      return (best, other)
    }
  }

  // MARK: - Tables

  /// When, where and how long each run was, and its best setting.
  var overview: Table {
    var table = Table([
      .left("run"), .left("began"), .left("device"), .right("trials"), .right("training"),
      .left("data"), .left("best setting"), .right(metric.title),
    ])
    for (run, settings) in zip(runs, settings) {
      let best = Headline.ranked(settings, by: metric).first
      var seen = Set<String>()
      let data = settings.map { DataNames(run.result.run).title($0.dataSet) }
        .filter { seen.insert($0).inserted }
      table.append([
        run.name, run.result.run.startedAt, run.result.run.device,
        NumberFormat.grouped(run.result.study.trials.count),
        NumberFormat.duration(run.result.run.trainingSeconds), data.joined(separator: ", "),
        best?.label ?? NumberFormat.missing,
        NumberFormat.interval(best?.summary(metric), metric.decimals),
      ])
    }
    return table
  }

  /// The settings that are not the same in all runs, those of each run's first trial.
  var differences: Table {
    var table = Table([.left("setting")] + runs.map { .left($0.name) })
    let words = runs.map { run -> [(name: String, value: String)] in
      (run.result.study.trials.first?.config.words ?? []) + [
        ("varied", run.result.study.variedKeys.joined(separator: ", ")),
        ("device", run.result.run.deviceIdentifier),
        ("version", run.result.run.versions["commit"] ?? run.result.run.versions["lockstep"] ?? ""),
      ]
    }
    var seen = Set<String>()
    for name in words.flatMap({ $0.map(\.name) }) where seen.insert(name).inserted {
      let values = words.map { own in own.first { $0.name == name }?.value ?? "" }
      if Set(values).count > 1 {
        table.append([name] + values.map { $0.isEmpty ? NumberFormat.missing : $0 })
      }
    }
    return table
  }

  /// The deciding figure of every setting in every run.
  var results: Table {
    var table = Table([.left("data"), .left("setting")] + runs.map { .right($0.name) })
    var seen = Set<[String]>()
    for setting in settings.flatMap(\.self)
    where seen.insert([setting.dataSet, setting.label]).inserted {
      table.append(
        [DataNames.title(setting.dataSet), setting.label]
          + settings.map { own in
            let same = own.first { $0.label == setting.label && $0.dataSet == setting.dataSet }
            return NumberFormat.interval(same?.summary(metric), metric.decimals)
          })
    }
    return table
  }

  /// One sentence for each comparison, those that decide something first.
  var sentences: [String] {
    let headlines = comparisons.map { (Headline($0), DataNames.title($0.dataSet)) }
    let decided = headlines.filter { $0.0.outcome != .undecided }
    return (decided + headlines.filter { $0.0.outcome == .undecided }).map {
      "On \($1), \($0.sentence)."
    }
  }

  /// The comparison for a terminal.
  public var text: String {
    var blocks = [overview.plainText()]
    if !differences.rows.isEmpty { blocks.append(differences.plainText()) }
    blocks.append("\(metric.title), mean ± half the 95 % interval:\n" + results.plainText())
    blocks.append(
      sentences.isEmpty
        ? "No seed and data set in common: nothing to test.\n"
        : sentences.joined(separator: "\n") + "\n")
    return blocks.joined(separator: "\n")
  }

  /// The comparison for programs: the runs, and each comparison with its p-values.
  ///
  /// - Throws: What the encoder throws.
  public func json() throws -> String {
    struct Document: Encodable {
      let runs: [String]
      let summaries: [StudySummary]
      let comparisons: [Comparison]
    }
    return try JSONFile.text(
      Document(
        runs: runs.map(\.name), summaries: runs.map { StudySummary($0.result) },
        comparisons: comparisons))
  }
}
