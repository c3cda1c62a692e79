import Programs

/// What training minimises.
public enum LossKind: String, CaseIterable, Sendable, Codable {
  /// Softmax and categorical cross-entropy.
  case crossEntropy = "cross-entropy"
  /// Mean squared error: of softmax outputs against one-hot labels for classification (mean over the
  /// classes, as Keras does), of the plain outputs for regression.
  case meanSquaredError = "mean-squared-error"

  /// Records the loss of a batch, and in training its gradient by the network's outputs.
  ///
  /// - Parameters:
  ///   - outputs: the network's outputs [R, B, C].
  ///   - targets: labels [R, B] or values [R, B, C].
  ///   - smoothing: the label smoothing of a cross-entropy [R, 1], or `nil` for none.
  ///   - metrics: running sums [R, 8].
  /// - Returns: The gradient by `outputs`, or `nil` for inference.
  func record(
    outputs: Tensor, targets: Tensor, smoothing: Tensor?, metrics: Tensor, isTraining: Bool,
    name: String, _ recorder: Recorder
  ) -> Tensor? {
    let gradient =
      isTraining ? recorder.scratch("\(name).lossGradient", [outputs.rows, outputs.channels]) : nil
    switch self {
    case .crossEntropy:
      recorder.append(
        .softmaxCrossEntropy(
          SoftmaxCrossEntropy(
            logits: outputs, labels: targets, smoothing: smoothing, gradient: gradient,
            metrics: metrics)))
    case .meanSquaredError:
      let labelled = targets.element == .int32
      var predictions = outputs
      if labelled {
        predictions = recorder.scratch("\(name).probabilities", [outputs.rows, outputs.channels])
        recorder.append(.softmax(Softmax(logits: outputs, probabilities: predictions)))
      }
      recorder.append(
        .squaredError(
          SquaredError(
            predictions: predictions, targets: targets, gradient: gradient, metrics: metrics)))
      if labelled, let gradient {
        recorder.append(
          .softmaxGradient(SoftmaxGradient(gradient: gradient, probabilities: predictions)))
      }
    }
    return gradient
  }
}
