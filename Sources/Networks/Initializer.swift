/// How the weights of a layer are drawn; formulas as in Keras.
public enum Initializer: String, CaseIterable, Sendable, Codable {
  /// Uniform in ±sqrt(6 / (in + out)).
  /// Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010.
  case glorotUniform = "glorot-uniform"
  /// Uniform in ±sqrt(6 / in). Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015.
  case heUniform = "he-uniform"
  /// All 0.
  case zeros
}
