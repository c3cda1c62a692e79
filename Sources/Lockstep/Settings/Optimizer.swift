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
