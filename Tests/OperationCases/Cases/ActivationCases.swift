import Programs

/// Cases of `bias-activation`.
enum ActivationCases {
  private static let sizes = OperationCase.edgeSizes

  static let all: [OperationCase] = Activation.allCases.flatMap { activation in
    let family = BiasActivation.family
    return [
      OperationCase("\(activation) of rows", family: family, sizes: sizes) { builder in
        for size in sizes {
          append(activation, [size, 7], keeps: activation.needsPreactivation, to: builder)
        }
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
        let wide = builder.state(
          "values", [33, 17], .uniform(-4...4), compared: bound(of: activation, upTo: 6))
        let kept =
          activation.needsPreactivation
          ? builder.output("preactivation", [33, 14], bound(of: .identity, upTo: 6)) : nil
        // The bias is a slice of a flat parameter tensor, as in a model.
        let parameters = builder.constant("parameters", [40], .uniform(-2...2))
        let bias = Tensor(buffer: parameters.buffer, offset: 23, dimensions: [10])
        builder.append(
          .biasActivation(
            BiasActivation(
              values: wide.columns(5..<15), bias: bias, activation: activation,
              slope: slope(of: activation, builder), preactivation: kept?.columns(3..<13))))
      },
      OperationCase("\(activation) of extremes", family: family, sizes: [64]) { builder in
        let values = builder.state(
          "values", [8, 8],
          .rotated([80, -80, 0, -0.0, 1e-30, -1e-30, 20, -20, 1e30, -1e30, 0.001]),
          compared: bound(of: activation, upTo: 80))
        builder.append(
          .biasActivation(BiasActivation(values: values, bias: nil, activation: activation)))
      },
      OperationCase("\(activation) of what is not finite", family: family, sizes: [64]) { builder in
        let values = builder.state(
          "values", [8, 8], .rotated([.nan, 1, .infinity, -.infinity, -1]),
          compared: bound(of: activation, upTo: 6))
        let bias = builder.constant("bias", [8], .rotated([0.5, -0.5, 0.25]))
        builder.append(
          .biasActivation(BiasActivation(values: values, bias: bias, activation: activation)))
      },
    ]
  }

  /// The rounding of the sum, and what the function makes of it for arguments up to `largest`.
  static func bound(of activation: Activation, upTo largest: Double) -> Bound {
    switch activation {
    case .identity, .relu: .sum(of: 1, magnitude: 6, factor: 1)
    case .leakyReLU, .relu6, .hardSwish: .sum(of: 1, magnitude: 6, factor: 2)
    case .elu, .selu, .gelu, .geluTanh, .silu: .sum(of: 1, magnitude: 6, factor: 4)
    case .sigmoid, .softplus: .rounding(8 + largest)
    case .tanh: .sum(of: 1, magnitude: 1, factor: 4)
    }
  }

  /// Another slope for each replica, for activations that have one.
  static func slope(of activation: Activation, _ builder: CaseBuilder) -> Tensor? {
    activation.defaultSlope.map { _ in
      builder.constant("slope", [1], .byReplica([0.01, 0.5, 0.125, 1.25, 0.3]))
    }
  }

  private static func append(
    _ activation: Activation, _ dimensions: [Int], hasBias: Bool = true, keeps: Bool = false,
    to builder: CaseBuilder
  ) {
    let name = "\(dimensions[0])x\(dimensions[1])"
    let values = builder.state(
      "values-\(name)", dimensions, .uniform(-4...4), compared: bound(of: activation, upTo: 6))
    let bias =
      hasBias ? builder.constant("bias-\(name)", [dimensions[1]], .uniform(-2...2)) : nil
    let kept =
      keeps
      ? builder.output("preactivation-\(name)", dimensions, bound(of: .identity, upTo: 6)) : nil
    builder.append(
      .biasActivation(
        BiasActivation(values: values, bias: bias, activation: activation, preactivation: kept)))
  }
}
