import Foundation

/// The range of an axis and where its ticks are.
struct ChartAxis: Equatable {
  /// What lies between the ends.
  let range: ClosedRange<Double>
  /// The values that have a tick, in order.
  let ticks: [Double]
  /// The words at the ticks.
  let labels: [String]
  private let isLogarithmic: Bool

  /// What a chart shows: beyond, sums and quotients of values would not be finite, and no figure comes near.
  private static let shown = -1e150...1e150

  /// An axis over these values, with round ticks; values that are not finite are left out.
  ///
  /// - Parameters:
  ///   - count: how many ticks there should be at most.
  ///   - isWhole: whether only whole numbers have a tick.
  init(covering values: [Double], count: Int = 5, isWhole: Bool = false) {
    let finite = values.filter(Self.shown.contains)
    var low = finite.min() ?? 0
    var high = finite.max() ?? 1
    // One value alone stands in the middle of something.
    if high - low <= max(abs(high) * 1e-9, 1e-150) {
      let aside = isWhole ? 1 : max(abs(high) * 0.01, 1e-6)
      (low, high) = (low - aside, high + aside)
    }
    var step = Self.roundStep(atLeast: (high - low) / Double(max(count, 2)))
    if isWhole { step = max(step.rounded(.up), 1) }
    let aside = isWhole ? 0 : (high - low) * 0.04
    range = (low - aside)...(high + aside)
    let first = Int((range.lowerBound / step).rounded(.up))
    let last = Int((range.upperBound / step).rounded(.down))
    ticks = first <= last ? (first...last).map { Double($0) * step } : []
    // 0.05 needs two decimals, 50 none.
    let decimals = max(0, Int((-log10(step) - 1e-9).rounded(.up)))
    labels = ticks.map { NumberFormat.fixed($0, min(decimals, 8)) }
    isLogarithmic = false
  }

  /// A logarithmic axis over positive values, with a tick at every power of ten within; if there are fewer than
  /// two, at 1, 2 and 5 times such powers, and without two of those at both ends.
  init(logarithmicCovering values: [Double]) {
    let positive = values.filter { Self.shown.contains($0) && $0 > 1e-150 }
    let low = positive.min() ?? 1
    let high = max(positive.max() ?? 10, low * 1.001)
    let aside = pow(high / low, 0.04)
    let ends = (low / aside)...(high * aside)
    range = ends
    let first = Int(log10(low).rounded(.up))
    let last = max(Int(log10(high).rounded(.down)), first)
    // Also the next ones beyond, which the space at the ends may reach.
    let exponents = (first - 1)...(last + 1)
    let powers = exponents.map { pow(10, Double($0)) }.filter(ends.contains)
    let finer = exponents.flatMap { exponent in
      [1.0, 2, 5].map { $0 * pow(10, Double(exponent)) }
    }.filter(ends.contains)
    ticks = powers.count > 1 ? powers : finer.count > 1 ? finer : [low, high]
    // Powers of ten where plain digits would be long, for all ticks alike.
    let isSmall = (ticks.first ?? 1) < 0.99e-4
    labels = ticks.map { isSmall ? Self.power($0) : Self.short($0) }
    isLogarithmic = true
  }

  /// Where a value lies, 0 at the lower end and 1 at the upper; beyond them outside of 0...1.
  func fraction(_ value: Double) -> Double {
    guard isLogarithmic else {
      return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    }
    return log(max(value, .leastNormalMagnitude) / range.lowerBound)
      / log(range.upperBound / range.lowerBound)
  }

  /// The range that shows how curves run: a few values far off, as of a loss that blew up, are left outside.
  static func withoutOutliers(_ values: [Double]) -> [Double] {
    let sorted = values.filter(\.isFinite).sorted()
    guard sorted.count >= 8, let low = sorted.first else { return sorted }
    let usual = sorted[sorted.count * 9 / 10]
    let limit = low + 3 * (usual - low)
    return sorted.filter { $0 <= limit }
  }

  /// The least of 1, 2 and 5 times a power of ten that is not below `least`.
  private static func roundStep(atLeast least: Double) -> Double {
    let power = pow(10, log10(least).rounded(.down))
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= least * (1 - 1e-9) } ?? least
  }

  /// A number in as few characters as three digits take.
  private static func short(_ value: Double) -> String {
    let rounded = Double(String(format: "%.3g", locale: nil, value)) ?? value
    if rounded == rounded.rounded(), rounded < 1e5 { return "\(Int(rounded))" }
    guard rounded < 1e-3, rounded >= 1e-6 else { return "\(rounded)" }
    // `0.0001` says more to people than `1e-04`.
    var text = String(format: "%.8f", locale: nil, rounded)
    while text.hasSuffix("0") { text.removeLast() }
    return text
  }

  /// A number as `10⁻⁵` or `2·10⁻⁵`; 1 and 10 as they are.
  private static func power(_ value: Double) -> String {
    guard value > 0, value < 0.99 || value > 10.1 else { return short(value) }
    let exponent = Int((log10(value) + 1e-9).rounded(.down))
    let factor = short(value / pow(10, Double(exponent)))
    let digits = String(exponent).map { character -> String in
      guard let digit = character.wholeNumberValue else { return "⁻" }
      return ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"][digit]
    }
    return (factor == "1" ? "" : "\(factor)·") + "10" + digits.joined()
  }
}
