/// What training minimises.
public enum LossKind: String, CaseIterable, Sendable, Codable {
  /// Softmax and categorical cross-entropy.
  case crossEntropy = "cross-entropy"
  /// Mean squared error: of softmax outputs against one-hot labels for classification, of the plain
  /// outputs for regression.
  case meanSquaredError = "mean-squared-error"
}
