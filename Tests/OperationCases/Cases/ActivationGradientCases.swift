import Programs

/// Cases of `bias-activation-gradient`.
enum ActivationGradientCases {
  private static let sizes = OperationCase.edgeSizes

  static let all: [OperationCase] = Activation.allCases.flatMap { activation in
    let family = BiasActivationGradient.family
    return [
      OperationCase("\(activation) of rows", family: family, sizes: sizes) { builder in
        for size in sizes { append(activation, [size, 7], to: builder) }
      },
      OperationCase("\(activation) of channels", family: family, sizes: sizes, replicas: 5) {
        builder in
        for size in sizes { append(activation, [3, size], to: builder) }
      },
      OperationCase("\(activation) without bias", family: family, sizes: sizes, replicas: 1) {
        builder in
        for size in sizes { append(activation, [2, size], hasBias: false, to: builder) }
      },
      OperationCase("\(activation) of columns", family: family, sizes: [33, 10]) { builder in
        let wide = builder.state("gradient", [33, 17], .uniform(-1...1), compared: bound)
        let outputs = builder.constant("outputs", [33, 12], values(of: activation))
        let gradients = builder.output("gradients", [40], .sum(of: 34))
        let biasGradient = Tensor(buffer: gradients.buffer, offset: 23, dimensions: [10])
        builder.append(
          .biasActivationGradient(
            BiasActivationGradient(
              gradient: wide.columns(5..<15), outputs: outputs.columns(2..<12),
              biasGradient: biasGradient, activation: activation)))
      },
      OperationCase("\(activation) of what is not finite", family: family, sizes: [32]) { builder in
        let gradient = builder.state(
          "gradient", [4, 8], .rotated([1, .nan, 0.5, .infinity, 0.25]), compared: bound)
        let outputs = builder.constant("outputs", [4, 8], .rotated([0.5]))
        let sums = builder.output("bias-gradient", [8], .sum(of: 4))
        builder.append(
          .biasActivationGradient(
            BiasActivationGradient(
              gradient: gradient, outputs: outputs, biasGradient: sums, activation: activation)))
      },
    ]
  }

  /// The derivative cancels near the ends of the range: the bound is by the gradient's size, 1.
  private static let bound = Bound.sum(of: 1, magnitude: 1, factor: 2)

  /// Outputs that the activation can have, its ends and zeros of both signs among them.
  private static func values(of activation: Activation) -> CaseValues {
    switch activation {
    case .identity: .uniform(-3...3)
    case .relu: .rotated([0, 1.5, -0.0, 0.25, 0, 1e-30, 3])
    case .sigmoid: .uniform(0...1)
    case .tanh: .uniform(-1...1)
    }
  }

  private static func append(
    _ activation: Activation, _ dimensions: [Int], hasBias: Bool = true, to builder: CaseBuilder
  ) {
    let name = "\(dimensions[0])x\(dimensions[1])"
    let gradient = builder.state(
      "gradient-\(name)", dimensions, .uniform(-1...1), compared: bound)
    let outputs = builder.constant("outputs-\(name)", dimensions, values(of: activation))
    let biasGradient =
      hasBias
      ? builder.output("bias-gradient-\(name)", [dimensions[1]], .sum(of: dimensions[0] + 1)) : nil
    builder.append(
      .biasActivationGradient(
        BiasActivationGradient(
          gradient: gradient, outputs: outputs, biasGradient: biasGradient, activation: activation))
    )
  }
}
