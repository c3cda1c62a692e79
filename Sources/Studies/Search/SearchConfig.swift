import Networks
import Training

/// A search through settings: what is tried, how often, and by what it is judged.
///
/// A *trial* is one choice of the searched parameters; a *run* is a trial with one seed.
public struct SearchConfig: Sendable {
  /// How trials are chosen.
  public enum Method: String, CaseIterable, Sendable {
    /// Every combination of evenly spaced values.
    case grid
    /// Independent draws.
    case random
    /// Rounds of draws, each from a smaller box around the best trials so far.
    case coarseToFine = "coarse-to-fine"
    /// Draws of which only the best share goes on after each of a few epochs.
    ///
    /// Source: Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter
    /// optimization", AISTATS 2016.
    case successiveHalving = "successive-halving"
  }

  /// When a trial is not repeated on further seeds.
  public struct Stopping: Sendable, Equatable {
    /// The one-sided p-value below which a trial counts as worse than the best one.
    public var p: Double
    /// The seeds that every trial gets before the first test.
    public var after: Int
  }

  /// How trials are chosen.
  public var method: Method
  /// The number of trials over all rounds.
  public var trials: Int
  /// The number of rounds; 1 for every method but coarse-to-fine.
  public var rounds: Int
  /// Around how many of the best trials a round narrows.
  public var keep: Int
  /// The epochs after which only the best go on, ascending, the last epoch not among them.
  public var rungs: [Int]
  /// One in how many goes on after a rung.
  public var reduction: Int
  /// The seeds of every trial's runs.
  public var seeds: [UInt64]
  /// When a trial is not repeated on further seeds; `nil` for never.
  public var stopping: Stopping?
  /// What trials are judged by.
  public var metric: SearchMetric
  /// What is searched.
  public var space: SearchSpace
  /// Keys the draws: the seed of the config.
  public var seed: UInt64
  /// Makes the settings of trials.
  var settings: SearchSettings

  /// The trials of each round.
  public var trialsByRound: [Int] {
    (0..<rounds).map { trials / rounds + ($0 < trials % rounds ? 1 : 0) }
  }

  /// The settings of one run.
  ///
  /// - Throws: `ConfigError` if these parameters do not go together.
  public func config(
    _ parameters: [ParameterValue], seed: UInt64
  ) throws(ConfigError) -> TrialConfig {
    var config = try settings.decoder.trial(settings.node(parameters, in: space))
    config.seed = seed
    return config
  }

  /// The study of one trial alone, with a trial for each seed.
  ///
  /// - Throws: `ConfigError` if these parameters do not go together.
  public func study(
    _ parameters: [ParameterValue], name: String
  ) throws(ConfigError) -> Study {
    try settings.study(parameters, in: space, seeds: seeds, name: name)
  }
}

/// A figure of a run on held-out examples, by which trials are judged; the test set has no say.
public enum SearchMetric: String, CaseIterable, Sendable {
  case validationAccuracy = "validation-accuracy"
  case validationLoss = "validation-loss"

  /// What a loss function is usually judged by.
  init(for loss: LossKind) {
    self = loss == .crossEntropy ? .validationAccuracy : .validationLoss
  }

  /// Whether more is better.
  public var isHigherBetter: Bool { self == .validationAccuracy }

  /// The figure in one epoch; `nil` if it was not measured: values have no accuracy.
  public func value(in record: EpochRecord) -> Double? {
    self == .validationAccuracy ? record.validation?.accuracy : record.validation?.loss
  }

  /// The figure so that more is better; what is not finite is worst.
  public func goodness(_ value: Double) -> Double {
    guard value.isFinite else { return -.infinity }
    return isHigherBetter ? value : -value
  }
}
