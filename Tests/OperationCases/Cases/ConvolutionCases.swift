import Programs

/// Cases of `convolution` and of its gradients.
enum ConvolutionCases {
  private static let sizes = OperationCase.edgeSizes

  /// Extents of one convolution.
  private struct Extent: Sendable {
    var window: Window
    var images, channels, filters: Int
    var pixels: [Int] { WindowCases.pixels(window, images, channels) }
    var outputs: [Int] { WindowCases.outputs(window, images, filters) }
    var weights: [Int] { [window.count * channels, filters] }
    /// The length of a sum over a patch, and over all outputs.
    var patch: Int { window.count * channels }
  }

  /// Every window, with channels on both sides of a vector.
  private static let windows: [Extent] = WindowCases.windows.enumerated().map { number, window in
    Extent(
      window: window, images: 2 + number % 2, channels: [1, 3, 16, 19][number % 4],
      filters: [7, 16, 2][number % 3])
  }

  /// Every edge in every place.
  private static let edges: [Extent] = sizes.flatMap {
    [
      Extent(window: WindowCases.single, images: $0, channels: 2, filters: 3),
      Extent(window: WindowCases.small, images: 1, channels: $0, filters: 5),
      Extent(window: WindowCases.small, images: 2, channels: 3, filters: $0),
    ]
  }

  /// Patches that are laid out in several blocks, wide and narrow ones, and in several tiles.
  private static let blocks: [Extent] = [
    Extent(
      window: Window(inputHeight: 9, inputWidth: 8, size: 3, padding: .same), images: 5,
      channels: 2, filters: 3),
    Extent(
      window: Window(inputHeight: 5, inputWidth: 5, size: 3, padding: .same), images: 2,
      channels: 257, filters: 2),
  ]
  private static let tiles: [Extent] = [
    Extent(
      window: Window(inputHeight: 16, inputWidth: 16, size: 3, padding: .same), images: 31,
      channels: 31, filters: 1)
  ]

  /// The groups of extents and what they are run with.
  private static let groups: [(name: String, extents: [Extent], replicas: Int)] = [
    ("of windows", windows, 3), ("at edges", edges, 5), ("in blocks", blocks, 3),
    ("in tiles", tiles, 2),
  ]

  static let all: [OperationCase] = forward + inputGradients + weightGradients + columns

  private static func each(
    _ family: String, _ append: @escaping @Sendable (Extent, String, CaseBuilder) -> Void
  ) -> [OperationCase] {
    groups.map { group in
      let (extents, isEdges) = (group.extents, group.name == "at edges")
      return OperationCase(
        group.name, family: family, sizes: isEdges ? sizes : [], replicas: group.replicas
      ) { builder in
        for (number, extent) in extents.enumerated() { append(extent, "\(number)", builder) }
      }
    }
  }

  private static func random(_ builder: CaseBuilder, _ name: String, _ dimensions: [Int]) -> Tensor
  {
    builder.constant(name, dimensions, .uniform(-1...1))
  }

  /// Products of factors in -1...1.
  private static func bound(_ length: Int) -> Bound { .sum(of: length + 4, magnitude: 0.5) }

  // MARK: Forward

  private static let forward: [OperationCase] =
    each(Convolution.family) { extent, name, builder in
      let output = builder.output("output-\(name)", extent.outputs, bound(extent.patch))
      builder.append(
        .convolution(
          Convolution(
            input: random(builder, "input-\(name)", extent.pixels),
            weights: random(builder, "weights-\(name)", extent.weights), output: output,
            window: extent.window)))
    }
    + [Activation.leakyReLU, .tanh, .silu].map { activation in
      OperationCase("with \(activation)", family: Convolution.family, sizes: []) { builder in
        let slope = ActivationCases.slope(of: activation, builder)
        for (number, extent) in (windows + blocks).enumerated() {
          let output = builder.output("output-\(number)", extent.outputs, bound(extent.patch))
          let kept =
            activation.needsPreactivation
            ? builder.output("preactivation-\(number)", extent.outputs, bound(extent.patch)) : nil
          builder.append(
            .convolution(
              Convolution(
                input: random(builder, "input-\(number)", extent.pixels),
                weights: random(builder, "weights-\(number)", extent.weights), output: output,
                window: extent.window,
                epilogue: BiasActivation(
                  values: output, bias: random(builder, "bias-\(number)", [extent.filters]),
                  activation: activation, slope: slope, preactivation: kept))))
        }
      }
    }

  // MARK: Gradients

  /// How often a pixel is seen at most, times the filters.
  private static func seen(_ extent: Extent) -> Int { extent.window.count * extent.filters }

  private static let inputGradients: [OperationCase] =
    each(ConvolutionInputGradient.family) { extent, name, builder in
      builder.append(
        .convolutionInputGradient(
          ConvolutionInputGradient(
            gradient: random(builder, "gradient-\(name)", extent.outputs),
            weights: random(builder, "weights-\(name)", extent.weights),
            inputGradient: builder.output(
              "input-gradient-\(name)", extent.pixels, bound(seen(extent))),
            window: extent.window)))
    } + [
      OperationCase("adding", family: ConvolutionInputGradient.family, sizes: [], steps: 2) {
        builder in
        for (number, extent) in (windows + blocks).enumerated() {
          builder.append(
            .convolutionInputGradient(
              ConvolutionInputGradient(
                gradient: random(builder, "gradient-\(number)", extent.outputs),
                weights: random(builder, "weights-\(number)", extent.weights),
                inputGradient: builder.output(
                  "input-gradient-\(number)", extent.pixels, bound(2 * seen(extent) + 36)),
                window: extent.window, accumulate: true)))
        }
      }
    ]

  private static let weightGradients: [OperationCase] =
    each(ConvolutionWeightGradient.family) { extent, name, builder in
      builder.append(
        .convolutionWeightGradient(
          ConvolutionWeightGradient(
            input: random(builder, "input-\(name)", extent.pixels),
            gradient: random(builder, "gradient-\(name)", extent.outputs),
            weightGradient: builder.output(
              "weight-gradient-\(name)", extent.weights, bound(extent.outputs[0])),
            window: extent.window)))
    }

  // MARK: Columns of wider tensors

  /// Every window, then several blocks and several tiles.
  private static let columnGroups: [(name: String, extents: [Extent], replicas: Int)] = [
    (
      "of columns",
      WindowCases.windows.map { Extent(window: $0, images: 2, channels: 18, filters: 33) }, 3
    ),
    ("of columns in blocks and tiles", [blocks[0]] + tiles, 1),
  ]

  private static let columns: [OperationCase] = columnGroups.flatMap { group in
    [
      (Convolution.family, forwardOfColumns),
      (ConvolutionInputGradient.family, inputGradientsOfColumns),
      (ConvolutionWeightGradient.family, weightGradientOfColumns),
    ].map { family, append in
      OperationCase(group.name, family: family, sizes: [33], replicas: group.replicas) { builder in
        for (number, extent) in group.extents.enumerated() { append(extent, "\(number)", builder) }
      }
    }
  }

  /// A product and an epilogue whose bias lies in the memory of the weights.
  private static func forwardOfColumns(_ extent: Extent, _ name: String, _ builder: CaseBuilder) {
    let filters = extent.filters
    let output = view(of: extent.outputs, from: 5) {
      builder.output("output-\(name)", $0, bound(extent.patch))
    }
    let weights = random(builder, "weights-\(name)", [extent.weights[0], filters + 3])
    builder.append(
      .convolution(
        Convolution(
          input: view(of: extent.pixels, from: 3) { random(builder, "input-\(name)", $0) },
          weights: weights.columns(2..<2 + filters), output: output, window: extent.window,
          epilogue: BiasActivation(
            values: output, bias: weights.elements(1..<1 + filters), activation: .relu6))))
  }

  /// Two gradients side by side, the second one added to what is there.
  private static func inputGradientsOfColumns(
    _ extent: Extent, _ name: String, _ builder: CaseBuilder
  ) {
    let channels = extent.channels
    let gradient = view(of: extent.outputs, from: 2) { random(builder, "gradient-\(name)", $0) }
    let weights = view(of: extent.weights, from: 1) { random(builder, "weights-\(name)", $0) }
    let target = builder.output(
      "input-gradient-\(name)", [extent.pixels[0], 2 * channels + 4], bound(seen(extent) + 36))
    for (first, accumulate) in [(1, false), (channels + 2, true)] {
      builder.append(
        .convolutionInputGradient(
          ConvolutionInputGradient(
            gradient: gradient, weights: weights,
            inputGradient: target.columns(first..<first + channels), window: extent.window,
            accumulate: accumulate)))
    }
  }

  private static func weightGradientOfColumns(
    _ extent: Extent, _ name: String, _ builder: CaseBuilder
  ) {
    builder.append(
      .convolutionWeightGradient(
        ConvolutionWeightGradient(
          input: view(of: extent.pixels, from: 3) { random(builder, "input-\(name)", $0) },
          gradient: view(of: extent.outputs, from: 1) { random(builder, "gradient-\(name)", $0) },
          weightGradient: view(of: extent.weights, from: 2) {
            builder.output("weight-gradient-\(name)", $0, bound(extent.outputs[0]))
          }, window: extent.window)))
  }

  /// Columns from `first` on of rows that have 7 more.
  private static func view(
    of dimensions: [Int], from first: Int, _ make: ([Int]) -> Tensor
  ) -> Tensor {
    make([dimensions[0], dimensions[1] + 7]).columns(first..<first + dimensions[1])
  }
}
