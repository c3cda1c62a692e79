/// Holm's correction: p-values that stay honest when several tests are read together.
///
/// The sorted p-values are multiplied by m, m - 1, ..., 1 and made non-decreasing, at most 1.
/// Whoever calls an adjusted value below 0.05 a finding is wrong about any of them with probability
/// at most 0.05.
/// Source: Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6,
/// 1979.
/// - Returns: The adjusted values in the order given; `nil` where there was no p-value, which does
///   not count as a test.
public func holmAdjusted(_ pValues: [Double?]) -> [Double?] {
  let tests = pValues.indices.compactMap { index in pValues[index].map { (index: index, p: $0) } }
    .sorted { $0.p < $1.p }
  var adjusted = [Double?](repeating: nil, count: pValues.count)
  var largest = 0.0
  for (rank, test) in tests.enumerated() {
    largest = max(largest, min(1, test.p * Double(tests.count - rank)))
    adjusted[test.index] = largest
  }
  return adjusted
}
