import Studies

/// How starting weights are drawn; formulas as in Keras.
public struct WeightInitializer: Sendable, Equatable {
  let config: ConfigValue

  private init(_ config: ConfigValue) { self.config = config }

  /// Uniform with variance 2 / (in + out), Keras's default.
  public static let glorotUniform = WeightInitializer("glorot-uniform")
  /// Normal with variance 2 / (in + out).
  public static let glorotNormal = WeightInitializer("glorot-normal")
  /// Uniform with variance 2 / in.
  public static let heUniform = WeightInitializer("he-uniform")
  /// Normal with variance 2 / in, the natural pair of ReLU.
  public static let heNormal = WeightInitializer("he-normal")
  /// Uniform with variance 1 / in.
  public static let lecunUniform = WeightInitializer("lecun-uniform")
  /// Normal with variance 1 / in, the natural pair of SELU.
  public static let lecunNormal = WeightInitializer("lecun-normal")
  /// All 0.
  public static let zeros = WeightInitializer("zeros")

  /// `gain` times a random matrix whose rows or columns are orthonormal.
  public static func orthogonal(gain: Double = 1) -> WeightInitializer {
    WeightInitializer(gain == 1 ? "orthogonal" : ["orthogonal": .number(gain)])
  }

  /// All the same number.
  public static func constant(_ value: Double) -> WeightInitializer {
    WeightInitializer(["constant": .number(value)])
  }
}
