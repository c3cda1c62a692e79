import Programs

/// Cases of `weight-penalty`.
enum WeightPenaltyCases {
  private static let family = WeightPenalty.family
  private static let sizes = OperationCase.edgeSizes
  private static let lambdas = CaseValues.byReplica([0.001, 0, 0.1, 0.02, 0])

  static let all: [OperationCase] = [
    OperationCase("of weights", family: family, sizes: sizes, replicas: 5) { builder in
      for size in sizes { append(size, to: builder) }
    },
    OperationCase("of both kinds", family: family, sizes: sizes, replicas: 5) { builder in
      for size in sizes { append(size, l1: .byReplica([0, 0.01, 0.1, 0, 0]), to: builder) }
    },
    OperationCase("of one replica", family: family, sizes: sizes, replicas: 1) { builder in
      for size in sizes { append(size, to: builder) }
    },
    OperationCase("of a large layer for three steps", family: family, sizes: [20_000], steps: 3) {
      builder in append(20_000, to: builder)
    },
    OperationCase("of a part of the parameters", family: family, sizes: [100]) { builder in
      append(100, offset: 37, to: builder)
    },
    OperationCase("of a long epoch", family: family, sizes: [3], steps: 3001) { builder in
      // Each penalty is exact and far below the rounding of the sum it is added to.
      let weights = CaseValues.list([0.25, -0.5, 0.75])
      append(
        3, values: weights, lambdas: .byReplica([0.03125, 0, 0.0078125]), batch: 1,
        bound: .exact, start: CaseBuilder.largeSums, to: builder)
    },
    OperationCase("of no penalty", family: family, sizes: [65], replicas: 2) { builder in
      // Without a penalty nothing is done, whatever has become of the weights.
      let weights = CaseValues.list([1, .infinity, .nan])
      append(65, values: weights, lambdas: .zeros, to: builder)
    },
    OperationCase("of weights that are not finite", family: family, sizes: [65]) { builder in
      let weights = CaseValues.function { replica, index in
        replica == 0 && index == 64 ? .nan : Double(index) / 64
      }
      append(65, values: weights, to: builder)
    },
  ]

  private static func append(
    _ size: Int, offset: Int = 0, values: CaseValues = .uniform(-1...1),
    lambdas: CaseValues = lambdas, l1: CaseValues? = nil, batch: Int = 32, bound: Bound? = nil,
    start: [Double] = CaseBuilder.smallSums,
    to builder: CaseBuilder
  ) {
    let all = builder.constant("weights-\(size)", [size + 2 * offset], values)
    let l2 = builder.constant("l2-\(size)", [1], lambdas)
    let metrics = builder.metrics(
      "metrics-\(size)", loss: .exact,
      // All terms have one sign: the sum's relative error grows by 1 for each addition at worst.
      penalty: bound ?? .rounding(4 + Double(min(size, 512))), start: start)
    builder.append(
      .weightPenalty(
        WeightPenalty(
          weights: Tensor(buffer: all.buffer, offset: offset, dimensions: [size]), l2: l2,
          l1: l1.map { builder.constant("l1-\(size)", [1], $0) }, metrics: metrics, batch: batch)))
  }
}
