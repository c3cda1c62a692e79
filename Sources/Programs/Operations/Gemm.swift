/// A matrix product in every replica: `output = op(left) · op(right) (+ output if accumulating)`.
///
/// Shapes, all row-major: `left` [R, m, k], or [R, k, m] if transposed; `right` [R, k, n], or [R, n, k]
/// if transposed; `output` [R, m, n]. Row strides may exceed the channels.
public struct Gemm: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "gemm"
  /// The left factor.
  public let left: Tensor
  /// The right factor.
  public let right: Tensor
  /// The product.
  public let output: Tensor
  /// Whether `left` is used as its transpose.
  public let transposeLeft: Bool
  /// Whether `right` is used as its transpose.
  public let transposeRight: Bool
  /// Whether the product is added to what `output` holds.
  public let accumulate: Bool

  /// A product with these operands.
  public init(
    left: Tensor, transposeLeft: Bool = false, right: Tensor, transposeRight: Bool = false,
    output: Tensor, accumulate: Bool = false
  ) {
    self.left = left
    self.right = right
    self.output = output
    self.transposeLeft = transposeLeft
    self.transposeRight = transposeRight
    self.accumulate = accumulate
  }

  /// Rows of the product.
  public var m: Int { output.rows }
  /// Columns of the product.
  public var n: Int { output.channels }
  /// The length of the sums.
  public var k: Int { transposeLeft ? left.rows : left.channels }

  /// What the operation reads.
  public var reads: [Tensor] { [left, right] + (accumulate ? [output] : []) }
  /// What the operation writes.
  public var writes: [Tensor] { [output] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    let rows = transposeLeft ? left.channels : left.rows
    let inner = transposeRight ? right.channels : right.rows
    let columns = transposeRight ? right.rows : right.channels
    checker.require(
      k == inner, "the inner dimensions must agree, \(k) and \(inner)",
      ["left": left, "right": right])
    checker.require(
      rows == m && columns == n, "output must be \(rows) x \(columns)",
      ["left": left, "right": right, "output": output])
    for (role, tensor) in [("left", left), ("right", right), ("output", output)] {
      checker.require(.float32, role, tensor)
    }
    checker.require(
      output.buffer != left.buffer && output.buffer != right.buffer,
      "output must not be an operand", ["left": left, "right": right, "output": output])
    return checker.failure
  }
}
