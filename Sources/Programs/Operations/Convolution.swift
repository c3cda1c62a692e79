/// A convolution, as networks use the word: `y = activation(patches(x) · W + b)`.
///
/// A patch is what the window sees at one output, zeros for padding: `window.count` pixels row by row, C
/// numbers each. Shapes: `input` [R, B x H x W, C]; `weights` [R, window.count x C, N], contiguous or with a
/// row stride; `output` [R, B x H' x W', N]; rows of images may lie apart, so the output can be some channels
/// of a wider tensor. A backend lays out a few patches at a time: no buffer of the program holds them. With
/// 1 x 1 pixels and stride 1 it is a ``Gemm``.
public struct Convolution: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "convolution"
  /// The images.
  public let input: Tensor
  /// The filters, one a column.
  public let weights: Tensor
  /// The result.
  public let output: Tensor
  /// What a patch is.
  public let window: Window
  /// Bias and activation in place on the output, if any.
  public let epilogue: BiasActivation?

  /// A convolution with these operands.
  public init(
    input: Tensor, weights: Tensor, output: Tensor, window: Window,
    epilogue: BiasActivation? = nil
  ) {
    self.input = input
    self.weights = weights
    self.output = output
    self.window = window
    self.epilogue = epilogue
  }

  /// The operations it stands for, in order.
  public var parts: [Operation] {
    guard let epilogue else { return [.convolution(self)] }
    let plain = Convolution(input: input, weights: weights, output: output, window: window)
    return [.convolution(plain), .biasActivation(epilogue)]
  }

  /// What the operation reads.
  public var reads: [Tensor] {
    [input, weights] + [epilogue?.bias, epilogue?.slope].compactMap(\.self)
  }
  /// What the operation writes.
  public var writes: [Tensor] { [output] + [epilogue?.preactivation].compactMap(\.self) }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireImages(window, "input", input, "output", output)
    checker.requireFilters(
      "weights", weights, of: window, "input", input.channels, "output", output.channels)
    if let epilogue {
      if let failure = epilogue.check() {
        return CheckFailure(
          operation: Self.family, rule: "\(failure.operation): \(failure.rule)",
          operands: failure.operands)
      }
      checker.require(
        epilogue.values.hasSameElements(as: output) && epilogue.values.rows == output.rows,
        "the activation's values must be the output",
        ["values": epilogue.values, "output": output])
    }
    checker.requireApart(writes, from: reads)
    return checker.failure
  }
}

/// The gradient of ``Convolution`` by its input: each pixel sums what the patches that see it pass back,
/// `dx = sum of (g · Wᵀ)` (or is added to).
///
/// No atomics: whoever owns a pixel adds up what touches it, in an order that shapes alone decide. Shapes:
/// `gradient` [R, B x H' x W', N], the one by `patches(x) · W`; `weights` [R, window.count x C, N];
/// `inputGradient` [R, B x H x W, C].
public struct ConvolutionInputGradient: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "convolution-input-gradient"
  /// The gradient by the outputs, before bias and activation.
  public let gradient: Tensor
  /// The filters.
  public let weights: Tensor
  /// Where the gradient by the input goes.
  public let inputGradient: Tensor
  /// What a patch is.
  public let window: Window
  /// Whether the result is added to what `inputGradient` holds, as where branches meet.
  public let accumulate: Bool

  /// A gradient with these operands.
  public init(
    gradient: Tensor, weights: Tensor, inputGradient: Tensor, window: Window,
    accumulate: Bool = false
  ) {
    self.gradient = gradient
    self.weights = weights
    self.inputGradient = inputGradient
    self.window = window
    self.accumulate = accumulate
  }

  /// What the operation reads.
  public var reads: [Tensor] { [gradient, weights] + (accumulate ? [inputGradient] : []) }
  /// What the operation writes.
  public var writes: [Tensor] { [inputGradient] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireImages(window, "inputGradient", inputGradient, "gradient", gradient)
    checker.requireFilters(
      "weights", weights, of: window, "inputGradient", inputGradient.channels, "gradient",
      gradient.channels)
    checker.requireApart([inputGradient], from: [gradient, weights])
    return checker.failure
  }
}

/// The gradient of ``Convolution`` by its weights: `dW = patches(x)ᵀ · g`, over all examples.
///
/// Patches are laid out again, not kept. Shapes: `input` [R, B x H x W, C]; `gradient` [R, B x H' x W', N], the
/// one by `patches(x) · W`; `weightGradient` [R, window.count x C, N].
public struct ConvolutionWeightGradient: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "convolution-weight-gradient"
  /// The images.
  public let input: Tensor
  /// The gradient by the outputs, before bias and activation.
  public let gradient: Tensor
  /// Where the gradient by the weights goes.
  public let weightGradient: Tensor
  /// What a patch is.
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
    checker.requireFilters(
      "weightGradient", weightGradient, of: window, "input", input.channels, "gradient",
      gradient.channels)
    checker.requireApart([weightGradient], from: [input, gradient])
    return checker.failure
  }
}

extension Checker {
  /// Requires a column of `window.count` x `channels` weights for each of `filters` outputs.
  fileprivate mutating func requireFilters(
    _ role: String, _ weights: Tensor, of window: Window, _ inputRole: String, _ channels: Int,
    _ outputRole: String, _ filters: Int
  ) {
    require(.float32, role, weights)
    require(
      weights.rows == window.count * channels && weights.channels == filters,
      "\(role) must be \(window.count * channels) x \(filters): window and channels of "
        + "\(inputRole) by channels of \(outputRole)", [role: weights])
  }
}
