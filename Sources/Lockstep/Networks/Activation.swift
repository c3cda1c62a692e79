import Studies

/// The activation of a layer.
public struct Activation: Sendable, Equatable {
  let config: ConfigValue

  private init(_ config: ConfigValue) { self.config = config }

  /// The sums themselves.
  public static let identity = Activation("identity")
  /// `max(0, x)`.
  public static let relu = Activation("relu")
  /// `min(max(0, x), 6)`.
  public static let relu6 = Activation("relu6")
  /// `1 / (1 + exp(-x))`.
  public static let sigmoid = Activation("sigmoid")
  /// The hyperbolic tangent.
  public static let tanh = Activation("tanh")
  /// Self-normalising: a scaled ELU.
  public static let selu = Activation("selu")
  /// `log(1 + exp(x))`.
  public static let softplus = Activation("softplus")
  /// `x` times the normal distribution's share below it.
  public static let gelu = Activation("gelu")
  /// GELU by its approximation with tanh.
  public static let geluTanh = Activation("gelu-tanh")
  /// `x * sigmoid(x)`.
  public static let silu = Activation("silu")
  /// `x * relu6(x + 3) / 6`.
  public static let hardSwish = Activation("hard-swish")
  /// A leaky ReLU whose slope each unit learns.
  public static let prelu = Activation("prelu")
  /// A leaky ReLU whose slope is drawn for each unit, example and step.
  public static let rrelu = Activation("rrelu")

  /// `x`, and `slope * x` below 0; `slope` above 0, one for all layers of a network.
  public static func leakyReLU(slope: Double = 0.3) -> Activation {
    Activation(["leaky-relu": .number(slope)])
  }

  /// `x`, and `alpha * (exp(x) - 1)` below 0; `alpha` above 0, one for all layers of a network.
  public static func elu(alpha: Double = 1) -> Activation {
    Activation(["elu": .number(alpha)])
  }
}
