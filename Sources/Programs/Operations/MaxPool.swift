/// The largest number that a window sees, for each channel.
///
/// Padding takes no part. The first of equal numbers counts, row by row, and what is not a number counts as
/// the largest, as in PyTorch. Shapes: `input` [R, B x H x W, C]; `output` [R, B x H' x W', C]; `places`
/// [R, B x H' x W', C] `uint8`, the place in the window where the number was found, for the backward; `nil` at
/// inference. Rows of images may lie apart.
public struct MaxPool: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "max-pool"
  /// The images.
  public let input: Tensor
  /// The largest numbers.
  public let output: Tensor
  /// Where each was found.
  public let places: Tensor?
  /// What an output sees.
  public let window: Window

  /// A pooling with these operands.
  public init(input: Tensor, output: Tensor, places: Tensor?, window: Window) {
    self.input = input
    self.output = output
    self.places = places
    self.window = window
  }

  /// What the operation reads.
  public var reads: [Tensor] { [input] }
  /// What the operation writes.
  public var writes: [Tensor] { [output] + (places.map { [$0] } ?? []) }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireImages(window, "input", input, "output", output)
    checker.requireSameChannels("input", input, "output", output)
    checker.requirePixels(window, "output", output)
    if let places { checker.requirePlaces(places, of: window, "output", output) }
    checker.requireApart(writes, from: reads)
    return checker.failure
  }
}

/// The backward of ``MaxPool``: each pixel sums the gradients of the outputs that took its number.
///
/// Shapes: `gradient` and `places` [R, B x H' x W', C]; `inputGradient` [R, B x H x W, C].
public struct MaxPoolGradient: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "max-pool-gradient"
  /// The gradient by the outputs.
  public let gradient: Tensor
  /// What the forward operation left.
  public let places: Tensor
  /// Where the gradient by the input goes.
  public let inputGradient: Tensor
  /// What an output sees.
  public let window: Window

  /// A backward with these operands.
  public init(gradient: Tensor, places: Tensor, inputGradient: Tensor, window: Window) {
    self.gradient = gradient
    self.places = places
    self.inputGradient = inputGradient
    self.window = window
  }

  /// What the operation reads.
  public var reads: [Tensor] { [gradient, places] }
  /// What the operation writes.
  public var writes: [Tensor] { [inputGradient] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireImages(window, "inputGradient", inputGradient, "gradient", gradient)
    checker.requireSameChannels("inputGradient", inputGradient, "gradient", gradient)
    checker.requirePixels(window, "gradient", gradient)
    checker.requirePlaces(places, of: window, "gradient", gradient)
    checker.requireApart([inputGradient], from: [gradient, places])
    return checker.failure
  }
}

extension Checker {
  /// Requires a window that sees a pixel wherever it is.
  mutating func requirePixels(_ window: Window, _ role: String, _ output: Tensor) {
    require(
      window.alwaysSeesPixels, "a window \(window) must see a pixel at every output",
      [role: output])
  }

  /// Requires a place of the window for each output.
  fileprivate mutating func requirePlaces(
    _ places: Tensor, of window: Window, _ role: String, _ output: Tensor
  ) {
    require(.uint8, "places", places)
    requireSame("places", places, role, output)
    requireContiguous("places", places)
    require(
      window.count <= 256, "a window of \(window.count) places is more than a byte can tell",
      ["places": places])
  }
}
