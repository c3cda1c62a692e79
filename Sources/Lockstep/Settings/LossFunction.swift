/// What is minimised.
public enum LossFunction: String, Sendable, CaseIterable {
  /// Softmax and categorical cross-entropy, for classes.
  case crossEntropy = "cross-entropy"
  /// Mean squared error, for values; for classes of the softmax outputs against one-hot labels.
  case meanSquaredError = "mean-squared-error"
}
