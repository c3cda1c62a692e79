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
    case .softmax(let operation): [softmax(operation)]
    case .softmaxGradient(let operation): [softmaxGradient(operation)]
    case .softmaxCrossEntropy(let operation): softmaxCrossEntropy(operation)
    case .squaredError(let operation): squaredError(operation)
    case .l2Penalty(let operation): [l2Penalty(operation)]
    case .optimizerUpdate(let operation): [optimizerUpdate(operation)]
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
    let (rows, channels) = (dropout.input.rows, dropout.input.channels)
    return CoreCall(
      files: [.coreDropout], extent: .rows(rows, unit: Self.drawnRows(channels)),
      text: call(
        "core_dropout",
        [
          contiguous(dropout.input), contiguous(dropout.output), pointer(dropout.rate),
          contiguous(dropout.seed), dropout.stream.id, "step", "first * \(channels)",
          "last * \(channels)",
        ]))
  }

  /// How many rows random draws are cut apart by: a vector of draws serves 64 elements.
  static func drawnRows(_ channels: Int) -> Int {
    var unit = 1
    while unit * channels % 64 != 0 { unit *= 2 }
    return unit
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
            loss.gradient != nil, pointer(gradient), gradient.rowStride, rowSums, logits.rows,
            logits.channels, "first", "last",
          ])),
      addRowSums(loss.metrics, rows: logits.rows),
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
      addRowSums(loss.metrics, rows: predictions.rows),
    ]
  }

  /// Where this replica's row sums start.
  private var rowSums: String {
    "(\(Self.rowSums) + replica * \(Self.rowSumStride(program))ul)"
  }

  private func addRowSums(_ metrics: Tensor, rows: Int) -> CoreCall {
    CoreCall(
      files: [.coreLoss], extent: .whole,
      text: call("core_add_row_sums", [rowSums, contiguous(metrics), rows]), reads: [metrics],
      writes: [metrics])
  }

  private func l2Penalty(_ penalty: L2Penalty) -> CoreCall {
    CoreCall(
      files: [.coreEpoch], extent: .whole,
      text: call(
        "core_l2_penalty",
        [
          contiguous(penalty.weights), pointer(penalty.l2), contiguous(penalty.metrics),
          Float(penalty.batch).kernelLiteral, penalty.weights.count,
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
    let isAdam = update.method == .adam
    let scalars = pointer(update.stepScalars)
    let constants = pointer(update.coefficients)
    let l2 = "\(pointer(update.l2))[0]"
    let moments = isAdam ? update.moments.map { contiguous($0) } : ["0", "0"]
    let rates =
      isAdam ? (0..<3).map { "\(constants)[\($0)]" } : ["0.0f", "0.0f", "0.0f"]
    return """
      const Update u = {\(isAdam), \(contiguous(update.parameters)), \(moments[0]), \(moments[1]), \
      \(scalars)[(ulong)batch * \(update.stepScalars.rowStride)], 2.0f * \(l2), \
      \(l2) == 0.0f ? 0 : \(update.regularizedCount), \(rates[0]), \(rates[1]), \(rates[2])};

      """
  }
}
