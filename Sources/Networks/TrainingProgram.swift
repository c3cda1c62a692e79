import Programs

/// The part of the data that a program needs to know: counts and kinds, not contents.
public struct DataExtent: Sendable, Equatable {
  /// The number of data sets of one shape that the replicas choose from, D.
  public var sets: Int
  /// Training examples of each, held-out ones left out.
  public var train: Int
  /// Held-out examples, stored behind the training examples.
  public var validation: Int
  /// Test examples.
  public var test: Int
  /// `uint8` or `float32`.
  public var element: ElementType
  /// Channels that are normalised apart.
  public var channels: Int
  /// Values to predict for each example, or `nil` for a label.
  public var targetWidth: Int?

  /// An extent.
  public init(
    sets: Int, train: Int, validation: Int, test: Int, element: ElementType, channels: Int,
    targetWidth: Int?
  ) {
    self.sets = sets
    self.train = train
    self.validation = validation
    self.test = test
    self.element = element
    self.channels = channels
    self.targetWidth = targetWidth
  }
}

/// What a training step does beside its layers, its loss and the update.
///
/// Each is recorded if some replica of the group needs it, so that others pay nothing; a replica that does
/// not need it has the same numbers with and without, but for ``wholeGradients``.
public struct TrainingExtras: OptionSet, Sendable {
  /// One bit for each.
  public let rawValue: Int

  /// A set with these bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// The penalty of the weights is reported.
  public static let penalty = TrainingExtras(rawValue: 1 << 0)
  /// The inputs of training steps get noise.
  public static let inputNoise = TrainingExtras(rawValue: 1 << 1)
  /// The labels of training steps are smoothed.
  public static let labelSmoothing = TrainingExtras(rawValue: 1 << 2)
  /// Weights have a limit to the length of a unit's incoming ones.
  public static let maxNorm = TrainingExtras(rawValue: 1 << 3)
  /// Gradients get an L1 penalty or are clipped.
  ///
  /// That takes whole gradients, so no product is fused with the update: trials that need it and others round
  /// differently and belong in groups of their own.
  public static let wholeGradients = TrainingExtras(rawValue: 1 << 4)
  /// There are routines for the class probabilities of all test examples.
  public static let predictions = TrainingExtras(rawValue: 1 << 5)
  /// The images of training steps are moved, mirrored, turned or covered.
  public static let augmentation = TrainingExtras(rawValue: 1 << 6)
}

/// A model, loss and optimizer recorded as a program that trains R replicas in lockstep.
public struct TrainingProgram: Sendable {
  /// The recorded program.
  public let program: Program
  /// Where each parameter lies in `parameters`.
  public let layout: ParameterLayout
  /// The method of the update.
  public let optimizer: OptimizerMethod
  /// Steps in an epoch, a partial last one included.
  public let stepsPerEpoch: Int

  /// All parameters [R, P], see `layout`.
  public let parameters: Tensor
  /// The optimizer's moments, each [R, `layout.trainableCount`].
  public let moments: [Tensor]
  /// Per-replica settings.
  public let settings: ReplicaTensors
  /// The optimizer's constants [R, max(C, 1)].
  public let coefficients: Tensor
  /// Rate and bias correction of every step of an epoch [R, S, K].
  public let stepScalars: Tensor
  /// Training and held-out examples, targets and normalisation.
  public let trainData: DataTensors
  /// Test examples, targets and normalisation.
  public let testData: DataTensors
  /// Running sums of training, validation and test [R, 8].
  public let metrics: [Split: Tensor]
  /// Class probabilities [R, N, C] of the examples of a pass of ``predict()``, where the program predicts.
  public let predictions: Tensor?

  /// The parts of the data.
  public enum Split: String, CaseIterable, Sendable { case train, validation, test }

  /// A data set on the device.
  public struct DataTensors: Sendable {
    /// The examples [shared, D, N, F].
    public let examples: Tensor
    /// Labels [shared, D, N] or values [shared, D, N, T].
    public let targets: Tensor
    /// Scale and shift [R, D, C, 2].
    public let normalization: Tensor
  }

  /// The routine that starts an epoch.
  public static let beginEpochName = "begin-epoch"

  /// The batch of inference: of networks whose layers leave much for each example a smaller one, so that a
  /// test set takes no more memory than training.
  private let evaluationBatch: Int
  /// The batch of predictions.
  private let predictionBatch: Int
  /// Numbers that a layer leaves for each example from which on it is wide.
  private static let wide = 1 << 14

  private let batch: Int
  private let data: DataExtent

  /// Records the program.
  ///
  /// - Parameters:
  ///   - extras: what some replica needs beside its layers, loss and update.
  public init(
    model: Model, loss: LossKind, optimizer: OptimizerMethod, replicas: Int, batch: Int,
    data: DataExtent, extras: TrainingExtras
  ) {
    demand(batch > 0 && data.train > 0 && data.test > 0, "program: empty batch or data")
    demand(
      model.output.positions == 1, "program: predictions must be one row, not \(model.output)")
    let recorder = Recorder(replicas: replicas)
    let layout = ParameterLayout(model)
    self.layout = layout
    self.optimizer = optimizer
    self.batch = batch
    let widest = model.placedLayers.map { $0.layer.output(input: $0.input).count }.max() ?? 0
    let evaluationBatch = widest > Self.wide ? min(32, max(batch, 8)) : 128
    self.evaluationBatch = evaluationBatch
    self.data = data
    stepsPerEpoch = (data.train + batch - 1) / batch
    parameters = recorder.persistent("parameters", [layout.count])
    let gradients = recorder.persistent("gradients", [layout.trainableCount])
    moments = (0..<optimizer.momentCount).map {
      recorder.persistent("moment\($0)", [layout.trainableCount])
    }
    let settings = ReplicaTensors(recorder)
    self.settings = settings
    coefficients = recorder.constant("coefficients", [max(optimizer.coefficientCount, 1)])
    stepScalars = recorder.constant("stepScalars", [stepsPerEpoch, optimizer.stepScalarCount])
    trainData = Self.dataTensors("train", data.train + data.validation, model, data, recorder)
    testData = Self.dataTensors("test", data.test, model, data, recorder)
    let order = recorder.persistent("order", [data.train], .uint32)
    let metrics = Dictionary(
      uniqueKeysWithValues: Split.allCases.map {
        ($0, recorder.persistent("metrics.\($0.rawValue)", [MetricSlot.count]))
      })
    self.metrics = metrics
    // Small networks take all examples in one pass.
    predictionBatch = widest > Self.wide ? evaluationBatch : data.test
    predictions =
      extras.contains(.predictions)
      ? recorder.persistent(
        "predictions", [min(predictionBatch, data.test), model.output.count]) : nil
    let writer = RoutineWriter(
      recorder: recorder, model: model, loss: loss, layout: layout, settings: settings,
      parameters: parameters, gradients: gradients, targetWidth: data.targetWidth)

    recorder.routine(Self.beginEpochName) {
      recorder.append(
        .shuffle(Shuffle(order: order, seed: settings.seed, enabled: settings.shuffled)))
      recorder.append(.fill(Fill(output: metrics[.train]!, value: 0)))
    }
    let update = OptimizerUpdate(
      method: optimizer, parameters: parameters.elements(0..<layout.trainableCount),
      gradients: gradients, moments: moments,
      // A transform of the gradients adds the penalty itself.
      regularizedCount: extras.contains(.wholeGradients) ? 0 : layout.regularizedCount,
      l2: settings.l2, coefficients: coefficients,
      stepScalars: stepScalars)
    for rows in Self.sizes(data.train, batch) {
      writer.train(
        "train-\(rows)", rows: rows, trainData, order: order, metrics: metrics[.train]!,
        update: update, extras: extras)
    }
    // The weights stay as they are during inference: their penalty is found once, for all examples.
    recorder.routine("begin-evaluation") {
      for (split, count) in [(Split.validation, data.validation), (.test, data.test)] {
        recorder.append(.fill(Fill(output: metrics[split]!, value: 0)))
        if extras.contains(.penalty), count > 0 {
          writer.penalty(
            metrics: metrics[split]!, batch: count, hasL1: extras.contains(.wholeGradients))
        }
      }
    }
    for (split, count, tensors) in [
      (Split.validation, data.validation, trainData), (.test, data.test, testData),
    ] {
      for rows in Self.sizes(count, evaluationBatch) {
        writer.evaluate(
          "\(split.rawValue)-\(rows)", rows: rows, tensors, metrics: metrics[split]!)
      }
    }
    if let predictions {
      for rows in Self.sizes(data.test, predictionBatch) {
        writer.predict(
          "predict-\(rows)", rows: rows, testData,
          probabilities: Tensor(
            buffer: predictions.buffer, offset: 0, dimensions: [rows, model.output.count]))
      }
    }
    program = recorder.finish()
  }

  /// The batch sizes that cover `count` examples: full ones, then the rest.
  private static func sizes(_ count: Int, _ batch: Int) -> [Int] {
    (count >= batch ? [batch] : []) + (count % batch > 0 ? [count % batch] : [])
  }

  private static func dataTensors(
    _ name: String, _ count: Int, _ model: Model, _ data: DataExtent, _ recorder: Recorder
  ) -> DataTensors {
    DataTensors(
      examples: recorder.shared(
        "\(name).examples", [data.sets, count, model.input.count], data.element),
      targets: data.targetWidth.map {
        recorder.shared("\(name).targets", [data.sets, count, $0])
      } ?? recorder.shared("\(name).targets", [data.sets, count], .int32),
      normalization: recorder.constant("\(name).normalization", [data.sets, data.channels, 2]))
  }

  /// What starts an epoch: a new order, metrics at 0.
  public func beginEpoch(_ epoch: Int) -> Pass {
    Pass(
      routine: program.routine(named: Self.beginEpochName), steps: 1,
      first: StepContext(step: UInt32(epoch)))
  }

  /// The training steps `range` of an epoch.
  ///
  /// - Parameter epoch: the epoch, from 0.
  public func train(epoch: Int, steps range: Range<Int>) -> [Pass] {
    let full = data.train / batch
    let first = UInt32(truncatingIfNeeded: epoch * stepsPerEpoch)
    func pass(_ rows: Int, _ steps: Range<Int>) -> Pass {
      Pass(
        routine: program.routine(named: "train-\(rows)"), steps: steps.count,
        first: StepContext(
          step: first &+ UInt32(steps.lowerBound), batch: steps.lowerBound,
          row: steps.lowerBound * batch))
    }
    var passes: [Pass] = []
    let whole = range.clamped(to: 0..<full)
    if !whole.isEmpty { passes.append(pass(batch, whole)) }
    let rest = range.clamped(to: full..<stepsPerEpoch)
    if !rest.isEmpty { passes.append(pass(data.train % batch, rest)) }
    return passes
  }

  /// Inference over the validation and test part; metrics start at 0.
  ///
  /// - Parameter testing: whether the test part is passed through.
  public func evaluate(testing: Bool = true) -> [Pass] {
    let begin = Pass(
      routine: program.routine(named: "begin-evaluation"), steps: 1, first: StepContext())
    return [begin] + evaluate(.validation, count: data.validation, firstRow: data.train)
      + (testing ? evaluate(.test, count: data.test, firstRow: 0) : [])
  }

  /// Forward passes over all test examples in their order, each of which leaves the class probabilities of
  /// some in the first rows of ``predictions``.
  ///
  /// - Returns: The passes, and of how many examples each is.
  /// - Precondition: The program was recorded so that it predicts.
  public func predict() -> [(pass: Pass, examples: Int)] {
    stride(from: 0, to: data.test, by: predictionBatch).map { row in
      let examples = min(predictionBatch, data.test - row)
      let pass = Pass(
        routine: program.routine(named: "predict-\(examples)"), steps: 1,
        first: StepContext(row: row))
      return (pass, examples)
    }
  }

  private func evaluate(_ split: Split, count: Int, firstRow: Int) -> [Pass] {
    let full = count / evaluationBatch
    return Self.sizes(count, evaluationBatch).map { rows in
      let isFull = rows == evaluationBatch
      return Pass(
        routine: program.routine(named: "\(split.rawValue)-\(rows)"), steps: isFull ? full : 1,
        first: StepContext(row: firstRow + (isFull ? 0 : full * evaluationBatch)))
    }
  }
}
