/// An elementwise nonlinearity whose derivative can be found from its output.
public enum Activation: String, CaseIterable, Sendable, Codable {
  case identity, relu, sigmoid, tanh

  /// The number that the kernels of both backends know it by.
  public var kernelNumber: Int {
    switch self {
    case .identity: 0
    case .relu: 1
    case .sigmoid: 2
    case .tanh: 3
    }
  }

  /// The value at `x`, in double precision: the reference both backends are judged by.
  public func reference(_ x: Double) -> Double {
    switch self {
    case .identity: x
    case .relu: max(x, 0)
    case .sigmoid: 1 / (1 + exponential(-x))
    case .tanh: 1 - 2 / (exponential(2 * x) + 1)
    }
  }

  /// The derivative, from the output `y`.
  public func referenceDerivative(fromOutput y: Double) -> Double {
    switch self {
    case .identity: 1
    case .relu: y > 0 ? 1 : 0
    case .sigmoid: y * (1 - y)
    case .tanh: 1 - y * y
    }
  }
}

/// Adds a bias to every row and applies an activation, in place: `x = activation(x + bias)`.
///
/// Shapes: `values` [R, rows, C]; `bias` [R, C].
public struct BiasActivation: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "bias-activation"
  /// The rows, updated in place.
  public let values: Tensor
  /// One number for each channel.
  public let bias: Tensor?
  /// The nonlinearity.
  public let activation: Activation

  /// A bias and an activation on `values`.
  public init(values: Tensor, bias: Tensor?, activation: Activation) {
    self.values = values
    self.bias = bias
    self.activation = activation
  }

  /// What the operation reads.
  public var reads: [Tensor] { [values] + (bias.map { [$0] } ?? []) }
  /// What the operation writes.
  public var writes: [Tensor] { [values] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.require(.float32, "values", values)
    if let bias {
      checker.require(.float32, "bias", bias)
      checker.require(
        bias.count == values.channels, "bias must have one element for each channel",
        ["values": values, "bias": bias])
      checker.requireContiguous("bias", bias)
    }
    return checker.failure
  }
}

/// The backward of ``BiasActivation``: `g *= activation'(y)` in place, then `biasGradient = sum over rows of g`.
///
/// Shapes: `gradient`, `outputs` [R, rows, C]; `biasGradient` [R, C]. The sum runs over the rows in order.
public struct BiasActivationGradient: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "bias-activation-gradient"
  /// The gradient by the outputs; becomes the gradient by the inputs.
  public let gradient: Tensor
  /// What the forward operation left.
  public let outputs: Tensor
  /// Where the gradient by the bias goes.
  public let biasGradient: Tensor?
  /// The nonlinearity.
  public let activation: Activation

  /// The backward of an activation with these operands.
  public init(gradient: Tensor, outputs: Tensor, biasGradient: Tensor?, activation: Activation) {
    self.gradient = gradient
    self.outputs = outputs
    self.biasGradient = biasGradient
    self.activation = activation
  }

  /// What the operation reads.
  public var reads: [Tensor] { [gradient, outputs] }
  /// What the operation writes.
  public var writes: [Tensor] { [gradient] + (biasGradient.map { [$0] } ?? []) }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireSame("gradient", gradient, "outputs", outputs)
    checker.require(.float32, "gradient", gradient)
    checker.require(.float32, "outputs", outputs)
    if let biasGradient {
      checker.require(.float32, "biasGradient", biasGradient)
      checker.require(
        biasGradient.count == gradient.channels,
        "bias gradient must have one element for each channel",
        ["gradient": gradient, "biasGradient": biasGradient])
      checker.requireContiguous("biasGradient", biasGradient)
    }
    return checker.failure
  }
}
