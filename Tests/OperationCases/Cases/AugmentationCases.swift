import Programs

/// Cases of `augmentation`.
enum AugmentationCases {
  private static let sizes = OperationCase.edgeSizes

  /// The strengths of five replicas: all at once, none, each of the others alone.
  private static let strengths: [[Double]] = [
    [2, 0.5, 0.3, 3], [0, 0, 0, 0], [3, 0, 0, 0], [0, 1, 0, 4], [1, 0.5, 1.5, 0],
  ]

  static let all: [OperationCase] = [
    OperationCase(
      "of images", family: Augmentation.family, sizes: sizes, replicas: 5,
      first: StepContext(step: 7)
    ) { builder in
      for size in sizes { append(images: size, 5, 4, channels: 1, "\(size)", builder) }
    },
    OperationCase("of channels", family: Augmentation.family, sizes: sizes) { builder in
      for size in sizes { append(images: 2, 3, 4, channels: size, "\(size)", builder) }
    },
    OperationCase("of one replica", family: Augmentation.family, sizes: [28], replicas: 1) {
      builder in append(images: 5, 28, 28, channels: 1, "28", builder)
    },
    OperationCase("of columns", family: Augmentation.family, sizes: [7], replicas: 5, steps: 3) {
      builder in append(images: 3, 7, 6, channels: 3, "7", builder, margin: 2)
    },
  ]

  /// Positions are off by roundings of numbers up to 30; pixels differ by up to 2.
  private static let bound = Bound.sum(of: 40, magnitude: 4)

  private static func append(
    images: Int, _ height: Int, _ width: Int, channels: Int, _ name: String,
    _ builder: CaseBuilder, margin: Int = 0
  ) {
    let dimensions = [images * height * width, channels + 2 * margin]
    func view(_ whole: Tensor) -> Tensor { whole.columns(margin..<margin + channels) }
    builder.append(
      .augmentation(
        Augmentation(
          input: view(builder.constant("input-\(name)", dimensions, .uniform(-1...1))),
          output: view(builder.output("output-\(name)", dimensions, bound)), height: height,
          width: width,
          settings: builder.constant(
            "settings-\(name)", [4], .function { replica, index in strengths[replica % 5][index] }),
          seed: builder.constant("seed-\(name)", [2], .words, .uint32))))
  }
}
