import Studies

/// How the learning rate changes, in factors of the optimizer's rate, see `docs/schedules.md`.
public struct LearningRateSchedule: Sendable, Equatable {
  /// The schedule as `schedule` of a config.
  public let config: ConfigValue

  /// A schedule as `schedule` of a config has it.
  public init(config: ConfigValue) { self.config = config }

  /// The rate stays as it is.
  public static let constant = LearningRateSchedule(config: ["name": "constant"])

  /// Times `factor` after every so many epochs.
  public static func step(every epochs: Int, factor: Double = 0.1) -> LearningRateSchedule {
    LearningRateSchedule(config: [
      "name": "step", "every": .number(epochs), "factor": .number(factor),
    ])
  }

  /// Times `decay` after every epoch.
  public static func exponential(decay: Double) -> LearningRateSchedule {
    LearningRateSchedule(config: ["name": "exponential", "decay": .number(decay)])
  }

  /// Half a cosine from 1 to `final`, in every step.
  public static func cosine(final: Double = 0) -> LearningRateSchedule {
    LearningRateSchedule(config: ["name": "cosine", "final": .number(final)])
  }

  /// From `start` to 1 in the first `rise` of all steps, then to `final`; PyTorch's curve and defaults.
  public static func oneCycle(
    start: Double = 0.04, rise: Double = 0.3, final: Double = 4e-6
  ) -> LearningRateSchedule {
    LearningRateSchedule(
      config: [
        "name": "one-cycle", "start": .number(start), "rise": .number(rise),
        "final": .number(final),
      ])
  }

  /// A triangle from `low` to 1 and back, once in so many epochs.
  public static func cyclical(epochs: Double, low: Double = 0.25) -> LearningRateSchedule {
    LearningRateSchedule(config: [
      "name": "cyclical", "cycle": .number(epochs), "low": .number(low),
    ])
  }

  /// Times `factor` whenever the loss has not fallen by more than `minDelta` for `patience` epochs.
  ///
  /// The loss is that of the held-out examples, without any that of training.
  public static func reduceOnPlateau(
    factor: Double = 0.1, patience: Int = 10, minDelta: Double = 1e-4, cooldown: Int = 0,
    minRate: Double = 0
  ) -> LearningRateSchedule {
    LearningRateSchedule(
      config: [
        "name": "reduce-on-plateau", "factor": .number(factor), "patience": .number(patience),
        "min-delta": .number(minDelta), "cooldown": .number(cooldown),
        "min-rate": .number(minRate),
      ])
  }

  /// The same after a linear rise over so many epochs, fewer than the training has.
  public func warmingUp(epochs: Double) -> LearningRateSchedule {
    var config = config
    config["warm-up"] = .number(epochs)
    return LearningRateSchedule(config: config)
  }
}
