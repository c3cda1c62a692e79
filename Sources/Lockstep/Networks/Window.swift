import Studies

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
