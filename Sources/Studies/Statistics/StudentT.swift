import Programs

/// Student's t distribution.
///
/// Source: Student, "The probable error of a mean", Biometrika 6, 1908; the tail as an incomplete
/// beta function: DLMF 8.17 and Abramowitz and Stegun 26.7.1.
public struct StudentT: Sendable, Equatable {
  /// The degrees of freedom.
  public let degreesOfFreedom: Double

  /// A distribution with these degrees of freedom.
  ///
  /// - Precondition: They are positive.
  public init(degreesOfFreedom: Double) {
    demand(
      degreesOfFreedom > 0,
      "Student t: degrees of freedom must be positive, got \(degreesOfFreedom)")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value as far from 0 as `t` or further, on either side.
  public func twoSidedPValue(_ t: Double) -> Double {
    if t.isNaN { return .nan }
    if t.isInfinite { return 0 }
    let x = degreesOfFreedom / (degreesOfFreedom + t * t)
    return regularizedIncompleteBeta(x, degreesOfFreedom / 2, 0.5)
  }

  /// The probability of a value of at most `t`.
  public func cumulative(_ t: Double) -> Double {
    let tail = twoSidedPValue(t) / 2
    return t > 0 ? 1 - tail : tail
  }

  /// The t that a share `confidence` of all values lies within, on both sides of 0: 2.262 for 0.95
  /// and 9 degrees of freedom.
  ///
  /// - Precondition: `confidence` lies between 0 and 1.
  public func criticalValue(confidence: Double) -> Double {
    demand(
      confidence > 0 && confidence < 1, "Student t: confidence must lie in 0..<1, got \(confidence)"
    )
    let tail = 1 - confidence
    var low = 0.0
    var high = 1.0
    while twoSidedPValue(high) > tail { high *= 2 }
    // The p-value falls steadily with t: halve until the two ends are neighbours.
    while true {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { return high }
      if twoSidedPValue(middle) > tail { low = middle } else { high = middle }
    }
  }
}
