/// A convolution of each channel with a filter of its own: `y[p, c] = sum over places of x[pixel, c] w[place, c]`.
///
/// Shapes: `input` [R, B x H x W, C]; `weights` [R, window.count, C]; `output` [R, B x H' x W', C]. Rows of
/// images may lie apart. Source: Howard et al., "MobileNets: efficient convolutional neural networks for mobile
/// vision applications", arXiv 1704.04861, 2017.
public struct DepthwiseConvolution: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "depthwise-convolution"
  /// The images.
  public let input: Tensor
  /// A weight for each place of the window and channel.
  public let weights: Tensor
  /// The result.
  public let output: Tensor
  /// What an output sees.
  public let window: Window

  /// A convolution with these operands.
  public init(input: Tensor, weights: Tensor, output: Tensor, window: Window) {
    self.input = input
    self.weights = weights
    self.output = output
    self.window = window
  }

  /// What the operation reads.
  public var reads: [Tensor] { [input, weights] }
  /// What the operation writes.
  public var writes: [Tensor] { [output] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireImages(window, "input", input, "output", output)
    checker.requireSameChannels("input", input, "output", output)
    checker.requireDepthwise("weights", weights, of: window, "input", input)
    checker.requireApart([output], from: [input, weights])
    return checker.failure
  }
}

/// The gradient of ``DepthwiseConvolution`` by its input: each pixel sums over the outputs that see it.
///
/// Shapes: `gradient` [R, B x H' x W', C]; `weights` [R, window.count, C]; `inputGradient` [R, B x H x W, C].
public struct DepthwiseInputGradient: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "depthwise-input-gradient"
  /// The gradient by the outputs.
  public let gradient: Tensor
  /// A weight for each place of the window and channel.
  public let weights: Tensor
  /// Where the gradient by the input goes.
  public let inputGradient: Tensor
  /// What an output sees.
  public let window: Window

  /// A gradient with these operands.
  public init(gradient: Tensor, weights: Tensor, inputGradient: Tensor, window: Window) {
    self.gradient = gradient
    self.weights = weights
    self.inputGradient = inputGradient
    self.window = window
  }

  /// What the operation reads.
  public var reads: [Tensor] { [gradient, weights] }
  /// What the operation writes.
  public var writes: [Tensor] { [inputGradient] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireImages(window, "inputGradient", inputGradient, "gradient", gradient)
    checker.requireSameChannels("inputGradient", inputGradient, "gradient", gradient)
    checker.requireDepthwise("weights", weights, of: window, "gradient", gradient)
    checker.requireApart([inputGradient], from: [gradient, weights])
    return checker.failure
  }
}

/// The gradient of ``DepthwiseConvolution`` by its weights, over all examples and outputs.
///
/// Shapes: `input` [R, B x H x W, C]; `gradient` [R, B x H' x W', C]; `weightGradient` [R, window.count, C].
public struct DepthwiseWeightGradient: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "depthwise-weight-gradient"
  /// The images.
  public let input: Tensor
  /// The gradient by the outputs.
  public let gradient: Tensor
  /// Where the gradient by the weights goes.
  public let weightGradient: Tensor
  /// What an output sees.
  public let window: Window

  /// A gradient with these operands.
  public init(input: Tensor, gradient: Tensor, weightGradient: Tensor, window: Window) {
    self.input = input
    self.gradient = gradient
    self.weightGradient = weightGradient
    self.window = window
  }

  /// What the operation reads.
  public var reads: [Tensor] { [input, gradient] }
  /// What the operation writes.
  public var writes: [Tensor] { [weightGradient] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireImages(window, "input", input, "gradient", gradient)
    checker.requireSameChannels("input", input, "gradient", gradient)
    checker.requireDepthwise("weightGradient", weightGradient, of: window, "input", input)
    checker.requireApart([weightGradient], from: [input, gradient])
    return checker.failure
  }
}

extension Checker {
  /// Requires tensors of as many channels.
  mutating func requireSameChannels(
    _ role: String, _ left: Tensor, _ otherRole: String, _ right: Tensor
  ) {
    require(
      left.channels == right.channels, "\(role) and \(otherRole) must have the same channels",
      [role: left, otherRole: right])
  }

  /// Requires a weight for each place of a window and channel.
  fileprivate mutating func requireDepthwise(
    _ role: String, _ weights: Tensor, of window: Window, _ imageRole: String, _ images: Tensor
  ) {
    require(.float32, role, weights)
    require(
      weights.rows == window.count && weights.channels == images.channels,
      "\(role) must be \(window.count) x \(images.channels), the window by the channels",
      [role: weights, imageRole: images])
  }
}
