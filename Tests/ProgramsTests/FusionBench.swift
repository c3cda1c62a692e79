import Programs

/// A network of one hidden layer, recorded by hand, and what fusion makes of a list of operations.
final class FusionBench {
  let recorder = Recorder(replicas: 2)
  let parameters, gradients, x, h, dropped, y, dy, dh, rate, seed, l2, coefficients, scalars,
    metrics: Tensor
  let moments: [Tensor]
  let method: OptimizerMethod

  init(_ method: OptimizerMethod = .sgd) {
    self.method = method
    parameters = recorder.persistent("parameters", [128])
    gradients = recorder.persistent("gradients", [128])
    moments = (0..<method.momentCount).map { [recorder] in
      recorder.persistent("moment\($0)", [128])
    }
    (x, h) = (recorder.constant("x", [4, 6]), recorder.scratch("h", [4, 8]))
    (dropped, y) = (recorder.scratch("dropped", [4, 8]), recorder.scratch("y", [4, 5]))
    (dy, dh) = (recorder.scratch("dy", [4, 5]), recorder.scratch("dh", [4, 8]))
    (rate, seed) = (recorder.constant("rate", [1]), recorder.constant("seed", [2], .uint32))
    (l2, coefficients) = (recorder.constant("l2", [1]), recorder.constant("coefficients", [3]))
    (scalars, metrics) = (
      recorder.constant("scalars", [3, method.stepScalarCount]),
      recorder.persistent("metrics", [MetricSlot.count])
    )
  }

  /// Two weights and two biases in a flat tensor, each at a multiple of 16, with gaps after all but the first.
  func layers(_ flat: Tensor) -> (w1: Tensor, w2: Tensor, b1: Tensor, b2: Tensor) {
    func view(_ offset: Int, _ dimensions: [Int]) -> Tensor {
      Tensor(buffer: flat.buffer, offset: offset, dimensions: dimensions)
    }
    return (view(0, [6, 8]), view(48, [8, 5]), view(96, [8]), view(112, [5]))
  }

  func dropout(_ input: Tensor, _ output: Tensor) -> Operation {
    .dropout(Dropout(input: input, output: output, rate: rate, seed: seed, stream: .dropout(0)))
  }

  func activation(_ values: Tensor, _ bias: Tensor?) -> Operation {
    .biasActivation(BiasActivation(values: values, bias: bias, activation: .tanh))
  }

  func derivative(_ gradient: Tensor, _ outputs: Tensor, _ biasGradient: Tensor?) -> Operation {
    .biasActivationGradient(
      BiasActivationGradient(
        gradient: gradient, source: outputs, biasGradient: biasGradient, activation: .tanh))
  }

  /// An operation that reads one tensor and writes another of its count.
  func copy(_ from: Tensor, to: Tensor) -> Operation {
    .softmax(Softmax(logits: from, probabilities: to))
  }

  func fill(_ output: Tensor) -> Operation { .fill(Fill(output: output, value: 0)) }

  /// Memory that nothing else uses.
  func spare(_ count: Int) -> Tensor { recorder.persistent("spare", [count]) }

  var penalty: Operation {
    .weightPenalty(
      WeightPenalty(weights: parameters.elements(0..<96), l2: l2, metrics: metrics, batch: 4))
  }

  func forward(isDropped: Bool) -> [Operation] {
    let w = layers(parameters)
    return [.gemm(Gemm(left: x, right: w.w1, output: h)), activation(h, w.b1)]
      + (isDropped ? [dropout(h, dropped)] : []) + [
        .gemm(Gemm(left: isDropped ? dropped : h, right: w.w2, output: y)), activation(y, w.b2),
      ]
  }

  var outputGradient: [Operation] { [copy(y, to: dy), derivative(dy, y, layers(gradients).b2)] }
  var inputProduct: Operation {
    .gemm(Gemm(left: dy, right: layers(parameters).w2, transposeRight: true, output: dh))
  }
  func secondWeights(isDropped: Bool) -> Operation {
    .gemm(
      Gemm(
        left: isDropped ? dropped : h, transposeLeft: true, right: dy,
        output: layers(gradients).w2))
  }
  func hiddenGradient(isDropped: Bool) -> [Operation] {
    (isDropped ? [dropout(dh, dh)] : []) + [derivative(dh, h, layers(gradients).b1)]
  }
  var firstWeights: Operation {
    .gemm(Gemm(left: x, transposeLeft: true, right: dh, output: layers(gradients).w1))
  }
  var update: Operation {
    .optimizerUpdate(
      OptimizerUpdate(
        method: method, parameters: parameters, gradients: gradients, moments: moments,
        regularizedCount: 60, l2: l2, coefficients: coefficients, stepScalars: scalars))
  }

  /// A whole step in the order that networks record.
  func step(isDropped: Bool = true) -> [Operation] {
    forward(isDropped: isDropped) + [penalty] + outputGradient + [inputProduct]
      + [secondWeights(isDropped: isDropped)] + hiddenGradient(isDropped: isDropped)
      + [firstWeights, update]
  }

  /// A product that is the gradient by the first weights, from constants, and the update at once.
  var smallProduct: Gemm {
    let wide = recorder.constant("wide", [4, 8])
    return Gemm(left: x, transposeLeft: true, right: wide, output: layers(gradients).w1)
  }

  /// The program whose first routine is `operations`.
  func program(_ operations: [Operation], _ others: [[Operation]] = []) -> Program {
    for (number, operations) in ([operations] + others).enumerated() {
      recorder.routine("routine\(number)") { operations.forEach(recorder.append) }
    }
    return recorder.finish()
  }

  /// What the first routine's operations become, in words.
  func fused(
    _ operations: [Operation], others: [[Operation]] = [],
    where accepts: (FusedGemm) -> Bool = { _ in true }
  ) -> [String] {
    program(operations, others).fused(where: accepts).routines[0].operations.map(Self.text)
  }

  /// An operation in words: its epilogue or family, and what an update covers.
  static func text(_ operation: Operation) -> String {
    func text(_ update: OptimizerUpdate) -> String {
      let range = update.parameters.offset..<update.parameters.offset + update.parameters.count
      return "update \(range) penalty \(update.regularizedCount)"
    }
    switch operation {
    case .fusedGemm(let fused):
      switch fused.epilogue {
      case .forward(_, let dropout): return dropout == nil ? "forward" : "forward dropout"
      case .gradient(let dropout, _): return dropout == nil ? "gradient" : "gradient dropout"
      case .update(let update): return "gemm " + text(update)
      }
    case .biasActivationGradient(let gradient):
      return gradient.biasGradient == nil
        ? "derivative" : gradient.activation == .identity ? "sum" : "derivative sum"
    case .optimizerUpdate(let update): return text(update)
    default: return operation.family
    }
  }
}
