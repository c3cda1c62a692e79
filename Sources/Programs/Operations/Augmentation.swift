/// Moves, mirrors, turns and covers the images of a batch at random: `y = images like x`.
///
/// Each image is mirrored left to right, turned about its centre, moved by whole pixels, and a square of it is
/// set to 0, in this order, each by the replica's own strength; what comes from outside is 0, and a turned image
/// is read between four pixels. Image b of the batch takes the words of Philox blocks 0 and 1 at (seed, step,
/// stream, b), u being the number in 0 ..< 1 of a word:
///
/// | word | gives |
/// | --- | --- |
/// | 0, 1 | the shift down and right, `floor(u (2 shift + 1)) - shift` pixels |
/// | 2 | the angle, `rotation (2 u - 1)` radians, from the axis right to the axis down |
/// | 3 | mirrored where `u < flip` |
/// | 4, 5 | the covered square's middle, `floor(u H)` and `floor(u W)`; it starts `floor(cutout / 2)` before |
///
/// Shapes: `input`, `output` [R, B x H x W, C], not the same; `settings` [R, 4] by ``Setting``; `seed` [R, 2].
/// Source of the square: DeVries and Taylor, "Improved regularization of convolutional neural networks with
/// cutout", arXiv 1708.04552, 2017.
public struct Augmentation: OperationPayload {
  /// The places of a replica's strengths.
  public enum Setting: Int, CaseIterable, Sendable {
    /// The most pixels that an image is moved either way, a whole number.
    case shift
    /// The probability that it is mirrored.
    case flip
    /// The largest angle in radians.
    case rotation
    /// The side of the covered square in pixels, a whole number.
    case cutout
  }

  /// The name in messages, profiles, kernels and tests.
  public static let family = "augmentation"
  /// The images.
  public let input: Tensor
  /// What is made of them.
  public let output: Tensor
  /// Pixels of an image.
  public let height, width: Int
  /// The strengths of each replica; 0 for none.
  public let settings: Tensor
  /// The seed of each trial, `uint32`.
  public let seed: Tensor

  /// An augmentation with these operands.
  public init(
    input: Tensor, output: Tensor, height: Int, width: Int, settings: Tensor, seed: Tensor
  ) {
    self.input = input
    self.output = output
    self.height = height
    self.width = width
    self.settings = settings
    self.seed = seed
  }

  /// What the operation reads.
  public var reads: [Tensor] { [input, settings, seed] }
  /// What the operation writes.
  public var writes: [Tensor] { [output] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.require(.float32, "input", input)
    checker.require(.float32, "output", output)
    checker.requireSame("input", input, "output", output)
    checker.require(
      height > 0 && width > 0 && input.rows.isMultiple(of: height * width),
      "input must have images of \(height) x \(width) pixels", ["input": input])
    checker.require(.float32, "settings", settings)
    checker.require(count: Setting.allCases.count, "settings", settings)
    checker.requireContiguous("settings", settings)
    checker.require(.uint32, "seed", seed)
    checker.require(count: 2, "seed", seed)
    checker.requireApart([output], from: [input, settings, seed])
    return checker.failure
  }
}

/// What is done to one image: the formula that all backends share.
public struct ImagePlacement: Sendable, Equatable {
  /// Pixels down and right.
  public var shiftY, shiftX: Float
  /// Radians.
  public var angle: Float
  /// Whether it is mirrored left to right.
  public var isFlipped: Bool
  /// The covered square.
  public var cutTop, cutLeft, cutSide: Int

  /// What the draws of an image come to.
  ///
  /// - Parameters:
  ///   - setting: the replica's strengths.
  ///   - image: its position in the batch.
  public init(
    _ setting: (Augmentation.Setting) -> Float, height: Int, width: Int, philox: Philox,
    step: UInt32, image: UInt32
  ) {
    let first = philox.block(index: 0, step: step, stream: .augmentation, row: image)
    let second = philox.block(index: 1, step: step, stream: .augmentation, row: image)
    let shift = setting(.shift)
    func moved(_ word: UInt32) -> Float {
      (Philox.uniform(word) * (2 * shift + 1)).rounded(.down) - shift
    }
    (shiftY, shiftX) = (moved(first.0), moved(first.1))
    angle = setting(.rotation) * (2 * Philox.uniform(first.2) - 1)
    isFlipped = Philox.uniform(first.3) < setting(.flip)
    let side = Int(setting(.cutout))
    cutSide = side
    func start(_ word: UInt32, _ extent: Int) -> Int {
      Int((Philox.uniform(word) * Float(extent)).rounded(.down)) - side / 2
    }
    (cutTop, cutLeft) = (start(second.0, height), start(second.1, width))
  }
}
