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
    ("of windows", windows, 3), ("at edges", edges, 5), ("in blocks", blocks, 1),
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
    + [Activation.relu, .tanh, .silu].map { activation in
      OperationCase("with \(activation)", family: Convolution.family, sizes: []) { builder in
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
                  activation: activation, preactivation: kept))))
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

  private static let columns: [OperationCase] = [
    OperationCase("of columns", family: Convolution.family, sizes: [33]) { builder in
      for (number, window) in WindowCases.windows.enumerated() {
        let input = wide(builder, "input-\(number)", window.inputCount)
        let output = builder.output(
          "output-\(number)", [2 * window.outputCount, 40], bound(window.count * 16)
        ).columns(5..<38)
        let weights = random(builder, "weights-\(number)", [window.count * 16, 36])
        builder.append(
          .convolution(
            Convolution(
              input: input.columns(3..<19), weights: weights.columns(2..<35), output: output,
              window: window,
              epilogue: BiasActivation(
                values: output, bias: weights.elements(1..<34), activation: .relu6))))
      }
    },
    OperationCase("of columns", family: ConvolutionInputGradient.family, sizes: [17]) { builder in
      for (number, window) in WindowCases.windows.enumerated() {
        let gradient = wide(builder, "gradient-\(number)", window.outputCount)
        let target = builder.output(
          "input-gradient-\(number)", [2 * window.inputCount, 40], bound(window.count * 17 + 36))
        let weights = random(builder, "weights-\(number)", [window.count * 18, 19]).columns(1..<18)
        for (first, accumulate) in [(1, false), (20, true)] {
          builder.append(
            .convolutionInputGradient(
              ConvolutionInputGradient(
                gradient: gradient.columns(2..<19), weights: weights,
                inputGradient: target.columns(first..<first + 18), window: window,
                accumulate: accumulate)))
        }
      }
    },
    OperationCase("of columns", family: ConvolutionWeightGradient.family, sizes: [17]) { builder in
      for (number, window) in WindowCases.windows.enumerated() {
        let target = builder.output(
          "weight-gradient-\(number)", [window.count * 16, 20], bound(2 * window.outputCount))
        builder.append(
          .convolutionWeightGradient(
            ConvolutionWeightGradient(
              input: wide(builder, "input-\(number)", window.inputCount).columns(3..<19),
              gradient: wide(builder, "gradient-\(number)", window.outputCount).columns(1..<18),
              weightGradient: target.columns(2..<19), window: window)))
      }
    },
  ]

  /// Two images in rows of 20 columns.
  private static func wide(_ builder: CaseBuilder, _ name: String, _ pixels: Int) -> Tensor {
    random(builder, name, [2 * pixels, 20])
  }
}
