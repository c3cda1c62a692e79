import Datasets
import Studies

extension Study {
  /// A study, described: what the same config in a file would be.
  ///
  /// ```swift
  /// let study = try Study(
  ///   "dropout", data: .syntheticDigits(train: 2000, test: 500),
  ///   network: Network { Dense(64, activation: .relu); Dropout(); Dense(.outputs) },
  ///   epochs: 5, trials: [.regularizers(.none, .dropout(0.2)), .seeds(1...5)])
  /// ```
  ///
  /// The trials are laid out here and every number is checked; data is loaded when the study runs.
  /// `resolvedYAML` is the whole of it as a config, which `lockstep study` takes unless the data is the
  /// program's own.
  ///
  /// - Parameters:
  ///   - name: letters, digits, `-`, `_` and `.`.
  ///   - data: what is trained on.
  ///   - network: the network, unless `trials` vary it as a whole.
  ///   - epochs: passes over the training data, from 1.
  ///   - batchSize: examples a step, from 1; the last, partial batch of an epoch is trained on.
  ///   - labelSmoothing: the share of each label's weight that goes to all classes alike, for cross-entropy.
  ///   - seed: keys every random draw, unless `trials` vary it.
  ///   - trials: what is varied; none for a single trial.
  ///   - execution: how the work is done, which changes no result beyond rounding.
  /// - Throws: `ConfigError`, which names the key as a config has it, such as `optimizer.rate`.
  public init(
    _ name: String, data: TrainingData, network: Network, loss: LossFunction = .crossEntropy,
    optimizer: Optimizer = .adam(), schedule: LearningRateSchedule = .constant,
    regularizer: Regularizer = .none, gradientClipping: GradientClipping = .none,
    augmentation: Augmentation = .none, epochs: Int,
    batchSize: Int = 32, labelSmoothing: Double = 0, earlyStopping: EarlyStopping? = nil,
    seed: Int = 1,
    trials: [Variation] = [], execution: Execution = Execution()
  ) throws(ConfigError) {
    var config: ConfigValue = [
      "data": data.config, "model": network.config, "loss": .text(loss.rawValue),
      "label-smoothing": .number(labelSmoothing), "optimizer": optimizer.config,
      "schedule": schedule.config, "regularizer": regularizer.config,
      "clip": gradientClipping.config, "epochs": .number(epochs), "batch": .number(batchSize),
      "seed": .number(seed), "padding": .text(execution.padding.rawValue),
      "deterministic": .truth(execution.isDeterministic),
    ]
    config["augmentation"] = augmentation.config
    config["early-stopping"] = earlyStopping?.config
    if !trials.isEmpty {
      var seen: Set<String> = []
      for variation in trials where !seen.insert(variation.key).inserted {
        throw ConfigError(
          file: "study \(name)", line: nil, key: "trials.\(variation.key)",
          reason: "is varied twice; give all values in one variation")
      }
      config["trials"] = .map(trials.map { ConfigValue.Entry($0.key, .list($0.values)) })
    }
    self = try StudyConfig.study(config, name: name, dataSets: data.own)
  }

  /// The study of a config file, with overrides such as `epochs=2`, as `lockstep study --set` takes them.
  ///
  /// - Throws: `ConfigError` with the line, if the file cannot be read or is no valid config.
  public init(contentsOf path: String, overrides: [String] = []) throws(ConfigError) {
    self = try StudyConfig.load(path: path, overrides: overrides)
  }

  /// The varied values of a trial by key, numbered from 1; `nil` if there is no such trial.
  public func varied(trial number: Int) -> [String: String]? {
    trials.first { $0.number == number }.map { trial in
      Dictionary(zip(variedKeys, trial.varied)) { first, _ in first }
    }
  }
}
