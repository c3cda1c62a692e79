/// Softmax and cross-entropy in one: `loss = log(sum(exp(x))) - x[label]`, with its gradient and metrics.
///
/// Adds the sum of the rows' losses, the number of correct rows (first largest logit at the label) and
/// the number of rows to `metrics`; writes `gradient = (softmax(x) - onehot) / rows` if asked. A label
/// outside 0 ..< C makes the loss and the gradient of its row NaN and the row wrong.
///
/// With label smoothing s of each replica, `onehot` is `(1 - s) onehot + s / C` in both (Keras's
/// `label_smoothing`; Szegedy et al., "Rethinking the Inception architecture", CVPR 2016).
/// Shapes: `logits`, `gradient` [R, rows, C]; `labels` [R, rows]; `smoothing` [R, 1]; `metrics` [R, 8].
public struct SoftmaxCrossEntropy: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "softmax-cross-entropy"
  /// Unnormalised scores.
  public let logits: Tensor
  /// The right class of each row, `int32`, 0 ..< C.
  public let labels: Tensor
  /// The label smoothing of each replica, 0 ..< 1, or `nil` for none.
  public let smoothing: Tensor?
  /// Where the gradient of the mean loss by the logits goes, or `nil` for inference; may be `logits`.
  public let gradient: Tensor?
  /// The running sums, see ``MetricSlot``.
  public let metrics: Tensor

  /// A loss with these operands.
  public init(
    logits: Tensor, labels: Tensor, smoothing: Tensor? = nil, gradient: Tensor?, metrics: Tensor
  ) {
    self.logits = logits
    self.labels = labels
    self.smoothing = smoothing
    self.gradient = gradient
    self.metrics = metrics
  }

  /// What the operation reads.
  public var reads: [Tensor] { [logits, labels, metrics] + (smoothing.map { [$0] } ?? []) }
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
    if let smoothing {
      checker.require(.float32, "smoothing", smoothing)
      checker.require(count: 1, "smoothing", smoothing)
    }
    checker.requireMetrics(metrics)
    if let gradient {
      checker.requireSame("logits", logits, "gradient", gradient)
      checker.require(.float32, "gradient", gradient)
    }
    return checker.failure
  }
}
