import Programs

/// The random numbers of one example, drawn one after another.
///
/// Only additions, multiplications and square roots follow from a draw, never a library function
/// whose last bit may differ, so an example has the same bytes on every machine.
struct DrawSequence {
  private let philox: Philox
  private let index: UInt32
  private let domain: UInt32
  private var block: UInt32 = 0
  private var words: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
  private var used = 4

  /// Draws for item `index`; each `domain` is a stream of its own.
  init(seed: UInt64, index: Int, domain: UInt32) {
    philox = Philox(seed: seed)
    self.index = UInt32(truncatingIfNeeded: index)
    self.domain = domain
  }

  /// 32 random bits.
  mutating func word() -> UInt32 {
    if used == 4 {
      words = philox.block(block, index, RandomStream.synthesis.id, domain)
      block += 1
      used = 0
    }
    used += 1
    switch used {
    case 1: return words.0
    case 2: return words.1
    case 3: return words.2
    default: return words.3
    }
  }

  /// A number in 0 ..< 1.
  mutating func uniform() -> Float { Philox.uniform(word()) }

  /// A number between `low` and `high`.
  mutating func uniform(_ low: Float, _ high: Float) -> Float { low + (high - low) * uniform() }

  /// An integer in `0 ..< count`.
  mutating func integer(below count: Int) -> Int {
    Int((UInt64(word()) * UInt64(count)) >> 32)
  }

  /// A bell-shaped number of mean 0 and variance 1: the sum of four uniform ones, never beyond 3.5.
  mutating func normal() -> Float {
    let (first, second) = (word(), word())
    let sum = (first & 0xFFFF) + (first >> 16) + (second & 0xFFFF) + (second >> 16)
    return (Float(sum) * 0x1p-16 - 2) * 1.732_050_8
  }
}
