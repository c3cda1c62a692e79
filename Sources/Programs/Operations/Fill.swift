/// Sets every element of a tensor to one value. Shapes: `output` [R, any].
public struct Fill: OperationPayload {
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

  public var reads: [Tensor] { [] }
  public var writes: [Tensor] { [output] }

  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.require(.float32, "output", output)
    checker.requireContiguous("output", output)
    return checker.failure
  }
}
