import Programs

/// Cases of `softmax-cross-entropy`.
enum CrossEntropyCases {
  private static let family = SoftmaxCrossEntropy.family
  private static let sizes = OperationCase.edgeSizes

  static let all: [OperationCase] = [
    OperationCase("of rows", family: family, sizes: sizes) { builder in
      for size in sizes { append([size, 10], to: builder) }
    },
    OperationCase("of channels", family: family, sizes: sizes, replicas: 5) { builder in
      for size in sizes { append([7, size], to: builder) }
    },
    OperationCase("without gradient", family: family, sizes: sizes, replicas: 1) { builder in
      for size in sizes { append([size, 10], hasGradient: false, to: builder) }
    },
    OperationCase("with smooth labels", family: family, sizes: sizes, replicas: 5) { builder in
      for size in sizes { append([7, size], smoothing: smoothings, to: builder) }
    },
    OperationCase(
      "with smooth labels and without gradient", family: family, sizes: sizes, replicas: 3
    ) { builder in
      for size in sizes {
        append([size, 10], smoothing: smoothings, hasGradient: false, to: builder)
      }
    },
    OperationCase("of smooth labels that are no class", family: family, sizes: [33, 10]) {
      builder in
      Operands(
        [33, 10], .uniform(-4...4), labels: .withStrays(classes: 10), smoothing: smoothings,
        to: builder
      )
      .append(rows: 33)
    },
    OperationCase("for five steps", family: family, sizes: [33, 10], replicas: 5, steps: 5) {
      builder in append([33, 10], to: builder)
    },
    OperationCase("of a partial batch", family: family, sizes: [32, 7]) { builder in
      // Both batches share logits, labels and metrics, as in an epoch.
      let operands = Operands([32, 10], .uniform(-4...4), to: builder)
      operands.append(rows: 32)
      operands.append(rows: 7)
    },
    OperationCase("in place in columns", family: family, sizes: [33, 10]) { builder in
      let wide = builder.state(
        "logits", [33, 17], .uniform(-4...4), compared: gradientBound(rows: 33, classes: 10))
      let labels = builder.constant("labels", [33], .integers(0..<10), .int32)
      let metrics = builder.metrics(loss: lossBound(rows: 33, largest: 12))
      let logits = wide.columns(4..<14)
      builder.append(
        .softmaxCrossEntropy(
          SoftmaxCrossEntropy(logits: logits, labels: labels, gradient: logits, metrics: metrics)))
    },
    OperationCase("of extremes", family: family, sizes: [31, 9]) { builder in
      let logits = CaseValues.rotated([80, -80, 79, 0, 80, -3, 78.5, 20, -80, 80, -79])
      Operands([31, 9], logits, range: 160, to: builder).append(rows: 31)
    },
    OperationCase("of ties", family: family, sizes: [64, 4]) { builder in
      // The first largest logit decides; with labels at every class, a last one would be found.
      let logits = CaseValues.rotated([1, 3, 3, -1, 2, 2, 2, 2, -4, -4, -5, -4])
      let labels = CaseValues.rotated([0, 1, 2, 3, 1, 0, 2])
      Operands([64, 4], logits, labels: labels, to: builder).append(rows: 64)
    },
    OperationCase("of a long epoch", family: family, sizes: [1, 2], steps: 3000) { builder in
      // Each loss is far below the rounding of the sum it is added to.
      let logits = builder.constant("logits", [1, 2], .byReplica([0, 1, -1]))
      let labels = builder.constant("labels", [1], .integers(0..<2), .int32)
      let metrics = builder.metrics(
        loss: .sum(of: 3000, magnitude: 1), countsCorrect: false, start: CaseBuilder.largeSums)
      builder.append(
        .softmaxCrossEntropy(
          SoftmaxCrossEntropy(logits: logits, labels: labels, gradient: nil, metrics: metrics)))
    },
    OperationCase("of what is not a number", family: family, sizes: [33, 10]) { builder in
      let logits = CaseValues.function { replica, index in
        // Replica 1 is spoilt in one row; the others must not notice.
        replica == 1 && index == 47 ? .nan : Double(index * 7 % 11) / 4
      }
      Operands([33, 10], logits, countsCorrect: false, to: builder).append(rows: 33)
    },
    OperationCase("of labels that are no class", family: family, sizes: [33, 10]) { builder in
      Operands([33, 10], .uniform(-4...4), labels: .withStrays(classes: 10), to: builder)
        .append(rows: 33)
    },
    OperationCase("without gradient of labels that are no class", family: family, sizes: [33, 10]) {
      builder in
      Operands([33, 10], .uniform(-4...4), labels: .withStrays(classes: 10), to: builder)
        .append(rows: 33, hasGradient: false)
    },
  ]

  private static let smoothings = CaseValues.byReplica([0.1, 0, 0.5, 0.9, 0.1])

  static func lossBound(rows: Int, largest: Double) -> Bound {
    .sum(of: rows, magnitude: largest, factor: 2)
  }

  /// The bound of a share, which is at most 1/4 of what it cancels with at the label.
  static func gradientBound(rows: Int, classes: Int, range: Int = 8) -> Bound {
    let share = SoftmaxCases.bound(range: Double(range), length: classes)
    return .sum(of: 1, magnitude: 0.25 / Double(rows), factor: share.factor)
  }

  private static func append(
    _ dimensions: [Int], smoothing: CaseValues? = nil, hasGradient: Bool = true,
    to builder: CaseBuilder
  ) {
    Operands(
      dimensions, .uniform(-4...4), smoothing: smoothing,
      suffix: "-\(dimensions[0])x\(dimensions[1])", to: builder
    )
    .append(rows: dimensions[0], hasGradient: hasGradient)
  }

  /// The buffers of one loss.
  private struct Operands {
    let builder: CaseBuilder
    let logits: Tensor
    let labels: Tensor
    let smoothing: Tensor?
    let metrics: Tensor
    let gradient: Tensor

    init(
      _ dimensions: [Int], _ values: CaseValues, labels labelValues: CaseValues? = nil,
      smoothing: CaseValues? = nil, range: Int = 8, countsCorrect: Bool = true, suffix: String = "",
      to builder: CaseBuilder
    ) {
      self.builder = builder
      let (rows, classes) = (dimensions[0], dimensions[1])
      logits = builder.constant("logits" + suffix, dimensions, values)
      labels = builder.constant(
        "labels" + suffix, [rows], labelValues ?? .integers(0..<classes), .int32)
      self.smoothing = smoothing.map { builder.constant("smoothing" + suffix, [1], $0) }
      let largest = Double(range) + 4
      metrics = builder.metrics(
        "metrics" + suffix, loss: lossBound(rows: rows, largest: largest),
        countsCorrect: countsCorrect)
      gradient = builder.output(
        "gradient" + suffix, dimensions,
        gradientBound(rows: rows, classes: classes, range: range))
    }

    /// The loss of the first rows.
    func append(rows: Int, hasGradient: Bool = true) {
      func first(_ tensor: Tensor) -> Tensor {
        Tensor(
          buffer: tensor.buffer, offset: 0, dimensions: [rows] + tensor.dimensions.dropFirst())
      }
      builder.append(
        .softmaxCrossEntropy(
          SoftmaxCrossEntropy(
            logits: first(logits), labels: first(labels), smoothing: smoothing,
            gradient: hasGradient ? first(gradient) : nil, metrics: metrics)))
    }
  }
}
