/// Batch normalisation in training: `y = scale (x - mean) / sqrt(variance + epsilon) + shift`, with mean and
/// variance of each channel over the rows.
///
/// The variance is the biased one (a sum over `rows`, not `rows - 1`). What inference uses follows it:
/// `running += (1 - momentum) (batch - running)`, as in Keras. Shapes: `input`, `output` [R, rows, C], not
/// the same; `scale`, `shift`, `runningMean`, `runningVariance` [R, C]; `statistics` [R, 2, C] takes the mean
/// and `1 / sqrt(variance + epsilon)` for the backward; `constants` [R, 2] `1 - momentum` and epsilon.
/// Source: Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing internal
/// covariate shift", ICML 2015.
public struct BatchNorm: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "batch-norm"
  /// What is normalised.
  public let input: Tensor
  /// The result.
  public let output: Tensor
  /// The deviation that each channel gets, gamma.
  public let scale: Tensor
  /// The mean that each channel gets, beta.
  public let shift: Tensor
  /// The running mean of the batches' means, updated in place.
  public let runningMean: Tensor
  /// The running mean of the batches' variances, updated in place.
  public let runningVariance: Tensor
  /// Mean and inverse deviation of this batch.
  public let statistics: Tensor
  /// `1 - momentum` and epsilon of each replica.
  public let constants: Tensor

  /// A normalisation with these operands.
  public init(
    input: Tensor, output: Tensor, scale: Tensor, shift: Tensor, runningMean: Tensor,
    runningVariance: Tensor, statistics: Tensor, constants: Tensor
  ) {
    self.input = input
    self.output = output
    self.scale = scale
    self.shift = shift
    self.runningMean = runningMean
    self.runningVariance = runningVariance
    self.statistics = statistics
    self.constants = constants
  }

  /// What the operation reads.
  public var reads: [Tensor] { [input, scale, shift, runningMean, runningVariance, constants] }
  /// What the operation writes.
  public var writes: [Tensor] { [output, runningMean, runningVariance, statistics] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireSame("input", input, "output", output)
    checker.requireNormalization(
      input, [("scale", scale), ("shift", shift)], statistics: statistics)
    checker.require(.float32, "output", output)
    checker.requireChannels(
      of: input, [("runningMean", runningMean), ("runningVariance", runningVariance)])
    checker.require(.float32, "constants", constants)
    checker.require(count: 2, "constants", constants)
    let written = [output, runningMean, runningVariance, statistics]
    checker.requireApart(written, from: [input, scale, shift, constants])
    return checker.failure
  }
}

/// Batch normalisation at inference, with the running statistics of ``BatchNorm``.
///
/// Shapes: `input`, `output` [R, rows, C], may be the same; `scale`, `shift`, `runningMean`,
/// `runningVariance` [R, C]; `constants` [R, 2], of which epsilon is used.
public struct BatchNormInference: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "batch-norm-inference"
  /// What is normalised.
  public let input: Tensor
  /// The result.
  public let output: Tensor
  /// The deviation that each channel gets, gamma.
  public let scale: Tensor
  /// The mean that each channel gets, beta.
  public let shift: Tensor
  /// What is taken for the mean.
  public let runningMean: Tensor
  /// What is taken for the variance.
  public let runningVariance: Tensor
  /// `1 - momentum` and epsilon of each replica.
  public let constants: Tensor

  /// A normalisation with these operands.
  public init(
    input: Tensor, output: Tensor, scale: Tensor, shift: Tensor, runningMean: Tensor,
    runningVariance: Tensor, constants: Tensor
  ) {
    self.input = input
    self.output = output
    self.scale = scale
    self.shift = shift
    self.runningMean = runningMean
    self.runningVariance = runningVariance
    self.constants = constants
  }

  /// What the operation reads.
  public var reads: [Tensor] { [input, scale, shift, runningMean, runningVariance, constants] }
  /// What the operation writes.
  public var writes: [Tensor] { [output] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireSame("input", input, "output", output)
    checker.requireNormalization(
      input, [("scale", scale), ("shift", shift)], statistics: nil)
    checker.require(.float32, "output", output)
    checker.requireChannels(
      of: input, [("runningMean", runningMean), ("runningVariance", runningVariance)])
    checker.require(.float32, "constants", constants)
    checker.require(count: 2, "constants", constants)
    checker.requireApart([output], from: [scale, shift, runningMean, runningVariance, constants])
    return checker.failure
  }
}

/// The backward of ``BatchNorm``, in place, with x' = (x - mean) / sqrt(variance + epsilon):
/// `shiftGradient = sum of g; scaleGradient = sum of g x'`, both over the rows, and
/// `g = scale / sqrt(variance + epsilon) (g - shiftGradient / rows - x' scaleGradient / rows)`.
///
/// Shapes: `gradient`, `input` [R, rows, C]; `statistics` [R, 2, C]; `scale`, `scaleGradient`,
/// `shiftGradient` [R, C].
public struct BatchNormGradient: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "batch-norm-gradient"
  /// The gradient by the outputs; becomes the gradient by the inputs.
  public let gradient: Tensor
  /// What was normalised.
  public let input: Tensor
  /// What the forward operation left.
  public let statistics: Tensor
  /// The deviation that each channel got, gamma.
  public let scale: Tensor
  /// Where the gradient by the scale goes.
  public let scaleGradient: Tensor
  /// Where the gradient by the shift goes.
  public let shiftGradient: Tensor

  /// The backward of a normalisation with these operands.
  public init(
    gradient: Tensor, input: Tensor, statistics: Tensor, scale: Tensor, scaleGradient: Tensor,
    shiftGradient: Tensor
  ) {
    self.gradient = gradient
    self.input = input
    self.statistics = statistics
    self.scale = scale
    self.scaleGradient = scaleGradient
    self.shiftGradient = shiftGradient
  }

  /// What the operation reads.
  public var reads: [Tensor] { [gradient, input, statistics, scale] }
  /// What the operation writes.
  public var writes: [Tensor] { [gradient, scaleGradient, shiftGradient] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireSame("gradient", gradient, "input", input)
    checker.requireNormalization(
      input,
      [("scale", scale), ("scaleGradient", scaleGradient), ("shiftGradient", shiftGradient)],
      statistics: statistics)
    checker.require(.float32, "gradient", gradient)
    checker.requireApart(
      [gradient, scaleGradient, shiftGradient], from: [input, statistics, scale])
    return checker.failure
  }
}

extension Checker {
  /// Requires what all operations of batch normalisation do.
  fileprivate mutating func requireNormalization(
    _ input: Tensor, _ channels: [(role: String, tensor: Tensor)], statistics: Tensor?
  ) {
    require(.float32, "input", input)
    requireChannels(of: input, channels)
    guard let statistics else { return }
    require(.float32, "statistics", statistics)
    require(
      statistics.rows == 2 && statistics.channels == input.channels,
      "statistics must be two numbers for each channel", ["input": input, "statistics": statistics])
    requireContiguous("statistics", statistics)
  }
}
