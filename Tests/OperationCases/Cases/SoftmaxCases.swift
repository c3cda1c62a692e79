import Programs

/// Cases of `softmax` and `softmax-gradient`.
enum SoftmaxCases {
  private static let sizes = OperationCase.edgeSizes

  static let all: [OperationCase] = forward + backward

  /// The rounding of `exp` for arguments up to `range`, and of a sum of `length` positive terms, whose
  /// roundings mostly cancel.
  static func bound(range: Double, length: Int) -> Bound {
    .rounding(8 + range + Double(length) / 8)
  }

  private static let forward: [OperationCase] = [
    OperationCase("of rows", family: Softmax.family, sizes: sizes) { builder in
      for size in sizes { append([size, 10], to: builder) }
    },
    OperationCase("of channels", family: Softmax.family, sizes: sizes, replicas: 5) { builder in
      for size in sizes { append([3, size], to: builder) }
    },
    OperationCase("in place", family: Softmax.family, sizes: [33, 10], replicas: 1) { builder in
      let values = builder.state(
        "values", [33, 10], .uniform(-4...4), compared: bound(range: 8, length: 10))
      builder.append(.softmax(Softmax(logits: values, probabilities: values)))
    },
    OperationCase("of columns", family: Softmax.family, sizes: [33, 10]) { builder in
      let logits = builder.constant("logits", [33, 17], .uniform(-4...4))
      let output = builder.output("probabilities", [33, 14], bound(range: 8, length: 10))
      builder.append(
        .softmax(
          Softmax(logits: logits.columns(5..<15), probabilities: output.columns(1..<11))))
    },
    OperationCase("of extremes", family: Softmax.family, sizes: [7, 10]) { builder in
      let logits = builder.constant(
        "logits", [7, 9], .rotated([80, -80, 79, 0, 80, -3, 78.5, 20]))
      let far = builder.constant("far", [7, 9], .rotated([1000, 1001, 999.5, 1000.25]))
      let equal = builder.constant("equal", [7, 9], .rotated([-5e4]))
      for (name, tensor) in [("extreme", logits), ("far", far), ("equal", equal)] {
        let output = builder.output(
          "probabilities-\(name)", [7, 9], bound(range: 160, length: 9))
        builder.append(.softmax(Softmax(logits: tensor, probabilities: output)))
      }
    },
    OperationCase("of what is not a number", family: Softmax.family, sizes: [7, 10]) { builder in
      // One row in three is spoilt; the others must not notice.
      let logits = builder.constant(
        "logits", [7, 10], .rotated((0..<30).map { $0 == 14 ? .nan : Double($0 % 7) }))
      let output = builder.output("probabilities", [7, 10], bound(range: 8, length: 10))
      builder.append(.softmax(Softmax(logits: logits, probabilities: output)))
    },
  ]

  private static func append(_ dimensions: [Int], to builder: CaseBuilder) {
    let name = "\(dimensions[0])x\(dimensions[1])"
    let logits = builder.constant("logits-\(name)", dimensions, .uniform(-4...4))
    let output = builder.output(
      "probabilities-\(name)", dimensions, bound(range: 8, length: dimensions[1]))
    builder.append(.softmax(Softmax(logits: logits, probabilities: output)))
  }

  private static let backward: [OperationCase] = [
    OperationCase("of rows", family: SoftmaxGradient.family, sizes: sizes, replicas: 5) { builder in
      for size in sizes { appendGradient([size, 10], to: builder) }
    },
    OperationCase("of channels", family: SoftmaxGradient.family, sizes: sizes) { builder in
      for size in sizes { appendGradient([3, size], to: builder) }
    },
    OperationCase("of columns", family: SoftmaxGradient.family, sizes: [33, 10], replicas: 1) {
      builder in
      let gradient = builder.state(
        "gradient", [33, 17], .uniform(-1...1), compared: .sum(of: 11))
      let probabilities = builder.constant("probabilities", [33, 14], .uniform(0...1))
      builder.append(
        .softmaxGradient(
          SoftmaxGradient(
            gradient: gradient.columns(5..<15), probabilities: probabilities.columns(1..<11))))
    },
  ]

  private static func appendGradient(_ dimensions: [Int], to builder: CaseBuilder) {
    let name = "\(dimensions[0])x\(dimensions[1])"
    let gradient = builder.state(
      "gradient-\(name)", dimensions, .uniform(-1...1), compared: .sum(of: dimensions[1] + 1))
    let probabilities = builder.constant("probabilities-\(name)", dimensions, .uniform(0...1))
    builder.append(
      .softmaxGradient(SoftmaxGradient(gradient: gradient, probabilities: probabilities)))
  }
}
