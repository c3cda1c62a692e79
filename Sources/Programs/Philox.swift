/// The counter-based random number generator Philox 4x32-10.
///
/// A draw is a pure function of key and counter, so both backends, any number of replicas, any batch
/// order and any number of threads see the same bits.
///
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
@frozen
public struct Philox: Sendable {
  /// The key: the seed of one trial, low and high word.
  public let key: (UInt32, UInt32)

  /// A generator keyed by the seed of one trial.
  @inlinable
  public init(seed: UInt64) {
    key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
  }

  /// The four words at a counter.
  @inlinable
  public func block(_ c0: UInt32, _ c1: UInt32, _ c2: UInt32, _ c3: UInt32) -> (
    UInt32, UInt32, UInt32, UInt32
  ) {
    var (x0, x1, x2, x3) = (c0, c1, c2, c3)
    var (k0, k1) = key
    for _ in 0..<10 {
      let p0 = UInt64(x0) &* 0xD251_1F53
      let p1 = UInt64(x2) &* 0xCD9E_8D57
      let y0 = UInt32(truncatingIfNeeded: p1 >> 32) ^ x1 ^ k0
      let y2 = UInt32(truncatingIfNeeded: p0 >> 32) ^ x3 ^ k1
      x1 = UInt32(truncatingIfNeeded: p1)
      x3 = UInt32(truncatingIfNeeded: p0)
      x0 = y0
      x2 = y2
      k0 = k0 &+ 0x9E37_79B9
      k1 = k1 &+ 0xBB67_AE85
    }
    return (x0, x1, x2, x3)
  }

  /// The four words of block `index` of a stream at a step.
  ///
  /// - Parameter row: the row of a tensor whose rows are drawn apart, else 0.
  @inlinable
  public func block(index: UInt32, step: UInt32, stream: RandomStream, row: UInt32 = 0) -> (
    UInt32, UInt32, UInt32, UInt32
  ) {
    block(index, step, stream.id, row)
  }

  /// A word as a number in 0 ..< 1 with 24 bits, exact in `Float`.
  @inlinable
  public static func uniform(_ word: UInt32) -> Float { Float(word >> 8) * 0x1p-24 }
}

/// What a random draw is for; streams of one seed never overlap.
@frozen
public struct RandomStream: Hashable, Sendable {
  /// The third counter word.
  public let id: UInt32

  /// A stream by its number; the named streams below are the ones in use.
  @inlinable
  public init(id: UInt32) { self.id = id }

  /// The order of the examples; the step is the epoch.
  public static let shuffle = RandomStream(id: 1)
  /// The initial values of the parameter with this position in the model.
  public static func initializer(_ parameter: Int) -> RandomStream {
    RandomStream(id: 0x100 + UInt32(parameter))
  }
  /// The mask of the dropout layer with this position in the model.
  public static func dropout(_ layer: Int) -> RandomStream {
    RandomStream(id: 0x1_0000 + UInt32(layer))
  }
  /// The noise on the inputs of a batch.
  public static let inputNoise = RandomStream(id: 3)
  /// The slopes of the randomised rectifier with this position in the model.
  public static func slopes(_ layer: Int) -> RandomStream {
    RandomStream(id: 0x2_0000 + UInt32(layer))
  }
  /// What is done to the images of a batch.
  public static let augmentation = RandomStream(id: 4)
  /// The drawing of synthetic data.
  public static let synthesis = RandomStream(id: 2)
}
