import Studies

/// How images of training steps are moved, mirrored, turned and covered, drawn anew for each example and step.
public struct Augmentation: Sendable, Equatable {
  let config: ConfigValue

  /// None.
  public static let none = Augmentation(config: "none")

  private init(config: ConfigValue) { self.config = config }

  /// Strengths, all of which may be left out; see `docs/regularizers.md`.
  ///
  /// - Parameters:
  ///   - shift: pixels by which an image is moved at most, in both directions.
  ///   - flip: the share of images that is mirrored, 0...1.
  ///   - rotation: degrees by which an image is turned at most.
  ///   - cutout: the side in pixels of a square that is covered.
  public init(shift: Int = 0, flip: Double = 0, rotation: Double = 0, cutout: Int = 0) {
    config = [
      "shift": .number(shift), "flip": .number(flip), "rotation": .number(rotation),
      "cutout": .number(cutout),
    ]
  }
}
