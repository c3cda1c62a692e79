/// Adds the L2 penalty of the current weights to the metrics: `batch * l2 * sum(w^2)`.
///
/// The gradient of the penalty is part of ``OptimizerUpdate``; this operation only reports. Replicas
/// with `l2 = 0` do nothing. Shapes: `weights` [R, W] contiguous; `l2` [R, 1]; `metrics` [R, 8].
public struct L2Penalty: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "l2-penalty"
  /// The regularised parameters.
  public let weights: Tensor
  /// Lambda of each replica.
  public let l2: Tensor
  /// The running sums, see ``MetricSlot``.
  public let metrics: Tensor
  /// The number of examples in the step, the weight of the penalty in an epoch's mean.
  public let batch: Int

  /// A penalty with these operands.
  public init(weights: Tensor, l2: Tensor, metrics: Tensor, batch: Int) {
    self.weights = weights
    self.l2 = l2
    self.metrics = metrics
    self.batch = batch
  }

  /// What the operation reads.
  public var reads: [Tensor] { [weights, l2, metrics] }
  /// What the operation writes.
  public var writes: [Tensor] { [metrics] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.require(.float32, "weights", weights)
    checker.requireContiguous("weights", weights)
    checker.require(.float32, "l2", l2)
    checker.require(count: 1, "l2", l2)
    checker.requireMetrics(metrics)
    return checker.failure
  }
}
