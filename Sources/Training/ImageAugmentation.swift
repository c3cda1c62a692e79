import Programs

/// How strongly images are changed at random in training, ``/Programs/Augmentation``; all 0 for not at all.
public struct ImageAugmentation: Sendable, Hashable {
  /// The most pixels that an image is moved either way.
  public var shift: Int
  /// The probability that it is mirrored left to right, from 0 to 1.
  public var flip: Double
  /// The largest angle that it is turned by either way, in degrees.
  public var rotation: Double
  /// The side of the square that is covered, in pixels.
  public var cutout: Int

  /// An augmentation of these strengths.
  public init(shift: Int = 0, flip: Double = 0, rotation: Double = 0, cutout: Int = 0) {
    self.shift = shift
    self.flip = flip
    self.rotation = rotation
    self.cutout = cutout
  }

  /// Images as they are.
  public static let none = ImageAugmentation()

  /// The strengths as devices take them.
  var deviceValues: [Float] {
    Augmentation.Setting.allCases.map { setting in
      switch setting {
      case .shift: Float(shift)
      case .flip: Float(flip)
      case .rotation: Float(rotation * .pi / 180)
      case .cutout: Float(cutout)
      }
    }
  }
}
