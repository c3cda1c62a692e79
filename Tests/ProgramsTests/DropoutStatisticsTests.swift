import Programs
import Testing

/// Statistics of the draws that decide dropout masks, with fixed seeds.
@Suite("Dropout draws")
struct DropoutStatisticsTests {
  private static let blocks = 10_000

  /// The draws of a mask, as the documentation of `Dropout` numbers them.
  private static func draws(seed: UInt64, step: UInt32, layer: Int) -> [Float] {
    let philox = Philox(seed: seed)
    // Rows of 400 channels.
    return (0..<UInt32(blocks)).flatMap { index in
      let block = philox.block(
        index: index % 100, step: step, stream: .dropout(layer), row: index / 100)
      return [block.0, block.1, block.2, block.3].map(Philox.uniform)
    }
  }

  /// How many standard deviations the number of kept elements is from the mean.
  private static func deviation(_ draws: some Collection<Float>, rate: Float) -> Double {
    let (count, keep) = (Double(draws.count), 1 - Double(rate))
    let kept = Double(draws.count { $0 >= rate })
    return (kept - count * keep) / (count * keep * (1 - keep)).squareRoot()
  }

  @Test("draws are kept at the rate", arguments: [0.2, 0.5, 0.9] as [Float], [1, 5097, 1 << 33])
  func keepRate(_ rate: Float, _ seed: UInt64) {
    let draws = Self.draws(seed: seed, step: 7, layer: 1)
    #expect(abs(Self.deviation(draws, rate: rate)) < 4)
    // Each of the four words of a block, too.
    for word in 0..<4 {
      let own = stride(from: word, to: draws.count, by: 4).map { draws[$0] }
      #expect(abs(Self.deviation(own, rate: rate)) < 4, "word \(word)")
    }
  }

  @Test("the deviation finds a wrong rate")
  func deviationFindsBias() {
    let draws = Self.draws(seed: 5097, step: 7, layer: 1)
    #expect(abs(Self.deviation(draws, rate: 0.2)) < 4)
    #expect(abs(Self.deviation(draws.map { $0 * 0.95 }, rate: 0.2)) > 4)
  }

  @Test("a rate of zero keeps everything")
  func rateZero() {
    #expect(Self.draws(seed: 5097, step: 0, layer: 0).allSatisfy { $0 >= 0 })
    #expect(Philox.uniform(0) == 0)
  }

  @Test("a draw is below one and has 24 bits")
  func uniform() {
    #expect(Philox.uniform(.max) == 1 - 0x1p-24)
    #expect(Philox.uniform(0x100) == 0x1p-24)
    #expect(Philox.uniform(0xFF) == 0)
    #expect(Philox.uniform(0x8000_0000) == 0.5)
  }

  @Test("masks of other steps, layers and seeds agree no more than by chance")
  func masksAreIndependent() {
    let mask = Self.draws(seed: 5097, step: 7, layer: 1).map { $0 >= 0.5 }
    let others = [
      Self.draws(seed: 5097, step: 8, layer: 1), Self.draws(seed: 5097, step: 7, layer: 2),
      Self.draws(seed: 5098, step: 7, layer: 1),
      Self.draws(seed: 5097 + 1 << 32, step: 7, layer: 1),
    ]
    for other in others {
      let agreeing = Double(zip(mask, other).count { $0 == ($1 >= 0.5) })
      let deviation = (agreeing - Double(mask.count) / 2) / (Double(mask.count) / 4).squareRoot()
      #expect(abs(deviation) < 4)
    }
  }

  @Test("streams have numbers of their own")
  func streams() {
    let streams =
      [RandomStream.shuffle, .synthesis, .inputNoise] + (0..<100).map(RandomStream.initializer)
      + (0..<100).map(RandomStream.dropout)
    #expect(Set(streams).count == streams.count)
  }
}
