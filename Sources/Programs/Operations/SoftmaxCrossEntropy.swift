/// Softmax and cross-entropy in one: `loss = log(sum(exp(x))) - x[label]`, with its gradient and metrics.
///
/// Adds the sum of the rows' losses, the number of correct rows (first largest logit at the label) and
/// the number of rows to `metrics`; writes `gradient = (softmax(x) - onehot) / rows` if asked. A label
/// outside 0 ..< C makes the loss and the gradient of its row NaN and the row wrong.
/// Shapes: `logits`, `gradient` [R, rows, C]; `labels` [R, rows]; `metrics` [R, 8].
public struct SoftmaxCrossEntropy: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "softmax-cross-entropy"
  /// Unnormalised scores.
  public let logits: Tensor
  /// The right class of each row, `int32`, 0 ..< C.
  public let labels: Tensor
  /// Where the gradient of the mean loss by the logits goes, or `nil` for inference; may be `logits`.
  public let gradient: Tensor?
  /// The running sums, see ``MetricSlot``.
  public let metrics: Tensor

  /// A loss with these operands.
  public init(logits: Tensor, labels: Tensor, gradient: Tensor?, metrics: Tensor) {
    self.logits = logits
    self.labels = labels
    self.gradient = gradient
    self.metrics = metrics
  }

  /// What the operation reads.
  public var reads: [Tensor] { [logits, labels, metrics] }
  /// What the operation writes.
  public var writes: [Tensor] { (gradient.map { [$0] } ?? []) + [metrics] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.require(.float32, "logits", logits)
    checker.require(.int32, "labels", labels)
    checker.require(
      labels.count == logits.rows, "labels must have one element for each row",
      ["logits": logits, "labels": labels])
    checker.requireContiguous("labels", labels)
    checker.requireMetrics(metrics)
    if let gradient {
      checker.requireSame("logits", logits, "gradient", gradient)
      checker.require(.float32, "gradient", gradient)
    }
    return checker.failure
  }
}
