import Foundation
import Testing

@testable import Reports

@Suite("Number format")
struct NumberFormatTests {
  @Test(
    "fixed decimals, no negative zero",
    arguments: [
      (0.0, 2, "0.00"), (-0.001, 2, "0.00"), (-0.005_1, 2, "-0.01"), (1.5, 0, "2"),
      (94.257, 2, "94.26"),
      (0.05, 1, "0.1"), (999.999, 2, "1000.00"), (-12.3456, 4, "-12.3456"), (0.000_04, 4, "0.0000"),
      (.nan, 2, "nan"), (-.infinity, 2, "-inf"), (1e20, 2, "1e+20"),
    ])
  func fixed(value: Double, decimals: Int, expected: String) {
    #expect(NumberFormat.fixed(value, decimals) == expected)
  }

  @Test("signs, p-values, thousands and durations")
  func words() {
    #expect(NumberFormat.signed(0.126, 2) == "+0.13" && NumberFormat.signed(-0.001, 2) == "0.00")
    #expect(NumberFormat.pValue(0.000_999) == "<0.001" && NumberFormat.pValue(0.0123) == "0.012")
    #expect(NumberFormat.pValue(nil) == "–")
    #expect(
      [0, 999, 1000, 1_234_567].map(NumberFormat.grouped) == ["0", "999", "1,000", "1,234,567"])
    #expect(
      [0.4, 12.34, 310, 7500].map(NumberFormat.duration) == [
        "0.40 s", "12.3 s", "5 min 10 s", "2 h 5 min",
      ])
    // What a damaged file may say.
    #expect(
      [1e300, .infinity, .nan].map(NumberFormat.duration) == ["1e+300 s", "inf s", "nan s"])
    #expect(
      [1234.6, 1e300, .nan].map { NumberFormat.grouped($0 as Double) } == [
        "1,235", "1e+300", "nan",
      ])
  }
}
