import Programs

/// What makes a channel `scale * x + shift`.
public struct ChannelScale: Equatable, Sendable {
  /// What values are multiplied by.
  public let scale: Float
  /// What is added afterwards.
  public let shift: Float

  /// A scale and a shift.
  public init(scale: Float, shift: Float) {
    self.scale = scale
    self.shift = shift
  }

  /// A channel left as it is.
  static let identity = ChannelScale(scale: 1, shift: 0)
}

extension Dataset {
  /// The scale of each channel that gives it mean 0 and standard deviation 1 (of the population, as
  /// scikit-learn's `StandardScaler`) over the first `count` training examples.
  ///
  /// A channel that is the same everywhere becomes 0; ``indicatorChannels`` stay as they are.
  ///
  /// - Precondition: There are as many training examples, and at least one.
  public func standardization(overFirst count: Int) -> [ChannelScale] {
    demand(
      count > 0 && count <= train.count,
      "standardization of \(name): the first \(count) of \(train.count) examples")
    let moments =
      switch train.features {
      case .bytes(let bytes): Self.moments(bytes, count * exampleShape.count, channels)
      case .floats(let floats): Self.moments(floats, count * exampleShape.count, channels)
      }
    return moments.enumerated().map { channel, moments in
      if indicatorChannels.contains(channel) { return .identity }
      let scale = moments.deviation > 0 ? 1 / moments.deviation : 1
      return ChannelScale(scale: Float(scale), shift: Float(-moments.mean * scale))
    }
  }

  private var channels: Int { exampleShape.channels }

  /// Mean and standard deviation of each channel of bytes, from how often each byte occurs.
  private static func moments(
    _ bytes: [UInt8], _ count: Int, _ channels: Int
  ) -> [(mean: Double, deviation: Double)] {
    var occurrences = [Int](repeating: 0, count: channels * 256)
    bytes.withUnsafeBufferPointer { bytes in
      occurrences.withUnsafeMutableBufferPointer { occurrences in
        var channel = 0
        for index in 0..<count {
          occurrences[channel * 256 + Int(bytes[index])] += 1
          channel = channel + 1 == channels ? 0 : channel + 1
        }
      }
    }
    let total = Double(count / channels)
    return (0..<channels).map { channel in
      let counts = occurrences[channel * 256..<(channel + 1) * 256]
      let mean = zip(0..<256, counts).reduce(0) { $0 + Double($1.0 * $1.1) } / total
      let squares = zip(0..<256, counts).reduce(0) { sum, pair in
        sum + (Double(pair.0) - mean) * (Double(pair.0) - mean) * Double(pair.1)
      }
      return (mean, (squares / total).squareRoot())
    }
  }

  /// Mean and standard deviation of each channel of numbers, in two passes in double precision.
  private static func moments(
    _ floats: [Float], _ count: Int, _ channels: Int
  ) -> [(mean: Double, deviation: Double)] {
    let total = Double(count / channels)
    return (0..<channels).map { channel in
      let values = stride(from: channel, to: count, by: channels).lazy.map { Double(floats[$0]) }
      let mean = values.reduce(0, +) / total
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (mean, (squares / total).squareRoot())
    }
  }
}
