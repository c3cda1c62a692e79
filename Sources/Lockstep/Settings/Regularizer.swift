import Studies

/// What keeps weights in check; strengths of several kinds may stand together.
public struct Regularizer: Sendable, Equatable {
  /// The regularizer as `regularizer` of a config.
  public let config: ConfigValue

  /// A regularizer as `regularizer` of a config has it.
  public init(config: ConfigValue) { self.config = config }

  /// Strengths; `nil` leaves one out.
  ///
  /// - Parameters:
  ///   - dropout: the share of units that is set to zero where the network has a ``Dropout`` (networks known
  ///     by name have places of their own), at least 0 and below 1.
  ///   - l2: lambda of the penalty `lambda * sum(w^2)` over weights, biases left out.
  ///   - l1: lambda of the penalty `lambda * sum(|w|)` over the same weights.
  ///   - maxNorm: the largest length of the weights into one unit.
  ///   - noise: the standard deviation of noise on the inputs, as a share of that of a batch's inputs.
  public init(
    dropout: Double? = nil, l2: Double? = nil, l1: Double? = nil, maxNorm: Double? = nil,
    noise: Double? = nil
  ) {
    var config: ConfigValue = [:]
    config["dropout"] = dropout.map { .number($0) }
    config["l2"] = l2.map { .number($0) }
    config["l1"] = l1.map { .number($0) }
    config["max-norm"] = maxNorm.map { .number($0) }
    config["noise"] = noise.map { .number($0) }
    self.config = config == [:] ? "none" : config
  }

  /// None.
  public static let none = Regularizer()

  /// Dropout at this rate.
  ///
  /// Source: Srivastava et al., JMLR 15, 2014.
  public static func dropout(_ rate: Double) -> Regularizer { Regularizer(dropout: rate) }

  /// An L2 penalty with this lambda.
  public static func l2(_ lambda: Double) -> Regularizer { Regularizer(l2: lambda) }

  /// An L1 penalty with this lambda.
  public static func l1(_ lambda: Double) -> Regularizer { Regularizer(l1: lambda) }

  /// A limit to the length of the weights into one unit.
  public static func maxNorm(_ length: Double) -> Regularizer { Regularizer(maxNorm: length) }

  /// Noise on the inputs.
  public static func noise(_ share: Double) -> Regularizer { Regularizer(noise: share) }
}
