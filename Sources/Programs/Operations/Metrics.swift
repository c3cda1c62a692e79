/// The places of the running sums in a metrics tensor [R, 8], which losses add to and the host reads
/// once an epoch.
public enum MetricSlot: Int, CaseIterable, Sendable {
  /// Sum of the data loss over examples.
  case loss
  /// The low part of `loss` (Kahan), so that long epochs lose nothing in single precision: the sum is
  /// `loss - lossCompensation`.
  case lossCompensation
  /// Sum of the penalty, weighted by examples.
  case penalty
  /// The low part of `penalty`: the sum is `penalty - penaltyCompensation`.
  case penaltyCompensation
  /// The number of examples whose largest output is at the label.
  case correct
  /// The number of examples.
  case examples
  /// Sum over examples of the mean absolute error of their values; 0 for labels.
  case absoluteError
  /// The low part of `absoluteError`: the sum is `absoluteError - absoluteErrorCompensation`.
  case absoluteErrorCompensation

  /// The length of a metrics tensor.
  public static let count = allCases.count
}
