import Testing

@testable import Reports

@Suite("Chart axes")
struct ChartAxisTests {
  @Test func roundTicks() {
    let axis = ChartAxis(covering: [93.1, 94.9, .nan, .infinity], count: 5)
    #expect(axis.labels == ["93.5", "94.0", "94.5"])
    #expect(axis.range.lowerBound < 93.1 && axis.range.upperBound > 94.9)
    #expect(
      ChartAxis(covering: [1, 10], count: 8, isWhole: true).labels == ["2", "4", "6", "8", "10"])
    #expect(ChartAxis(covering: [5]).range.contains(5))
    #expect(ChartAxis(covering: []).ticks.count > 1)
  }

  @Test func logarithmic() {
    let axis = ChartAxis(logarithmicCovering: [1e-4, 0.1])
    #expect(axis.ticks.count == 4 && abs(axis.fraction(0.00316) - 0.5) < 0.02)
    #expect(ChartAxis(logarithmicCovering: [0.02, 0.05]).ticks == [0.02, 0.05])
    // One power of ten within the values: those that the space at the ends reaches, else other round numbers.
    let wide = ChartAxis(logarithmicCovering: [0.000111, 0.00943])
    #expect(wide.labels == ["0.0001", "0.001", "0.01"])
    let narrow = ChartAxis(logarithmicCovering: [0.0003, 0.004])
    #expect(narrow.labels == ["0.0005", "0.001", "0.002"])
    // Long digits would not fit beside a chart; the ticks of one axis are alike.
    #expect(ChartAxis(logarithmicCovering: [1e-5, 1e-3]).labels == ["10⁻⁵", "10⁻⁴", "10⁻³"])
    #expect(ChartAxis(logarithmicCovering: [1e-6, 10]).labels.suffix(3) == ["10⁻¹", "1", "10"])
    #expect(ChartAxis(logarithmicCovering: [1.5e-6, 6e-6]).labels == ["2·10⁻⁶", "5·10⁻⁶"])
  }

  @Test("numbers that only a damaged file has are left out")
  func limits() {
    let axis = ChartAxis(covering: [-1.7e308, 1, 2, 1.7e308])
    #expect(axis.ticks.first == 1 && axis.ticks.last == 2)
    #expect(ChartAxis(covering: [0, Double.leastNonzeroMagnitude]) == ChartAxis(covering: [0]))
    let loss = ChartAxis(logarithmicCovering: [
      Double.leastNonzeroMagnitude, 0.0003, 0.004, 1.7e308,
    ])
    #expect(loss == ChartAxis(logarithmicCovering: [0.0003, 0.004]))
  }

  @Test("a loss that blew up does not flatten the others")
  func outliers() {
    let values = (1...20).map { Double($0) / 10 } + [1e30]
    #expect(ChartAxis.withoutOutliers(values).max() == 2)
    #expect(ChartAxis.withoutOutliers([1, 1e30]).count == 2)
  }
}
