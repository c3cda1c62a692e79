import Training

/// Words about trials whose loss became infinite or no number.
enum Divergence {
  /// One line for a terminal of 100 columns: which settings diverged, in how many seeds; `nil`
  /// when none did.
  static func words(_ settings: [Setting], names: DataNames) -> String? {
    let parts = parts(settings, names: names)
    guard !parts.isEmpty else { return nil }
    var line = "diverged (loss not finite): " + parts[0]
    for (shown, part) in parts.enumerated().dropFirst() {
      // Twenty columns are for the count of those left out.
      guard line.count + part.count <= 78 else { return line + " and \(parts.count - shown) more" }
      line += "; " + part
    }
    return line
  }

  /// The sentence under a table of settings: all that diverged, and what that means for the means.
  static func note(_ settings: [Setting], names: DataNames) -> String? {
    let parts = parts(settings, names: names)
    guard !parts.isEmpty else { return nil }
    return "\(lead): \(parts.joined(separator: "; ")). \(meaning)"
  }

  /// The sentence under figures of several runs; `nil` when none diverged.
  static func note(_ settings: [Setting]) -> String? {
    settings.contains { !$0.divergedSeeds.isEmpty } ? "\(lead). \(meaning)" : nil
  }

  private static let lead = "Diverged, with a loss that is infinite or no number"
  private static let meaning =
    "Means, differences and tests with such a seed are not given (\(NumberFormat.diverged)); the seeds that "
    + "did not diverge stand in trials.csv."

  private static func parts(_ settings: [Setting], names: DataNames) -> [String] {
    settings.compactMap { setting in
      let count = setting.divergedSeeds.count
      guard count > 0 else { return nil }
      return "\(setting.label) on \(names.title(setting.dataSet)), \(count) of "
        + "\(setting.runs.count) seed\(setting.runs.count == 1 ? "" : "s")"
    }
  }
}

extension EpochRecord {
  /// Whether a loss is infinite or no number.
  var isDiverged: Bool {
    [train.loss, validation?.loss, test?.loss].contains { $0.map { !$0.isFinite } ?? false }
  }

  /// A figure for use in statistics: NaN when the network diverged, whose accuracy is finite
  /// (every prediction is the same class) but says nothing; `nil` when it was not measured.
  func figure(_ metric: Metric) -> Double? {
    metric.value(in: self).map { isDiverged ? .nan : $0 }
  }
}
