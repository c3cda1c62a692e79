import Programs

/// A small perceptron, recorded by hand: gather, dense, ReLU, dropout, dense, loss, backward, L2, Adam.
struct TestNetwork {
  static let (examples, features, hidden, classes, batch) = (70, 37, 19, 5, 16)
  static let batchesPerEpoch = examples / batch

  let seeds: [UInt64]
  let program: Program
  private(set) var tensors: [String: Tensor] = [:]

  /// One replica for each seed.
  init(seeds: [UInt64]) {
    self.seeds = seeds
    let (f, h, c, b) = (Self.features, Self.hidden, Self.classes, Self.batch)
    let recorder = Recorder(replicas: seeds.count)
    var tensors: [String: Tensor] = [:]
    func note(_ tensor: Tensor) -> Tensor {
      tensors[tensor.buffer.name] = tensor
      return tensor
    }
    let count = f * h + h * c + h + c
    let parameters = note(recorder.persistent("parameters", [count]))
    let moments = ["m", "v"].map { note(recorder.persistent($0, [count])) }
    let metrics = note(recorder.persistent("metrics", [MetricSlot.count]))
    let order = note(recorder.persistent("order", [Self.examples], .uint32))
    let examples = note(recorder.shared("examples", [1, Self.examples, f], .uint8))
    let labels = note(recorder.shared("labels", [1, Self.examples], .int32))
    let normalization = note(recorder.shared("normalization", [1, 1, 2]))
    let dataSet = recorder.constant("dataSet", [1], .int32)
    let seed = note(recorder.constant("seed", [2], .uint32))
    let enabled = note(recorder.constant("enabled", [1]))
    let rate = note(recorder.constant("rate", [1]))
    let l2 = note(recorder.constant("l2", [1]))
    let coefficients = note(recorder.constant("coefficients", [3]))
    let alpha = note(recorder.constant("alpha", [Self.batchesPerEpoch, 1]))

    /// The four parameter tensors within a flat one.
    func split(_ flat: Tensor) -> [Tensor] {
      var offset = 0
      return [[f, h], [h, c], [h], [c]].map { dimensions in
        defer { offset += dimensions.reduce(1, *) }
        return Tensor(buffer: flat.buffer, offset: offset, dimensions: dimensions)
      }
    }
    let w = split(parameters)
    recorder.routine("epoch") {
      recorder.append(.shuffle(Shuffle(order: order, seed: seed, enabled: enabled)))
    }
    recorder.routine("step", rows: b) {
      let gradients = recorder.scratch("gradients", [count])
      let g = split(gradients)
      let x = recorder.scratch("x", [b, f])
      let y = recorder.scratch("y", [b], .int32)
      let a = recorder.scratch("a", [b, h])
      let dropped = recorder.scratch("dropped", [b, h])
      let logits = recorder.scratch("logits", [b, c])
      let delta = recorder.scratch("delta", [b, h])
      let dropout = { (from: Tensor, to: Tensor) in
        Operation.dropout(
          Dropout(input: from, output: to, rate: rate, seed: seed, stream: .dropout(0)))
      }
      let operations: [Operation] = [
        .gather(
          Gather(
            examples: examples, targets: labels, normalization: normalization, dataSet: dataSet,
            order: order, inputs: x, batchTargets: y)),
        .gemm(Gemm(left: x, right: w[0], output: a)),
        .biasActivation(BiasActivation(values: a, bias: w[2], activation: .relu)),
        dropout(a, dropped),
        .gemm(Gemm(left: dropped, right: w[1], output: logits)),
        .biasActivation(BiasActivation(values: logits, bias: w[3], activation: .identity)),
        .softmaxCrossEntropy(
          SoftmaxCrossEntropy(logits: logits, labels: y, gradient: logits, metrics: metrics)),
        .weightPenalty(
          WeightPenalty(weights: parameters, l2: l2, metrics: metrics, batch: b)),
        .biasActivationGradient(
          BiasActivationGradient(
            gradient: logits, source: logits, biasGradient: g[3], activation: .identity)),
        .gemm(Gemm(left: logits, right: w[1], transposeRight: true, output: delta)),
        .gemm(Gemm(left: dropped, transposeLeft: true, right: logits, output: g[1])),
        dropout(delta, delta),
        .biasActivationGradient(
          BiasActivationGradient(
            gradient: delta, source: a, biasGradient: g[2], activation: .relu)),
        .gemm(Gemm(left: x, transposeLeft: true, right: delta, output: g[0])),
        .optimizerUpdate(
          OptimizerUpdate(
            method: .adam, parameters: parameters, gradients: gradients, moments: moments,
            regularizedCount: f * h + h * c, l2: l2, coefficients: coefficients,
            stepScalars: alpha)),
      ]
      for operation in operations { recorder.append(operation) }
    }
    program = recorder.finish()
    self.tensors = tensors
  }

  subscript(name: String) -> Tensor { tensors[name]! }

  /// What a run leaves behind, replica by replica.
  struct Result {
    var parameters: [Float]
    var metrics: [[Float]]
  }

  /// Trains for some epochs; the metrics of each epoch are those of all replicas.
  func train(_ executable: any Executable, epochs: Int, profile: OperationProfile? = nil) throws
    -> Result
  {
    let count = seeds.count
    func all(_ values: [Float]) -> [Float] { (0..<count).flatMap { _ in values } }
    // Examples of a class are bright in places of their own.
    let labels = (0..<Self.examples).map { Int32(($0 * 7) % Self.classes) }
    let pixels = draw(Self.examples * Self.features, 9)
    let bytes = pixels.enumerated().map { index, value in
      let isOn = index % Self.features % Self.classes == Int(labels[index / Self.features])
      return UInt8((value + 1) * 60) + (isOn ? 100 : 0)
    }
    try executable.write(bytes, to: self["examples"])
    try executable.write(labels, to: self["labels"])
    try executable.write([1.0 / 255, -0.3] as [Float], to: self["normalization"])
    try executable.write(seeds.flatMap(\.words), to: self["seed"])
    try executable.write(all([1]), to: self["enabled"])
    // Every third replica has dropout, every third a penalty.
    try executable.write(seeds.map { $0 % 3 == 1 ? 0.2 : 0 } as [Float], to: self["rate"])
    try executable.write(seeds.map { $0 % 3 == 2 ? 0.01 : 0 } as [Float], to: self["l2"])
    try executable.write(all([0.1, 0.001, 1e-7]), to: self["coefficients"])
    let parameterCount = self["parameters"].count
    try executable.write(
      seeds.flatMap { seed in draw(parameterCount, UInt32(seed)).map { $0 * 0.3 } },
      to: self["parameters"])
    for name in ["m", "v"] {
      try executable.write([Float](repeating: 0, count: parameterCount * count), to: self[name])
    }
    var metrics: [[Float]] = []
    var step = 0
    for epoch in 0..<epochs {
      let alpha: [Float] = (0..<Self.batchesPerEpoch).map { batch in
        let t = Double(step + batch + 1)
        return Float(0.01 * (1 - power(0.999, t)).squareRoot() / (1 - power(0.9, t)))
      }
      try executable.write(all(alpha), to: self["alpha"])
      try executable.write(all([Float](repeating: 0, count: MetricSlot.count)), to: self["metrics"])
      try executable.run(
        [
          Pass(routine: 0, steps: 1, first: StepContext(step: UInt32(epoch))),
          Pass(
            routine: 1, steps: Self.batchesPerEpoch, first: StepContext(step: UInt32(step))),
        ], profile: profile)
      step += Self.batchesPerEpoch
      metrics.append(try executable.read(self["metrics"]))
    }
    return Result(parameters: try executable.read(self["parameters"]), metrics: metrics)
  }

  private func power(_ base: Double, _ exponent: Double) -> Double {
    (0..<Int(exponent)).reduce(1) { value, _ in value * base }
  }
}
