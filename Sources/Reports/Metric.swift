import Training

/// A figure of an epoch, by its name in the CSV files.
public enum Metric: String, CaseIterable, Sendable, Codable {
  case trainLoss = "train_loss"
  case trainAccuracy = "train_accuracy"
  case validationLoss = "validation_loss"
  case validationAccuracy = "validation_accuracy"
  case testLoss = "test_loss"
  case testPenalty = "test_penalty"
  case testAccuracy = "test_accuracy"
  /// Data loss and penalty of training together, what Keras prints as loss.
  case trainTotal = "train_total"
  /// Data loss and penalty on the test set together.
  case testTotal = "test_total"

  /// The figure in one epoch; `nil` when it was not measured.
  public func value(in record: EpochRecord) -> Double? {
    switch self {
    case .trainLoss: record.train.loss
    case .trainAccuracy: record.train.accuracy
    case .trainTotal: record.train.total
    case .validationLoss: record.validation?.loss
    case .validationAccuracy: record.validation?.accuracy
    case .testLoss: record.test?.loss
    case .testPenalty: record.test?.penalty
    case .testAccuracy: record.test?.accuracy
    case .testTotal: record.test?.total
    }
  }

  /// Whether it is a share of right predictions, shown in percent.
  public var isAccuracy: Bool {
    switch self {
    case .trainAccuracy, .validationAccuracy, .testAccuracy: true
    default: false
    }
  }

  /// The words of a column head.
  var title: String {
    switch self {
    case .trainLoss: "training loss"
    case .trainAccuracy: "training accuracy %"
    case .trainTotal: "training loss + penalty"
    case .validationLoss: "validation loss"
    case .validationAccuracy: "validation accuracy %"
    case .testLoss: "test loss"
    case .testPenalty: "test penalty"
    case .testAccuracy: "test accuracy %"
    case .testTotal: "test loss + penalty"
    }
  }

  /// What a shown number is the value times: 100 for percent.
  var scale: Double { isAccuracy ? 100 : 1 }
  /// The decimals that are shown.
  var decimals: Int { isAccuracy ? 2 : 4 }
}
