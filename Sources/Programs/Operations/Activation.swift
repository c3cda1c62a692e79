/// An elementwise nonlinearity; formulas and names as in Keras.
public enum Activation: String, CaseIterable, Sendable, Codable {
  /// x.
  case identity
  /// max(x, 0).
  case relu
  /// 1 / (1 + e^-x).
  case sigmoid
  /// The hyperbolic tangent.
  case tanh
  /// x, or a x below 0; a is 0.3 unless it is given, the slope of Keras's layer (its function `leaky_relu`
  /// has 0.2, PyTorch 0.01).
  /// Source: Maas, Hannun, Ng, "Rectifier nonlinearities improve neural network acoustic models", ICML 2013.
  case leakyReLU = "leaky-relu"
  /// x, or a (e^x - 1) below 0; a is 1 unless it is given.
  /// Source: Clevert, Unterthiner, Hochreiter, "Fast and accurate deep network learning by exponential
  /// linear units", ICLR 2016.
  case elu
  /// 1.0507 x, or 1.7581 (e^x - 1) below 0: keeps mean 0 and variance 1 from layer to layer if weights
  /// start `lecun-normal`.
  /// Source: Klambauer, Unterthiner, Mayr, Hochreiter, "Self-normalizing neural networks", NIPS 2017.
  case selu
  /// ln(1 + e^x).
  /// Source: Dugas, Bengio, Bélisle, Nadeau, Garcia, "Incorporating second-order functional knowledge for
  /// better option pricing", NIPS 2000.
  case softplus
  /// min(max(x, 0), 6).
  /// Source: Krizhevsky, "Convolutional deep belief networks on CIFAR-10", 2010.
  case relu6
  /// x Φ(x), Φ being the distribution function of the standard normal distribution.
  /// Source: Hendrycks and Gimpel, "Gaussian error linear units (GELUs)", 2016.
  case gelu
  /// GELU with 0.5 (1 + tanh(sqrt(2 / π) (x + 0.044715 x³))) in place of Φ(x), from the same source.
  case geluTanh = "gelu-tanh"
  /// x sigmoid(x), also called swish.
  /// Source: Elfwing, Uchibe, Doya, "Sigmoid-weighted linear units for neural network function
  /// approximation in reinforcement learning", Neural Networks 107, 2018.
  case silu
  /// x min(max(x + 3, 0), 6) / 6.
  /// Source: Howard et al., "Searching for MobileNetV3", ICCV 2019.
  case hardSwish = "hard-swish"

  /// The number that the kernels of both backends know it by.
  public var kernelNumber: Int {
    switch self {
    case .identity: 0
    case .relu: 1
    case .sigmoid: 2
    case .tanh: 3
    case .leakyReLU: 4
    case .elu: 5
    case .selu: 6
    case .softplus: 7
    case .relu6: 8
    case .gelu: 9
    case .geluTanh: 10
    case .silu: 11
    case .hardSwish: 12
    }
  }

  /// Whether an input of 0 gives 0.
  public var maps0To0: Bool { self != .sigmoid && self != .softplus }

  /// Whether the derivative is found from the pre-activation x, as where the function is not monotonic, and
  /// not from the output y, which is there anyway.
  public var needsPreactivation: Bool {
    switch self {
    case .identity, .relu, .sigmoid, .tanh, .leakyReLU, .elu, .selu, .softplus, .relu6: false
    case .gelu, .geluTanh, .silu, .hardSwish: true
    }
  }

  /// The slope just below 0 of those that have a choice of it: Keras's default for its layers; `nil` for
  /// all others.
  public var defaultSlope: Double? {
    switch self {
    case .leakyReLU: 0.3
    case .elu: 1
    default: nil
    }
  }

  /// What ``selu`` multiplies ELU with, and what it multiplies e^x - 1 with before that.
  public static let seluConstants = (scale: 1.0507009873554805, alpha: 1.6732632423543772)
}
