/// A limit to the weights that lead into one unit: a column of W that is longer is made as long as the limit.
///
/// `w[i][j] *= limit / n[j]` where `n[j] = sqrt(sum over i of w[i][j]^2)` is above the limit; Keras's
/// `MaxNorm(axis=0)`, which divides by `n + epsilon` and so shortens all columns a little. The columns of a
/// convolution are its filters, Keras's `axis=[0, 1, 2]`. Replicas with limit 0 do nothing. Shapes: `weights`
/// [R, inputs, units]; `limit` [R, 1].
/// Source: Srivastava et al., "Dropout", JMLR 15, 2014, section 5.1.
public struct MaxNorm: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "max-norm"
  /// The weights, updated in place.
  public let weights: Tensor
  /// The largest length of a column, per replica; 0 for none.
  public let limit: Tensor

  /// A limit with these operands.
  public init(weights: Tensor, limit: Tensor) {
    self.weights = weights
    self.limit = limit
  }

  /// What the operation reads.
  public var reads: [Tensor] { [weights, limit] }
  /// What the operation writes.
  public var writes: [Tensor] { [weights] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.require(.float32, "weights", weights)
    checker.require(.float32, "limit", limit)
    checker.require(count: 1, "limit", limit)
    return checker.failure
  }
}
