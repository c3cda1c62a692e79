/// The mean squared error over the channels of each row, with its gradient and metrics (Keras's
/// `mean_squared_error`).
///
/// Adds the sum of the rows' losses and the number of rows to `metrics`, for labels the number of rows
/// whose first largest prediction is at the label, for values the sum of the rows' mean absolute errors
/// (`mean |p - t|`, Keras's `mean_absolute_error`); writes `gradient = 2 (p - t) / (rows * C)`. A label
/// outside 0 ..< C makes the loss and the gradient of its row NaN and the row wrong.
/// Shapes: `predictions`, `gradient` [R, rows, C]; `targets` [R, rows] labels (their one-hot vector is
/// the target) or [R, rows, C] values; `metrics` [R, 8].
public struct SquaredError: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "squared-error"
  /// The network's outputs.
  public let predictions: Tensor
  /// Labels as `int32`, or values as `float32`.
  public let targets: Tensor
  /// Where the gradient of the mean loss by the predictions goes, or `nil` for inference.
  public let gradient: Tensor?
  /// The running sums, see ``MetricSlot``.
  public let metrics: Tensor

  /// A loss with these operands.
  public init(predictions: Tensor, targets: Tensor, gradient: Tensor?, metrics: Tensor) {
    self.predictions = predictions
    self.targets = targets
    self.gradient = gradient
    self.metrics = metrics
  }

  /// Whether the targets are labels and not values.
  public var targetsAreLabels: Bool { targets.element == .int32 }

  /// What the operation reads.
  public var reads: [Tensor] { [predictions, targets, metrics] }
  /// What the operation writes.
  public var writes: [Tensor] { (gradient.map { [$0] } ?? []) + [metrics] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.require(.float32, "predictions", predictions)
    checker.require(
      targetsAreLabels
        ? targets.count == predictions.rows
        : targets.element == .float32 && targets.rows == predictions.rows
          && targets.channels == predictions.channels,
      "targets must be int32 labels of the rows, or float32 values of the predictions' shape",
      ["predictions": predictions, "targets": targets])
    if targetsAreLabels { checker.requireContiguous("labels", targets) }
    checker.requireMetrics(metrics)
    if let gradient {
      checker.requireSame("predictions", predictions, "gradient", gradient)
      checker.require(.float32, "gradient", gradient)
    }
    return checker.failure
  }
}
