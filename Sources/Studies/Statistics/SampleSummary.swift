import Foundation
import Programs

/// Mean, spread and 95 % interval of one figure over the seeds.
public struct SampleSummary: Sendable, Equatable, Codable {
  /// The number of values.
  public let n: Int
  /// The mean; NaN when a value is.
  public let mean: Double
  /// The standard deviation with n - 1 in the denominator; `nil` for a single value.
  public let standardDeviation: Double?
  /// Half the width of the 95 % interval for the mean, `t * sd / sqrt(n)` with Student's t of n - 1
  /// degrees of freedom; `nil` for a single value.
  public let halfWidth: Double?

  /// The summary of these values, or `nil` when there are none.
  public init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    n = values.count
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    guard values.count > 1 else {
      standardDeviation = nil
      halfWidth = nil
      return
    }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(n - 1)).squareRoot()
    standardDeviation = deviation
    let critical = StudentT(degreesOfFreedom: Double(n - 1)).criticalValue(confidence: 0.95)
    halfWidth = critical * deviation / Double(n).squareRoot()
  }

  /// The lower end of the interval; the mean itself for a single value.
  public var low: Double { mean - (halfWidth ?? 0) }
  /// The upper end of the interval; the mean itself for a single value.
  public var high: Double { mean + (halfWidth ?? 0) }
}

/// The standard error of an accuracy that was measured on `examples` examples: the noise floor of a
/// test set.
///
/// `sqrt(a (1 - a) / N)`, the standard deviation of a binomial share: how much the accuracy of one
/// and the same network would differ between test sets of this size. Intervals over seeds do not
/// contain it, because all seeds share the test set.
/// - Precondition: `accuracy` lies in 0...1 and `examples` is positive.
public func binomialStandardError(accuracy: Double, examples: Int) -> Double {
  demand(
    accuracy >= 0 && accuracy <= 1 && examples > 0,
    "binomial standard error: needs an accuracy in 0...1 and examples, got \(accuracy), \(examples)"
  )
  return (accuracy * (1 - accuracy) / Double(examples)).squareRoot()
}
