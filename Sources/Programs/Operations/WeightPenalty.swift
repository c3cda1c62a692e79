/// Adds the penalty of the current weights to the metrics: `batch * (l2 * sum(w^2) + l1 * sum(|w|))`.
///
/// The gradient of the penalty is part of ``OptimizerUpdate`` or ``GradientTransform``; this operation only
/// reports. A lambda of 0 adds nothing, whatever the weights are. Shapes: `weights` [R, W] contiguous; `l2`,
/// `l1` [R, 1]; `metrics` [R, 8].
public struct WeightPenalty: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "weight-penalty"
  /// The regularised parameters.
  public let weights: Tensor
  /// Lambda of each replica's L2 penalty.
  public let l2: Tensor
  /// Lambda of each replica's L1 penalty, or `nil` where none has one.
  public let l1: Tensor?
  /// The running sums, see ``MetricSlot``.
  public let metrics: Tensor
  /// The number of examples in the step, the weight of the penalty in an epoch's mean.
  public let batch: Int

  /// A penalty with these operands.
  public init(weights: Tensor, l2: Tensor, l1: Tensor? = nil, metrics: Tensor, batch: Int) {
    self.weights = weights
    self.l2 = l2
    self.l1 = l1
    self.metrics = metrics
    self.batch = batch
  }

  /// What the operation reads.
  public var reads: [Tensor] { [weights, l2, metrics] + (l1.map { [$0] } ?? []) }
  /// What the operation writes.
  public var writes: [Tensor] { [metrics] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.require(.float32, "weights", weights)
    checker.requireContiguous("weights", weights)
    checker.require(.float32, "l2", l2)
    checker.require(count: 1, "l2", l2)
    if let l1 {
      checker.require(.float32, "l1", l1)
      checker.require(count: 1, "l1", l1)
    }
    checker.requireMetrics(metrics)
    return checker.failure
  }
}
