import ExportMessages
import Programs

extension ONNXGraphBuilder {
  /// Adds an activation.
  ///
  /// GELU and SiLU are made of operators that version 17 has.
  /// - Parameter slope: what numbers just below 0 are multiplied with; `nil` for the activation's default.
  /// - Returns: The name of the output.
  mutating func activation(
    _ activation: Activation, _ input: String, slope: Double?, at place: String
  ) -> String {
    let slope = slope ?? activation.defaultSlope ?? 0
    switch activation {
    case .identity: return input
    case .relu: return append("Relu", [input], at: place)
    case .sigmoid: return append("Sigmoid", [input], at: place)
    case .tanh: return append("Tanh", [input], at: place)
    case .leakyReLU: return append("LeakyRelu", [input], at: place, [.float("alpha", slope)])
    case .elu: return append("Elu", [input], at: place, [.float("alpha", slope)])
    case .selu:
      let constants = Activation.seluConstants
      return append(
        "Selu", [input], at: place,
        [.float("alpha", constants.alpha), .float("gamma", constants.scale)])
    case .softplus: return append("Softplus", [input], at: place)
    case .relu6:
      let limits = [number(0, "\(place).lower"), number(6, "\(place).upper")]
      return append("Clip", [input] + limits, at: place)
    case .gelu:
      let root = number(Float(0.5.squareRoot()), "\(place).root")
      let scaled = append("Mul", [input, root], at: place)
      return gated(input, append("Erf", [scaled], at: place), at: place)
    case .geluTanh:
      let cube = append(
        "Mul", [append("Mul", [input, input], at: place), input], at: place)
      let small = append("Mul", [cube, number(0.044715, "\(place).cubic")], at: place)
      let sum = append("Add", [input, small], at: place)
      let scale = number(Float((2 / Double.pi).squareRoot()), "\(place).scale")
      let scaled = append("Mul", [sum, scale], at: place)
      return gated(input, append("Tanh", [scaled], at: place), at: place)
    case .silu:
      return append("Mul", [input, append("Sigmoid", [input], at: place)], at: place)
    case .hardSwish: return append("HardSwish", [input], at: place)
    }
  }

  /// x (1 + g) / 2.
  private mutating func gated(_ input: String, _ gate: String, at place: String) -> String {
    let sum = append("Add", [gate, number(1, "\(place).one")], at: place)
    let half = append("Mul", [input, number(0.5, "\(place).half")], at: place)
    return append("Mul", [half, sum], at: place)
  }

  /// A constant without dimensions.
  private mutating func number(_ value: Float, _ name: String) -> String {
    constant(name, [], [value])
  }
}
