/// The extent of one example inside a network: height x width x channels; 1 x 1 x F for plain features.
///
/// A batch of B examples is a tensor of B x height x width rows and `channels` columns.
public struct FeatureShape: Hashable, Sendable, CustomStringConvertible {
  /// Rows of positions.
  public let height: Int
  /// Columns of positions.
  public let width: Int
  /// Numbers at each position.
  public let channels: Int
  /// Height, width and channels of the images whose numbers these features are, pixel by pixel, if a
  /// ``Flatten`` made them; weight files have them channel by channel.
  public let flattened: [Int]?

  /// A shape of height x width x channels.
  public init(height: Int = 1, width: Int = 1, channels: Int) {
    self.init(height: height, width: width, channels: channels, flattened: nil)
  }

  private init(height: Int, width: Int, channels: Int, flattened: [Int]?) {
    self.height = height
    self.width = width
    self.channels = channels
    self.flattened = flattened
  }

  /// The number of features of one example.
  public var count: Int { height * width * channels }

  /// The number of positions of one example.
  public var positions: Int { height * width }

  /// Whether tensors of both have the same rows and channels, whatever their numbers stand for.
  func hasSameExtent(as other: FeatureShape) -> Bool {
    height == other.height && width == other.width && channels == other.channels
  }

  /// The same numbers in one row.
  public var flat: FeatureShape {
    positions == 1
      ? self
      : FeatureShape(
        height: 1, width: 1, channels: count, flattened: [height, width, channels])
  }

  /// One line for people.
  public var description: String {
    height * width == 1 ? "\(channels)" : "\(height) x \(width) x \(channels)"
  }
}
