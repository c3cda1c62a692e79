import Programs

/// Records one routine of a ``TrainingProgram``: a training step, or a step of inference.
struct RoutineWriter {
  let recorder: Recorder
  let model: Model
  let loss: LossKind
  let layout: ParameterLayout
  let settings: ReplicaTensors
  let parameters: Tensor
  let gradients: Tensor
  let targetWidth: Int?

  /// A step on `rows` examples: gather, augmentation, noise, forward, loss, penalty, backward, transform of the gradients,
  /// update, limits of the weights.
  func train(
    _ name: String, rows: Int, _ data: TrainingProgram.DataTensors, order: Tensor, metrics: Tensor,
    update: OptimizerUpdate, extras: TrainingExtras
  ) {
    recorder.routine(name, rows: rows) {
      let (inputs, targets) = gather(
        name, rows, data, order: order, extras: extras)
      let context = context(name, rows, isTraining: true)
      let records = model.forward(inputs, context)
      let gradient = loss.record(
        outputs: records[records.count - 1].output, targets: targets,
        smoothing: extras.contains(.labelSmoothing) ? settings.labelSmoothing : nil,
        metrics: metrics, isTraining: true, name: name, recorder)
      // Before backward, which may change the weights at once where its products are fused with the update.
      if extras.contains(.penalty) {
        penalty(metrics: metrics, batch: rows, hasL1: extras.contains(.wholeGradients))
      }
      if let gradient { model.backward(gradient, records, context) }
      if extras.contains(.wholeGradients) { transformGradients() }
      recorder.append(.optimizerUpdate(update))
      if extras.contains(.maxNorm) { limitWeights() }
    }
  }

  /// Adds the penalty of the current weights to `metrics`, for `batch` examples.
  func penalty(metrics: Tensor, batch: Int, hasL1: Bool) {
    guard layout.regularizedCount > 0 else { return }
    let weights = Tensor(
      buffer: parameters.buffer, offset: 0, dimensions: [layout.regularizedCount])
    recorder.append(
      .weightPenalty(
        WeightPenalty(
          weights: weights, l2: settings.l2, l1: hasL1 ? settings.l1 : nil, metrics: metrics,
          batch: batch)))
  }

  private func transformGradients() {
    recorder.append(
      .gradientTransform(
        GradientTransform(
          gradients: gradients, parameters: parameters.elements(0..<layout.trainableCount),
          regularizedCount: layout.regularizedCount,
          l2: settings.l2, l1: settings.l1, largest: settings.clipValue, norm: settings.clipNorm)))
  }

  private func limitWeights() {
    for entry in layout.entries where entry.parameter.isRegularized {
      let weights = Tensor(
        buffer: parameters.buffer, offset: entry.offset, dimensions: entry.parameter.dimensions)
      recorder.append(.maxNorm(MaxNorm(weights: weights, limit: settings.maxNorm)))
    }
  }

  /// Inference on `rows` examples: gather, forward, loss.
  func evaluate(
    _ name: String, rows: Int, _ data: TrainingProgram.DataTensors, metrics: Tensor
  ) {
    recorder.routine(name, rows: rows) {
      let (inputs, targets) = gather(name, rows, data, order: nil)
      let records = model.forward(inputs, context(name, rows, isTraining: false))
      _ = loss.record(
        outputs: records[records.count - 1].output, targets: targets, smoothing: nil,
        metrics: metrics, isTraining: false, name: name, recorder)
    }
  }

  /// Class probabilities [R, rows, C] of `rows` examples: gather, forward, softmax.
  func predict(
    _ name: String, rows: Int, _ data: TrainingProgram.DataTensors, probabilities: Tensor
  ) {
    recorder.routine(name, rows: rows) {
      let (inputs, _) = gather(name, rows, data, order: nil)
      let records = model.forward(inputs, context(name, rows, isTraining: false))
      recorder.append(
        .softmax(
          Softmax(
            logits: records[records.count - 1].output, probabilities: probabilities)))
    }
  }

  private func gather(
    _ name: String, _ rows: Int, _ data: TrainingProgram.DataTensors, order: Tensor?,
    extras: TrainingExtras = []
  ) -> (inputs: Tensor, targets: Tensor) {
    var inputs = recorder.scratch("\(name).inputs", [rows, model.input.count])
    let targets =
      targetWidth.map { recorder.scratch("\(name).targets", [rows, $0]) }
      ?? recorder.scratch("\(name).targets", [rows], .int32)
    recorder.append(
      .gather(
        Gather(
          examples: data.examples, targets: data.targets, normalization: data.normalization,
          dataSet: settings.dataSet, order: order, inputs: inputs, batchTargets: targets)))
    if extras.contains(.augmentation) { inputs = augmented(name, inputs) }
    if extras.contains(.inputNoise) { inputs = noisy(name, inputs) }
    let shape = model.input
    return (inputs.reshaped([rows * shape.height * shape.width, shape.channels]), targets)
  }

  private func augmented(_ name: String, _ inputs: Tensor) -> Tensor {
    let shape = model.input
    let output = recorder.scratch("\(name).augmentedInputs", [inputs.rows, inputs.channels])
    func images(_ rows: Tensor) -> Tensor {
      rows.reshaped([rows.rows * shape.positions, shape.channels])
    }
    recorder.append(
      .augmentation(
        Augmentation(
          input: images(inputs), output: images(output), height: shape.height, width: shape.width,
          settings: settings.augmentation, seed: settings.seed)))
    return output
  }

  private func noisy(_ name: String, _ inputs: Tensor) -> Tensor {
    let output = recorder.scratch("\(name).noisyInputs", [inputs.rows, inputs.channels])
    recorder.append(
      .inputNoise(
        InputNoise(
          input: inputs, output: output, deviation: recorder.scratch("\(name).deviation", [1]),
          share: settings.inputNoise, seed: settings.seed)))
    return output
  }

  private func context(_ name: String, _ batch: Int, isTraining: Bool) -> RoutineContext {
    RoutineContext(
      model, recorder: recorder, name: name, batch: batch, isTraining: isTraining, layout: layout,
      parameters: parameters, gradients: gradients, settings: settings)
  }
}
