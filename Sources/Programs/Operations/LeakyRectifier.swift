/// A rectifier whose slopes are operands: `y = x`, or `slope x` below 0.
///
/// The slopes are learnt (PReLU), drawn (randomised leaky ReLU) or given; a slope that is the same
/// for a whole replica is cheaper in ``BiasActivation``. Shapes: `input`, `output` [R, rows, C], not the
/// same; `slope` [R, 1] one for all, [R, C] one for each channel, or [R, rows, C].
/// Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015.
public struct LeakyRectifier: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "leaky-rectifier"
  /// The argument.
  public let input: Tensor
  /// The result.
  public let output: Tensor
  /// What numbers below 0 are multiplied with.
  public let slope: Tensor

  /// A rectifier with these operands.
  public init(input: Tensor, output: Tensor, slope: Tensor) {
    self.input = input
    self.output = output
    self.slope = slope
  }

  /// What the operation reads.
  public var reads: [Tensor] { [input, slope] }
  /// What the operation writes.
  public var writes: [Tensor] { [output] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireSame("input", input, "output", output)
    checker.require(.float32, "input", input)
    checker.require(.float32, "output", output)
    checker.requireSlope(slope, of: input)
    checker.requireApart([output], from: [input, slope])
    return checker.failure
  }
}

/// The backward of ``LeakyRectifier``: `slopeGradient = sum over the rows of g min(x, 0)`, then `g` in place,
/// times `slope` where x is below 0.
///
/// Shapes: `gradient`, `input` [R, rows, C]; `slope` as in the forward operation; `slopeGradient` [R, C], only
/// for slopes of that shape.
public struct LeakyRectifierGradient: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "leaky-rectifier-gradient"
  /// The gradient by the outputs; becomes the gradient by the inputs.
  public let gradient: Tensor
  /// The argument of the forward operation.
  public let input: Tensor
  /// What numbers below 0 were multiplied with.
  public let slope: Tensor
  /// Where the gradient by slopes goes that are learnt.
  public let slopeGradient: Tensor?

  /// The backward of a rectifier with these operands.
  public init(gradient: Tensor, input: Tensor, slope: Tensor, slopeGradient: Tensor?) {
    self.gradient = gradient
    self.input = input
    self.slope = slope
    self.slopeGradient = slopeGradient
  }

  /// What the operation reads.
  public var reads: [Tensor] { [gradient, input, slope] }
  /// What the operation writes.
  public var writes: [Tensor] { [gradient] + (slopeGradient.map { [$0] } ?? []) }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireSame("gradient", gradient, "input", input)
    checker.require(.float32, "gradient", gradient)
    checker.require(.float32, "input", input)
    checker.requireSlope(slope, of: input)
    if let slopeGradient {
      checker.requireChannels(of: input, [("slope", slope), ("slopeGradient", slopeGradient)])
    }
    checker.requireApart(writes, from: [input, slope])
    return checker.failure
  }
}

/// How far apart the slopes of neighbouring rows and channels lie; 0 where they share one.
public struct SlopeSteps: Sendable, Equatable {
  /// From a row to the next.
  public let row: Int
  /// From a channel to the next, 0 or 1.
  public let channel: Int

  /// The steps of slopes for values of `channels` channels.
  public init(_ slope: Tensor, channels: Int) {
    if slope.count == 1 {
      (row, channel) = (0, 0)
    } else {
      (row, channel) = (slope.count == channels ? 0 : slope.rowStride, 1)
    }
  }
}

extension Checker {
  fileprivate mutating func requireSlope(_ slope: Tensor, of values: Tensor) {
    require(.float32, "slope", slope)
    let isPerElement = slope.rows == values.rows && slope.channels == values.channels
    require(
      slope.count == 1 || isPerElement || slope.count == values.channels && slope.isContiguous,
      "slope must be one number, one for each channel or one for each element",
      ["values": values, "slope": slope])
  }
}
