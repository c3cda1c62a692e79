import Programs

/// Cases of `gemm`.
enum GemmCases {
  /// Rows, columns and length of the sums of one product.
  private struct Extent: Sendable {
    var m, n, k: Int
    var name: String { "\(m)x\(n)x\(k)" }
  }

  /// What a case of this family varies.
  private struct Form: Sendable {
    var transposeLeft = false
    var transposeRight = false
    var accumulate = false
    /// Elements before and columns around each operand's view.
    var margin = 0
    var name: String {
      (transposeLeft ? "T" : "N") + (transposeRight ? "T" : "N")
        + (accumulate ? " accumulating" : "") + (margin > 0 ? " in columns" : "")
    }
  }

  private static let forms: [Form] = [false, true].flatMap { left in
    [false, true].flatMap { right in
      [
        Form(transposeLeft: left, transposeRight: right),
        Form(transposeLeft: left, transposeRight: right, accumulate: true),
        Form(transposeLeft: left, transposeRight: right, margin: 5),
        Form(transposeLeft: left, transposeRight: right, accumulate: true, margin: 3),
      ]
    }
  }

  /// Every edge in every place, beside sizes that share no factor with it.
  private static let extents: [Extent] = OperationCase.edgeSizes.flatMap {
    [Extent(m: $0, n: 7, k: 9), Extent(m: 5, n: $0, k: 8), Extent(m: 6, n: 10, k: $0)]
  }

  static let all: [OperationCase] =
    forms.enumerated().map { number, form in
      OperationCase(
        "\(form.name) at edges", family: Gemm.family, sizes: OperationCase.edgeSizes,
        replicas: [3, 5, 1, 2][number % 4]
      ) { builder in
        for extent in extents { append(form, extent, to: builder) }
      }
    }
    + forms.map { form in
      OperationCase("\(form.name) of layers", family: Gemm.family, sizes: [32, 33, 64, 65]) {
        builder in
        for extent in [Extent(m: 32, n: 65, k: 257), Extent(m: 33, n: 64, k: 63)] {
          append(form, extent, to: builder)
        }
      }
    } + special

  private static let special: [OperationCase] = [
    OperationCase("of factors that all replicas share", family: Gemm.family, sizes: [33]) {
      builder in
      let left = builder.shared("left", [33, 17], .uniform(-1...1))
      let right = builder.constant("right", [17, 9], .uniform(-1...1))
      let output = builder.output("output", [33, 9], bound(17))
      builder.append(.gemm(Gemm(left: left, right: right, output: output)))
      let other = builder.shared("other", [9, 5], .uniform(-1...1))
      let product = builder.output("product", [33, 5], .sum(of: 40, magnitude: 9))
      builder.append(.gemm(Gemm(left: output, right: other, output: product)))
    },
    OperationCase("over what is not a number", family: Gemm.family, sizes: [33]) { builder in
      // The old contents take no part in a product that does not accumulate.
      let left = builder.constant("left", [33, 17], .uniform(-1...1))
      let right = builder.constant("right", [17, 65], .uniform(-1...1))
      let output = builder.state(
        "output", [33, 65], .list([.nan, .infinity, 1]), compared: bound(17))
      builder.append(.gemm(Gemm(left: left, right: right, output: output)))
    },
    OperationCase(
      "accumulating for three steps", family: Gemm.family, sizes: [31, 7], replicas: 5, steps: 3
    ) { builder in
      append(
        Form(transposeLeft: true, accumulate: true), Extent(m: 31, n: 7, k: 65), to: builder)
    },
    OperationCase("of one factor with itself", family: Gemm.family, sizes: [33]) { builder in
      let factor = builder.constant("factor", [33, 20], .uniform(-1...1))
      let output = builder.output("output", [33, 33], bound(20))
      builder.append(
        .gemm(Gemm(left: factor, right: factor, transposeRight: true, output: output)))
    },
    OperationCase("of a stack of rows", family: Gemm.family, sizes: [6, 7]) { builder in
      // Rows are all dimensions but the last: images are rows of pixels.
      let left = builder.constant("left", [2, 3, 7, 5], .uniform(-1...1))
      let right = builder.constant("right", [5, 8], .uniform(-1...1))
      let output = builder.output("output", [2, 3, 7, 8], bound(5))
      builder.append(.gemm(Gemm(left: left, right: right, output: output)))
    },
  ]

  private static func append(_ form: Form, _ extent: Extent, to builder: CaseBuilder) {
    let (m, n, k) = (extent.m, extent.n, extent.k)
    let left = view(
      form, form.transposeLeft ? [k, m] : [m, k],
      { builder.constant("left-\(extent.name)", $0, .uniform(-1...1)) })
    let right = view(
      form, form.transposeRight ? [n, k] : [k, n],
      { builder.constant("right-\(extent.name)", $0, .uniform(-1...1)) })
    let output = view(
      form, [m, n], { builder.output("output-\(extent.name)", $0, bound(k)) })
    builder.append(
      .gemm(
        Gemm(
          left: left, transposeLeft: form.transposeLeft, right: right,
          transposeRight: form.transposeRight, output: output, accumulate: form.accumulate)))
  }

  /// Products of factors in -1...1 are 1/4 in the mean.
  private static func bound(_ length: Int) -> Bound { .sum(of: length + 1, magnitude: 0.25) }

  /// The whole of a buffer, or columns of it that start some elements into it.
  private static func view(_ form: Form, _ dimensions: [Int], _ make: ([Int]) -> Tensor) -> Tensor {
    guard form.margin > 0 else { return make(dimensions) }
    let width = dimensions[1] + 2 * form.margin
    let buffer = make([(dimensions[0] + 1) * width]).buffer
    return Tensor(
      buffer: buffer, offset: width + form.margin, dimensions: dimensions, rowStride: width)
  }
}
