import Programs

/// Cases of what is done to weights or gradients beside the update: `gradient-transform` and `max-norm`.
enum WeightCases {
  static let all = transforms + limits
  private static let sizes = OperationCase.edgeSizes

  // MARK: Gradients

  /// The numbers of a transform, by replica.
  private struct Transform: Sendable {
    var l2: [Float] = [0]
    var l1: [Float] = [0]
    var largest: [Float] = [0]
    var norm: [Float] = [0]

    static let everything = Transform(
      l2: [0.1, 0, 0.01, 0, 0.5], l1: [0, 0.25, 0.5, 0, 0.125], largest: [0, 0.5, 0, 0.25, 0],
      norm: [0.75, 0, 1, 0, 100])
  }

  private static let transforms: [OperationCase] = [
    OperationCase(
      "of all kinds", family: GradientTransform.family, sizes: sizes, replicas: 5
    ) { builder in
      for size in sizes { append(.everything, size, to: builder) }
    },
    OperationCase(
      "of one replica", family: GradientTransform.family, sizes: sizes, replicas: 1
    ) { builder in
      for size in sizes {
        append(
          Transform(l2: [0.1], l1: [0.25], largest: [0.5], norm: [0.5]), size, to: builder)
      }
    },
    OperationCase("that changes nothing", family: GradientTransform.family, sizes: sizes) {
      builder in for size in sizes { append(Transform(), size, bound: .exact, to: builder) }
    },
    OperationCase("of a large layer", family: GradientTransform.family, sizes: [20_000]) {
      builder in append(.everything, 20_000, to: builder)
    },
    OperationCase("of a part of a buffer", family: GradientTransform.family, sizes: [65]) {
      builder in append(.everything, 65, offset: 7, to: builder)
    },
    OperationCase("of what is not finite", family: GradientTransform.family, sizes: [65]) {
      builder in
      // Replica 0 clips the norm, so one of its gradients spoils all; in replica 1 it stays alone, and a
      // weight of replica 2 has no sign.
      let gradients = CaseValues.function { replica, index in
        index == 40 && replica < 2 ? .nan : Double(index % 7) / 4 - 0.75
      }
      let weights = CaseValues.function { replica, index in
        index == 3 && replica == 2 ? .nan : Double(index % 5) - 2
      }
      append(
        Transform(l1: [0.5], largest: [0, 0.5, 0], norm: [1, 0, 0]), 65, gradients: gradients,
        weights: weights, to: builder)
    },
  ]

  private static func append(
    _ transform: Transform, _ size: Int, gradients: CaseValues = .uniform(-1...1),
    weights: CaseValues = .function { replica, index in Double((index + replica) % 5) / 2 - 1 },
    offset: Int = 0, bound: Bound? = nil, to builder: CaseBuilder
  ) {
    func part(_ tensor: Tensor) -> Tensor {
      Tensor(buffer: tensor.buffer, offset: offset, dimensions: [size])
    }
    let room = [size + 2 * offset]
    func number(_ name: String, _ values: [Float]) -> Tensor {
      builder.constant("\(name)-\(size)", [1], .byReplica(values))
    }
    // The relative error of a length grows by a half for each addition at worst.
    let gradients = builder.state(
      "gradients-\(size)", room, gradients,
      compared: bound ?? .sum(of: 1, factor: 8 + Double(min(size, 256)) / 2))
    builder.append(
      .gradientTransform(
        GradientTransform(
          gradients: part(gradients),
          parameters: part(builder.constant("parameters-\(size)", room, weights)),
          regularizedCount: size - size / 3, l2: number("l2", transform.l2),
          l1: number("l1", transform.l1), largest: number("largest", transform.largest),
          norm: number("norm", transform.norm))))
  }

  // MARK: Weights

  private static let maxNorms = CaseValues.byReplica([1, 0, 0.5, 3, 0.125])

  private static let limits: [OperationCase] = [
    OperationCase("of rows", family: MaxNorm.family, sizes: sizes, replicas: 5) { builder in
      for size in sizes { append([size, 5], to: builder) }
    },
    OperationCase("of columns", family: MaxNorm.family, sizes: sizes) { builder in
      for size in sizes { append([9, size], to: builder) }
    },
    OperationCase("of one replica", family: MaxNorm.family, sizes: sizes, replicas: 1) { builder in
      for size in sizes { append([size, size], to: builder) }
    },
    OperationCase("of columns between others", family: MaxNorm.family, sizes: [33]) { builder in
      append([12, 33], columns: 7..<25, to: builder)
    },
    OperationCase("of what is not finite", family: MaxNorm.family, sizes: [33]) { builder in
      // A column that is no number is not longer than the limit; others go on.
      let values = CaseValues.function { replica, index in
        replica == 0 && index == 40 ? .nan : Double(index % 11) / 4 - 1
      }
      append([6, 33], values: values, to: builder)
    },
  ]

  private static func append(
    _ dimensions: [Int], values: CaseValues = .uniform(-1...1), columns: Range<Int>? = nil,
    to builder: CaseBuilder
  ) {
    let suffix = "-\(dimensions[0])x\(dimensions[1])"
    let weights = builder.state(
      "weights" + suffix, dimensions, values,
      compared: .rounding(8 + Double(dimensions[0]) / 2))
    builder.append(
      .maxNorm(
        MaxNorm(
          weights: columns.map { weights.columns($0) } ?? weights,
          limit: builder.constant("limit" + suffix, [1], maxNorms))))
  }
}
