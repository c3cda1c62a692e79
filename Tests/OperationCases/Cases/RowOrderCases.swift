import Programs

/// Programs whose operations use rows of one another: a backend that takes some rows through several
/// operations before the others must keep the order of those.
enum RowOrderCases {
  private static let sizes = [64]
  /// Softmax of numbers that are off by a few roundings.
  private static let bound = Bound.sum(of: 40, magnitude: 1, factor: 2)

  static let all: [OperationCase] = [
    OperationCase("of the next row, overwritten after", family: Softmax.family, sizes: sizes) {
      builder in
      let (x, y) = (table(builder, "x"), builder.output("y", [64, 33], bound))
      append(rows(x, from: 0), y, builder)
      append(y, rows(x, from: 1), builder)
    },
    OperationCase("of the next row, written before", family: Softmax.family, sizes: sizes) {
      builder in
      let (x, y) = (table(builder, "x"), builder.output("y", [64, 33], bound))
      append(builder.constant("input", [64, 33], .uniform(-2...2)), rows(x, from: 0), builder)
      append(rows(x, from: 1), y, builder)
    },
    OperationCase("written over the row before", family: Softmax.family, sizes: sizes) { builder in
      let x = table(builder, "x")
      for first in 0...1 {
        let input = builder.constant("input-\(first)", [64, 33], .uniform(-2...2))
        append(input, rows(x, from: first), builder)
      }
    },
    OperationCase("whose right factor is overwritten", family: Gemm.family, sizes: sizes) {
      builder in
      let left = builder.constant("left", [64, 64], .uniform(-0.25...0.25))
      let right = builder.state("right", [64, 64], .uniform(-1...1), compared: bound)
      let output = builder.output("output", [64, 64], .sum(of: 64))
      builder.append(.gemm(Gemm(left: left, right: right, output: output)))
      append(output, right, builder)
    },
    OperationCase("whose bias is overwritten", family: BiasActivation.family, sizes: sizes) {
      builder in
      let values = builder.output("values", [64, 33], bound)
      let x = table(builder, "x")
      let bias = x.elements(50 * 33..<51 * 33)
      builder.append(
        .biasActivation(BiasActivation(values: values, bias: bias, activation: .identity)))
      append(values, rows(x, from: 0), builder)
    },
    batchNorm, rectifier, draw, branches,
  ]

  /// Convolutions that share nothing but their input, and the memory in which each lays out its patches.
  private static let branches = OperationCase(
    "of two branches", family: Convolution.family, sizes: sizes
  ) { builder in
    let window = Window(inputHeight: 9, inputWidth: 8, size: 3, padding: .same)
    let input = builder.constant("input", WindowCases.pixels(window, 20, 3), .uniform(-1...1))
    for name in ["left", "right"] {
      let weights = builder.constant("\(name) weights", [9 * 3, 8], .uniform(-1...1))
      let output = builder.output(
        "\(name) output", WindowCases.outputs(window, 20, 8), .sum(of: 9 * 3))
      builder.append(
        .convolution(
          Convolution(input: input, weights: weights, output: output, window: window)))
    }
  }

  /// Sums over all rows between operations that go row by row, forth and back.
  private static let batchNorm = OperationCase(
    "between operations by rows", family: BatchNorm.family, sizes: sizes
  ) { builder in
    func constant(_ name: String, _ dimensions: [Int]) -> Tensor {
      builder.constant(name, dimensions, .uniform(0.5...1))
    }
    let input = table(builder, "x")
    let (y, z) = (
      builder.output("y", [64, 33], bound), builder.output("z", [64, 33], bound.widened(4))
    )
    append(rows(input, from: 0), y, builder)
    let (scale, statistics) = (
      constant("scale", [33]), builder.output("statistics", [2, 33], bound.widened(4))
    )
    builder.append(
      .batchNorm(
        BatchNorm(
          input: y, output: z, scale: scale, shift: constant("shift", [33]),
          runningMean: builder.state("mean", [33], .zeros, compared: bound),
          runningVariance: builder.state("variance", [33], .zeros, compared: bound),
          statistics: statistics, constants: builder.constant("constants", [2], .list([0.125, 1]))))
    )
    append(z, rows(input, from: 0), builder)
    builder.append(
      .batchNormGradient(
        BatchNormGradient(
          gradient: rows(input, from: 0), input: y, statistics: statistics, scale: scale,
          scaleGradient: builder.output("by-scale", [33], bound.widened(4)),
          shiftGradient: builder.output("by-shift", [33], bound.widened(4)))))
    append(rows(input, from: 0), y, builder)
  }

  /// Learnt slopes, whose gradient is a sum over the rows of what is overwritten after it.
  private static let rectifier = OperationCase(
    "whose gradient is overwritten", family: LeakyRectifierGradient.family, sizes: sizes
  ) { builder in
    let (x, y) = (table(builder, "x"), builder.output("y", [64, 33], bound))
    let slope = builder.state("slope", [33], .uniform(0.1...0.5), compared: .exact)
    append(rows(x, from: 0), y, builder)
    builder.append(
      .leakyRectifierGradient(
        LeakyRectifierGradient(
          gradient: y, input: rows(x, from: 0), slope: slope,
          slopeGradient: builder.output("by-slope", [33], bound))))
    append(y, rows(x, from: 0), builder)
  }

  /// Random numbers between operations by rows.
  private static let draw = OperationCase(
    "between operations by rows", family: UniformDraw.family, sizes: sizes
  ) { builder in
    let (x, y) = (table(builder, "x"), builder.output("y", [64, 33], bound))
    let slopes = builder.output("slopes", [64, 33], bound)
    let seed = builder.constant("seed", [2], .words, .uint32)
    append(rows(x, from: 0), slopes, builder)
    append(slopes, rows(x, from: 1), builder)
    builder.append(
      .uniformDraw(
        UniformDraw(output: slopes, lower: 0.125, upper: 0.5, seed: seed, stream: .slopes(1))))
    builder.append(
      .leakyRectifier(LeakyRectifier(input: rows(x, from: 1), output: y, slope: slopes)))
  }

  /// A row more than an operation takes.
  private static func table(_ builder: CaseBuilder, _ name: String) -> Tensor {
    builder.state(name, [65, 33], .uniform(-2...2), compared: bound)
  }

  private static func rows(_ whole: Tensor, from first: Int) -> Tensor {
    Tensor(buffer: whole.buffer, offset: first * 33, dimensions: [64, 33])
  }

  private static func append(_ from: Tensor, _ to: Tensor, _ builder: CaseBuilder) {
    builder.append(.softmax(Softmax(logits: from, probabilities: to)))
  }
}
