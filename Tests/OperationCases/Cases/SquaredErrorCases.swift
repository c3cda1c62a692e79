import Programs

/// Cases of `squared-error`.
enum SquaredErrorCases {
  private static let family = SquaredError.family
  private static let sizes = OperationCase.edgeSizes

  static let all: [OperationCase] =
    [true, false].flatMap { targetsAreLabels in
      let kind = targetsAreLabels ? "labels" : "values"
      return [
        OperationCase("of rows with \(kind)", family: family, sizes: sizes) { builder in
          for size in sizes { append([size, 10], targetsAreLabels, to: builder) }
        },
        OperationCase("of channels with \(kind)", family: family, sizes: sizes, replicas: 5) {
          builder in
          for size in sizes { append([7, size], targetsAreLabels, to: builder) }
        },
        OperationCase("without gradient with \(kind)", family: family, sizes: sizes, replicas: 1) {
          builder in
          for size in sizes {
            append([size, 3], targetsAreLabels, hasGradient: false, to: builder)
          }
        },
        OperationCase("for five steps with \(kind)", family: family, sizes: [33], steps: 5) {
          builder in append([33, 10], targetsAreLabels, to: builder)
        },
      ]
    } + [
      OperationCase("of columns", family: family, sizes: [33, 10]) { builder in
        let predictions = builder.constant("predictions", [33, 17], .uniform(-1...2))
        let labels = builder.constant("labels", [33], .integers(0..<10), .int32)
        let gradient = builder.output("gradient", [33, 12], .rounding(4))
        let metrics = builder.metrics(loss: .sum(of: 43, magnitude: 4))
        builder.append(
          .squaredError(
            SquaredError(
              predictions: predictions.columns(4..<14), targets: labels,
              gradient: gradient.columns(1..<11), metrics: metrics)))
      },
      OperationCase("of ties", family: family, sizes: [64, 4]) { builder in
        let predictions = builder.constant(
          "predictions", [64, 4], .rotated([1, 3, 3, -1, 2, 2, 2, 2, -4, -4, -5, -4]))
        let labels = builder.constant("labels", [64], .rotated([0, 1, 2, 3, 1, 0, 2]), .int32)
        let metrics = builder.metrics(loss: .sum(of: 68, magnitude: 25))
        builder.append(
          .squaredError(
            SquaredError(
              predictions: predictions, targets: labels, gradient: nil, metrics: metrics)))
      },
      OperationCase("of labels that are no class", family: family, sizes: [33, 10]) { builder in
        let predictions = builder.constant("predictions", [33, 10], .uniform(-2...2))
        let labels = builder.constant("labels", [33], .withStrays(classes: 10), .int32)
        let gradient = builder.output("gradient", [33, 10], .rounding(4))
        let metrics = builder.metrics(loss: .sum(of: 43, magnitude: 9))
        builder.append(
          .squaredError(
            SquaredError(
              predictions: predictions, targets: labels, gradient: gradient, metrics: metrics)))
      },
      OperationCase("of a long epoch", family: family, sizes: [1], steps: 3001) { builder in
        // Each loss and absolute error is exact and far below the rounding of the sum it is added to,
        // which loses nothing.
        let predictions = builder.constant(
          "predictions", [1, 1], .byReplica([0.375, 0.625, 0.875]))
        let targets = builder.constant("targets", [1, 1], .zeros)
        let metrics = builder.metrics(loss: .exact, start: CaseBuilder.largeSums)
        builder.append(
          .squaredError(
            SquaredError(
              predictions: predictions, targets: targets, gradient: nil, metrics: metrics)))
      },
      OperationCase("of a hit", family: family, sizes: [1], replicas: 2) { builder in
        let targets = builder.constant("targets", [1, 1], .uniform(-2...2))
        let gradient = builder.output("gradient", [1, 1], .exact)
        let metrics = builder.metrics(loss: .exact)
        builder.append(
          .squaredError(
            SquaredError(
              predictions: targets, targets: targets, gradient: gradient, metrics: metrics)))
      },
    ]

  private static func append(
    _ dimensions: [Int], _ targetsAreLabels: Bool, hasGradient: Bool = true,
    to builder: CaseBuilder
  ) {
    let name = "\(dimensions[0])x\(dimensions[1])"
    let (rows, channels) = (dimensions[0], dimensions[1])
    let predictions = builder.constant("predictions-\(name)", dimensions, .uniform(-2...2))
    let targets =
      targetsAreLabels
      ? builder.constant("labels-\(name)", [rows], .integers(0..<channels), .int32)
      : builder.constant("targets-\(name)", dimensions, .uniform(-1...1))
    let metrics = builder.metrics(
      "metrics-\(name)", loss: .sum(of: rows + channels, magnitude: 9),
      absolute: targetsAreLabels ? .exact : .sum(of: rows + channels, magnitude: 3))
    let gradient = builder.output("gradient-\(name)", dimensions, .rounding(4))
    builder.append(
      .squaredError(
        SquaredError(
          predictions: predictions, targets: targets, gradient: hasGradient ? gradient : nil,
          metrics: metrics)))
  }
}
