/// Sets every element of a tensor to one value.
///
/// Shapes: `output` [R, any].
public struct Fill: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "fill"
  /// What is filled, `float32`, contiguous.
  public let output: Tensor
  /// The value.
  public let value: Float

  /// A fill of `output` with `value`.
  public init(output: Tensor, value: Float) {
    self.output = output
    self.value = value
  }

  /// What the operation reads.
  public var reads: [Tensor] { [] }
  /// What the operation writes.
  public var writes: [Tensor] { [output] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.require(.float32, "output", output)
    checker.requireContiguous("output", output)
    return checker.failure
  }
}
