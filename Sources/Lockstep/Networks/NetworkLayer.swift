import Studies

/// A layer of a ``Network``.
///
/// The layers of this module conform to it. A type of your own can stand for a block of them:
///
/// ```swift
/// struct Block: NetworkLayer {
///   let filters: Int
///   var config: ConfigValue {
///     Residual {
///       Convolution(filters, size: 3, padding: .same, activation: .relu)
///       Convolution(filters, size: 3, padding: .same)
///     }.config
///   }
/// }
/// ```
public protocol NetworkLayer: Sendable {
  /// The layer as an element of `model.layers` in a config.
  var config: ConfigValue { get }
}

/// A number of units or filters.
public struct UnitCount: Sendable, Equatable {
  let config: ConfigValue

  /// As many as the data has classes or values to predict.
  public static let outputs = UnitCount(config: "outputs")

  private init(config: ConfigValue) { self.config = config }

  /// So many, from 1.
  public init(_ count: Int) { config = .number(count) }
}

/// Height and width in pixels: of a window, or of its steps from one output to the next.
///
/// A number in the source text is both: `3` is 3 x 3.
public struct WindowExtent: Sendable, Equatable, ExpressibleByIntegerLiteral {
  /// Pixels from above to below, from 1.
  public var height: Int
  /// Pixels from left to right, from 1.
  public var width: Int

  /// So many rows and columns of pixels.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// As many rows as columns.
  public init(_ side: Int) { self.init(height: side, width: side) }

  /// As many rows as columns.
  public init(integerLiteral side: Int) { self.init(side) }

  var config: ConfigValue {
    height == width ? .number(height) : .list([.number(height), .number(width)])
  }
}

/// What a window sees outside the image.
public enum Padding: Sendable, Equatable {
  /// Nothing: the window stays inside.
  case valid
  /// As many zeros as give one output for every stride, as in Keras.
  case same
  /// Below and on the right what the last pixels need: PyTorch's `ceil_mode`.
  case cover
  /// So many pixels of zeros on each side.
  case pixels(top: Int, bottom: Int, left: Int, right: Int)

  /// So many pixels of zeros on every side.
  public static func pixels(_ width: Int) -> Padding {
    .pixels(top: width, bottom: width, left: width, right: width)
  }

  var config: ConfigValue {
    switch self {
    case .valid: "valid"
    case .same: "same"
    case .cover: "cover"
    case .pixels(let top, let bottom, let left, let right):
      .list([top, bottom, left, right].map { .number($0) })
    }
  }
}

/// The activation of a layer.
public struct Activation: Sendable, Equatable {
  let config: ConfigValue

  private init(_ config: ConfigValue) { self.config = config }

  /// The sums themselves.
  public static let identity = Activation("identity")
  /// `max(0, x)`.
  public static let relu = Activation("relu")
  /// `min(max(0, x), 6)`.
  public static let relu6 = Activation("relu6")
  /// `1 / (1 + exp(-x))`.
  public static let sigmoid = Activation("sigmoid")
  /// The hyperbolic tangent.
  public static let tanh = Activation("tanh")
  /// Self-normalising: a scaled ELU.
  public static let selu = Activation("selu")
  /// `log(1 + exp(x))`.
  public static let softplus = Activation("softplus")
  /// `x` times the normal distribution's share below it.
  public static let gelu = Activation("gelu")
  /// GELU by its approximation with tanh.
  public static let geluTanh = Activation("gelu-tanh")
  /// `x * sigmoid(x)`.
  public static let silu = Activation("silu")
  /// `x * relu6(x + 3) / 6`.
  public static let hardSwish = Activation("hard-swish")
  /// A leaky ReLU whose slope each unit learns.
  public static let prelu = Activation("prelu")
  /// A leaky ReLU whose slope is drawn for each unit, example and step.
  public static let rrelu = Activation("rrelu")

  /// `x`, and `slope * x` below 0; `slope` above 0, one for all layers of a network.
  public static func leakyReLU(slope: Double = 0.3) -> Activation {
    Activation(["leaky-relu": .number(slope)])
  }

  /// `x`, and `alpha * (exp(x) - 1)` below 0; `alpha` above 0, one for all layers of a network.
  public static func elu(alpha: Double = 1) -> Activation {
    Activation(["elu": .number(alpha)])
  }
}
