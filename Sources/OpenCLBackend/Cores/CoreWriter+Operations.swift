import Kernels
import Programs

extension CoreWriter {
  /// The calls for one operation; none if it would change nothing.
  func calls(for operation: Operation) -> [CoreCall] {
    switch operation {
    case .gather(let operation): gather(operation)
    case .shuffle(let operation): [shuffle(operation)]
    case .fill(let operation): [fill(operation)]
    case .gemm(let operation): [gemm(operation)]
    case .biasActivation(let operation): biasActivation(operation)
    case .biasActivationGradient(let operation): biasActivationGradient(operation)
    case .batchNorm(let operation): [batchNorm(operation)]
    case .batchNormInference(let operation): [batchNormInference(operation)]
    case .batchNormGradient(let operation): [batchNormGradient(operation)]
    case .leakyRectifier(let operation): [leakyRectifier(operation)]
    case .leakyRectifierGradient(let operation): leakyRectifierGradient(operation)
    case .uniformDraw(let operation): [uniformDraw(operation)]
    case .dropout(let operation): [dropout(operation)]
    case .inputNoise(let operation): inputNoise(operation)
    case .softmax(let operation): [softmax(operation)]
    case .softmaxGradient(let operation): [softmaxGradient(operation)]
    case .softmaxCrossEntropy(let operation): softmaxCrossEntropy(operation)
    case .squaredError(let operation): squaredError(operation)
    case .weightPenalty(let operation): [weightPenalty(operation)]
    case .gradientTransform(let operation): [gradientTransform(operation)]
    case .maxNorm(let operation): [maxNorm(operation)]
    case .optimizerUpdate(let operation): [optimizerUpdate(operation)]
    case .convolution(let operation): convolution(operation)
    case .convolutionInputGradient(let operation): [convolutionInputGradient(operation)]
    case .convolutionWeightGradient(let operation): [convolutionWeightGradient(operation)]
    case .depthwiseConvolution(let operation): [depthwiseConvolution(operation)]
    case .depthwiseInputGradient(let operation): [depthwiseInputGradient(operation)]
    case .depthwiseWeightGradient(let operation): [depthwiseWeightGradient(operation)]
    case .maxPool(let operation): [maxPool(operation)]
    case .maxPoolGradient(let operation): [maxPoolGradient(operation)]
    case .averagePool(let operation): [averagePool(operation)]
    case .averagePoolGradient(let operation): [averagePoolGradient(operation)]
    case .addition(let operation): [addition(operation)]
    case .augmentation(let operation): [augmentation(operation)]
    case .fusedGemm(let operation): fusedGemm(operation)
    }
  }

  private func gather(_ gather: Gather) -> [CoreCall] {
    let rows = CoreCall.Extent.rows(gather.inputs.rows, unit: 1)
    let order = gather.order.map { contiguous($0) } ?? "0"
    let hasOrder = gather.order != nil
    return [
      CoreCall(
        files: [.coreGather], extent: rows,
        text: call(
          "core_gather_\(gather.examples.element.kernelType)",
          [
            contiguous(gather.examples), contiguous(gather.normalization), pointer(gather.dataSet),
            order, pointer(gather.inputs), gather.inputs.rowStride, gather.exampleCount,
            gather.features, gather.normalizedChannels, hasOrder, "row", "first", "last",
          ])),
      CoreCall(
        files: [.coreGather], extent: rows,
        text: call(
          "core_gather_targets",
          [
            contiguous(gather.targets, as: "int"), pointer(gather.dataSet), order,
            pointer(gather.batchTargets, as: "int"),
            step(gather.batchTargets, width: gather.targetWidth), gather.exampleCount,
            gather.targetWidth, hasOrder, "row", "first", "last",
          ])),
    ]
  }

  private func shuffle(_ shuffle: Shuffle) -> CoreCall {
    let count = shuffle.order.count
    return CoreCall(
      files: [.coreEpoch], extent: .whole,
      text: call(
        "core_shuffle",
        [
          contiguous(shuffle.order), contiguous(shuffle.seed), pointer(shuffle.enabled), count,
          IndexPermutation.bits(for: count), "step",
        ]))
  }

  private func fill(_ fill: Fill) -> CoreCall {
    CoreCall(
      files: [.coreEpoch], extent: .whole,
      text: call(
        "core_fill", [contiguous(fill.output), fill.value.kernelLiteral, fill.output.count]))
  }

  private func gemm(_ gemm: Gemm) -> CoreCall {
    let name = gemm.transposeRight ? "core_gemm_transposed" : "core_gemm"
    let extent =
      gemm.transposeLeft
      ? CoreCall.Extent.parts(gemm.m, unit: tileRows) : .rows(gemm.m, unit: tileRows)
    return CoreCall(
      files: [gemm.transposeRight ? .coreGemmTransposed : .coreGemm], extent: extent,
      text: call(
        name,
        [
          pointer(gemm.left), gemm.left.rowStride, gemm.transposeLeft, pointer(gemm.right),
          gemm.right.rowStride, pointer(gemm.output), gemm.output.rowStride, gemm.n, gemm.k,
          gemm.accumulate, "first", "last",
        ]))
  }

  private func biasActivation(_ operation: BiasActivation) -> [CoreCall] {
    let values = operation.values
    if operation.bias == nil && operation.activation == .identity { return [] }
    return [
      CoreCall(
        files: [.coreLayer], extent: .rows(values.rows, unit: 1),
        text: call(
          "core_bias_activation",
          [
            pointer(values), values.rowStride, operation.bias != nil,
            operation.bias.map { contiguous($0) } ?? "0", operation.preactivation != nil,
            operation.preactivation.map { pointer($0) } ?? "0",
            operation.preactivation?.rowStride ?? 0, operation.activation.kernelNumber,
            slope(operation.slope, of: operation.activation), values.channels, "first", "last",
          ]))
    ]
  }

  private func biasActivationGradient(_ operation: BiasActivationGradient) -> [CoreCall] {
    let gradient = operation.gradient
    var calls: [CoreCall] = []
    if operation.activation != .identity {
      calls.append(
        CoreCall(
          files: [.coreLayer],
          extent: .rows(gradient.rows, unit: 1),
          text: call(
            "core_activation_gradient",
            [
              pointer(gradient), gradient.rowStride, pointer(operation.source),
              operation.source.rowStride, operation.activation.kernelNumber,
              slope(operation.slope, of: operation.activation), gradient.channels, "first", "last",
            ])))
    }
    if let biasGradient = operation.biasGradient {
      calls.append(
        CoreCall(
          files: [.coreLayer], extent: .whole,
          text: call(
            "core_column_sums",
            [
              pointer(gradient), gradient.rowStride, contiguous(biasGradient), gradient.rows,
              gradient.channels,
            ]), reads: [gradient], writes: [biasGradient]))
    }
    return calls
  }

  /// An activation's slope: the replica's, or the default.
  private func slope(_ slope: Tensor?, of activation: Activation) -> String {
    slope.map { "\(pointer($0))[0]" } ?? Float(activation.defaultSlope ?? 0).kernelLiteral
  }

  private func dropout(_ dropout: Dropout) -> CoreCall {
    CoreCall(
      files: [.coreDropout], extent: .rows(dropout.input.rows, unit: 1),
      text: call(
        "core_dropout",
        [
          contiguous(dropout.input), contiguous(dropout.output), pointer(dropout.rate),
          contiguous(dropout.seed), dropout.stream.id, "step", dropout.input.channels, "first",
          "last",
        ]))
  }

  /// How many rows random draws are cut apart by: a vector of draws serves 64 elements.
  static func drawnRows(_ channels: Int) -> Int {
    var unit = 1
    while unit * channels % 64 != 0 { unit *= 2 }
    return unit
  }

  private func inputNoise(_ noise: InputNoise) -> [CoreCall] {
    let (rows, channels) = (noise.input.rows, noise.input.channels)
    let (deviation, share) = (pointer(noise.deviation), pointer(noise.share))
    return [
      CoreCall(
        files: [.coreNoise], extent: .whole,
        text: call(
          "core_deviation", [contiguous(noise.input), deviation, share, noise.input.count]),
        reads: [noise.input, noise.share], writes: [noise.deviation]),
      CoreCall(
        files: [.coreNoise], extent: .rows(rows, unit: Self.drawnRows(channels)),
        text: call(
          "core_noise",
          [
            contiguous(noise.input), contiguous(noise.output), deviation, share,
            contiguous(noise.seed), RandomStream.inputNoise.id, "step", "first * \(channels)",
            "last * \(channels)",
          ])),
    ]
  }

  private func softmax(_ softmax: Softmax) -> CoreCall {
    let (logits, probabilities) = (softmax.logits, softmax.probabilities)
    return CoreCall(
      files: [.coreSoftmax], extent: .rows(logits.rows, unit: 1),
      text: call(
        "core_softmax",
        [
          pointer(logits), logits.rowStride, pointer(probabilities), probabilities.rowStride,
          logits.channels, "first", "last",
        ]))
  }

  private func softmaxGradient(_ softmax: SoftmaxGradient) -> CoreCall {
    let (gradient, probabilities) = (softmax.gradient, softmax.probabilities)
    return CoreCall(
      files: [.coreSoftmax], extent: .rows(gradient.rows, unit: 1),
      text: call(
        "core_softmax_gradient",
        [
          pointer(gradient), gradient.rowStride, pointer(probabilities), probabilities.rowStride,
          gradient.channels, "first", "last",
        ]))
  }

  private func softmaxCrossEntropy(_ loss: SoftmaxCrossEntropy) -> [CoreCall] {
    let logits = loss.logits
    let gradient = loss.gradient ?? logits
    return [
      CoreCall(
        files: [.coreLoss],
        extent: .rows(logits.rows, unit: 1),
        text: call(
          "core_softmax_cross_entropy",
          [
            pointer(logits), logits.rowStride, pointer(loss.labels), step(loss.labels),
            loss.smoothing.map { "\(pointer($0))[0]" } ?? "0.0f",
            loss.gradient != nil, pointer(gradient), gradient.rowStride, rowSums, logits.rows,
            logits.channels, "first", "last",
          ])),
      addRowSums(loss.metrics, areLabels: true, rows: logits.rows),
    ]
  }

  private func squaredError(_ loss: SquaredError) -> [CoreCall] {
    let predictions = loss.predictions
    let gradient = loss.gradient ?? predictions
    let width = loss.targetsAreLabels ? 1 : predictions.channels
    return [
      CoreCall(
        files: [.coreLoss], extent: .rows(predictions.rows, unit: 1),
        text: call(
          "core_squared_error",
          [
            pointer(predictions), predictions.rowStride, pointer(loss.targets, as: "int"),
            step(loss.targets, width: width), loss.targetsAreLabels, loss.gradient != nil,
            pointer(gradient), gradient.rowStride, rowSums, predictions.rows, predictions.channels,
            "first", "last",
          ])),
      addRowSums(loss.metrics, areLabels: loss.targetsAreLabels, rows: predictions.rows),
    ]
  }

  /// Where this replica's row sums start.
  private var rowSums: String {
    "(\(Self.rowSums) + replica * \(Self.rowSumStride(program))ul)"
  }

  private func addRowSums(_ metrics: Tensor, areLabels: Bool, rows: Int) -> CoreCall {
    CoreCall(
      files: [.coreLoss], extent: .whole,
      text: call("core_add_row_sums", [rowSums, contiguous(metrics), areLabels, rows]),
      reads: [metrics], writes: [metrics])
  }

  private func weightPenalty(_ penalty: WeightPenalty) -> CoreCall {
    CoreCall(
      files: [.coreEpoch], extent: .whole,
      text: call(
        "core_weight_penalty",
        [
          contiguous(penalty.weights), pointer(penalty.l2),
          penalty.l1.map { "\(pointer($0))[0]" } ?? "0.0f", contiguous(penalty.metrics),
          Float(penalty.batch).kernelLiteral, penalty.weights.count,
        ]))
  }

  private func gradientTransform(_ transform: GradientTransform) -> CoreCall {
    CoreCall(
      files: [.coreWeights], extent: .whole,
      text: call(
        "core_gradient_transform",
        [
          contiguous(transform.gradients), contiguous(transform.parameters),
          pointer(transform.l2), pointer(transform.l1), pointer(transform.largest),
          pointer(transform.norm), transform.regularizedCount, transform.gradients.count,
        ]))
  }

  private func maxNorm(_ maxNorm: MaxNorm) -> CoreCall {
    let weights = maxNorm.weights
    return CoreCall(
      files: [.coreWeights], extent: .parts(weights.channels, unit: 16),
      text: call(
        "core_max_norm",
        [
          pointer(weights), weights.rowStride, pointer(maxNorm.limit), weights.rows, "first",
          "last",
        ]))
  }

  private func optimizerUpdate(_ update: OptimizerUpdate) -> CoreCall {
    let count = update.parameters.count
    return CoreCall(
      files: [.coreUpdate], extent: .parts(count, unit: 2048),
      text: updateText(update)
        + call("core_update", ["u", contiguous(update.gradients), count, "first", "last"]))
  }

  private func fusedGemm(_ fused: FusedGemm) -> [CoreCall] {
    guard case .update(let update) = fused.epilogue else {
      return fused.parts.flatMap(calls(for:))
    }
    let gemm = fused.gemm
    return [
      CoreCall(
        files: [.coreGemmUpdate], extent: .parts(gemm.m, unit: tileRows),
        text: updateText(update)
          + call(
            "core_gemm_update",
            [
              "u", pointer(gemm.left), gemm.left.rowStride, pointer(gemm.right),
              gemm.right.rowStride, "\(contiguous(gemm.output)) + first * \(gemm.n)", gemm.m,
              gemm.n, gemm.k, "first", "last",
            ]))
    ]
  }

  /// Declares `u`, the operands of an update.
  private func updateText(_ update: OptimizerUpdate) -> String {
    let method = update.method
    let moments = update.moments.map { contiguous($0) } + ["0", "0"]
    let l2 = "\(pointer(update.l2))[0]"
    let coefficients = numbers(pointer(update.coefficients), method.coefficientCount)
    let scalars = numbers(
      "(\(pointer(update.stepScalars)) + (ulong)batch * \(update.stepScalars.rowStride))",
      method.stepScalarCount)
    return """
      const Update u = {\(method.kernelNumber), \(method.momentCount), \
      \(contiguous(update.parameters)), \(moments[0]), \(moments[1]), 2.0f * \(l2), \
      \(l2) == 0.0f ? 0 : \(update.regularizedCount), \(coefficients), \(scalars)};

      """
  }

  /// The first numbers of a table as a list with zeros behind them.
  private func numbers(_ table: String, _ count: Int) -> String {
    let all = (0..<OptimizerMethod.largestCount).map { $0 < count ? "\(table)[\($0)]" : "0.0f" }
    return "{\(all.joined(separator: ", "))}"
  }
}
