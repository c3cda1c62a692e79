import Programs

/// Cases of `input-noise`.
enum InputNoiseCases {
  private static let family = InputNoise.family
  private static let sizes = OperationCase.edgeSizes
  private static let shares = CaseValues.byReplica([0.1, 0, 0.5, 2, 0])

  static let all: [OperationCase] = [
    OperationCase("of rows", family: family, sizes: sizes, replicas: 5) { builder in
      for size in sizes { append([size, 3], to: builder) }
    },
    OperationCase("of one replica", family: family, sizes: sizes, replicas: 1) { builder in
      for size in sizes { append([3, size], to: builder) }
    },
    OperationCase(
      "for three steps past the last number", family: family, sizes: sizes, steps: 3,
      first: StepContext(step: UInt32.max - 1, batch: 4, row: 9)
    ) { builder in
      for size in sizes { append([size], to: builder) }
    },
    OperationCase("of a large batch", family: family, sizes: [100]) { builder in
      append([100, 784], to: builder)
    },
    OperationCase("of a part of a buffer", family: family, sizes: [33]) { builder in
      append([11, 3], offset: 5, to: builder)
    },
    OperationCase("of inputs that are all alike", family: family, sizes: [65]) { builder in
      append([65, 4], values: .byReplica([3, -1, 0]), to: builder)
    },
    OperationCase("far from zero", family: family, sizes: [65]) { builder in
      // The squares' mean less the mean's square would have no digit left.
      let values = CaseValues.function { replica, index in Double(4096 + (index + replica) % 2) }
      append([65, 4], values: values, bound: .sum(of: 1, magnitude: 4096), to: builder)
    },
    OperationCase("of what is not a number", family: family, sizes: [64]) { builder in
      // Replica 0 is spoilt by one element, replica 1 has no noise and keeps its own.
      let values = CaseValues.function { replica, index in
        replica < 2 && index == 40 ? .nan : Double(index % 5)
      }
      append([64], values: values, to: builder)
    },
  ]

  private static func append(
    _ dimensions: [Int], values: CaseValues = .uniform(-2...2), offset: Int = 0,
    bound: Bound = .sum(of: 16, magnitude: 2), to builder: CaseBuilder
  ) {
    let suffix = "-" + dimensions.map(String.init).joined(separator: "x")
    let count = dimensions.reduce(1, *)
    let room = offset == 0 ? dimensions : [count + 2 * offset]
    let input = builder.constant("input" + suffix, room, values)
    let output = builder.output("output" + suffix, room, bound)
    func part(_ tensor: Tensor, _ offset: Int) -> Tensor {
      Tensor(buffer: tensor.buffer, offset: offset, dimensions: dimensions)
    }
    builder.append(
      .inputNoise(
        InputNoise(
          input: part(input, offset), output: part(output, offset / 2),
          deviation: builder.output("deviation" + suffix, [1], .rounding(64)),
          share: builder.constant("share" + suffix, [1], shares),
          seed: builder.constant("seed" + suffix, [2], .words, .uint32))))
  }
}
