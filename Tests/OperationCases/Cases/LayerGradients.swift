import Programs

/// Gradients of layers: matrix products, activations, dropout, softmax.
enum LayerGradients {
  static let all: [GradientCase] =
    activations + products + [dropout] + softmax + batchNorm + rectifiers

  /// Single precision against a central difference of numbers near 1.
  static func bound(length: Int) -> Bound { .sum(of: length + 4, magnitude: 2) }

  private static let activations: [GradientCase] = Activation.allCases.flatMap { activation in
    [[7, 5], [33, 3], [1, 65]].map { size in
      GradientCase(
        "\(activation) of \(size[0])x\(size[1])", family: BiasActivationGradient.family
      ) { builder in
        // Sums of these are never nearer to a corner than 1/16.
        let values = builder.state("values", size, grid(shift: 0.0625))
        let kept =
          activation.needsPreactivation ? builder.state("preactivation", size, .zeros) : nil
        let bias = builder.constant("bias", [size[1]], grid(shift: 0))
        let slope = size[0] == 1 ? nil : ActivationCases.slope(of: activation, builder)
        let gradient = builder.state("gradient", size, .uniform(-1...1))
        let biasGradient = builder.state("bias-gradient", [size[1]], .zeros)
        builder.recorder.routine("forward") {
          builder.append(
            .biasActivation(
              BiasActivation(
                values: values, bias: bias, activation: activation, slope: slope,
                preactivation: kept)))
        }
        builder.recorder.routine("backward") {
          builder.append(
            .biasActivationGradient(
              BiasActivationGradient(
                gradient: gradient, source: kept ?? values, biasGradient: biasGradient,
                activation: activation, slope: slope)))
        }
        return GradientCase.Question(
          objective: .weightedSum(values, weights: gradient),
          variables: [
            .init(input: values, gradient: gradient, bound: bound(length: 1)),
            .init(input: bias, gradient: biasGradient, bound: bound(length: size[0])),
          ])
      }
    }
  }

  /// Multiples of 1/8 in -2 ..< 2, moved by `shift`.
  static func grid(shift: Double) -> CaseValues {
    .function { replica, index in
      Double((index * 13 + replica * 5 + index / 7) % 32 - 16) / 8 + shift
    }
  }

  private static let products: [GradientCase] = [false, true].flatMap { transposeLeft in
    [false, true].map { transposeRight in
      GradientCase(
        (transposeLeft ? "T" : "N") + (transposeRight ? "T" : "N"), family: Gemm.family
      ) { builder in product(builder, transposeLeft, transposeRight) }
    }
  }

  private static func product(
    _ builder: CaseBuilder, _ transposeLeft: Bool, _ transposeRight: Bool
  ) -> GradientCase.Question {
    let (m, n, k) = (7, 5, 33)
    func leftFactor(_ name: String, _ values: CaseValues) -> Tensor {
      builder.state(name, transposeLeft ? [k, m] : [m, k], values)
    }
    func rightFactor(_ name: String, _ values: CaseValues) -> Tensor {
      builder.state(name, transposeRight ? [n, k] : [k, n], values)
    }
    let left = leftFactor("left", .uniform(-1...1))
    let right = rightFactor("right", .uniform(-1...1))
    let output = builder.state("output", [m, n], .zeros)
    let gradient = builder.constant("gradient", [m, n], .uniform(-1...1))
    let leftGradient = leftFactor("left-gradient", .zeros)
    let rightGradient = rightFactor("right-gradient", .zeros)
    builder.recorder.routine("forward") {
      builder.append(
        .gemm(
          Gemm(
            left: left, transposeLeft: transposeLeft, right: right, transposeRight: transposeRight,
            output: output)))
    }
    builder.recorder.routine("backward") {
      // The left factor's gradient is G op(B)ᵀ, or its transpose op(B) Gᵀ; the right's is op(A)ᵀ G,
      // or Gᵀ op(A).
      builder.append(
        .gemm(
          transposeLeft
            ? Gemm(
              left: right, transposeLeft: transposeRight, right: gradient, transposeRight: true,
              output: leftGradient)
            : Gemm(
              left: gradient, right: right, transposeRight: !transposeRight, output: leftGradient)))
      builder.append(
        .gemm(
          transposeRight
            ? Gemm(
              left: gradient, transposeLeft: true, right: left, transposeRight: transposeLeft,
              output: rightGradient)
            : Gemm(
              left: left, transposeLeft: !transposeLeft, right: gradient, output: rightGradient)))
    }
    return GradientCase.Question(
      objective: .weightedSum(output, weights: gradient),
      variables: [
        .init(input: left, gradient: leftGradient, bound: bound(length: n)),
        .init(input: right, gradient: rightGradient, bound: bound(length: m)),
      ])
  }

  private static let dropout = GradientCase(
    "of 9x7", family: Dropout.family, replicas: 3, context: StepContext(step: 5)
  ) { builder in
    let rate = builder.constant("rate", [1], .byReplica([0.5, 0, 0.2]))
    let seed = builder.constant("seed", [2], .words, .uint32)
    let input = builder.constant("input", [9, 7], .uniform(-1...1))
    let output = builder.state("output", [9, 7], .zeros)
    let gradient = builder.state("gradient", [9, 7], .uniform(-1...1))
    let inputGradient = builder.state("input-gradient", [9, 7], .zeros)
    for (name, from, to) in [
      ("forward", input, output), ("backward", gradient, inputGradient),
    ] {
      builder.recorder.routine(name) {
        builder.append(
          .dropout(
            Dropout(input: from, output: to, rate: rate, seed: seed, stream: .dropout(2))))
      }
    }
    return GradientCase.Question(
      objective: .weightedSum(output, weights: gradient),
      variables: [.init(input: input, gradient: inputGradient, bound: bound(length: 1))])
  }

  private static let softmax: [GradientCase] = [[5, 7], [3, 33], [31, 1]].map { size in
    GradientCase("of \(size[0])x\(size[1])", family: SoftmaxGradient.family) { builder in
      let logits = builder.constant("logits", size, .uniform(-3...3))
      let probabilities = builder.state("probabilities", size, .zeros)
      let gradient = builder.state("gradient", size, .uniform(-1...1))
      builder.recorder.routine("forward") {
        builder.append(.softmax(Softmax(logits: logits, probabilities: probabilities)))
      }
      builder.recorder.routine("backward") {
        builder.append(
          .softmaxGradient(SoftmaxGradient(gradient: gradient, probabilities: probabilities)))
      }
      return GradientCase.Question(
        objective: .weightedSum(probabilities, weights: gradient),
        variables: [.init(input: logits, gradient: gradient, bound: bound(length: size[1]))])
    }
  }
}
