import Programs

/// Cases of `fused-gemm`: every epilogue at the edges of tiles, transposed as networks use it.
enum FusedGemmCases {
  static let all: [OperationCase] = forward + gradients + updates

  private static let family = FusedGemm.family
  private static let sizes = OperationCase.edgeSizes

  /// Rows, columns and length of the sums of one product.
  private struct Extent: Sendable {
    var m, n, k: Int
    /// Which factors of an update's product are transposed.
    var transposes = "TN"
    /// Whether the factors are columns of wider tensors, as branches of a network are.
    var isWide = false
    var name: String {
      "\(m)x\(n)x\(k)" + (transposes == "TN" ? "" : " \(transposes)") + (isWide ? " wide" : "")
    }
  }

  /// Every edge in every place, beside sizes that share no factor with it, and two layers.
  private static let extents: [Extent] =
    OperationCase.edgeSizes.flatMap {
      [Extent(m: $0, n: 7, k: 9), Extent(m: 5, n: $0, k: 8), Extent(m: 6, n: 10, k: $0)]
    } + [Extent(m: 32, n: 65, k: 257), Extent(m: 33, n: 64, k: 63)]
    // Nothing but whole tiles, with sums that parts of a tile do not divide.
    + [Extent(m: 48, n: 32, k: 37), Extent(m: 24, n: 16, k: 31)]

  /// Updates from products that networks do not record.
  private static let otherTransposes =
    ["NN", "NT", "TT"].flatMap { transposes in
      [Extent(m: 4, n: 2, k: 64), Extent(m: 33, n: 17, k: 9)].map {
        Extent(m: $0.m, n: $0.n, k: $0.k, transposes: transposes)
      }
    } + [Extent(m: 33, n: 17, k: 9, isWide: true), Extent(m: 24, n: 16, k: 31, isWide: true)]

  /// What the dropouts of a case share.
  private struct DropoutOperands {
    let rate, seed: Tensor

    init(_ builder: CaseBuilder) {
      rate = builder.constant("rate", [1], .byReplica([0.2, 0, 0.9, 0.5, 0.25]))
      seed = builder.constant("seed", [2], .words, .uint32)
    }

    func callAsFunction(_ input: Tensor, _ output: Tensor) -> Dropout {
      Dropout(input: input, output: output, rate: rate, seed: seed, stream: .dropout(3))
    }
  }

  /// The sum, then a few roundings of numbers near 1; dropout makes them ten times as large.
  private static func bound(_ length: Int, isDropped: Bool = false) -> Bound {
    .sum(of: length + 8, magnitude: isDropped ? 5 : 0.5)
  }

  // MARK: Forward

  /// Where the dropout after an activation goes.
  private enum Place: String, CaseIterable { case without, outside, inside }

  private static let forward: [OperationCase] = Activation.allCases.flatMap { activation in
    Place.allCases.enumerated().map { number, place in
      OperationCase(
        "forward \(activation) dropout \(place)", family: family, sizes: sizes,
        replicas: [3, 5, 1][number], first: StepContext(step: 77)
      ) { builder in
        let dropout = place == .without ? nil : DropoutOperands(builder)
        let slope = place == .outside ? ActivationCases.slope(of: activation, builder) : nil
        for extent in extents {
          let (m, n, k) = (extent.m, extent.n, extent.k)
          let left = builder.constant("left-\(extent.name)", [m, k], .uniform(-1...1))
          // Weights and biases are slices of a flat tensor, as in a model.
          let flat = builder.constant(
            "parameters-\(extent.name)", [9 + k * n + n], .uniform(-1...1))
          let output = builder.output(
            "output-\(extent.name)", [m, n], bound(k, isDropped: place == .inside))
          let dropped =
            place == .outside
            ? builder.output("dropped-\(extent.name)", [m, n], bound(k, isDropped: true)) : output
          let kept =
            activation.needsPreactivation && place != .without
            ? builder.output("preactivation-\(extent.name)", [m, n], bound(k)) : nil
          builder.append(
            .fusedGemm(
              FusedGemm(
                gemm: Gemm(
                  left: left, right: Tensor(buffer: flat.buffer, offset: 9, dimensions: [k, n]),
                  output: output),
                epilogue: .forward(
                  BiasActivation(
                    values: output,
                    bias: Tensor(buffer: flat.buffer, offset: 9 + k * n, dimensions: [n]),
                    activation: activation, slope: slope, preactivation: kept),
                  dropout: dropout?(output, dropped)))))
        }
      }
    } + [
      OperationCase("forward \(activation) of columns", family: family, sizes: [33, 10]) {
        builder in
        let left = builder.constant("left", [33, 24], .uniform(-1...1))
        let right = builder.constant("right", [20, 14], .uniform(-1...1))
        let output = builder.output("output", [33, 17], bound(20)).columns(5..<15)
        let kept =
          activation.needsPreactivation
          ? builder.output("preactivation", [33, 14], bound(20)).columns(3..<13) : nil
        builder.append(
          .fusedGemm(
            FusedGemm(
              gemm: Gemm(left: left.columns(3..<23), right: right.columns(4..<14), output: output),
              epilogue: .forward(
                BiasActivation(
                  values: output, bias: nil, activation: activation, preactivation: kept),
                dropout: nil))))
      }
    ]
  }

  // MARK: Gradients by a layer's inputs

  private static let gradients: [OperationCase] = Activation.allCases.flatMap { activation in
    [false, true].map { isDropped in
      OperationCase(
        "gradient \(activation)\(isDropped ? " dropped" : "")", family: family, sizes: sizes,
        replicas: isDropped ? 5 : 3, first: StepContext(step: 78)
      ) { builder in
        let dropout = isDropped ? DropoutOperands(builder) : nil
        let slope = isDropped ? ActivationCases.slope(of: activation, builder) : nil
        for extent in extents {
          let (m, n, k) = (extent.m, extent.n, extent.k)
          let left = builder.constant("left-\(extent.name)", [m, k], .uniform(-1...1))
          let right = builder.constant("right-\(extent.name)", [n, k], .uniform(-1...1))
          let source = builder.constant(
            "source-\(extent.name)", [m, n], ActivationGradientCases.values(of: activation))
          let gradient = builder.output(
            "gradient-\(extent.name)", [m, n], bound(k, isDropped: isDropped))
          builder.append(
            .fusedGemm(
              FusedGemm(
                gemm: Gemm(left: left, right: right, transposeRight: true, output: gradient),
                epilogue: .gradient(
                  dropout: dropout?(gradient, gradient),
                  BiasActivationGradient(
                    gradient: gradient, source: source, biasGradient: nil,
                    activation: activation, slope: slope)))))
        }
      }
    } + [
      OperationCase("gradient \(activation) of columns", family: family, sizes: [33, 10]) {
        builder in
        let left = builder.constant("left", [33, 24], .uniform(-1...1))
        let right = builder.constant("right", [10, 28], .uniform(-1...1))
        let source = builder.constant(
          "source", [33, 15], ActivationGradientCases.values(of: activation))
        let gradient = builder.output("gradient", [33, 17], bound(20)).columns(5..<15)
        builder.append(
          .fusedGemm(
            FusedGemm(
              gemm: Gemm(
                left: left.columns(3..<23), right: right.columns(4..<24), transposeRight: true,
                output: gradient),
              epilogue: .gradient(
                dropout: nil,
                BiasActivationGradient(
                  gradient: gradient, source: source.columns(2..<12), biasGradient: nil,
                  activation: activation)))))
      }
    ]
  }

  // MARK: Updates

  /// Which parameters of a product the penalty applies to.
  private struct Penalty: Sendable {
    var name: String
    var lambdas = CaseValues.byReplica([0.001, 0, 0.1, 0.02, 0])
    var parameters = CaseValues.uniform(-1...1)
    var count: @Sendable (Int) -> Int
    var replicas: Int
  }

  private static let penalties = [
    Penalty(name: "with penalty", count: { $0 }, replicas: 3),
    Penalty(name: "with penalty on a part", count: { $0 / 2 }, replicas: 5),
    Penalty(name: "without penalty", lambdas: .zeros, count: { _ in 0 }, replicas: 1),
    // 0 times infinity is no number: a penalty must not reach the replica that has none.
    Penalty(
      name: "of what is not finite", parameters: .rotated([0.5, .infinity, .nan, -0.25]),
      count: { $0 }, replicas: 3),
  ]

  /// What a method is judged with: all extents where it has tiles of its own; the others differ in nothing
  /// but the formula.
  private static func extents(of method: OptimizerMethod) -> [Extent] {
    if method == .sgd || method == .adam { return extents + otherTransposes }
    return [
      Extent(m: 1, n: 7, k: 9), Extent(m: 5, n: 65, k: 8), Extent(m: 33, n: 64, k: 63),
      Extent(m: 48, n: 32, k: 37),
    ] + otherTransposes.prefix(1) + otherTransposes.suffix(1)
  }

  private static let updates: [OperationCase] = OptimizerMethod.allCases.flatMap { method in
    penalties.map { penalty in
      OperationCase(
        "update \(method.rawValue) \(penalty.name)", family: family,
        sizes: Array(Set(extents(of: method).flatMap { [$0.m, $0.n, $0.k] })),
        replicas: penalty.replicas, steps: 2, first: StepContext(step: 9, batch: 1)
      ) { builder in
        let l2 = builder.constant("l2", [1], penalty.lambdas)
        let coefficients = method.coefficients(builder)
        let scalars = method.stepScalars(builder, steps: 4)
        for extent in extents(of: method) {
          let gemm = product(extent, builder)
          let (whole, offset) = (gemm.output.count + 9, gemm.output.offset)
          func part(_ tensor: Tensor) -> Tensor {
            Tensor(buffer: tensor.buffer, offset: offset, dimensions: [gemm.output.count])
          }
          func state(
            _ name: String, _ values: CaseValues, magnitude: Double = 1
          ) -> Tensor {
            part(
              builder.state(
                "\(name)-\(extent.name)", [whole], values,
                compared: .sum(of: extent.k + 6, magnitude: magnitude)))
          }
          let parameters = state("parameters", penalty.parameters)
          // The square of a sum is off by the sum's error times the sum, twice.
          let moments = (0..<method.momentCount).map {
            state(
              "moment-\($0)", method.start(ofMoment: $0),
              magnitude: method.magnitude(ofMoment: $0))
          }
          builder.append(
            .fusedGemm(
              FusedGemm(
                gemm: gemm,
                epilogue: .update(
                  OptimizerUpdate(
                    method: method, parameters: parameters, gradients: part(gemm.output),
                    moments: moments, regularizedCount: penalty.count(gemm.output.count), l2: l2,
                    coefficients: coefficients, stepScalars: scalars)))))
        }
      }
    }
  }

  /// A gradient by weights in a flat tensor, of which what lies beside it must stay.
  private static func product(_ extent: Extent, _ builder: CaseBuilder) -> Gemm {
    let (m, n, k) = (extent.m, extent.n, extent.k)
    let isTransposed = extent.transposes.map { $0 == "T" }
    func factor(_ name: String, _ rows: Int, _ columns: Int) -> Tensor {
      let name = "\(name)-\(extent.name)"
      guard extent.isWide else {
        return builder.constant(name, [rows, columns], .uniform(-1...1))
      }
      return builder.constant(name, [rows, columns + 5], .uniform(-1...1)).columns(3..<3 + columns)
    }
    let left = isTransposed[0] ? factor("left", k, m) : factor("left", m, k)
    let right = isTransposed[1] ? factor("right", n, k) : factor("right", k, n)
    let gradients = builder.state("gradients-\(extent.name)", [m * n + 9], .uniform(-9...9))
    builder.compare(gradients, .exact, indices: Array(0..<6) + [m * n + 6, m * n + 7, m * n + 8])
    return Gemm(
      left: left, transposeLeft: isTransposed[0], right: right, transposeRight: isTransposed[1],
      output: Tensor(buffer: gradients.buffer, offset: 6, dimensions: [m, n]))
  }
}
