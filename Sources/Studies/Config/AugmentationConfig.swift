import Datasets
import Training

extension ImageAugmentation {
  /// Strengths by their names in configs, in the order in which tables name them.
  var strengths: [(name: String, value: Double)] {
    [
      ("shift", Double(shift)), ("flip", flip), ("rotation", rotation), ("cutout", Double(cutout)),
    ]
  }

  /// Why images of this shape cannot be augmented so, or `nil` if they can.
  func misfit(_ example: ExampleShape) -> String? {
    guard self != .none else { return nil }
    guard example.height * example.width > 1 else {
      return "has no images: 'augmentation' does not fit, take it out"
    }
    guard shift < min(example.height, example.width) else {
      return "'augmentation.shift: \(shift)' moves images of \(example.height) x \(example.width) "
        + "pixels out of sight; take at most \(min(example.height, example.width) - 1)"
    }
    return nil
  }
}

extension TrialDecoder {
  /// An augmentation: `none`, or strengths by name.
  func augmentation(_ node: ConfigNode) throws(ConfigError) -> ImageAugmentation {
    let node = ConfigSchema.expandingShortForm(node, at: "augmentation")
    guard case .map = node.value else {
      throw node.mismatch("augmentation", expected: "none or a map such as {shift: 2, flip: 0.5}")
    }
    let pixels = 0...Self.largestSide
    return ImageAugmentation(
      shift: try node["shift"]?.integer("augmentation.shift", in: pixels) ?? 0,
      flip: try node["flip"]?.number("augmentation.flip", .probability) ?? 0,
      rotation: try node["rotation"]?.number("augmentation.rotation", .angle) ?? 0,
      cutout: try node["cutout"]?.integer("augmentation.cutout", in: pixels) ?? 0)
  }

  /// What a shift or the side of a square may at most be: more than any image has.
  private static let largestSide = 1 << 16
}
