import Foundation
import Networks
import Programs
import Testing

@Suite("Initializers")
struct InitializerTests {
  private static let (fanIn, fanOut) = (200, 100)

  /// The variance that each random initializer promises for those fans.
  static let variances: [(String, Double)] = [
    ("glorot-uniform", 2 / 300.0), ("glorot-normal", 2 / 300.0), ("he-uniform", 2 / 200.0),
    ("he-normal", 2 / 200.0), ("lecun-uniform", 1 / 200.0), ("lecun-normal", 1 / 200.0),
  ]

  private func draw(
    _ initializer: Initializer, _ dimensions: [Int] = [Self.fanIn, Self.fanOut], seed: UInt64 = 3,
    parameter: Int = 0
  ) -> [Float] {
    initializer.values(
      dimensions: dimensions, fanIn: dimensions[0], fanOut: dimensions[1], seed: seed,
      stream: .initializer(parameter))
  }

  private func named(_ name: String) throws -> Initializer {
    try #require(Initializer.named.first { $0.name == name })
  }

  /// Mean of the powers 1, 2 and 4 of the values.
  private func moments(_ values: [Float]) -> (mean: Double, square: Double, fourth: Double) {
    let values = values.map(Double.init)
    func mean(_ power: (Double) -> Double) -> Double {
      values.reduce(0) { $0 + power($1) } / Double(values.count)
    }
    return (mean { $0 }, mean { $0 * $0 }, mean { pow($0, 4) })
  }

  @Test("have the variance they promise and keep their bounds", arguments: variances)
  func distribution(_ name: String, _ variance: Double) throws {
    let initializer = try named(name)
    let values = draw(initializer)
    let (mean, square, fourth) = moments(values)
    let isNormal = name.hasSuffix("normal")
    // Two deviations of the normal distribution that is cut there, or the end of the uniform one.
    let limit = isNormal ? 2 * variance.squareRoot() / 0.87962566 : (3 * variance).squareRoot()
    let largest = Double(values.map(\.magnitude).max() ?? 0)
    #expect(largest <= limit * (1 + 1e-6) && largest > 0.99 * limit)
    // Five standard errors of 20,000 draws.
    #expect(abs(mean) < 5 * (variance / 20_000).squareRoot())
    #expect(abs(square / variance - 1) < 5 * (1.4 / 20_000).squareRoot())
    // The fourth moment at variance 1: 9 / 5 if uniform, 1.4162 / 0.77374^2 if normal and cut at ±2.
    let shape = isNormal ? 2.3656 : 1.8
    #expect(abs(fourth / (variance * variance) - shape) < 0.1)
  }

  @Test("normal numbers lie where the normal distribution has them")
  func normalQuantiles() throws {
    let deviation = (1 / 200.0).squareRoot() / 0.87962566
    let values = draw(try named("lecun-normal")).map { Double($0) / deviation }
    // The share within z deviations, of what lies within two.
    for z in [0.25, 0.5, 1, 1.5] {
      let expected = erf(z / 2.0.squareRoot()) / erf(2.0.squareRoot())
      let share = Double(values.count { abs($0) < z }) / Double(values.count)
      #expect(abs(share - expected) < 5 * (0.25 / 20_000).squareRoot(), "within \(z)")
    }
    // Neighbours, which may come from one pair of draws, are not correlated.
    for lag in 1...4 {
      let products = zip(values, values.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(products) / Double(values.count) < 5 * 0.78 / 20_000.0.squareRoot(), "lag \(lag)")
    }
  }

  @Test(
    "orthogonal: the fewer of rows and columns are orthonormal",
    arguments: [
      [784, 128], [128, 64], [64, 10], [10, 64], [33, 33], [1, 7], [7, 1], [1, 1],
    ],
    [1, 1.5])
  func orthogonal(_ dimensions: [Int], _ gain: Double) {
    let (rows, columns) = (dimensions[0], dimensions[1])
    let values = draw(.orthogonal(gain: gain), dimensions)
    let count = min(rows, columns)
    func vector(_ number: Int) -> [Double] {
      (0..<max(rows, columns)).map {
        Double(rows < columns ? values[number * columns + $0] : values[$0 * columns + number])
      }
    }
    let vectors = (0..<count).map(vector)
    for first in 0..<count {
      for second in first..<count {
        let product = zip(vectors[first], vectors[second]).reduce(0) { $0 + $1.0 * $1.1 }
        let expected = first == second ? gain * gain : 0
        #expect(abs(product - expected) < 1e-5, "\(first), \(second) of \(dimensions)")
      }
    }
  }

  @Test("orthogonal: all rotations are equally likely")
  func rotations() {
    // With signs left as they come, the first element of Q would always have the sign of a decomposition.
    let first = (0..<400).map { draw(.orthogonal(gain: 1), [2, 2], seed: UInt64($0)) }
    // Cosine and sine of the angle of the first column, and the side of the second.
    for values in [first.map { $0[0] }, first.map { $0[2] }] {
      let (mean, square, _) = moments(values)
      #expect(abs(mean) < 5 * (0.5 / 400).squareRoot())
      #expect(abs(square - 0.5) < 5 * (0.125 / 400).squareRoot())
    }
    let mirrored = first.count { $0[0] * $0[3] - $0[1] * $0[2] < 0 }
    #expect(abs(mirrored - 200) < 50)
  }

  @Test func constantsAndZeros() {
    #expect(draw(.zeros, [3, 2]) == [Float](repeating: 0, count: 6))
    #expect(draw(.constant(-0.05), [3, 2]) == [Float](repeating: -0.05, count: 6))
  }

  @Test("seeds and parameters draw differently", arguments: Initializer.named)
  func keys(_ initializer: Initializer) {
    guard initializer != .zeros else { return }
    func drawn(_ seed: UInt64, _ parameter: Int) -> [Float] {
      draw(initializer, [3, 3], seed: seed, parameter: parameter)
    }
    #expect(drawn(1, 0) == drawn(1, 0))
    #expect(drawn(1, 0) != drawn(2, 0))
    #expect(drawn(1, 0) != drawn(1, 1))
    #expect(drawn(1, 0) != drawn(1 << 32 | 1, 0))
  }

  @Test("a shorter parameter draws the beginning of a longer one", arguments: variances)
  func prefix(_ name: String, _: Double) throws {
    let values = try [5, 7].map { count in
      try named(name).values(
        dimensions: [count], fanIn: 3, fanOut: 3, seed: 1, stream: .initializer(0))
    }
    #expect(values[0] == Array(values[1].prefix(5)))
  }

  @Test func biasesStartAtZeroWhateverTheWeightsDo() {
    let layout = ParameterLayout(
      .mlp(input: FeatureShape(channels: 3), hidden: [4], outputs: 2))
    let values = layout.initialValues(seed: 1, initializer: .constant(0.5))
    for entry in layout.entries {
      let expected: Float = entry.parameter.name == "bias" ? 0 : 0.5
      let part = values[entry.offset..<entry.offset + entry.parameter.count]
      #expect(part.allSatisfy { $0 == expected }, "\(entry.name)")
    }
  }
}
