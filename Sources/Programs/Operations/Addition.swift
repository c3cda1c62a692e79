/// Adds two tensors, `output = left + right`, or copies one.
///
/// A residual connection adds; its backward keeps a copy of the gradient for the one branch while the other
/// overwrites it, and adds what comes back. Shapes: all [R, rows, C], rows may lie apart; `output` may be `left`
/// or `right`.
public struct Addition: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "addition"
  /// The first summand.
  public let left: Tensor
  /// The second summand; `nil` for none, a copy.
  public let right: Tensor?
  /// The sum.
  public let output: Tensor

  /// A sum of these operands.
  public init(left: Tensor, right: Tensor?, output: Tensor) {
    self.left = left
    self.right = right
    self.output = output
  }

  /// What the operation reads.
  public var reads: [Tensor] { [left] + (right.map { [$0] } ?? []) }
  /// What the operation writes.
  public var writes: [Tensor] { [output] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.require(.float32, "output", output)
    for (role, tensor) in [("left", left)] + (right.map { [("right", $0)] } ?? []) {
      checker.require(.float32, role, tensor)
      checker.requireSame(role, tensor, "output", output)
      checker.require(
        !tensor.overlaps(output) || tensor.hasSameElements(as: output),
        "\(role) must be the output or lie apart from it", [role: tensor, "output": output])
    }
    return checker.failure
  }
}
