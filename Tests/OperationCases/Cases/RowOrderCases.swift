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
  ]

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
