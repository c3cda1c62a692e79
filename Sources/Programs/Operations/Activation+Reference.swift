#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The formulas in double precision, without Foundation: this module imports nothing else.
extension Activation {
  /// The value at `x`.
  ///
  /// - Parameter slope: just below 0, for those that have a ``defaultSlope``.
  public func reference(_ x: Double, slope: Double? = nil) -> Double {
    let slope = slope ?? defaultSlope ?? 0
    return switch self {
    case .identity: x
    case .relu: max(x, 0)
    case .sigmoid: 1 / (1 + exp(-x))
    case .tanh: 1 - 2 / (exp(2 * x) + 1)
    case .leakyReLU: x < 0 ? slope * x : x
    case .elu: x < 0 ? slope * expm1(x) : x
    case .selu: Self.seluConstants.scale * (x < 0 ? Self.seluConstants.alpha * expm1(x) : x)
    case .softplus: (x > 0 ? x : 0) + log1p(exp(-x.magnitude))
    case .relu6: x < 0 ? 0 : x > 6 ? 6 : x
    case .gelu: x * Self.normal(x)
    case .geluTanh: x * Self.tanhNormal(x).value
    case .silu: x / (1 + exp(-x))
    case .hardSwish: x < -3 ? 0 : x > 3 ? x : x * (x + 3) / 6
    }
  }

  /// The derivative, from the output y, or from the pre-activation x where
  /// ``needsPreactivation`` says so.
  ///
  /// - Parameter slope: as in ``reference(_:slope:)``.
  public func referenceDerivative(from source: Double, slope: Double? = nil) -> Double {
    let (x, y, slope) = (source, source, slope ?? defaultSlope ?? 0)
    return switch self {
    case .identity: 1
    case .relu: y > 0 ? 1 : 0
    case .sigmoid: y * (1 - y)
    case .tanh: 1 - y * y
    case .leakyReLU: y < 0 ? slope : 1
    case .elu: y < 0 ? y + slope : 1
    case .selu:
      y < 0
        ? y + Self.seluConstants.scale * Self.seluConstants.alpha : Self.seluConstants.scale
    case .softplus: -expm1(-y)
    case .relu6: y > 0 && y < 6 ? 1 : 0
    case .gelu: Self.normal(x) + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot()
    case .geluTanh: Self.tanhNormal(x).value + x * Self.tanhNormal(x).derivative
    case .silu: (1 + x / (1 + exp(x))) / (1 + exp(-x))
    case .hardSwish: x < -3 ? 0 : x > 3 ? 1 : x / 3 + 0.5
    }
  }

  /// The distribution function of the standard normal distribution.
  private static func normal(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

  /// What stands for it in ``geluTanh``, and its derivative.
  private static func tanhNormal(_ x: Double) -> (value: Double, derivative: Double) {
    let scale = (2 / Double.pi).squareRoot()
    let value = 1 / (1 + exp(-2 * scale * (x + 0.044715 * x * x * x)))
    return (value, 2 * value * (1 - value) * scale * (1 + 3 * 0.044715 * x * x))
  }
}
