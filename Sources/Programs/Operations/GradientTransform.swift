/// What is done to whole gradients before the update: penalties are added, then they are clipped.
///
/// First `g += 2 l2 w + l1 sign(w)` for the first `regularizedCount` parameters, where the sign of 0 is 0; then
/// every element is brought into `-largest ... largest`; then all are multiplied by `norm / n` where n, the
/// root of the sum of all squares, is above `norm`. A replica's `l2`, `l1`, `largest` or `norm` of 0 stands for
/// none. An ``OptimizerUpdate`` that follows has a `regularizedCount` of 0. As Keras does it with `clipvalue`
/// and `global_clipnorm`: clipped are gradients of loss and penalty together.
/// Shapes: `gradients`, `parameters` [R, P] contiguous; `l2`, `l1`, `largest`, `norm` [R, 1].
/// Source of the clipped norm: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural
/// networks", ICML 2013.
public struct GradientTransform: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "gradient-transform"
  /// The gradients, in place.
  public let gradients: Tensor
  /// The parameters, for the penalties.
  public let parameters: Tensor
  /// How many parameters, from the first, the penalties apply to.
  public let regularizedCount: Int
  /// Lambda of the L2 and of the L1 penalty of each replica.
  public let l2, l1: Tensor
  /// The largest size of an element, per replica; 0 for any.
  public let largest: Tensor
  /// The largest length of all of a replica's gradients together; 0 for any.
  public let norm: Tensor

  /// A transform with these operands.
  public init(
    gradients: Tensor, parameters: Tensor, regularizedCount: Int, l2: Tensor, l1: Tensor,
    largest: Tensor, norm: Tensor
  ) {
    self.gradients = gradients
    self.parameters = parameters
    self.regularizedCount = regularizedCount
    self.l2 = l2
    self.l1 = l1
    self.largest = largest
    self.norm = norm
  }

  /// What the operation reads.
  public var reads: [Tensor] { [gradients, parameters, l2, l1, largest, norm] }
  /// What the operation writes.
  public var writes: [Tensor] { [gradients] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    for (role, tensor) in [("gradients", gradients), ("parameters", parameters)] {
      checker.require(.float32, role, tensor)
      checker.requireContiguous(role, tensor)
      checker.require(count: gradients.count, role, tensor)
    }
    checker.require(
      regularizedCount >= 0 && regularizedCount <= gradients.count,
      "regularizedCount \(regularizedCount) must not exceed the parameters",
      ["gradients": gradients])
    for (role, tensor) in [("l2", l2), ("l1", l1), ("largest", largest), ("norm", norm)] {
      checker.require(.float32, role, tensor)
      checker.require(count: 1, role, tensor)
    }
    return checker.failure
  }
}
