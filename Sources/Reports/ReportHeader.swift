import Studies
import Training

extension MarkdownReport {
  /// The title and the list of what was run, where, when and how long, and how to read it.
  func header() -> [ReportBlock] {
    var blocks = [ReportBlock.heading(1, "\(result.study.name), \(names.suffix(dataSets))")]
    blocks += result.warnings.map(ReportBlock.warning)
    var lines = [
      "What: \(gridWords()).",
      "Each trial: \(settingPairs().map { "\($0.name) \($0.value)" }.joined(separator: "; ")).",
      "Device: \(result.run.device) (`--device \(result.run.deviceIdentifier)`): \(deviceReason()).",
      "When: began \(NumberFormat.date(result.run.startedAt)). \(timeWords())",
      "How to read: ± is half the 95 % interval for the mean over the seeds (Student's t). \(figureWords) "
        + "Losses do not contain the penalty unless the "
        + "column says so. All figures, unrounded: trials.csv, epochs.csv, summary.json.",
    ]
    if let words = publishedWords { lines.append(words) }
    blocks.append(.list(lines))
    return blocks
  }

  /// Whose figures ours are set beside, and what they do not state; `nil` where there are none.
  var publishedWords: String? {
    guard let published, published.settings.contains(where: { ours($0) != nil }) else { return nil }
    return "Published: \(published.title). It does not state, and we chose: "
      + published.inferredSettings.joined(separator: ", ") + "."
  }

  /// What our trials of the published settings have otherwise than the published ones; `nil` if nothing.
  ///
  /// It goes by the configs: how much of it was done is said where a run was stopped.
  var changeWarning: String? {
    guard let published else { return nil }
    let ours = published.settings.compactMap { self.ours($0)?.config }
    func words(_ what: String, _ theirs: Int, _ value: (TrialConfig) -> Int?) -> String? {
      let found = Set(ours.map(value))
      guard !found.isEmpty, found != [theirs] else { return nil }
      let own = found.sorted { ($0 ?? .max) < ($1 ?? .max) }
        .map { $0.map(NumberFormat.grouped) ?? "all" }
      return "\(own.joined(separator: " or ")) \(what), not \(NumberFormat.grouped(theirs))"
    }
    let changes = [
      words("epochs", published.epochs, \.epochs),
      words("training examples", published.trainingExamples) { config in
        config.data.train.map { $0 - config.data.validation }
      },
      words("test examples", published.testExamples, \.data.test),
    ].compactMap(\.self)
    return changes.isEmpty
      ? nil
      : "Not the published study: ours has \(changes.joined(separator: ", ")). Neither figures nor claims "
        + "can be set beside the published ones as if it were."
  }

  /// What the figures of the results are.
  var figureWords: String {
    Self.hasErrors(settings)
      ? "RMSE and MAE are in the unit of the values; R² sets the squared error against the variance about "
        + "the mean of the same part of the data\(stoppingWords)."
      : "Test accuracy is measured on the test set after the last epoch\(stoppingWords)."
  }

  private var stoppingWords: String {
    result.study.trials.contains { $0.config.earlyStopping != nil }
      ? ", of trials with early stopping after their best one" : ""
  }

  /// Why this device: the line the program printed, without the device, which the list names already.
  func deviceReason() -> String {
    let run = result.run
    var reason = run.deviceReason[...]
    // `device: cpu (NAME, 2 cores): why`, and the name may have parentheses of its own.
    let lead = "device: \(run.deviceIdentifier) (\(run.device), "
    if reason.hasPrefix(lead), let end = reason.dropFirst(lead.count).firstRange(of: "): ") {
      reason = reason[end.upperBound...]
    } else if reason.hasPrefix("device: ") {
      reason = reason.dropFirst("device: ".count)
    }
    return reason.hasSuffix(".") ? String(reason.dropLast()) : String(reason)
  }

  /// `60 trials: 2 data sets x 3 regularisers x 10 seeds, in 1 lockstep group`.
  func gridWords() -> String {
    trialWords() + ", in \(counted(result.run.groups, "lockstep group"))"
  }

  /// `60 trials: 2 data sets x 3 regularisers x 10 seeds`.
  func trialWords() -> String {
    let study = result.study
    let counts = study.variedKeys.indices.map { index in
      noun(
        study.variedKeys[index], among: study.variedKeys,
        count: Set(study.trials.map { $0.varied[index] }).count)
    }
    let trials = counted(study.trials.count, "trial")
    return counts.isEmpty ? trials : "\(trials): " + counts.joined(separator: " x ")
  }

  /// `3 regularisers`; of a key without a word of its own `3 values of rate`.
  private func noun(_ key: String, among keys: [String], count: Int) -> String {
    let nouns = [
      "data": "data set", "seed": "seed", "regularizer": "regulariser", "optimizer": "optimizer",
      "setting": "setting", "model": "network", "schedule": "schedule",
      "augmentation": "augmentation",
    ]
    if key == "loss" { return "\(count) \(count == 1 ? "loss" : "losses")" }
    if let noun = nouns[key] { return counted(count, noun) }
    return "\(count) value\(count == 1 ? "" : "s") of \(Setting.name(of: key, among: keys))"
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(NumberFormat.grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// The settings that all trials share, by name; `varied` for the others.
  func settingPairs() -> [(name: String, value: String)] {
    let all = result.study.trials.map(\.config.words)
    guard let first = all.first else { return [] }
    let pairs = first.indices.compactMap { index -> (name: String, value: String)? in
      let values = Set(all.map { $0[index].value })
      guard values != ["none"] else { return nil }
      return (first[index].name, values.count == 1 ? first[index].value : "varied")
    }
    return pairs + [(name: "parameters", value: parameterWords())]
  }

  private func parameterWords() -> String {
    let counts = Set(result.outcomes.map(\.parameterCount)).sorted()
    guard let low = counts.first, let high = counts.last else { return NumberFormat.missing }
    return low == high
      ? NumberFormat.grouped(low)
      : "\(NumberFormat.grouped(low)) to \(NumberFormat.grouped(high))"
  }

  func timeWords() -> String {
    let run = result.run
    let totals = summary.totals
    return "Data \(NumberFormat.duration(run.loadingSeconds)), preparing "
      + "\(NumberFormat.duration(run.preparationSeconds)), training "
      + "\(NumberFormat.duration(run.trainingSeconds)), evaluating "
      + "\(NumberFormat.duration(run.evaluationSeconds)). All trials together trained on "
      + "\(NumberFormat.grouped(totals.examplesPerTrainingSecond)) examples/s, "
      + "\(NumberFormat.grouped(totals.examplesPerWallSecond)) examples/s with everything "
      + "counted."
  }
}
