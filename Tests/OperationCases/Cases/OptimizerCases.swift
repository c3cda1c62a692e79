import Programs

/// Cases of `optimizer-update`.
enum OptimizerCases {
  private static let family = OptimizerUpdate.family
  private static let sizes = OperationCase.edgeSizes

  /// What a case of this family varies.
  private struct Form: Sendable {
    var regularized: @Sendable (Int) -> Int = { $0 }
    var lambdas = CaseValues.byReplica([0.001, 0, 0.1, 0.02, 0])
    var gradients = CaseValues.uniform(-1...1)
    var parameters = CaseValues.uniform(-1...1)
    var offset = 0
    /// Steps that there are scalars for.
    var steps = 5
    /// A few roundings of numbers near 1 in each of three steps.
    var bound = Bound.sum(of: 3, magnitude: 1, factor: 2)
    /// That of the moments, if it is another one.
    var momentBound: Bound?
  }

  static let all: [OperationCase] = OptimizerMethod.allCases.flatMap { method in
    let name = method.rawValue
    return [
      OperationCase("\(name) for three steps", family: family, sizes: sizes, steps: 3) { builder in
        record(method, sizes, Form(), builder)
      },
      OperationCase(
        "\(name) over sixty steps", family: family, sizes: [65], replicas: 5, steps: 60
      ) { builder in
        let bound = Bound.sum(of: 60, magnitude: 1, factor: 2)
        // A sum of sixty squares is rounded as often as it grows.
        let momentBound = method == .adagrad ? Bound.sum(of: 60, magnitude: 16) : bound
        record(
          method, [65], Form(steps: 60, bound: bound, momentBound: momentBound), builder)
      },
      OperationCase(
        "\(name) of five replicas late in an epoch", family: family, sizes: sizes, replicas: 5,
        first: StepContext(step: 1000, batch: 4, row: 128)
      ) { builder in
        record(method, sizes, Form(regularized: { $0 / 2 }), builder)
      },
      OperationCase("\(name) without penalty", family: family, sizes: sizes, replicas: 1) {
        builder in record(method, sizes, Form(regularized: { _ in 0 }, lambdas: .zeros), builder)
      },
      OperationCase("\(name) of biases beyond the weights", family: family, sizes: sizes) {
        builder in record(method, sizes, Form(regularized: { max(0, $0 - 1) }), builder)
      },
      OperationCase("\(name) of a part of a buffer", family: family, sizes: [65], replicas: 5) {
        builder in record(method, [65], Form(offset: 6), builder)
      },
      OperationCase("\(name) of tiny gradients", family: family, sizes: [65]) { builder in
        let gradients = CaseValues.rotated([0, 1e-12, -1e-9, 1e-6, -0.0])
        record(method, [65], Form(lambdas: .zeros, gradients: gradients), builder)
      },
      OperationCase("\(name) of what is not finite", family: family, sizes: [33]) { builder in
        let gradients = CaseValues.rotated([0.5, .nan, -0.25, 1, 2, -1, 0.125])
        record(method, [33], Form(gradients: gradients), builder)
      },
      OperationCase("\(name) of parameters that are not finite", family: family, sizes: [257]) {
        builder in
        // A penalty must not reach biases, nor weights whose lambda is 0: 0 times infinity is no number.
        let parameters = CaseValues.rotated([0.5, .infinity, -0.25, .nan, 1, -.infinity, 0.125])
        record(
          method, [257], Form(regularized: { $0 / 2 }, parameters: parameters), builder)
      },
    ]
  }

  private static func record(
    _ method: OptimizerMethod, _ sizes: [Int], _ form: Form, _ builder: CaseBuilder
  ) {
    let l2 = builder.constant("l2", [1], form.lambdas)
    let coefficients = method.coefficients(builder)
    let scalars = method.stepScalars(builder, steps: form.steps)
    for size in sizes {
      func part(_ tensor: Tensor) -> Tensor {
        Tensor(buffer: tensor.buffer, offset: form.offset, dimensions: [size])
      }
      let whole = [size + 2 * form.offset]
      let parameters = builder.state(
        "parameters-\(size)", whole, form.parameters, compared: form.bound)
      let gradients = builder.constant("gradients-\(size)", whole, form.gradients)
      let moments = (0..<method.momentCount).map { number in
        builder.state(
          "moment-\(number)-\(size)", whole, method.start(ofMoment: number),
          compared: form.momentBound ?? form.bound)
      }
      builder.append(
        .optimizerUpdate(
          OptimizerUpdate(
            method: method, parameters: part(parameters), gradients: part(gradients),
            moments: moments.map(part), regularizedCount: form.regularized(size), l2: l2,
            coefficients: coefficients, stepScalars: scalars)))
    }
  }
}
