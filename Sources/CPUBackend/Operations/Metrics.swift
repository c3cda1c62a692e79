import Programs

extension UnsafeMutablePointer<Float> {
  /// Adds to a compensated running sum (Kahan): `low` keeps what `sum` has no digits for.
  @inline(__always)
  func accumulate(_ value: Float, _ sum: MetricSlot, _ low: MetricSlot) {
    let corrected = value - self[low.rawValue]
    let total = self[sum.rawValue] + corrected
    self[low.rawValue] = (total - self[sum.rawValue]) - corrected
    self[sum.rawValue] = total
  }

  /// Adds the sums of one batch.
  ///
  /// - Parameter absoluteError: the sum of the absolute errors, or `nil` for labels.
  func accumulate(loss: Float, correct: Int, examples: Int, absoluteError: Float? = nil) {
    accumulate(loss, .loss, .lossCompensation)
    if let absoluteError {
      accumulate(absoluteError, .absoluteError, .absoluteErrorCompensation)
    }
    self[MetricSlot.correct.rawValue] += Float(correct)
    self[MetricSlot.examples.rawValue] += Float(examples)
  }

  /// The position of the first largest of `count` elements.
  @inline(__always)
  func indexOfMaximum(_ count: Int) -> Int {
    var best = 0
    for index in 1..<Swift.max(count, 1) where self[index] > self[best] { best = index }
    return best
  }
}
