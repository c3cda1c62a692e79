import Programs

/// Cases of `leaky-rectifier` and `leaky-rectifier-gradient`.
enum LeakyRectifierCases {
  private static let sizes = OperationCase.edgeSizes

  static let all: [OperationCase] = forward + backward

  /// What has a slope of its own.
  private enum Slopes: String, CaseIterable { case replica, channel, element }

  private static let forward: [OperationCase] = Slopes.allCases.enumerated().flatMap {
    number, slopes in
    let family = LeakyRectifier.family
    return [
      OperationCase(
        "of rows, by \(slopes)", family: family, sizes: sizes, replicas: [1, 3, 5][number]
      ) { builder in
        for size in sizes { forward([size, 7], slopes, builder) }
      },
      OperationCase("of channels, by \(slopes)", family: family, sizes: sizes) { builder in
        for size in sizes { forward([3, size], slopes, builder) }
      },
      OperationCase("of columns, by \(slopes)", family: family, sizes: [33, 10]) { builder in
        let input = builder.constant("input", [33, 17], values)
        let output = builder.output("output", [33, 14], .rounding(2))
        let flat = builder.constant("slopes", [33, 21], .uniform(-0.5...0.5))
        builder.append(
          .leakyRectifier(
            LeakyRectifier(
              input: input.columns(5..<15), output: output.columns(1..<11),
              slope: part(slopes, of: flat))))
      },
    ]
  }

  private static let backward: [OperationCase] = Slopes.allCases.enumerated().flatMap {
    number, slopes in
    let family = LeakyRectifierGradient.family
    return [
      OperationCase(
        "of rows, by \(slopes)", family: family, sizes: sizes, replicas: [1, 3, 5][number]
      ) { builder in
        for size in sizes { backward([size, 7], slopes, builder) }
      },
      OperationCase("of channels, by \(slopes)", family: family, sizes: sizes) { builder in
        for size in sizes { backward([3, size], slopes, builder) }
      },
      OperationCase("of columns, by \(slopes)", family: family, sizes: [33, 10]) { builder in
        let gradient = builder.state(
          "gradient", [33, 17], .uniform(-1...1), compared: .rounding(2))
        let input = builder.constant("input", [33, 12], values)
        let flat = builder.constant("slopes", [33, 21], .uniform(-0.5...0.5))
        let gradients = builder.output("gradients", [40], .sum(of: 33, magnitude: 3))
        builder.append(
          .leakyRectifierGradient(
            LeakyRectifierGradient(
              gradient: gradient.columns(5..<15), input: input.columns(2..<12),
              slope: part(slopes, of: flat),
              slopeGradient: slopes == .channel ? gradients.elements(23..<33) : nil)))
      },
    ]
  }

  /// Both signs, and zeros of both signs.
  private static let values = CaseValues.function { replica, index in
    switch (index + replica) % 23 {
    case 5: 0
    case 9: -0.0
    default: Double((index * 7 + replica * 3) % 29 - 14) / 4
    }
  }

  /// Slopes as a part of a tensor [33, 21], for 33 rows of 10 channels.
  private static func part(_ slopes: Slopes, of flat: Tensor) -> Tensor {
    switch slopes {
    case .replica: flat.elements(50..<51)
    case .channel: flat.elements(100..<110)
    case .element: flat.columns(7..<17)
    }
  }

  private static func slopes(
    _ slopes: Slopes, _ dimensions: [Int], _ builder: CaseBuilder
  ) -> Tensor {
    let shape =
      switch slopes {
      case .replica: [1]
      case .channel: [dimensions[1]]
      case .element: dimensions
      }
    return builder.constant("slope-\(dimensions[0])x\(dimensions[1])", shape, .uniform(-0.5...0.5))
  }

  private static func forward(_ dimensions: [Int], _ kind: Slopes, _ builder: CaseBuilder) {
    let name = "\(dimensions[0])x\(dimensions[1])"
    builder.append(
      .leakyRectifier(
        LeakyRectifier(
          input: builder.constant("input-\(name)", dimensions, values),
          output: builder.output("output-\(name)", dimensions, .rounding(2)),
          slope: slopes(kind, dimensions, builder))))
  }

  private static func backward(_ dimensions: [Int], _ kind: Slopes, _ builder: CaseBuilder) {
    let name = "\(dimensions[0])x\(dimensions[1])"
    builder.append(
      .leakyRectifierGradient(
        LeakyRectifierGradient(
          gradient: builder.state(
            "gradient-\(name)", dimensions, .uniform(-1...1), compared: .rounding(2)),
          input: builder.constant("input-\(name)", dimensions, values),
          slope: slopes(kind, dimensions, builder),
          slopeGradient: kind == .channel
            ? builder.output(
              "by-slope-\(name)", [dimensions[1]], .sum(of: dimensions[0], magnitude: 3.5)) : nil)))
  }
}

/// Cases of `uniform-draw`.
enum UniformDrawCases {
  private static let sizes = OperationCase.edgeSizes

  static let all: [OperationCase] = [
    OperationCase("of rows", family: UniformDraw.family, sizes: sizes) { builder in
      each(builder) { [$0, 3] }
    },
    OperationCase(
      "at a late step", family: UniformDraw.family, sizes: sizes, replicas: 5,
      first: StepContext(step: 123_456, batch: 9, row: 99)
    ) { builder in each(builder) { [$0] } },
    OperationCase("of one replica", family: UniformDraw.family, sizes: sizes, replicas: 1) {
      builder in each(builder) { [3, $0] }
    },
    OperationCase("of a part of a buffer", family: UniformDraw.family, sizes: [33]) { builder in
      let output = builder.output("output", [60], bound)
      append(output.elements(5..<38), stream: 3, builder)
      append(output.elements(40..<59), stream: 4, builder)
    },
  ]

  private static let bound = Bound.rounding(2)

  private static func each(_ builder: CaseBuilder, _ dimensions: (Int) -> [Int]) {
    for size in sizes {
      append(builder.output("output-\(size)", dimensions(size), bound), stream: size, builder)
    }
  }

  private static func append(_ output: Tensor, stream: Int, _ builder: CaseBuilder) {
    let seed = builder.constant("seed-\(stream)", [2], .words, .uint32)
    builder.append(
      .uniformDraw(
        UniformDraw(
          output: output, lower: 0.125, upper: 1 / 3, seed: seed, stream: .slopes(stream))))
  }
}
