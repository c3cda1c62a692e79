import Programs

/// Cases of `shuffle`.
enum ShuffleCases {
  private static let sizes = OperationCase.edgeSizes + [2, 3, 255, 256, 1000, 7000]

  static let all: [OperationCase] =
    [0, 1, 77, UInt32.max].map { epoch in
      OperationCase(
        "of epoch \(epoch)", family: Shuffle.family, sizes: sizes,
        first: StepContext(step: epoch)
      ) { builder in record(builder, sizes) }
    } + [
      // Every step writes the order again; the last one counts.
      OperationCase(
        "of three epochs in one pass", family: Shuffle.family, sizes: [100], replicas: 5, steps: 3,
        first: StepContext(step: 8)
      ) { builder in record(builder, [100]) },
      OperationCase("of one replica", family: Shuffle.family, sizes: [1000], replicas: 1) {
        builder in record(builder, [1000])
      },
    ]

  private static func record(_ builder: CaseBuilder, _ sizes: [Int]) {
    let seed = builder.constant("seed", [2], .words, .uint32)
    let enabled = builder.constant("enabled", [1], .byReplica([1, 0, 1, 1, 0]))
    for size in sizes {
      let order = builder.output("order-\(size)", [size], .exact, .uint32)
      builder.append(.shuffle(Shuffle(order: order, seed: seed, enabled: enabled)))
    }
  }
}
