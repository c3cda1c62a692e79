/// The mean of what a window sees, for each channel.
///
/// Padding counts as zeros if `countsPadding`, as in PyTorch's default; else it takes no part and the sum is
/// divided by the pixels that are seen, as in Keras and in PyTorch for what `ceil_mode` adds
/// (``Window/PaddingRule/covering``). Without padding both are the same. A window as large as the image is
/// global average pooling. Shapes: `input` [R, B x H x W, C]; `output` [R, B x H' x W', C]. Rows of
/// images may lie apart.
public struct AveragePool: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "average-pool"
  /// The images.
  public let input: Tensor
  /// The means.
  public let output: Tensor
  /// What an output sees.
  public let window: Window
  /// Whether padding is part of the mean.
  public let countsPadding: Bool

  /// A pooling with these operands.
  public init(input: Tensor, output: Tensor, window: Window, countsPadding: Bool) {
    self.input = input
    self.output = output
    self.window = window
    self.countsPadding = countsPadding
  }

  /// What the operation reads.
  public var reads: [Tensor] { [input] }
  /// What the operation writes.
  public var writes: [Tensor] { [output] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireImages(window, "input", input, "output", output)
    checker.requireSameChannels("input", input, "output", output)
    checker.requirePixels(window, "output", output)
    checker.requireApart([output], from: [input])
    return checker.failure
  }
}

/// The backward of ``AveragePool``: each pixel sums its shares of the gradients of the outputs that see it.
///
/// Shapes: `gradient` [R, B x H' x W', C]; `inputGradient` [R, B x H x W, C].
public struct AveragePoolGradient: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "average-pool-gradient"
  /// The gradient by the outputs.
  public let gradient: Tensor
  /// Where the gradient by the input goes.
  public let inputGradient: Tensor
  /// What an output sees.
  public let window: Window
  /// Whether padding is part of the mean.
  public let countsPadding: Bool

  /// A backward with these operands.
  public init(gradient: Tensor, inputGradient: Tensor, window: Window, countsPadding: Bool) {
    self.gradient = gradient
    self.inputGradient = inputGradient
    self.window = window
    self.countsPadding = countsPadding
  }

  /// What the operation reads.
  public var reads: [Tensor] { [gradient] }
  /// What the operation writes.
  public var writes: [Tensor] { [inputGradient] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireImages(window, "inputGradient", inputGradient, "gradient", gradient)
    checker.requireSameChannels("inputGradient", inputGradient, "gradient", gradient)
    checker.requirePixels(window, "gradient", gradient)
    checker.requireApart([inputGradient], from: [gradient])
    return checker.failure
  }
}
