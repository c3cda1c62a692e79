import Programs

/// Cases of `bias-activation-gradient`.
enum ActivationGradientCases {
  private static let sizes = OperationCase.edgeSizes

  static let all: [OperationCase] = shapes + extremes

  private static let family = BiasActivationGradient.family

  private static let shapes: [OperationCase] = Activation.allCases.flatMap { activation in
    let bound = bound(of: activation)
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
        let source = builder.constant("source", [33, 12], values(of: activation))
        let gradients = builder.output("gradients", [40], .sum(of: 34))
        let biasGradient = Tensor(buffer: gradients.buffer, offset: 23, dimensions: [10])
        builder.append(
          .biasActivationGradient(
            BiasActivationGradient(
              gradient: wide.columns(5..<15), source: source.columns(2..<12),
              biasGradient: biasGradient, activation: activation,
              slope: ActivationCases.slope(of: activation, builder))))
      },
      OperationCase("\(activation) of what is not finite", family: family, sizes: [32]) { builder in
        let gradient = builder.state(
          "gradient", [4, 8], .rotated([1, .nan, 0.5, .infinity, 0.25]), compared: bound)
        let source = builder.constant("source", [4, 8], .rotated([0.5]))
        let sums = builder.output("bias-gradient", [8], .sum(of: 4))
        builder.append(
          .biasActivationGradient(
            BiasActivationGradient(
              gradient: gradient, source: source, biasGradient: sums, activation: activation)))
      },
    ]
  }

  /// Pre-activations that are large or not finite, where factors of the derivative overflow.
  private static let extremes: [OperationCase] =
    Activation.allCases.filter(\.needsPreactivation).map { activation in
      OperationCase("\(activation) of extremes", family: family, sizes: [64]) { builder in
        let gradient = builder.state(
          "gradient", [8, 8], .uniform(-1...1), compared: bound(of: activation))
        let source = builder.constant(
          "source", [8, 8],
          .rotated([
            .infinity, -.infinity, .nan, 1e30, -1e30, 80, -80, 20, -20, 14, -14, 9, -9, 3.25, -3.25,
            6, -6, 0, -0.0, 1e-30, -1e-30,
          ]))
        builder.append(
          .biasActivationGradient(
            BiasActivationGradient(
              gradient: gradient, source: source, biasGradient: nil, activation: activation)))
      }
    }

  /// The derivative cancels near the ends of the range: the bound is by the gradient's size, 1.
  private static func bound(of activation: Activation) -> Bound {
    .sum(of: 1, magnitude: 1, factor: activation.needsPreactivation ? 4 : 2)
  }

  /// Outputs that the activation can have, its ends and zeros of both signs among them, or pre-activations.
  static func values(of activation: Activation) -> CaseValues {
    switch activation {
    case .identity: .uniform(-3...3)
    case .relu, .leakyReLU: .rotated([0, 1.5, -0.0, 0.25, -1.75, 1e-30, 3])
    case .sigmoid: .uniform(0...1)
    case .tanh: .uniform(-1...1)
    case .elu: .uniform(-1...2)
    case .selu: .uniform(-1.758...2)
    case .softplus: .rotated([0, 1e-30, 0.001, 0.25, 0.6931472, 1.5, 30])
    case .relu6: .rotated([0, 1.5, -0.0, 0.25, 6, 5.75, 1e-30, 3])
    case .gelu, .geluTanh, .silu, .hardSwish: .uniform(-6...6)
    }
  }

  private static func append(
    _ activation: Activation, _ dimensions: [Int], hasBias: Bool = true, to builder: CaseBuilder
  ) {
    let name = "\(dimensions[0])x\(dimensions[1])"
    let gradient = builder.state(
      "gradient-\(name)", dimensions, .uniform(-1...1), compared: bound(of: activation))
    let source = builder.constant("source-\(name)", dimensions, values(of: activation))
    let biasGradient =
      hasBias
      ? builder.output("bias-gradient-\(name)", [dimensions[1]], .sum(of: dimensions[0] + 1)) : nil
    builder.append(
      .biasActivationGradient(
        BiasActivationGradient(
          gradient: gradient, source: source, biasGradient: biasGradient, activation: activation))
    )
  }
}
