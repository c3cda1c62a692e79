import Studies

/// Momentum and epsilon of batch normalisation.
public struct BatchNormSettings: Sendable, Equatable {
  let config: ConfigValue

  /// Keras's defaults, unless others are given.
  ///
  /// - Parameters:
  ///   - momentum: the share of the running statistics that a step keeps, at least 0 and below 1.
  ///   - epsilon: what is added to a variance, above 0.
  public init(momentum: Double = 0.99, epsilon: Double = 0.001) {
    config = ["momentum": .number(momentum), "epsilon": .number(epsilon)]
  }
}
