import Reports
import Training

/// What TensorBoard calls the figures of an epoch: `accuracy/test`, so that those of a kind stand together.
enum EpochFigures {
  /// The figures that settings are compared by, with their tags, the most telling first.
  static let compared: [(metric: Metric, tag: String)] = [
    (.testAccuracy, "accuracy/test"), (.validationAccuracy, "accuracy/validation"),
    (.trainAccuracy, "accuracy/train"), (.testRMSE, "rmse/test"),
    (.validationRMSE, "rmse/validation"), (.trainRMSE, "rmse/train"), (.testMAE, "mae/test"),
    (.validationMAE, "mae/validation"), (.trainMAE, "mae/train"), (.testR2, "r2/test"),
    (.validationR2, "r2/validation"), (.trainR2, "r2/train"), (.testLoss, "loss/test"),
    (.validationLoss, "loss/validation"), (.trainLoss, "loss/train"),
  ]

  /// Those that were measured, by tag; accuracies are shares.
  static func values(_ record: EpochRecord) -> [(tag: String, value: Double)] {
    var values = compared.compactMap { metric, tag in
      metric.value(in: record).map { (tag: tag, value: $0) }
    }
    if record.train.penalty != 0 { values.append(("penalty/train", record.train.penalty)) }
    if let rate = record.rate { values.append(("learning_rate", rate)) }
    values.append(("seconds", record.seconds))
    return values
  }
}
