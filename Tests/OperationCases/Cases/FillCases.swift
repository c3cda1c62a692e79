import Programs

/// Cases of `fill`.
enum FillCases {
  private static let sizes = OperationCase.edgeSizes

  static let all: [OperationCase] =
    [0, -1.5, Float.infinity, Float.nan].map { value in
      OperationCase("with \(value)", family: Fill.family, sizes: sizes) { builder in
        for size in sizes {
          let output = builder.output("output-\(size)", [size], .exact)
          builder.append(.fill(Fill(output: output, value: value)))
        }
      }
    } + [
      OperationCase("of a part of a buffer", family: Fill.family, sizes: sizes, replicas: 5) {
        builder in
        for size in sizes {
          let output = builder.output("output-\(size)", [size + 8], .exact)
          let part = Tensor(buffer: output.buffer, offset: 3, dimensions: [size])
          builder.append(.fill(Fill(output: part, value: 4)))
        }
      },
      OperationCase("of rows", family: Fill.family, sizes: [33, 7], replicas: 1) { builder in
        let output = builder.output("output", [33, 7], .exact)
        builder.append(.fill(Fill(output: output, value: 2)))
      },
    ]
}
