/// The softmax of every row, computed stably: `p = exp(x - max) / sum`.
///
/// Shapes: both [R, rows, C].
public struct Softmax: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "softmax"
  /// Unnormalised scores.
  public let logits: Tensor
  /// Shares that sum to 1 in each row; may be `logits`.
  public let probabilities: Tensor

  /// A softmax with these operands.
  public init(logits: Tensor, probabilities: Tensor) {
    self.logits = logits
    self.probabilities = probabilities
  }

  /// What the operation reads.
  public var reads: [Tensor] { [logits] }
  /// What the operation writes.
  public var writes: [Tensor] { [probabilities] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireSame("logits", logits, "probabilities", probabilities)
    checker.require(.float32, "logits", logits)
    checker.require(.float32, "probabilities", probabilities)
    return checker.failure
  }
}

/// The backward of ``Softmax``, in place: `g = p * (g - sum(g * p))`.
///
/// Shapes: both [R, rows, C].
public struct SoftmaxGradient: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "softmax-gradient"
  /// The gradient by the probabilities; becomes the gradient by the logits.
  public let gradient: Tensor
  /// What the forward operation left.
  public let probabilities: Tensor

  /// The backward of a softmax with these operands.
  public init(gradient: Tensor, probabilities: Tensor) {
    self.gradient = gradient
    self.probabilities = probabilities
  }

  /// What the operation reads.
  public var reads: [Tensor] { [gradient, probabilities] }
  /// What the operation writes.
  public var writes: [Tensor] { [gradient] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireSame("gradient", gradient, "probabilities", probabilities)
    checker.require(.float32, "gradient", gradient)
    checker.require(.float32, "probabilities", probabilities)
    return checker.failure
  }
}
