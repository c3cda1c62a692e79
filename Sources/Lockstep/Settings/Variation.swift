import Studies

/// A setting that is varied, with the values it takes; every combination of all variations is one trial.
///
/// ```swift
/// let trials: [Variation] = [.regularizers(.none, .dropout(0.2)), .seeds(1...5)]   // 10 trials
/// ```
///
/// Trials are numbered from 1 in the order of the combinations, the last variation changing fastest. Those of
/// the same setting but for the seed are summed up as one group; the first setting is the baseline.
public struct Variation: Sendable, Equatable {
  /// The key under `trials` of a config.
  public let key: String
  /// Its values.
  public let values: [ConfigValue]

  /// A key that is not offered by a function here, such as `model.mlp.hidden`.
  public init(_ key: String, _ values: [ConfigValue]) {
    self.key = key
    self.values = values
  }

  /// Seeds: starting weights, order of examples, dropout and noise.
  public static func seeds(_ seeds: some Sequence<Int>) -> Variation {
    Variation("seed", seeds.map { .number($0) })
  }

  /// Learning rates.
  public static func learningRates(_ rates: Double...) -> Variation {
    Variation("optimizer.rate", rates.map { .number($0) })
  }

  /// Regularizers.
  public static func regularizers(_ regularizers: Regularizer...) -> Variation {
    Variation("regularizer", regularizers.map(\.config))
  }

  /// Optimizers, each with its rate.
  public static func optimizers(_ optimizers: Optimizer...) -> Variation {
    Variation("optimizer", optimizers.map(\.config))
  }

  /// Schedules of the rate.
  public static func schedules(_ schedules: LearningRateSchedule...) -> Variation {
    Variation("schedule", schedules.map(\.config))
  }

  /// Networks.
  public static func networks(_ networks: Network...) -> Variation {
    Variation("model", networks.map(\.config))
  }

  /// Batch sizes: examples a step.
  public static func batchSizes(_ sizes: Int...) -> Variation {
    Variation("batch", sizes.map { .number($0) })
  }

  /// Numbers of epochs.
  public static func epochs(_ epochs: Int...) -> Variation {
    Variation("epochs", epochs.map { .number($0) })
  }

  /// Limits to gradients.
  public static func gradientClippings(_ limits: GradientClipping...) -> Variation {
    Variation("clip", limits.map(\.config))
  }

  /// Augmentations of images.
  public static func augmentations(_ augmentations: Augmentation...) -> Variation {
    Variation("augmentation", augmentations.map(\.config))
  }

  /// Settings of several keys that change together.
  public static func settings(_ settings: NamedSetting...) -> Variation {
    Variation("setting", settings.map(\.config))
  }
}

/// Values of several keys of a config under one name.
public struct NamedSetting: Sendable, Equatable {
  let config: ConfigValue

  /// A setting, such as `NamedSetting("slow", ["optimizer.rate": 0.001, "epochs": 20])`.
  ///
  /// - Parameters:
  ///   - name: what tables call it; no comma, no line end.
  ///   - values: values by dotted key of a config.
  public init(_ name: String, _ values: KeyValuePairs<String, ConfigValue>) {
    config = .map(
      [ConfigValue.Entry("name", .text(name))] + values.map { ConfigValue.Entry($0.key, $0.value) })
  }
}
