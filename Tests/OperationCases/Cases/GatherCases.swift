import Programs

/// Cases of `gather`.
enum GatherCases {
  /// What a case of this family varies.
  private struct Form: Sendable {
    var name: String
    var examples = ElementType.uint8
    /// The number of target values of an example, or `nil` for labels.
    var targetWidth: Int?
    var isOrdered = true
    var channels = 1
    var batch = 33
    var row = 0
    var steps = 1
    var replicas = 3
    /// Whether every replica has a scale and a shift of its own.
    var isOwnNormalization = false
    /// Writes the batch into the middle columns of a wider tensor.
    var isWide = false
  }

  private static let dataSets = 3
  private static let exampleCount = 70
  private static let sizes = OperationCase.edgeSizes

  static let all: [OperationCase] =
    [
      Form(name: "of bytes with labels"),
      Form(name: "of bytes with values", targetWidth: 3),
      Form(name: "of floats with labels", examples: .float32),
      Form(name: "of floats with values", examples: .float32, targetWidth: 1, replicas: 5),
      Form(name: "in sequence", isOrdered: false, row: 5),
      Form(name: "of three channels", channels: 3, row: 11),
      Form(name: "of the last, partial batch", batch: 7, row: 63),
      Form(name: "of one example", batch: 1, row: 69, replicas: 1),
      Form(name: "of the second step", batch: 31, steps: 2, replicas: 5),
      Form(name: "of bytes by replica", channels: 3, isOwnNormalization: true),
      Form(
        name: "of floats by replica", examples: .float32, targetWidth: 1, replicas: 5,
        isOwnNormalization: true),
      Form(name: "into columns", row: 2, isWide: true),
    ].map { form in
      OperationCase(
        form.name, family: Gather.family, sizes: sizes, replicas: form.replicas, rows: form.batch,
        steps: form.steps, first: StepContext(row: form.row)
      ) { builder in record(form, builder) }
    }

  private static func record(_ form: Form, _ builder: CaseBuilder) {
    let dataSet = builder.constant("data-set", [1], .byReplica([0, 2, 1, 2, 0]), .int32)
    let order = form.isOrdered ? builder.constant("order", [exampleCount], order, .uint32) : nil
    let scales: CaseValues = form.examples == .uint8 ? .uniform(0.002...0.008) : .uniform(-2...2)
    let normalization =
      form.isOwnNormalization
      ? builder.constant("normalization", [dataSets, form.channels, 2], scales)
      : builder.shared("normalization", [dataSets, form.channels, 2], scales)
    let targets = builder.shared(
      "targets", [dataSets, exampleCount] + (form.targetWidth.map { [$0] } ?? []),
      form.targetWidth == nil ? .integers(0..<10) : .uniform(-5...5),
      form.targetWidth == nil ? .int32 : .float32)
    for size in sizes {
      let examples = builder.shared(
        "examples-\(size)", [dataSets, exampleCount, size],
        form.examples == .uint8 ? .integers(0..<256) : .uniform(-3...3), form.examples)
      let wide = builder.output(
        "inputs-\(size)", [form.batch, form.isWide ? size + 9 : size],
        .sum(of: 1, magnitude: 6, factor: 1))
      let batchTargets = builder.output(
        "batch-targets-\(size)", [form.batch] + (form.targetWidth.map { [$0] } ?? []), .exact,
        targets.element)
      builder.append(
        .gather(
          Gather(
            examples: examples, targets: targets, normalization: normalization, dataSet: dataSet,
            order: order, inputs: form.isWide ? wide.columns(4..<4 + size) : wide,
            batchTargets: batchTargets)))
    }
  }

  /// A different permutation for every replica.
  private static let order = CaseValues.function { replica, index in
    Double((index * [23, 37, 51][replica % 3] + 13 * replica) % exampleCount)
  }
}
