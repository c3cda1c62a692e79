import Programs

/// How the weights of a layer are drawn; formulas as in Keras.
public enum Initializer: String, CaseIterable, Sendable, Codable {
  /// Uniform in ±sqrt(6 / (in + out)).
  /// Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
  /// networks", AISTATS 2010.
  case glorotUniform = "glorot-uniform"
  /// Uniform in ±sqrt(6 / in).
  /// Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015.
  case heUniform = "he-uniform"
  /// All 0.
  case zeros

  /// The half-width of the uniform distribution; 0 for zeros.
  func limit(fanIn: Int, fanOut: Int) -> Double {
    switch self {
    case .glorotUniform: (6 / Double(fanIn + fanOut)).squareRoot()
    case .heUniform: (6 / Double(fanIn)).squareRoot()
    case .zeros: 0
    }
  }

  /// Draws `count` values: element i takes word `i mod 4` of Philox block `i / 4` of the stream.
  ///
  /// - Parameters:
  ///   - seed: the trial's seed.
  ///   - stream: the parameter's stream.
  public func values(
    count: Int, fanIn: Int, fanOut: Int, seed: UInt64, stream: RandomStream
  ) -> [Float] {
    let limit = Float(limit(fanIn: fanIn, fanOut: fanOut))
    guard limit > 0 else { return [Float](repeating: 0, count: count) }
    let philox = Philox(seed: seed)
    return [Float](unsafeUninitializedCapacity: count) { values, initialized in
      for block in 0..<(count + 3) / 4 {
        let words = philox.block(index: UInt32(block), step: 0, stream: stream)
        for (lane, word) in [words.0, words.1, words.2, words.3].enumerated()
        where 4 * block + lane < count {
          values[4 * block + lane] = (2 * Philox.uniform(word) - 1) * limit
        }
      }
      initialized = count
    }
  }
}
