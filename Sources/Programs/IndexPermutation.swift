/// A pseudo-random bijection of 0 ..< count that needs no memory: the order of one epoch.
///
/// A Feistel network over the next power of two, keyed by Philox, with cycle walking back into the
/// range. Every position is computed independently, so all work-items of a device find their example
/// at once, and both backends find the same one. Source of the construction: Black and Rogaway,
/// "Ciphers with arbitrary finite domains", CT-RSA 2002; its use for shuffling on GPUs: Mitchell,
/// Stokes, Frank, Holmes, "Bandwidth-optimal random shuffling for GPUs", ACM TOPC 2022.
public struct IndexPermutation: Sendable {
  /// The number of Feistel rounds; `shuffle.cl` uses the same.
  public static let rounds = 8

  /// The number of indices.
  public let count: Int
  private let rightBits: UInt32
  private let leftMask: UInt32
  private let rightMask: UInt32
  /// The keys of the rounds.
  public let keys: SIMD8<UInt32>

  /// The order of `epoch` for the trial with this seed.
  public init(count: Int, seed: UInt64, epoch: Int) {
    demand(count > 0 && count <= 1 << 31, "permutation: 1 to 2^31 indices, got \(count)")
    self.count = count
    let bits = Self.bits(for: count)
    rightBits = bits - bits / 2
    leftMask = (1 << (bits / 2)) - 1
    rightMask = (1 << rightBits) - 1
    let philox = Philox(seed: seed)
    let epoch = UInt32(truncatingIfNeeded: epoch)
    let low = philox.block(index: 0, step: epoch, stream: .shuffle)
    let high = philox.block(index: 1, step: epoch, stream: .shuffle)
    keys = SIMD8(low.0, low.1, low.2, low.3, high.0, high.1, high.2, high.3)
  }

  /// The width of the Feistel network for `count` indices.
  ///
  /// At least 8 bits: smaller networks have too few states to mix.
  public static func bits(for count: Int) -> UInt32 {
    var bits: UInt32 = 8
    while 1 << Int(bits) < count { bits += 1 }
    return bits
  }

  /// The example that stands at `position`.
  public subscript(position: Int) -> UInt32 {
    var value = UInt32(position)
    repeat { value = encrypt(value) } while value >= UInt32(count)
    return value
  }

  private func encrypt(_ value: UInt32) -> UInt32 {
    var left = value >> rightBits
    var right = value & rightMask
    for round in stride(from: 0, to: Self.rounds, by: 2) {
      right ^= Self.mix(left ^ keys[round]) & rightMask
      left ^= Self.mix(right ^ keys[round + 1]) & leftMask
    }
    return left << rightBits | right
  }

  /// The 32-bit finaliser of MurmurHash3 (Appleby): every input bit reaches every output bit.
  private static func mix(_ word: UInt32) -> UInt32 {
    var x = word
    x = (x ^ (x >> 16)) &* 0x85EB_CA6B
    x = (x ^ (x >> 13)) &* 0xC2B2_AE35
    return x ^ (x >> 16)
  }
}
