import Programs

/// Cases of `dropout`.
enum DropoutCases {
  private static let sizes = OperationCase.edgeSizes
  private static let rates: [Float] = [0.2, 0, 0.9, 0.5, 0.2]

  static let all: [OperationCase] = [
    OperationCase("of rows", family: Dropout.family, sizes: sizes, replicas: 5) { builder in
      each(builder) { size in [size, 3] }
    },
    OperationCase(
      "at a late step", family: Dropout.family, sizes: sizes, replicas: 5,
      first: StepContext(step: 123_456, batch: 9, row: 99)
    ) { builder in each(builder) { size in [size] } },
    OperationCase(
      "in place for four steps past the last number", family: Dropout.family, sizes: sizes,
      replicas: 3, steps: 4, first: StepContext(step: UInt32.max - 1)
    ) { builder in
      each(builder, inPlace: true) { size in [size, 7] }
    },
    OperationCase("of one replica", family: Dropout.family, sizes: sizes, replicas: 1) { builder in
      each(builder) { size in [3, size] }
    },
    OperationCase("of several layers", family: Dropout.family, sizes: [65], replicas: 3) {
      builder in
      let operands = Operands(builder)
      for layer in [0, 1, 2, 500] {
        let output = builder.output("output-\(layer)", [5, 13], bound)
        operands.append(
          operands.input([5, 13], "input-\(layer)"), output, RandomStream.dropout(layer))
      }
    },
    OperationCase("of a part of a buffer", family: Dropout.family, sizes: [33], replicas: 3) {
      builder in
      let operands = Operands(builder)
      let input = operands.input([60], "input")
      let output = builder.output("output", [60], bound)
      operands.append(
        Tensor(buffer: input.buffer, offset: 5, dimensions: [11, 3]),
        Tensor(buffer: output.buffer, offset: 2, dimensions: [11, 3]))
    },
    OperationCase("of what is not finite", family: Dropout.family, sizes: [64], replicas: 5) {
      builder in
      let operands = Operands(builder)
      let input = builder.constant(
        "input", [64], .rotated([.nan, 1, .infinity, -.infinity, 2, 3, 4]))
      operands.append(input, builder.output("output", [64], bound))
    },
  ]

  /// A division, and the rounding of `1 - rate`.
  private static let bound = Bound.rounding(4)

  private static func each(
    _ builder: CaseBuilder, inPlace: Bool = false, _ dimensions: (Int) -> [Int]
  ) {
    let operands = Operands(builder)
    for size in sizes {
      let name = "\(size)"
      if inPlace {
        let values = builder.state(
          "values-" + name, dimensions(size), .uniform(-2...2), compared: .rounding(16))
        operands.append(values, values)
      } else {
        operands.append(
          operands.input(dimensions(size), "input-" + name),
          builder.output("output-" + name, dimensions(size), bound))
      }
    }
  }

  /// The operands that all dropouts of a case share.
  private struct Operands {
    let builder: CaseBuilder
    let rate: Tensor
    let seed: Tensor

    init(_ builder: CaseBuilder) {
      self.builder = builder
      rate = builder.constant("rate", [1], .byReplica(rates))
      seed = builder.constant("seed", [2], .words, .uint32)
    }

    func input(_ dimensions: [Int], _ name: String) -> Tensor {
      builder.constant(name, dimensions, .uniform(0.5...2))
    }

    func append(_ input: Tensor, _ output: Tensor, _ stream: RandomStream = .dropout(0)) {
      builder.append(
        .dropout(Dropout(input: input, output: output, rate: rate, seed: seed, stream: stream)))
    }
  }
}
