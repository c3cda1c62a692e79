import Foundation
import Programs

/// The formulas of activations, written a second time.
extension ReferenceMachine {
  static func value(of activation: Activation, at x: Double, _ slope: Double?) -> Double {
    switch activation {
    case .identity: x
    case .relu: x < 0 ? 0 : x
    case .sigmoid: 1 / (1 + exp(-x))
    case .tanh: tanh(x)
    case .leakyReLU: x < 0 ? (slope ?? 0.3) * x : x
    case .elu: x < 0 ? (slope ?? 1) * (exp(x) - 1) : x
    case .selu: 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * (exp(x) - 1) : x)
    case .softplus: x > 40 ? x : log1p(exp(x))
    case .relu6: x < 0 ? 0 : x > 6 ? 6 : x
    case .gelu: 0.5 * x * (1 + erf(x / 2.0.squareRoot()))
    case .geluTanh: 0.5 * x * (1 + tanh(geluArgument(x)))
    case .silu: x / (1 + exp(-x))
    case .hardSwish: x < -3 ? 0 : x > 3 ? x : x * (x + 3) / 6
    }
  }

  /// The derivative, from the output y or, where the activation needs it, the pre-activation x.
  static func derivative(
    of activation: Activation, from source: Double, _ slope: Double?
  ) -> Double {
    let (x, y) = (source, source)
    switch activation {
    case .identity: return 1
    case .relu: return y > 0 ? 1 : 0
    case .sigmoid: return y * (1 - y)
    case .tanh: return 1 - y * y
    case .leakyReLU: return y < 0 ? slope ?? 0.3 : 1
    case .elu: return y < 0 ? (slope ?? 1) + y : 1
    case .selu: return y < 0 ? y + 1.0507009873554805 * 1.6732632423543772 : 1.0507009873554805
    case .softplus: return 1 - exp(-y)
    case .relu6: return y > 0 && y < 6 ? 1 : 0
    case .gelu, .geluTanh, .silu, .hardSwish:
      if x.isInfinite { return x > 0 ? 1 : 0 }
      return derivative(of: activation, at: x)
    }
  }

  private static func derivative(of activation: Activation, at x: Double) -> Double {
    switch activation {
    case .gelu:
      return 0.5 * (1 + erf(x / 2.0.squareRoot())) + x * exp(-0.5 * x * x)
        / (2 * Double.pi).squareRoot()
    case .geluTanh:
      let (t, scale) = (tanh(geluArgument(x)), (2 / Double.pi).squareRoot())
      return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * scale * (1 + 0.134145 * x * x)
    case .silu:
      let p = 1 / (1 + exp(-x))
      return p + x * p * (1 - p)
    default:
      return x < -3 ? 0 : x > 3 ? 1 : x / 3 + 0.5
    }
  }

  private static func geluArgument(_ x: Double) -> Double {
    (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
  }
}
