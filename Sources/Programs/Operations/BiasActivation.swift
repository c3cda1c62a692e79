/// Adds a bias to every row and applies an activation, in place: `x = activation(x + bias)`.
///
/// An activation whose derivative needs the pre-activation x + bias can keep it in a tensor of its own.
///
/// Shapes: `values`, `preactivation` [R, rows, C]; `bias` [R, C]; `slope` [R, 1].
public struct BiasActivation: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "bias-activation"
  /// The rows, updated in place.
  public let values: Tensor
  /// One number for each channel.
  public let bias: Tensor?
  /// The nonlinearity.
  public let activation: Activation
  /// The activation's slope just below 0, above 0; `nil` for ``Activation/defaultSlope``.
  public let slope: Tensor?
  /// Where x + bias is kept for the backward; `nil` where nobody asks for it, as in inference.
  public let preactivation: Tensor?

  /// A bias and an activation on `values`.
  public init(
    values: Tensor, bias: Tensor?, activation: Activation, slope: Tensor? = nil,
    preactivation: Tensor? = nil
  ) {
    self.values = values
    self.bias = bias
    self.activation = activation
    self.slope = slope
    self.preactivation = preactivation
  }

  /// What the operation reads.
  public var reads: [Tensor] { [values] + [bias, slope].compactMap(\.self) }
  /// What the operation writes.
  public var writes: [Tensor] { [values] + (preactivation.map { [$0] } ?? []) }

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
    checker.requireSlope(slope, of: activation)
    if let preactivation {
      checker.require(
        activation.needsPreactivation,
        "\(activation.rawValue) finds its derivative without the pre-activation",
        ["preactivation": preactivation])
      checker.require(.float32, "preactivation", preactivation)
      checker.requireSame("values", values, "preactivation", preactivation)
      for other in [values] + (bias.map { [$0] } ?? []) {
        checker.require(
          !preactivation.overlaps(other), "preactivation must not overlap another operand",
          ["preactivation": preactivation, "operand": other])
      }
    }
    return checker.failure
  }
}

/// The backward of ``BiasActivation``: `g *= activation'` in place, then `biasGradient = sum over rows of g`.
///
/// Shapes: `gradient`, `source` [R, rows, C]; `biasGradient` [R, C]; `slope` [R, 1]. The sum runs over the rows in order.
public struct BiasActivationGradient: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "bias-activation-gradient"
  /// The gradient by the outputs; becomes the gradient by the inputs.
  public let gradient: Tensor
  /// What the derivative is found from: the outputs y, or the pre-activations where the activation
  /// ``Activation/needsPreactivation``.
  public let source: Tensor
  /// Where the gradient by the bias goes.
  public let biasGradient: Tensor?
  /// The nonlinearity.
  public let activation: Activation
  /// The activation's slope just below 0, as in the forward operation.
  public let slope: Tensor?

  /// The backward of an activation with these operands.
  public init(
    gradient: Tensor, source: Tensor, biasGradient: Tensor?, activation: Activation,
    slope: Tensor? = nil
  ) {
    self.gradient = gradient
    self.source = source
    self.biasGradient = biasGradient
    self.activation = activation
    self.slope = slope
  }

  /// What the operation reads.
  public var reads: [Tensor] { [gradient, source] + (slope.map { [$0] } ?? []) }
  /// What the operation writes.
  public var writes: [Tensor] { [gradient] + (biasGradient.map { [$0] } ?? []) }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireSame("gradient", gradient, "source", source)
    checker.require(.float32, "gradient", gradient)
    checker.require(.float32, "source", source)
    checker.requireSlope(slope, of: activation)
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

extension Checker {
  /// Requires that a slope is one number, of an activation that has one.
  fileprivate mutating func requireSlope(_ slope: Tensor?, of activation: Activation) {
    guard let slope else { return }
    require(
      activation.defaultSlope != nil, "\(activation.rawValue) has no slope to choose",
      ["slope": slope])
    require(.float32, "slope", slope)
    require(count: 1, "slope", slope)
  }
}
