/// Writes the order of the examples of one epoch: `order[i] = permutation(seed, epoch)(i)`.
///
/// Shapes: `order` [R, N]; `seed` [R, 2] low and high word; `enabled` [R, 1], 0 for sequential order.
/// The epoch is the step of the pass. See ``IndexPermutation``.
public struct Shuffle: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "shuffle"
  /// The position-to-example table, `uint32`.
  public let order: Tensor
  /// The seed of each trial, `uint32`.
  public let seed: Tensor
  /// Whether each replica shuffles at all, `float32`, 0 or 1.
  public let enabled: Tensor

  /// A shuffle with these operands.
  public init(order: Tensor, seed: Tensor, enabled: Tensor) {
    self.order = order
    self.seed = seed
    self.enabled = enabled
  }

  /// What the operation reads.
  public var reads: [Tensor] { [seed, enabled] }
  /// What the operation writes.
  public var writes: [Tensor] { [order] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.require(.uint32, "order", order)
    checker.require(.uint32, "seed", seed)
    checker.require(.float32, "enabled", enabled)
    checker.require(count: 2, "seed", seed)
    checker.require(count: 1, "enabled", enabled)
    checker.requireContiguous("order", order)
    return checker.failure
  }
}
