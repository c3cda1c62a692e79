import Studies
import Training

/// Several runs side by side: what differs in their configs, their results, and the paired tests between them.
public struct RunComparison: Sendable {
  /// A run and what it is called.
  public struct Run: Sendable {
    /// The name of its folder.
    public let name: String
    /// What it came to.
    public let result: StudyResult
    /// What tells the examples of its data sets from others, by their names in configs, as far as it is known.
    public let fingerprints: [String: String]

    /// A run of this name.
    public init(name: String, result: StudyResult, fingerprints: [String: String] = [:]) {
      self.name = name
      self.result = result
      self.fingerprints = fingerprints
    }
  }

  /// A setting of a run, with what it was really trained on.
  struct Entry: Sendable {
    let setting: Setting
    /// The data for programs: `mnist`, or `synthetic-digits (not mnist)`, which is other data.
    ///
    /// Of the user's own data it is what the first run with it calls it.
    let data: String
    /// The same for people.
    let title: String

    var label: String { setting.label }

    /// Whether it is the same setting on the same data; labels alone may be of other keys.
    func isAlike(_ other: Entry) -> Bool {
      func varied(_ setting: Setting) -> [String: String] {
        setting.varied.filter { $0.key != "data" }
      }
      return data == other.data && label == other.label
        && varied(setting) == varied(other.setting)
    }
  }

  /// The runs; the first is what the others are compared with.
  public let runs: [Run]
  /// The settings of each run.
  let entries: [[Entry]]
  let metric: Metric
  let comparisons: [Comparison]
  /// Whether it is best settings that are compared, for want of settings in common.
  let comparesBest: Bool

  /// Compares runs.
  ///
  /// Settings of the same name on the same data set are compared seed by seed; of runs that have none in common
  /// the best settings on each data set are. Generated digits in place of a data set are another one. Holm's
  /// correction goes over all comparisons.
  /// - Precondition: There are two runs or more.
  public init(_ runs: [Run]) {
    self.runs = runs
    let data = ComparedData(runs)
    let entries = runs.indices.map { run in
      Setting.all(of: runs[run].result).map {
        let (key, title) = data.names(of: $0.dataSet, in: run)
        return Entry(setting: $0, data: key, title: title)
      }
    }
    self.entries = entries
    let metric = Headline.metric(of: entries.flatMap { $0.map(\.setting) })
    self.metric = metric
    var found: [(baseline: Entry, treatment: Entry, run: Int, paired: PairedComparison)] = []
    var comparesBest = false
    for run in runs.indices.dropFirst() {
      let pairs = Self.pairs(entries[0], entries[run], metric)
      for (baseline, treatment) in pairs.entries {
        let paired = PairedComparison(
          treatment: treatment.setting.values(metric), baseline: baseline.setting.values(metric))
        guard let paired else { continue }
        found.append((baseline, treatment, run, paired))
        // The only setting of a run is not picked from others.
        let isPicked =
          max(
            entries[0].count { $0.data == treatment.data },
            entries[run].count { $0.data == treatment.data }) > 1
        comparesBest = comparesBest || pairs.areBest && isPicked
      }
    }
    self.comparesBest = comparesBest
    let adjusted = holmAdjusted(found.map(\.paired.tPValue))
    comparisons = zip(found, adjusted).map { item, holm in
      Comparison(
        dataSet: item.treatment.data, treatment: Self.label(runs[item.run].name, item.treatment),
        baseline: Self.label(runs[0].name, item.baseline), metric: metric, paired: item.paired,
        holmPValue: holm, noiseFloor: item.baseline.setting.noiseFloor(metric))
    }
  }

  private static func label(_ run: String, _ entry: Entry) -> String {
    entry.label == Setting.onlyLabel ? run : "\(run): \(entry.label)"
  }

  private static func pairs(
    _ baselines: [Entry], _ treatments: [Entry], _ metric: Metric
  ) -> (entries: [(Entry, Entry)], areBest: Bool) {
    let alike = treatments.compactMap { treatment in
      baselines.first { $0.isAlike(treatment) }
        .map { ($0, treatment) }
    }
    guard alike.isEmpty else { return (alike, false) }
    let picked = Set(treatments.map(\.data)).sorted().compactMap { data -> (Entry, Entry)? in
      guard let baseline = best(of: baselines.filter { $0.data == data }, by: metric),
        let treatment = best(of: treatments.filter { $0.data == data }, by: metric)
      else { return nil }
      return (baseline, treatment)
    }
    return (picked, true)
  }

  /// The best of some entries; `nil` if none has a finite figure.
  static func best(of entries: [Entry], by metric: Metric) -> Entry? {
    guard let best = Headline.ranked(entries.map(\.setting), by: metric).first else { return nil }
    return entries.first { $0.label == best.label && $0.setting.dataSet == best.dataSet }
  }

  /// What people call the data of a comparison.
  private func title(_ data: String) -> String {
    entries.joined().first { $0.data == data }?.title ?? data
  }

  /// The data of all runs, each once, in the order of the runs.
  var data: [(name: String, title: String)] {
    var seen = Set<String>()
    return entries.joined().filter { seen.insert($0.data).inserted }.map { ($0.data, $0.title) }
  }

  // MARK: - Words

  /// One sentence for each comparison, those that decide something first.
  var sentences: [String] {
    let headlines = comparisons.map { (Headline($0), title($0.dataSet)) }
    let decided = headlines.filter { $0.0.outcome != .undecided }
    return (decided + headlines.filter { $0.0.outcome == .undecided }).map {
      "On \($1), \($0.sentence)."
    }
  }

  /// What is there in place of sentences where nothing can be tested.
  var nothingWords: String {
    let first = Set(entries[0].map(\.data))
    let isShared = entries.dropFirst().joined().contains { first.contains($0.data) }
    return
      "No \(isShared ? "seed in common on any data set" : "data set in common"): nothing to test."
  }

  /// How the sentences are to be read, a sentence or two each.
  var notes: [String] {
    var notes: [String] = []
    if comparesBest {
      notes.append(
        "No setting in common: the best of each run by \(metric.words) is compared, picked by the same figures "
          + "that are tested, which favours the run with more settings.")
    }
    if !comparisons.isEmpty {
      notes.append(
        Headline.note(
          among: "all comparisons of this page",
          hasFloor: comparisons.contains { $0.noiseFloor != nil }))
    }
    return notes
  }

  /// A sentence about means over other seeds than the tests are over; `nil` if all runs have the same.
  var seedWords: String? {
    let seeds = runs.map { Set($0.result.study.trials.map(\.config.seed)) }
    return Set(seeds).count > 1
      ? "Means are over each run's own seeds, the tests under Verdict over those that both runs have."
      : nil
  }

  /// What keeps the figures from telling about the settings, a sentence each: data that was replaced, runs that
  /// were stopped or are not one, other examples of the same data.
  public var warnings: [String] {
    let own = runs.flatMap { run in run.result.warnings.map { "\(run.name): \($0)" } }
    return own + runs.indices.dropFirst().flatMap { exampleWarnings($0) }
  }

  /// A sentence for each data set of which a run had other examples than the first run.
  private func exampleWarnings(_ run: Int) -> [String] {
    data.compactMap { name, title -> String? in
      let sides = [entries[0], entries[run]].map { own in
        own.filter { $0.data == name }.map(\.setting)
      }
      guard let first = sides[0].first, let other = sides[1].first else { return nil }
      var words: [String] = []
      for (part, examples) in Self.parts {
        let counts = sides.map { Self.counts($0, examples) }
        // Records of earlier versions do not say how many there were.
        guard counts[0] != counts[1], !counts[0].isEmpty, !counts[1].isEmpty else { continue }
        words.append("\(part) \(Self.words(counts[0])) against \(Self.words(counts[1]))")
      }
      let (data, otherData) = (first.config.data, other.config.data)
      if data.own != otherData.own { words.append("read or divided otherwise") }
      if data.validation > 0, data.holdOut != otherData.holdOut {
        words.append("other ones held out")
      }
      if words.isEmpty, let one = runs[0].fingerprints[data.set],
        let another = runs[run].fingerprints[otherData.set], one != another
      {
        words.append("as many, but not the same ones")
      }
      guard !words.isEmpty else { return nil }
      return "\(runs[0].name) and \(runs[run].name) had other examples of \(title) "
        + "(\(words.joined(separator: ", "))): a difference on it is not that of the settings alone."
    }
  }

  /// The parts of the data, and how many examples of them an epoch looked at.
  private static let parts: [(String, @Sendable (EpochRecord) -> Int?)] = [
    ("training", { $0.train.examples }), ("validation", { $0.validation?.examples }),
    ("test", { $0.test?.examples }),
  ]

  private static func counts(
    _ settings: [Setting], _ examples: (EpochRecord) -> Int?
  ) -> [Int] {
    let all = settings.flatMap(\.runs).compactMap { $0.outcome.final.flatMap(examples) }
    return Set(all.filter { $0 > 0 }).sorted()
  }

  private static func words(_ counts: [Int]) -> String {
    counts.map(NumberFormat.grouped).joined(separator: " or ")
  }

  /// The comparison for a terminal.
  public var text: String {
    var blocks = warnings.isEmpty ? [] : [warnings.map { "warning: \($0)\n" }.joined()]
    blocks.append(overview.plainText())
    if !differences.rows.isEmpty { blocks.append(differences.plainText()) }
    blocks.append(
      "\(metric.title), mean ± half the 95 % interval:\n" + results.plainText()
        + (seedWords.map { "\($0)\n" } ?? ""))
    let lines = sentences.isEmpty ? [nothingWords] : sentences + notes
    blocks.append(lines.joined(separator: "\n") + "\n")
    return blocks.joined(separator: "\n")
  }

  /// The comparison for programs: the runs, what to beware of, and each comparison with its p-values.
  ///
  /// - Throws: What the encoder throws.
  public func json() throws -> String {
    struct Document: Encodable {
      let runs: [String]
      let warnings: [String]
      let notes: [String]
      let summaries: [StudySummary]
      let comparisons: [Comparison]
    }
    return try JSONFile.text(
      Document(
        runs: runs.map(\.name), warnings: warnings, notes: notes,
        summaries: runs.map { StudySummary($0.result).labelled($0.result) },
        comparisons: comparisons))
  }
}
