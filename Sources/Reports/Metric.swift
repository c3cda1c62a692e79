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
  case trainRMSE = "train_rmse"
  case trainMAE = "train_mae"
  case trainR2 = "train_r2"
  case validationRMSE = "validation_rmse"
  case validationMAE = "validation_mae"
  case validationR2 = "validation_r2"
  case testRMSE = "test_rmse"
  case testMAE = "test_mae"
  case testR2 = "test_r2"

  /// The figures that only a regression has, in the order of their columns: root mean squared error, mean
  /// absolute error and coefficient of determination of each part.
  static let errors: [Metric] = [
    .trainRMSE, .trainMAE, .trainR2, .validationRMSE, .validationMAE, .validationR2, .testRMSE,
    .testMAE, .testR2,
  ]

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
    case .trainRMSE: record.train.errors?.rootMeanSquare
    case .trainMAE: record.train.errors?.meanAbsolute
    case .trainR2: record.train.errors?.determination
    case .validationRMSE: record.validation?.errors?.rootMeanSquare
    case .validationMAE: record.validation?.errors?.meanAbsolute
    case .validationR2: record.validation?.errors?.determination
    case .testRMSE: record.test?.errors?.rootMeanSquare
    case .testMAE: record.test?.errors?.meanAbsolute
    case .testR2: record.test?.errors?.determination
    }
  }

  /// Whether it is a share of right predictions, shown in percent.
  public var isAccuracy: Bool {
    switch self {
    case .trainAccuracy, .validationAccuracy, .testAccuracy: true
    default: false
    }
  }

  /// Whether more of it is better: accuracies and R², not losses and errors.
  public var isHigherBetter: Bool {
    switch self {
    case .trainR2, .validationR2, .testR2: true
    default: isAccuracy
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
    case .trainRMSE: "training RMSE"
    case .trainMAE: "training MAE"
    case .trainR2: "training R²"
    case .validationRMSE: "validation RMSE"
    case .validationMAE: "validation MAE"
    case .validationR2: "validation R²"
    case .testRMSE: "test RMSE"
    case .testMAE: "test MAE"
    case .testR2: "test R²"
    }
  }

  /// The title without its unit.
  var words: String { isAccuracy ? String(title.dropLast(2)) : title }

  /// The label of an axis.
  var axis: String {
    switch self {
    case .testLoss: "test loss without penalty"
    default: isAccuracy ? "\(words), %" : title
    }
  }

  /// What a shown number is the value times: 100 for percent.
  var scale: Double { isAccuracy ? 100 : 1 }
  /// The decimals that are shown.
  var decimals: Int { isAccuracy ? 2 : 4 }
}
