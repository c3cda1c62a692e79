import Programs

/// Broken rules of batch normalisation, of rectifiers with slopes and of random draws.
enum BrokenNormalization {
  typealias Broken = CheckTests.Broken
  static let all: [Broken] = forward + inference + backward + rectifiers + draws + slopes

  /// Operands of 5 rows of 3 channels that break no rule.
  private struct Sound {
    let operands = Operands()
    let x, y, scale, shift, mean, variance, statistics, constants: Tensor

    init() {
      (x, y) = (operands.float("x", 5, 3), operands.float("y", 5, 3))
      (scale, shift) = (operands.float("scale", 3), operands.float("shift", 3))
      (mean, variance) = (operands.float("mean", 3), operands.float("variance", 3))
      statistics = operands.float("statistics", 2, 3)
      constants = operands.float("constants", 2)
    }

    func forward(
      output: Tensor? = nil, scale: Tensor? = nil, variance: Tensor? = nil,
      statistics: Tensor? = nil, constants: Tensor? = nil
    ) -> BatchNorm {
      BatchNorm(
        input: x, output: output ?? y, scale: scale ?? self.scale, shift: shift, runningMean: mean,
        runningVariance: variance ?? self.variance, statistics: statistics ?? self.statistics,
        constants: constants ?? self.constants)
    }
  }

  private static let overlap = "what is written must not overlap another operand; written "

  private static let forward: [Broken] = {
    let sound = Sound()
    let operands = sound.operands
    func broken(_ operation: BatchNorm, _ sentence: String) -> Broken {
      Broken(operation, "batch-norm: " + sentence)
    }
    return [
      broken(
        sound.forward(output: operands.float("z", 3, 5)),
        "input and output must have the same shape; input x [R=2, 5, 3], output z [R=2, 3, 5]"),
      broken(
        sound.forward(output: operands.of(.int32, "labels", 5, 3)),
        "output must be float32, is int32; output labels [R=2, 5, 3]"),
      broken(
        sound.forward(scale: operands.float("five", 5)),
        "scale must have one element for each channel; rows x [R=2, 5, 3], scale five [R=2, 5]"),
      broken(
        sound.forward(variance: operands.columns("gaps", 3, 1)),
        "runningVariance must be contiguous; runningVariance gaps [R=2, 3, 1]"),
      broken(
        sound.forward(statistics: operands.float("one", 1, 3)),
        "statistics must be two numbers for each channel; input x [R=2, 5, 3], "
          + "statistics one [R=2, 1, 3]"),
      broken(
        sound.forward(constants: operands.float("three", 3)),
        "constants must have 2 elements, has 3; constants three [R=2, 3]"),
      broken(
        sound.forward(output: sound.x), overlap + "x [R=2, 5, 3], operand x [R=2, 5, 3]"),
      broken(
        sound.forward(variance: sound.mean),
        overlap + "mean [R=2, 3], operand mean [R=2, 3]"),
    ]
  }()

  private static let inference: [Broken] = {
    let sound = Sound()
    func broken(_ output: Tensor, _ sentence: String) -> Broken {
      Broken(
        BatchNormInference(
          input: sound.x, output: output, scale: sound.scale, shift: sound.shift,
          runningMean: sound.mean, runningVariance: sound.variance, constants: sound.constants),
        "batch-norm-inference: " + sentence)
    }
    return [
      broken(
        sound.operands.float("z", 5, 2),
        "input and output must have the same shape; input x [R=2, 5, 3], output z [R=2, 5, 2]"),
      broken(
        Tensor(buffer: sound.mean.buffer, offset: 0, dimensions: [1, 3]),
        "input and output must have the same shape; input x [R=2, 5, 3], output mean [R=2, 1, 3]"),
    ]
  }()

  private static let backward: [Broken] = {
    let sound = Sound()
    func broken(
      _ gradient: Tensor, by scaleGradient: Tensor, _ shiftGradient: Tensor, _ sentence: String
    ) -> Broken {
      Broken(
        BatchNormGradient(
          gradient: gradient, input: sound.x, statistics: sound.statistics, scale: sound.scale,
          scaleGradient: scaleGradient, shiftGradient: shiftGradient),
        "batch-norm-gradient: " + sentence)
    }
    return [
      broken(
        sound.operands.float("z", 5, 2), by: sound.mean, sound.variance,
        "gradient and input must have the same shape; gradient z [R=2, 5, 2], input x [R=2, 5, 3]"),
      broken(
        sound.y, by: sound.operands.float("five", 5), sound.variance,
        "scaleGradient must have one element for each channel; rows x [R=2, 5, 3], "
          + "scaleGradient five [R=2, 5]"),
      broken(
        sound.x, by: sound.mean, sound.variance,
        overlap + "x [R=2, 5, 3], operand x [R=2, 5, 3]"),
      broken(
        sound.y, by: sound.mean, sound.mean, overlap + "mean [R=2, 3], operand mean [R=2, 3]"),
    ]
  }()

  private static let rectifiers: [Broken] = {
    let sound = Sound()
    let (x, y) = (sound.x, sound.y)
    let five = sound.operands.float("five", 5)
    let rule = "slope must be one number, one for each channel or one for each element; "
    return [
      Broken(
        LeakyRectifier(input: x, output: y, slope: five),
        "leaky-rectifier: " + rule + "values x [R=2, 5, 3], slope five [R=2, 5]"),
      Broken(
        LeakyRectifier(input: x, output: x, slope: sound.scale),
        "leaky-rectifier: " + overlap + "x [R=2, 5, 3], operand x [R=2, 5, 3]"),
      Broken(
        LeakyRectifierGradient(gradient: y, input: x, slope: five, slopeGradient: nil),
        "leaky-rectifier-gradient: " + rule + "values x [R=2, 5, 3], slope five [R=2, 5]"),
      Broken(
        LeakyRectifierGradient(
          gradient: y, input: x, slope: sound.constants.elements(0..<1), slopeGradient: sound.mean),
        "leaky-rectifier-gradient: slope must have one element for each channel; "
          + "rows x [R=2, 5, 3], slope constants [R=2, 1]"),
    ]
  }()

  private static let draws: [Broken] = {
    let operands = Operands()
    let (x, seed) = (operands.float("x", 5, 3), operands.of(.uint32, "seed", 2))
    func broken(_ output: Tensor, _ upper: Float, _ sentence: String) -> Broken {
      Broken(
        UniformDraw(output: output, lower: 0.5, upper: upper, seed: seed, stream: .slopes(0)),
        "uniform-draw: " + sentence)
    }
    return [
      broken(x, 0.5, "0.5 must be less than 0.5; output x [R=2, 5, 3]"),
      broken(
        operands.columns("gaps", 5, 3), 1, "output must be contiguous; output gaps [R=2, 5, 3]"),
    ]
  }()

  private static let slopes: [Broken] = {
    let operands = Operands()
    let (x, slope) = (operands.float("x", 5, 3), operands.float("slope", 1))
    return [
      Broken(
        BiasActivation(values: x, bias: nil, activation: .relu, slope: slope),
        "bias-activation: relu has no slope to choose; slope slope [R=2, 1]"),
      Broken(
        BiasActivation(
          values: x, bias: nil, activation: .elu, slope: operands.float("three", 3)),
        "bias-activation: slope must have 1 elements, has 3; slope three [R=2, 3]"),
      Broken(
        BiasActivationGradient(
          gradient: x, source: x, biasGradient: nil, activation: .gelu, slope: slope),
        "bias-activation-gradient: gelu has no slope to choose; slope slope [R=2, 1]"),
    ]
  }()
}
