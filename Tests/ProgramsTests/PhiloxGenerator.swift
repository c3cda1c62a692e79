import Programs

/// Random numbers for property tests, the same in every run.
struct PhiloxGenerator: RandomNumberGenerator {
  private let philox: Philox
  private var index: UInt32 = 0

  init(seed: UInt64) { philox = Philox(seed: seed) }

  mutating func next() -> UInt64 {
    let block = philox.block(index, 0, 0, 0)
    index += 1
    return UInt64(block.0) | UInt64(block.1) << 32
  }
}
