import Studies

/// How numbers are written in tables and files; never by locale.
enum NumberFormat {
  /// What stands where there is no number.
  static let missing = "–"

  /// What stands for a figure over seeds of which some diverged.
  static let diverged = "diverged"

  /// As many digits as it takes to read the same number back; empty for `nil`, and `nan` whatever
  /// its sign bit, which says nothing.
  static func exact(_ value: Double?) -> String {
    guard let value else { return "" }
    return value.isFinite ? "\(value)" : nonFinite(value)
  }

  private static func nonFinite(_ value: Double) -> String {
    value.isNaN ? "nan" : value > 0 ? "inf" : "-inf"
  }

  /// A fixed number of decimals, never a negative zero.
  ///
  /// By hand, because `String(format:)` follows the locale of the process on Linux.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return nonFinite(value) }
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let scaled = (value.magnitude * power).rounded()
    // Above this not every whole number is a Double; nothing of that size has decimals to show.
    guard scaled < 9e15 else { return "\(value)" }
    var digits = String(Int(scaled))
    digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let text =
      decimals == 0 ? digits : "\(digits.dropLast(decimals)).\(digits.suffix(decimals))"
    return value < 0 && scaled > 0 ? "-" + text : text
  }

  /// About four digits, whatever the size: `93.25`, `0.1234`, `12345`.
  static func significant(_ value: Double) -> String {
    guard value.isFinite else { return nonFinite(value) }
    let size = value.magnitude
    return fixed(value, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4)
  }

  /// A fixed number of decimals and always a sign, except for 0.
  static func signed(_ value: Double, _ decimals: Int) -> String {
    let text = fixed(value, decimals)
    let isZero = !text.contains { $0.isWholeNumber && $0 != "0" }
    return text.hasPrefix("-") || isZero || !value.isFinite ? text : "+" + text
  }

  /// `95.12 ± 0.34`: mean and half the 95 % interval; the mean alone for a single value, and
  /// `diverged` where a seed has no finite value.
  ///
  /// - Parameter scale: What the shown numbers are the summary's times: 100 for percent.
  static func interval(
    _ summary: SampleSummary?, _ decimals: Int, signed: Bool = false, scale: Double = 1
  ) -> String {
    guard let summary else { return missing }
    guard summary.mean.isFinite else { return diverged }
    let shown = summary.mean * scale
    let mean = signed ? Self.signed(shown, decimals) : fixed(shown, decimals)
    guard let halfWidth = summary.halfWidth else { return mean }
    return "\(mean) ± \(fixed(halfWidth * scale, decimals))"
  }

  /// A text whose numbers stay with what they belong to where a line ends: `± 0.4 points`, `p = 0.5`, `n = 10`.
  static func unbroken(_ text: String) -> String {
    let places = [" ± ", "p = ", "p < ", "n = ", " points", " %"]
    return places.reduce(text) { text, words in
      text.replacing(words, with: words.replacing(" ", with: "\u{A0}"))
    }
  }

  /// A p-value with three decimals.
  static func pValue(_ p: Double?) -> String {
    guard let p else { return missing }
    return p < 0.001 ? "<0.001" : fixed(p, 3)
  }

  /// A p-value within a sentence: `p = 0.012` or `p < 0.001`.
  static func pSentence(_ p: Double?) -> String {
    guard let p else { return "no test possible" }
    return p < 0.001 ? "p < 0.001" : "p = \(fixed(p, 3))"
  }

  /// A whole number with commas between thousands.
  static func grouped(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return value < 0 ? "-" + text : text
  }

  /// A number rounded to a whole one with commas between thousands.
  static func grouped(_ value: Double) -> String {
    Int(exactly: value.rounded()).map(grouped) ?? significant(value)
  }

  /// A time in ISO 8601 as people write it: `2026-11-21 21:55 UTC`; other texts as they are.
  static func date(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count >= 20, scalars[10] == "T", scalars.last == "Z" else { return text }
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }

  /// A duration in the unit that fits: `0.42 s`, `12.3 s`, `5 min 10 s`.
  static func duration(_ seconds: Double) -> String {
    if seconds < 10 { return fixed(seconds, 2) + " s" }
    // Above this there is no whole number of minutes; no run is that long.
    guard seconds >= 120, seconds < 9e15 else { return fixed(seconds, 1) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 7200 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
