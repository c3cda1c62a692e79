import Programs

/// A network of one hidden layer, its buffers and its routines.
struct TrainingNetwork {
  static let exampleCount = 70
  private static let (features, hidden, classes) = (12, 9, 4)
  private static let weightCount = features * hidden + hidden * classes

  private let form: TrainingCases.Form
  private let builder: CaseBuilder
  /// All weights, then all biases.
  let parameters: Tensor
  /// The running sums of training.
  let metrics: Tensor
  private let gradients, seed, rate, l2, order, testMetrics: Tensor
  private let extras: TrainingNetworkExtras?
  private let examples, labels, normalization, dataSet: Tensor
  private let bound: Bound

  init(_ form: TrainingCases.Form, _ builder: CaseBuilder) {
    self.form = form
    self.builder = builder
    // Errors grow along the steps: a bound by measurement would prove nothing, so it is a generous
    // count of roundings, far below what any wrong operation leaves.
    bound = .sum(of: 200, magnitude: 1, factor: 2)
    let count = Self.weightCount + Self.hidden + Self.classes
    parameters = builder.state("parameters", [count], .uniform(-0.5...0.5), compared: bound)
    // Not compared: a backend that fuses products with the update does not store them.
    gradients = builder.state("gradients", [count], .zeros)
    seed = builder.constant("seed", [2], .words, .uint32)
    rate = builder.constant("dropout-rate", [1], .byReplica([0, 0.2, 0.5, 0.9, 0.2]))
    l2 = builder.constant("l2", [1], .byReplica([0.01, 0, 0.001, 0, 0.1]))
    order = builder.output("order", [Self.exampleCount], .exact, .uint32)
    let losses = Bound.sum(of: 200, magnitude: 10, factor: 2)
    metrics = builder.metrics("metrics", loss: losses, penalty: losses)
    testMetrics = builder.metrics("test-metrics", loss: losses)
    examples = builder.shared(
      "examples", [2, Self.exampleCount, Self.features], .integers(0..<256), .uint8)
    labels = builder.shared(
      "labels", [2, Self.exampleCount], .integers(0..<Self.classes), .int32)
    normalization = builder.shared("normalization", [2, 1, 2], .list([1 / 128, -1, 1 / 64, -2]))
    dataSet = builder.constant("data-set", [1], .byReplica([0, 1, 1, 0, 1]), .int32)
    extras = form.hasEverythingElse ? TrainingNetworkExtras(builder) : nil
  }

  /// One of the layers' matrices or biases as a view of a flat tensor.
  private func view(_ tensor: Tensor, _ offset: Int, _ dimensions: [Int]) -> Tensor {
    Tensor(buffer: tensor.buffer, offset: offset, dimensions: dimensions)
  }

  private func layers(_ tensor: Tensor) -> (w1: Tensor, w2: Tensor, b1: Tensor, b2: Tensor) {
    let (features, hidden, classes) = (Self.features, Self.hidden, Self.classes)
    return (
      view(tensor, 0, [features, hidden]), view(tensor, features * hidden, [hidden, classes]),
      view(tensor, Self.weightCount, [hidden]), view(tensor, Self.weightCount + hidden, [classes])
    )
  }

  /// Records the routines of an epoch.
  func record() {
    // Another rate for every step and replica, so that a wrong index is found.
    let update = update { replica, step in
      0.05 * Double(1 + replica) / Double(10 + step)
    }
    let enabled = builder.constant("shuffles", [1], .byReplica([1, 1, 0]))
    builder.recorder.routine("epoch") {
      builder.append(.shuffle(Shuffle(order: order, seed: seed, enabled: enabled)))
      builder.append(.fill(Fill(output: testMetrics, value: 0)))
    }
    for (name, batch) in [("train", form.batch), ("rest", form.rest)] {
      builder.recorder.routine(name, rows: batch) {
        let values = recordForward(name, batch, isTraining: true)
        recordPenalty(batch)
        recordBackward(values, name, batch)
        if let extras { transformGradients(extras) }
        builder.append(.optimizerUpdate(update))
        if let extras { limitWeights(extras) }
      }
    }
    builder.recorder.routine("evaluate", rows: 31) {
      _ = recordForward("evaluate", 31, isTraining: false)
    }
  }

  /// Records the loss with its penalty as one routine, and a step of rate 1 as another.
  func recordGradient() {
    let update = update { _, _ in 1 }
    builder.recorder.routine("forward") {
      _ = recordForward("forward", form.batch, isTraining: true)
      recordPenalty(form.batch)
    }
    builder.recorder.routine("backward") {
      let values = recordForward("backward", form.batch, isTraining: true)
      recordBackward(values, "backward", form.batch)
      builder.append(.optimizerUpdate(update))
    }
  }

  private func update(
    rate: @escaping @Sendable (_ replica: Int, _ step: Int) -> Double
  ) -> OptimizerUpdate {
    let method = form.method
    let moments = (0..<method.momentCount).map {
      builder.state("moment-\($0)", parameters.dimensions, .zeros, compared: bound)
    }
    // A large epsilon keeps Adam from turning the rounding of a gradient near 0 into a step.
    let coefficients = builder.constant(
      "coefficients", [max(1, method.coefficientCount)], .list([0.125, 0.03125, 0.0078125]))
    let scalars = builder.constant(
      "step-scalars", [form.steps + 1, method.stepScalarCount], .function(rate))
    return OptimizerUpdate(
      method: method, parameters: parameters, gradients: gradients, moments: moments,
      regularizedCount: extras == nil ? Self.weightCount : 0, l2: l2, coefficients: coefficients,
      stepScalars: scalars)
  }

  /// What the backward operations need of the forward ones.
  private struct Activations {
    var inputs, hidden, dropped, gradient: Tensor
    var preactivation: Tensor?
  }

  private func recordForward(_ name: String, _ batch: Int, isTraining: Bool) -> Activations {
    let weights = layers(parameters)
    func scratch(_ role: String, _ width: Int) -> Tensor {
      builder.recorder.scratch("\(name)-\(role)", [batch, width])
    }
    var inputs = scratch("inputs", Self.features)
    let targets = builder.recorder.scratch("\(name)-labels", [batch], .int32)
    let hidden = scratch("hidden", Self.hidden)
    let dropped = isTraining ? scratch("dropped", Self.hidden) : hidden
    let logits = scratch("logits", Self.classes)
    let gradient = isTraining ? scratch("logits-gradient", Self.classes) : nil
    let extras = isTraining ? self.extras : nil
    builder.append(
      .gather(
        Gather(
          examples: examples, targets: labels, normalization: normalization, dataSet: dataSet,
          order: isTraining && form.isOrdered ? order : nil, inputs: inputs,
          batchTargets: targets)))
    if let extras { inputs = noisy(inputs, extras, to: scratch("noisy", Self.features)) }
    builder.append(.gemm(Gemm(left: inputs, right: weights.w1, output: hidden)))
    let preactivation =
      isTraining && form.activation.needsPreactivation
      ? scratch("preactivation", Self.hidden) : nil
    builder.append(
      .biasActivation(
        BiasActivation(
          values: hidden, bias: weights.b1, activation: form.activation,
          preactivation: preactivation)))
    if isTraining { builder.append(.dropout(dropout(hidden, dropped))) }
    builder.append(.gemm(Gemm(left: dropped, right: weights.w2, output: logits)))
    builder.append(
      .biasActivation(BiasActivation(values: logits, bias: weights.b2, activation: .identity)))
    let sums = isTraining ? metrics : testMetrics
    if form.isCrossEntropy {
      builder.append(
        .softmaxCrossEntropy(
          SoftmaxCrossEntropy(
            logits: logits, labels: targets, smoothing: extras?.smoothing, gradient: gradient,
            metrics: sums)))
    } else {
      builder.append(.softmax(Softmax(logits: logits, probabilities: logits)))
      builder.append(
        .squaredError(
          SquaredError(predictions: logits, targets: targets, gradient: gradient, metrics: sums)))
      if let gradient {
        builder.append(.softmaxGradient(SoftmaxGradient(gradient: gradient, probabilities: logits)))
      }
    }
    return Activations(
      inputs: inputs, hidden: hidden, dropped: dropped, gradient: gradient ?? logits,
      preactivation: preactivation)
  }

  private func dropout(_ input: Tensor, _ output: Tensor) -> Dropout {
    Dropout(input: input, output: output, rate: rate, seed: seed, stream: .dropout(0))
  }

  private func recordBackward(_ values: Activations, _ name: String, _ batch: Int) {
    let (weights, slopes) = (layers(parameters), layers(gradients))
    builder.append(
      .biasActivationGradient(
        BiasActivationGradient(
          gradient: values.gradient, source: values.gradient, biasGradient: slopes.b2,
          activation: .identity)))
    let back = builder.recorder.scratch("\(name)-hidden-gradient", [batch, Self.hidden])
    builder.append(
      .gemm(
        Gemm(left: values.gradient, right: weights.w2, transposeRight: true, output: back)))
    builder.append(
      .gemm(
        Gemm(left: values.dropped, transposeLeft: true, right: values.gradient, output: slopes.w2)))
    builder.append(.dropout(dropout(back, back)))
    builder.append(
      .biasActivationGradient(
        BiasActivationGradient(
          gradient: back, source: values.preactivation ?? values.hidden, biasGradient: slopes.b1,
          activation: form.activation)))
    builder.append(
      .gemm(Gemm(left: values.inputs, transposeLeft: true, right: back, output: slopes.w1)))
  }

  private func recordPenalty(_ batch: Int) {
    builder.append(
      .weightPenalty(
        WeightPenalty(
          weights: view(parameters, 0, [Self.weightCount]), l2: l2, l1: extras?.l1,
          metrics: metrics, batch: batch)))
  }
}

/// What some trials have beside, each replica in its own strength or not at all.
struct TrainingNetworkExtras {
  let noise, smoothing, l1, largest, norm, limit: Tensor

  init(_ builder: CaseBuilder) {
    noise = builder.constant("input-noise", [1], .byReplica([0.1, 0, 0.5, 0, 0.3]))
    smoothing = builder.constant("label-smoothing", [1], .byReplica([0.1, 0.2, 0, 0, 0.5]))
    l1 = builder.constant("l1", [1], .byReplica([0.01, 0, 0.02, 0, 0]))
    largest = builder.constant("clip-value", [1], .byReplica([0, 0.01, 0, 0, 0.02]))
    norm = builder.constant("clip-norm", [1], .byReplica([0.25, 0, 0.5, 0, 0]))
    limit = builder.constant("max-norm", [1], .byReplica([0.5, 0, 0.75, 0, 1]))
  }
}

extension TrainingNetwork {
  private func noisy(
    _ inputs: Tensor, _ extras: TrainingNetworkExtras, to output: Tensor
  ) -> Tensor {
    let deviation = builder.recorder.scratch("\(output.buffer.name)-deviation", [1])
    builder.append(
      .inputNoise(
        InputNoise(
          input: inputs, output: output, deviation: deviation, share: extras.noise, seed: seed)))
    return output
  }

  private func transformGradients(_ extras: TrainingNetworkExtras) {
    builder.append(
      .gradientTransform(
        GradientTransform(
          gradients: gradients, parameters: parameters, regularizedCount: Self.weightCount, l2: l2,
          l1: extras.l1, largest: extras.largest, norm: extras.norm)))
  }

  private func limitWeights(_ extras: TrainingNetworkExtras) {
    let weights = layers(parameters)
    for matrix in [weights.w1, weights.w2] {
      builder.append(.maxNorm(MaxNorm(weights: matrix, limit: extras.limit)))
    }
  }
}
