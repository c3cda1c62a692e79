import Programs

/// Cases of `batch-norm`, `batch-norm-inference` and `batch-norm-gradient`.
enum BatchNormCases {
  private static let sizes = OperationCase.edgeSizes

  static let all: [OperationCase] = forward + inference + backward

  /// A division by a deviation of at least a half, after sums of `rows` numbers up to 3.
  private static func bound(_ rows: Int) -> Bound { .sum(of: rows + 8, magnitude: 4) }

  private static let constants: [Float] = [0.01, 0.001, 0.25, 0.1, 0.5, 0.0625]

  private static let forward: [OperationCase] = [
    OperationCase("of rows", family: BatchNorm.family, sizes: sizes) { builder in
      for size in sizes { forward([size, 7], builder) }
    },
    OperationCase("of channels", family: BatchNorm.family, sizes: sizes, replicas: 5) { builder in
      for size in sizes { forward([6, size], builder) }
    },
    OperationCase("of one replica", family: BatchNorm.family, sizes: [33], replicas: 1) { builder in
      forward([33, 33], builder)
    },
    // The running statistics follow step by step.
    OperationCase("of several steps", family: BatchNorm.family, sizes: [9, 20], steps: 4) {
      builder in forward([9, 20], builder)
    },
    OperationCase("of columns", family: BatchNorm.family, sizes: [33, 10]) { builder in
      let input = builder.constant("input", [33, 17], .uniform(-3...3))
      let output = builder.output("output", [33, 14], bound(33))
      // All numbers of channels are slices of one tensor, as in a model.
      let trained = builder.constant("trained", [50], .uniform(0.5...1.5))
      let running = builder.state("running", [50], .uniform(0...1), compared: bound(33))
      builder.append(
        .batchNorm(
          BatchNorm(
            input: input.columns(5..<15), output: output.columns(1..<11),
            scale: trained.elements(3..<13), shift: trained.elements(31..<41),
            runningMean: running.elements(7..<17), runningVariance: running.elements(29..<39),
            statistics: builder.output("statistics", [2, 10], bound(33)),
            constants: builder.constant("constants", [2], .list([0.125, 0.001])))))
    },
    // Means far above the deviations, which a variance by the mean of squares would lose.
    OperationCase("far from 0", family: BatchNorm.family, sizes: [64, 5]) { builder in
      forward(
        [64, 5], values: .function { replica, index in Double(1000 + (index + replica) % 8) },
        bound: .sum(of: 2, magnitude: 1000), builder)
    },
    OperationCase("of equal rows", family: BatchNorm.family, sizes: [8, 5]) { builder in
      forward([8, 5], values: .function { _, index in Double(index % 5) / 4 }, builder)
    },
    OperationCase("of what is not finite", family: BatchNorm.family, sizes: [8, 20]) { builder in
      // One channel in ten is spoilt; the others must not notice.
      forward(
        [8, 20],
        values: .function { replica, index in
          index == 23 ? .nan : index == 34 ? .infinity : Double((index * 7 + replica) % 13) / 4
        }, builder)
    },
  ]

  private static func forward(
    _ dimensions: [Int], values: CaseValues = .uniform(-3...3), bound: Bound? = nil,
    _ builder: CaseBuilder
  ) {
    let operands = Operands(builder, dimensions)
    let bound = bound ?? Self.bound(dimensions[0])
    builder.append(
      .batchNorm(
        BatchNorm(
          input: operands.constant("input", dimensions, values),
          output: builder.output(operands.name("output"), dimensions, bound),
          scale: operands.constant("scale", operands.channels, .uniform(0.5...1.5)),
          shift: operands.constant("shift", operands.channels, .uniform(-1...1)),
          runningMean: builder.state(
            operands.name("running-mean"), operands.channels, .uniform(-1...1), compared: bound),
          runningVariance: builder.state(
            operands.name("running-variance"), operands.channels, .uniform(0.5...2),
            compared: bound),
          statistics: builder.output(
            operands.name("statistics"), [2] + operands.channels, bound),
          constants: operands.constants)))
  }

  private static let inference: [OperationCase] = [
    OperationCase("of rows", family: BatchNormInference.family, sizes: sizes) { builder in
      for size in sizes { inference([size, 7], builder) }
    },
    OperationCase("of channels", family: BatchNormInference.family, sizes: sizes, replicas: 5) {
      builder in
      for size in sizes { inference([3, size], builder) }
    },
    OperationCase("in place", family: BatchNormInference.family, sizes: [33, 10], replicas: 1) {
      builder in inference([33, 10], isInPlace: true, builder)
    },
    OperationCase("of columns", family: BatchNormInference.family, sizes: [33, 10]) { builder in
      let values = builder.state("values", [33, 17], .uniform(-3...3), compared: bound(0))
      let output = builder.output("output", [33, 14], bound(0))
      let trained = builder.constant("trained", [60], .uniform(0.5...1.5))
      builder.append(
        .batchNormInference(
          BatchNormInference(
            input: values.columns(5..<15), output: output.columns(1..<11),
            scale: trained.elements(3..<13), shift: trained.elements(31..<41),
            runningMean: trained.elements(14..<24), runningVariance: trained.elements(43..<53),
            constants: builder.constant("constants", [2], .list([0.125, 0.001])))))
    },
  ]

  private static func inference(
    _ dimensions: [Int], isInPlace: Bool = false, _ builder: CaseBuilder
  ) {
    let operands = Operands(builder, dimensions)
    let input = builder.state(
      operands.name("input"), dimensions, .uniform(-3...3), compared: isInPlace ? bound(0) : .exact)
    let output =
      isInPlace ? input : builder.output(operands.name("output"), dimensions, bound(0))
    builder.append(
      .batchNormInference(
        BatchNormInference(
          input: input, output: output,
          scale: operands.constant("scale", operands.channels, .uniform(0.5...1.5)),
          shift: operands.constant("shift", operands.channels, .uniform(-1...1)),
          runningMean: operands.constant("mean", operands.channels, .uniform(-1...1)),
          runningVariance: operands.constant("variance", operands.channels, .uniform(0.25...2)),
          constants: operands.constants)))
  }

  private static let backward: [OperationCase] = [
    OperationCase("of rows", family: BatchNormGradient.family, sizes: sizes) { builder in
      for size in sizes { backward([size, 7], builder) }
    },
    OperationCase("of channels", family: BatchNormGradient.family, sizes: sizes, replicas: 5) {
      builder in
      for size in sizes { backward([6, size], builder) }
    },
    OperationCase("of one replica", family: BatchNormGradient.family, sizes: [33], replicas: 1) {
      builder in backward([33, 33], builder)
    },
    OperationCase("of columns", family: BatchNormGradient.family, sizes: [33, 10]) { builder in
      let gradient = builder.state("gradient", [33, 17], .uniform(-1...1), compared: bound(33))
      let input = builder.constant("input", [33, 12], .uniform(-3...3))
      let statistics = builder.constant("statistics", [2, 10], .uniform(0.5...1.5))
      let trained = builder.constant("trained", [40], .uniform(0.5...1.5))
      let gradients = builder.output("gradients", [40], bound(33))
      builder.append(
        .batchNormGradient(
          BatchNormGradient(
            gradient: gradient.columns(5..<15), input: input.columns(2..<12),
            statistics: statistics, scale: trained.elements(3..<13),
            scaleGradient: gradients.elements(7..<17), shiftGradient: gradients.elements(23..<33))))
    },
  ]

  private static func backward(_ dimensions: [Int], _ builder: CaseBuilder) {
    let operands = Operands(builder, dimensions)
    let bound = bound(dimensions[0])
    builder.append(
      .batchNormGradient(
        BatchNormGradient(
          gradient: builder.state(
            operands.name("gradient"), dimensions, .uniform(-1...1), compared: bound),
          input: operands.constant("input", dimensions, .uniform(-3...3)),
          statistics: operands.constant("statistics", [2] + operands.channels, .uniform(0.5...1.5)),
          scale: operands.constant("scale", operands.channels, .uniform(0.5...1.5)),
          scaleGradient: builder.output(operands.name("by-scale"), operands.channels, bound),
          shiftGradient: builder.output(operands.name("by-shift"), operands.channels, bound))))
  }

  /// Names that tell the size, for several operations in one program.
  private struct Operands {
    let builder: CaseBuilder
    let channels: [Int]
    private let size: String

    init(_ builder: CaseBuilder, _ dimensions: [Int]) {
      self.builder = builder
      channels = [dimensions[1]]
      size = "\(dimensions[0])x\(dimensions[1])"
    }

    func name(_ role: String) -> String { "\(role)-\(size)" }

    func constant(_ role: String, _ dimensions: [Int], _ values: CaseValues) -> Tensor {
      builder.constant(name(role), dimensions, values)
    }

    /// Another momentum and epsilon for each replica.
    var constants: Tensor {
      constant(
        "constants", [2],
        .function { replica, index in
          Double(BatchNormCases.constants[(2 * replica + index) % BatchNormCases.constants.count])
        })
    }
  }
}
