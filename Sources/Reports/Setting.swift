import Programs
import Studies
import Training

/// The trials of a study that differ in nothing but the seed.
public struct Setting: Sendable {
  /// One trial of it.
  public struct Run: Sendable {
    /// The seed.
    public let seed: UInt64
    /// What it came to.
    public let outcome: TrialOutcome
  }

  /// The data set's name in configs.
  public let dataSet: String
  /// The varied values without data set and seed, such as `dropout 0.2`; `all trials` when there
  /// are none.
  public let label: String
  /// Each varied key but the seed, and its value.
  public let varied: [String: String]
  /// The settings of its first trial.
  public let config: TrialConfig
  /// Its trials in the order of the study.
  public let runs: [Run]

  /// The label of the only setting of a study that varies nothing but data set and seed.
  static let onlyLabel = "all trials"

  /// The settings of a study, in the order of their first trials.
  ///
  /// - Precondition: There is one outcome for each trial.
  public static func all(of result: StudyResult) -> [Setting] {
    let study = result.study
    demand(
      study.trials.count == result.outcomes.count,
      "study \(study.name): \(study.trials.count) trials, but \(result.outcomes.count) outcomes")
    var order: [[String]] = []
    var members: [[String]: [Int]] = [:]
    for (index, trial) in study.trials.enumerated() {
      let identity = zip(study.variedKeys, trial.varied).filter { $0.0 != "seed" }.map(\.1)
      if members[identity] == nil { order.append(identity) }
      members[identity, default: []].append(index)
    }
    return order.compactMap { identity in
      guard let indices = members[identity], let first = indices.first else { return nil }
      return Setting(
        first: study.trials[first], keys: study.variedKeys,
        runs: indices.map { Run(seed: study.trials[$0].config.seed, outcome: result.outcomes[$0]) })
    }
  }

  private init(first: Trial, keys: [String], runs: [Run]) {
    let pairs = Array(zip(keys, first.varied)).filter { $0.0 != "seed" }
    dataSet = pairs.first { $0.0 == "data" }?.1 ?? first.config.data.set
    let words = pairs.filter { $0.0 != "data" }.map { key, value in
      // These values name their kind themselves; `0.01` alone would not.
      ["regularizer", "optimizer", "loss", "model", "setting"].contains(key)
        ? value : "\(Self.name(of: key, among: keys)) \(value)"
    }
    label = words.isEmpty ? Self.onlyLabel : words.joined(separator: ", ")
    varied = Dictionary(pairs) { first, _ in first }
    config = first.config
    self.runs = runs
  }

  /// A varied key as people say it: the last part of `model.mlp.activation`, unless another varied key ends so.
  static func name(of key: String, among keys: [String]) -> String {
    func last(_ key: String) -> Substring { key.split(separator: ".").last ?? key[...] }
    let isAlone = keys.count { last($0) == last(key) } == 1
    return isAlone ? String(last(key)).replacing("-", with: " ") : key
  }

  /// A figure at the end by seed, NaN where it diverged; seeds without it are left out.
  func values(_ metric: Metric) -> [UInt64: Double] {
    let pairs = runs.compactMap { run in
      run.outcome.final?.figure(metric).map { (run.seed, $0) }
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// A figure over the seeds, after `epoch` or at the end; `nil` when it was not measured,
  /// and with a mean that is not finite when a seed diverged.
  func summary(_ metric: Metric, epoch: Int? = nil) -> SampleSummary? {
    SampleSummary(
      runs.compactMap { run in
        let record = epoch.map { run.outcome.record(epoch: $0) } ?? run.outcome.final
        return record?.figure(metric).map { $0 * metric.scale }
      })
  }

  /// The seeds whose trial ended with a loss that is infinite or no number.
  var divergedSeeds: [UInt64] {
    runs.filter { $0.outcome.final?.isDiverged ?? false }.map(\.seed)
  }

  /// The trial with this seed.
  func run(seed: UInt64) -> Run? { runs.first { $0.seed == seed } }

  /// The examples of the test set.
  var testExamples: Int? { runs.first?.outcome.final?.test?.examples }

  /// The standard error of the mean test accuracy by the size of the test set alone, as a share.
  var noiseFloor: Double? { noiseFloor(.testAccuracy) }

  /// The standard error of a mean accuracy by the number of its examples alone, as a share; `nil` for a
  /// figure that is no accuracy.
  func noiseFloor(_ metric: Metric) -> Double? {
    let last = runs.first?.outcome.epochs.last
    let examples: Int? =
      switch metric {
      case .testAccuracy: last?.test?.examples
      case .validationAccuracy: last?.validation?.examples
      case .trainAccuracy: last?.train.examples
      default: nil
      }
    guard let accuracy = SampleSummary(Array(values(metric).values))?.mean, let examples,
      examples > 0, (0...1).contains(accuracy)
    else { return nil }
    return binomialStandardError(accuracy: accuracy, examples: examples)
  }

  /// The epochs of its longest run.
  var epochs: [Int] {
    runs.map { $0.outcome.epochs.map(\.epoch) }.max { $0.count < $1.count } ?? []
  }
}
