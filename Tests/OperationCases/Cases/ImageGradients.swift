import Programs

/// Gradients of convolutions, pooling and sums.
enum ImageGradients {
  static let all: [GradientCase] = convolutions + depthwise + pools + [residual]

  private static func bound(_ length: Int) -> Bound { LayerGradients.bound(length: length) }

  private static let convolutions: [GradientCase] = WindowCases.windows.enumerated().flatMap {
    number, window in
    let (images, channels, filters) = (2, [1, 3, 17][number % 3], [5, 2][number % 2])
    return [ConvolutionInputGradient.family, ConvolutionWeightGradient.family].map { family in
      GradientCase("of \(window)", family: family) { builder in
        let pixels = WindowCases.pixels(window, images, channels)
        let outputs = WindowCases.outputs(window, images, filters)
        let input = builder.constant("input", pixels, .uniform(-1...1))
        let weights = builder.constant(
          "weights", [window.count * channels, filters], .uniform(-1...1))
        let output = builder.state("output", outputs, .zeros)
        let gradient = builder.constant("gradient", outputs, .uniform(-1...1))
        builder.recorder.routine("forward") {
          builder.append(
            .convolution(
              Convolution(input: input, weights: weights, output: output, window: window)))
        }
        let isByInput = family == ConvolutionInputGradient.family
        let target = builder.state("result", isByInput ? pixels : weights.dimensions, .zeros)
        builder.recorder.routine("backward") {
          builder.append(
            isByInput
              ? .convolutionInputGradient(
                ConvolutionInputGradient(
                  gradient: gradient, weights: weights, inputGradient: target, window: window))
              : .convolutionWeightGradient(
                ConvolutionWeightGradient(
                  input: input, gradient: gradient, weightGradient: target, window: window)))
        }
        let length = isByInput ? window.count * filters : outputs[0]
        return GradientCase.Question(
          objective: .weightedSum(output, weights: gradient),
          variables: [
            .init(
              input: isByInput ? input : weights, gradient: target, bound: bound(length))
          ])
      }
    }
  }

  private static let depthwise: [GradientCase] = WindowCases.windows.enumerated().flatMap {
    number, window in
    let (images, channels) = (2, [1, 3, 17][number % 3])
    return [DepthwiseInputGradient.family, DepthwiseWeightGradient.family].map { family in
      GradientCase("of \(window)", family: family) { builder in
        let pixels = WindowCases.pixels(window, images, channels)
        let outputs = WindowCases.outputs(window, images, channels)
        let input = builder.constant("input", pixels, .uniform(-1...1))
        let weights = builder.constant("weights", [window.count, channels], .uniform(-1...1))
        let output = builder.state("output", outputs, .zeros)
        let gradient = builder.constant("gradient", outputs, .uniform(-1...1))
        builder.recorder.routine("forward") {
          builder.append(
            .depthwiseConvolution(
              DepthwiseConvolution(
                input: input, weights: weights, output: output, window: window)))
        }
        let isByInput = family == DepthwiseInputGradient.family
        let target = builder.state("result", isByInput ? pixels : weights.dimensions, .zeros)
        builder.recorder.routine("backward") {
          builder.append(
            isByInput
              ? .depthwiseInputGradient(
                DepthwiseInputGradient(
                  gradient: gradient, weights: weights, inputGradient: target, window: window))
              : .depthwiseWeightGradient(
                DepthwiseWeightGradient(
                  input: input, gradient: gradient, weightGradient: target, window: window)))
        }
        return GradientCase.Question(
          objective: .weightedSum(output, weights: gradient),
          variables: [
            .init(
              input: isByInput ? input : weights, gradient: target,
              bound: bound(isByInput ? window.count : outputs[0]))
          ])
      }
    }
  }

  /// Numbers no two of which are nearer than the differences that gradients are judged by.
  private static let distinct = CaseValues.function { replica, index in
    Double((index * 379 + replica * 101) % 1009) / 512
  }

  private static let pools: [GradientCase] = WindowCases.windows.enumerated().flatMap {
    number, window in
    [MaxPoolGradient.family, AveragePoolGradient.family].map { family in
      GradientCase("of \(window)", family: family) { builder in
        let pixels = WindowCases.pixels(window, 2, 3)
        let outputs = WindowCases.outputs(window, 2, 3)
        let input = builder.constant("input", pixels, distinct)
        let output = builder.state("output", outputs, .zeros)
        let places = builder.state("places", outputs, .zeros, .uint8)
        let gradient = builder.constant("gradient", outputs, .uniform(-1...1))
        let target = builder.state("result", pixels, .zeros)
        let (isMax, countsPadding) = (family == MaxPoolGradient.family, number % 2 == 0)
        builder.recorder.routine("forward") {
          builder.append(
            isMax
              ? .maxPool(MaxPool(input: input, output: output, places: places, window: window))
              : .averagePool(
                AveragePool(
                  input: input, output: output, window: window, countsPadding: countsPadding)))
        }
        builder.recorder.routine("backward") {
          builder.append(
            isMax
              ? .maxPoolGradient(
                MaxPoolGradient(
                  gradient: gradient, places: places, inputGradient: target, window: window))
              : .averagePoolGradient(
                AveragePoolGradient(
                  gradient: gradient, inputGradient: target, window: window,
                  countsPadding: countsPadding)))
        }
        return GradientCase.Question(
          objective: .weightedSum(output, weights: gradient),
          variables: [.init(input: input, gradient: target, bound: bound(window.count))])
      }
    }
  }

  /// A residual connection around tanh: the gradient is kept, goes through the branch, and is added.
  private static let residual = GradientCase("around a branch", family: Addition.family) {
    builder in
    let size = [9, 17]
    let input = builder.constant("input", size, .uniform(-1...1))
    let branch = builder.state("branch", size, .zeros)
    let output = builder.state("output", size, .zeros)
    let weights = builder.constant("weights", size, .uniform(-1...1))
    let gradient = builder.state("gradient", size, .zeros)
    builder.recorder.routine("forward") {
      builder.append(.addition(Addition(left: input, right: nil, output: branch)))
      builder.append(
        .biasActivation(BiasActivation(values: branch, bias: nil, activation: .tanh)))
      builder.append(.addition(Addition(left: branch, right: input, output: output)))
    }
    builder.recorder.routine("backward") {
      builder.append(.addition(Addition(left: weights, right: nil, output: gradient)))
      builder.append(
        .biasActivationGradient(
          BiasActivationGradient(
            gradient: gradient, source: branch, biasGradient: nil, activation: .tanh)))
      builder.append(.addition(Addition(left: gradient, right: weights, output: gradient)))
    }
    return GradientCase.Question(
      objective: .weightedSum(output, weights: weights),
      variables: [.init(input: input, gradient: gradient, bound: bound(2))])
  }
}
