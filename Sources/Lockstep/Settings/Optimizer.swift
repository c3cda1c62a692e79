import Studies

/// How the loss is minimised; formulas and defaults are Keras's, see `docs/optimizers.md`.
public struct Optimizer: Sendable, Equatable {
  /// The optimizer as `optimizer` of a config.
  public let config: ConfigValue

  /// An optimizer as `optimizer` of a config has it.
  public init(config: ConfigValue) { self.config = config }

  private init(_ name: String, _ rate: Double, _ settings: KeyValuePairs<String, Double> = [:]) {
    var config: ConfigValue = ["name": .text(name), "rate": .number(rate)]
    for (key, value) in settings { config[key] = .number(value) }
    self.config = config
  }

  /// Gradient descent; with a momentum, Polyak's or Nesterov's.
  public static func sgd(
    learningRate: Double = 0.01, momentum: Double? = nil, nesterov: Bool = false
  ) -> Optimizer {
    var config = Optimizer("sgd", learningRate).config
    config["momentum"] = momentum.map { .number($0) }
    if nesterov { config["nesterov"] = true }
    return Optimizer(config: config)
  }

  /// AdaGrad.
  ///
  /// Source: Duchi, Hazan and Singer, JMLR 12, 2011.
  public static func adagrad(
    learningRate: Double = 0.001, initialAccumulator: Double = 0.1, epsilon: Double = 1e-7
  ) -> Optimizer {
    Optimizer(
      "adagrad", learningRate, ["initial-accumulator": initialAccumulator, "epsilon": epsilon])
  }

  /// Adadelta.
  ///
  /// Source: Zeiler, 2012, whose rate is 1; Keras's default hardly moves.
  public static func adadelta(
    learningRate: Double = 0.001, rho: Double = 0.95, epsilon: Double = 1e-7
  ) -> Optimizer {
    Optimizer("adadelta", learningRate, ["rho": rho, "epsilon": epsilon])
  }

  /// RMSProp.
  ///
  /// Source: Tieleman and Hinton, 2012.
  public static func rmsprop(
    learningRate: Double = 0.001, rho: Double = 0.9, epsilon: Double = 1e-7
  ) -> Optimizer {
    Optimizer("rmsprop", learningRate, ["rho": rho, "epsilon": epsilon])
  }

  /// Adam.
  ///
  /// Source: Kingma and Ba, ICLR 2015.
  public static func adam(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7
  ) -> Optimizer {
    Optimizer("adam", learningRate, ["beta1": beta1, "beta2": beta2, "epsilon": epsilon])
  }

  /// Adam with decoupled weight decay.
  ///
  /// Source: Loshchilov and Hutter, ICLR 2019.
  public static func adamW(
    learningRate: Double = 0.001, weightDecay: Double = 0.004, beta1: Double = 0.9,
    beta2: Double = 0.999, epsilon: Double = 1e-7
  ) -> Optimizer {
    Optimizer(
      "adamw", learningRate,
      ["beta1": beta1, "beta2": beta2, "epsilon": epsilon, "weight-decay": weightDecay])
  }

  /// Adamax.
  ///
  /// Source: Kingma and Ba, ICLR 2015.
  public static func adamax(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7
  ) -> Optimizer {
    Optimizer("adamax", learningRate, ["beta1": beta1, "beta2": beta2, "epsilon": epsilon])
  }

  /// Nadam.
  ///
  /// Source: Dozat, ICLR 2016 workshop.
  public static func nadam(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7
  ) -> Optimizer {
    Optimizer("nadam", learningRate, ["beta1": beta1, "beta2": beta2, "epsilon": epsilon])
  }
}

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
