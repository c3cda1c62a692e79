import Programs
import Testing

@Suite("Index permutation")
struct IndexPermutationTests {
  private static func values(_ count: Int, seed: UInt64, epoch: Int) -> [Int] {
    let permutation = IndexPermutation(count: count, seed: seed, epoch: epoch)
    return (0..<count).map { Int(permutation[$0]) }
  }

  @Test(
    "every index comes exactly once",
    arguments: [1, 2, 3, 7, 31, 32, 33, 64, 100, 255, 256, 257, 511, 512, 513, 1500, 7000],
    [0, 5097, UInt64.max])
  func isBijection(_ count: Int, _ seed: UInt64) {
    for epoch in [0, 1, 9] {
      #expect(
        Self.values(count, seed: seed, epoch: epoch).sorted() == Array(0..<count), "epoch \(epoch)")
    }
  }

  /// Computed by a second implementation, written in another language from the description of the
  /// network: eight rounds over max(8, ceil(log2 N)) bits, the right half the wider one.
  @Test("known orders")
  func knownOrders() {
    #expect(Self.values(10, seed: 5097, epoch: 0) == [3, 2, 1, 0, 8, 6, 9, 7, 5, 4])
    #expect(Self.values(10, seed: 5097, epoch: 1) == [6, 0, 3, 7, 4, 8, 5, 1, 9, 2])
    #expect(
      Self.values(256, seed: 0, epoch: 0).prefix(8) == [218, 56, 127, 232, 19, 47, 122, 250])
    #expect(
      Self.values(257, seed: 1234, epoch: 3).prefix(8) == [187, 139, 109, 235, 131, 119, 100, 178])
    let long = Self.values(7000, seed: 1 << 40 + 5, epoch: 9)
    #expect(long.prefix(8) == [4489, 2039, 4113, 2609, 4121, 6450, 5731, 6221])
    #expect(long.suffix(2) == [1427, 5363])
    #expect(
      Self.values(70_000, seed: 77, epoch: 2).prefix(6) == [
        32742, 12708, 69276, 41192, 41189, 6332,
      ])
  }

  @Test("the network is as wide as the range, and at least 8 bits")
  func bits() {
    for (count, bits) in [
      (1, 8), (256, 8), (257, 9), (512, 9), (513, 10), (7000, 13), (60_000, 16),
    ] {
      #expect(IndexPermutation.bits(for: count) == bits, "\(count)")
    }
  }

  @Test("epochs and seeds give different orders", arguments: [16, 100, 1000])
  func ordersDiffer(_ count: Int) {
    let orders =
      (0..<20).map { Self.values(count, seed: 5097, epoch: $0) }
      + (0..<20).map { Self.values(count, seed: 5098 + UInt64($0), epoch: 0) }
      + (0..<20).map { Self.values(count, seed: 5097 + UInt64($0 + 1) << 32, epoch: 0) }
    #expect(Set(orders).count == orders.count)
  }

  /// Chi-square over position and value, in standard deviations from its mean.
  ///
  /// A table of counts of permutations has (N - 1)² degrees of
  /// freedom, and its sum is N / (N - 1) too large. Source: Knuth, "The art of computer programming",
  /// volume 2, section 3.3.1; the normal approximation is good for so many degrees.
  private static func deviation(_ count: Int, orders: Int, _ order: (Int) -> [Int]) -> Double {
    var table = [Int](repeating: 0, count: count * count)
    for number in 0..<orders {
      for (position, value) in order(number).enumerated() { table[position * count + value] += 1 }
    }
    let expected = Double(orders) / Double(count)
    let sum = table.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    let freedom = Double((count - 1) * (count - 1))
    return (sum * Double(count - 1) / Double(count) - freedom) / (2 * freedom).squareRoot()
  }

  @Test(
    "every value is equally likely everywhere", arguments: [(5, 2000), (16, 4000), (100, 1000)])
  func isUniform(_ count: Int, _ orders: Int) {
    let overEpochs = Self.deviation(count, orders: orders) {
      Self.values(count, seed: 5097, epoch: $0)
    }
    let overSeeds = Self.deviation(count, orders: orders) {
      Self.values(count, seed: UInt64($0), epoch: 0)
    }
    #expect(abs(overEpochs) < 4, "over epochs: \(overEpochs) standard deviations")
    #expect(abs(overSeeds) < 4, "over seeds: \(overSeeds) standard deviations")
  }

  @Test("the chi-square test finds an order that is not uniform")
  func chiSquareFindsBias() {
    let rotated = Self.deviation(16, orders: 4000) { number in
      // Rotations by all but one distance.
      (0..<16).map { ($0 + number % 15) % 16 }
    }
    #expect(rotated > 4)
  }

  @Test("consecutive epochs have nothing to do with each other", arguments: [1000, 7000])
  func epochsAreUncorrelated(_ count: Int) {
    for epoch in 0..<5 {
      let first = Self.values(count, seed: 5097, epoch: epoch)
      let second = Self.values(count, seed: 5097, epoch: epoch + 1)
      // The correlation of two random orders has standard deviation 1 / sqrt(N - 1).
      let correlation = Self.correlation(first, second)
      #expect(abs(correlation) < 4 / Double(count - 1).squareRoot(), "\(correlation)")
      // The number of examples that keep their place, or their neighbour, is Poisson of mean 1.
      let fixed = zip(first, second).count { $0 == $1 }
      #expect(fixed <= 7)
      #expect(Self.successions(first, second) <= 7)
    }
  }

  @Test("neighbours do not stay neighbours")
  func neighboursPart() {
    let counts = (0..<20).map { epoch in
      let order = Self.values(7000, seed: 1, epoch: epoch)
      return zip(order, order.dropFirst()).count { $1 == $0 + 1 }
    }
    // Poisson of mean 1 each, so of mean 20 together; 5 standard deviations are 22.
    #expect(counts.reduce(0, +) <= 42, "\(counts)")
  }

  private static func correlation(_ left: [Int], _ right: [Int]) -> Double {
    let mean = Double(left.count - 1) / 2
    let products = zip(left, right).reduce(0) { $0 + (Double($1.0) - mean) * (Double($1.1) - mean) }
    let squares = left.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return products / squares
  }

  /// How many pairs of examples stand one after the other in both orders.
  private static func successions(_ first: [Int], _ second: [Int]) -> Int {
    let pairs = Set(zip(first, first.dropFirst()).map { $0 * first.count + $1 })
    return zip(second, second.dropFirst()).count { pairs.contains($0 * first.count + $1) }
  }

  #if DEBUG
    @Test("an empty range is a bug that says so")
    func emptyRange() async {
      let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = IndexPermutation(count: 0, seed: 1, epoch: 0)
      }
      #expect(bugMessage(result).contains("permutation: 1 to 2^31 indices, got 0"))
    }
  #endif
}
