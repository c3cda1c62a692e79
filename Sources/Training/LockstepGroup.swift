import Dispatch
import Networks
import Programs

/// A lockstep group: R replicas of one network that train as one program.
public final class LockstepGroup {
  /// What was asked for.
  public let settings: GroupSettings
  /// The recorded program.
  public let program: TrainingProgram
  /// Seconds for compiling and warming up.
  public var preparationSeconds: Double { executable.preparationSeconds }
  /// How far the weights are trained.
  public private(set) var position = TrainingPosition(epochs: 0, steps: 0)
  /// Wall seconds spent in training steps so far.
  public private(set) var trainingSeconds = 0.0
  /// Wall seconds spent in inference so far.
  public private(set) var evaluationSeconds = 0.0
  /// Launches of the first training step of an epoch over all replicas; 0 where one launch does all steps of
  /// a pass, `nil` on a backend without launches.
  public var launchesPerStep: Int? { executable.launchesPerStep(stepRoutine) }
  /// The operations recorded for that step, before any are fused.
  public var operationsPerStep: Int { program.program.routines[stepRoutine].operations.count }
  private var stepRoutine: Int { program.train(epoch: 0, steps: 0..<1)[0].routine }

  let executable: any Executable
  /// Steps between two looks at the clock and at `shouldStop`.
  private var chunk = 1

  /// Records the program, prepares it on a backend and writes data, settings and initial weights.
  ///
  /// - Throws: What the backend throws; ``/Networks/WeightsMismatch`` if starting weights do not fit.
  public init(_ settings: GroupSettings, on backend: any Backend) throws {
    self.settings = settings
    program = Self.record(settings)
    executable = try backend.prepare(program.program)
    try DataUpload(data: settings.data, executable: executable).write(program)
    try writeSettings()
    try writeInitialWeights()
  }

  /// The program of a group with these settings.
  public static func record(_ settings: GroupSettings) -> TrainingProgram {
    check(settings)
    return TrainingProgram(
      model: settings.model, loss: settings.loss, optimizer: settings.optimizer,
      replicas: settings.replicas.count, batch: settings.batch, data: settings.data.extent,
      penalty: settings.replicas.contains { $0.l2 != 0 })
  }

  /// Ends the program over settings that would leave a table or the network's outputs.
  private static func check(_ settings: GroupSettings) {
    demand(!settings.replicas.isEmpty, "group: no replicas")
    let (sets, outputs) = (settings.data.sets.count, settings.data.outputs)
    demand(
      settings.model.output.count == outputs,
      "group: the model has \(settings.model.output.count) outputs, the data \(outputs)")
    let names = settings.optimizer.coefficientNames
    for (index, replica) in settings.replicas.enumerated() {
      demand(
        (0..<sets).contains(replica.dataSet),
        "group: replica \(index) uses data set \(replica.dataSet) of \(sets)")
      demand(
        replica.coefficients.count == names.count,
        "group: \(settings.optimizer.rawValue) takes coefficients \(names), replica \(index) has "
          + "\(replica.coefficients)")
    }
  }

  private func writeSettings() throws {
    let replicas = settings.replicas
    let tensors = program.settings
    try executable.write(
      replicas.flatMap {
        [UInt32(truncatingIfNeeded: $0.seed), UInt32(truncatingIfNeeded: $0.seed >> 32)]
      }, to: tensors.seed)
    try executable.write(replicas.map { Int32($0.dataSet) }, to: tensors.dataSet)
    try executable.write(replicas.map { $0.isShuffled ? Float(1) : 0 }, to: tensors.shuffled)
    try executable.write(replicas.map { Float($0.dropout) }, to: tensors.dropout)
    try executable.write(replicas.map { Float($0.l2) }, to: tensors.l2)
    let slope = settings.model.defaultSlope ?? 0
    try executable.write(replicas.map { Float($0.slope ?? slope) }, to: tensors.slope)
    try executable.write(replicas.flatMap(\.batchNorm.deviceValues), to: tensors.batchNorm)
    let width = program.coefficients.count
    try executable.write(
      replicas.flatMap { replica in
        let coefficients = program.optimizer.deviceCoefficients(replica.coefficients)
        return coefficients + [Float](repeating: 0, count: width - coefficients.count)
      }, to: program.coefficients)
  }

  private func writeInitialWeights() throws {
    let layout = program.layout
    try executable.write(
      settings.replicas.flatMap { replica in
        try replica.startingWeights.map(layout.flatten)
          ?? layout.initialValues(seed: replica.seed, initializer: replica.initializer)
      }, to: program.parameters)
  }

  /// Trains all epochs.
  ///
  /// - Parameters:
  ///   - progress: called after every piece of an epoch.
  ///   - shouldStop: asked after every piece; on `true` the epochs so far are returned.
  /// - Returns: One outcome for each replica.
  public func train(
    progress: (GroupProgress) -> Void = { _ in }, shouldStop: () -> Bool = { false }
  ) throws -> [TrialOutcome] {
    var records: [[EpochRecord]] = settings.replicas.map { _ in [] }
    epochs: for epoch in 0..<settings.epochs {
      let before = trainingSeconds + evaluationSeconds
      try writeStepScalars(epoch: epoch)
      try timed(\.trainingSeconds) { try executable.run([program.beginEpoch(epoch)]) }
      var done = 0
      while done < program.stepsPerEpoch {
        let steps = done..<min(done + chunk, program.stepsPerEpoch)
        let seconds = try timed(\.trainingSeconds) {
          try executable.run(program.train(epoch: epoch, steps: steps))
        }
        done = steps.upperBound
        position = TrainingPosition(epochs: epoch, steps: done)
        adaptChunk(steps: steps.count, seconds: seconds)
        progress(
          GroupProgress(
            epoch: epoch + 1, epochs: settings.epochs, step: done, steps: program.stepsPerEpoch,
            replicas: settings.replicas.count, trainedExamples: trainedExamples(epoch, done),
            trainingSeconds: trainingSeconds, elapsedSeconds: trainingSeconds + evaluationSeconds,
            loss: records[0].isEmpty
              ? nil
              : records.reduce(0) { $0 + ($1.last?.train.loss ?? 0) } / Double(records.count)))
        // Within an epoch a stop leaves at once; a whole epoch is still evaluated and kept.
        if done < program.stepsPerEpoch, shouldStop() { break epochs }
      }
      position = TrainingPosition(epochs: epoch + 1, steps: 0)
      let evaluation = try evaluate()
      let train = try metrics(.train)
      let share =
        (trainingSeconds + evaluationSeconds - before) / Double(settings.replicas.count)
      for replica in records.indices {
        records[replica].append(
          EpochRecord(
            epoch: epoch + 1, train: train[replica], validation: evaluation.validation?[replica],
            test: evaluation.test[replica], seconds: share))
      }
      if shouldStop() { break epochs }
    }
    return records.map { epochs in
      TrialOutcome(
        epochs: epochs, parameterCount: program.layout.parameterCount,
        trainedExamples: epochs.count * settings.data.train,
        seconds: epochs.reduce(0) { $0 + $1.seconds })
    }
  }

  /// Pieces of about a second: often enough for a progress line and Ctrl-C, seldom enough that a
  /// replica's weights stay in a core's cache.
  private func adaptChunk(steps: Int, seconds: Double) {
    guard seconds > 0 else { return }
    let perStep = seconds / Double(steps)
    chunk = max(1, min(Int(1 / perStep), 1 << 20))
  }

  private func trainedExamples(_ epoch: Int, _ steps: Int) -> Int {
    let perReplica = epoch * settings.data.train + min(steps * settings.batch, settings.data.train)
    return perReplica * settings.replicas.count
  }

  func writeStepScalars(epoch: Int) throws {
    try executable.write(
      settings.replicas.flatMap { replica in
        (0..<program.stepsPerEpoch).flatMap { step in
          program.optimizer.stepScalars(
            rate: replica.rate, step: epoch * program.stepsPerEpoch + step,
            coefficients: replica.coefficients)
        }
      }, to: program.stepScalars)
  }

  /// One forward pass over the held-out and the test examples with the current weights.
  ///
  /// - Returns: Metrics of each replica; no validation without held-out examples.
  public func evaluate() throws -> (validation: [SplitMetrics]?, test: [SplitMetrics]) {
    try timed(\.evaluationSeconds) { try executable.run(program.evaluate()) }
    return (
      settings.data.validation > 0 ? try metrics(.validation) : nil, try metrics(.test)
    )
  }

  /// The current weights of a replica in PyTorch's convention.
  public func weights() throws -> [[NamedWeights]] {
    let flat = try executable.read(program.parameters, as: Float.self)
    return settings.replicas.indices.map { replica in
      let count = program.layout.count
      return program.layout.weights(flat[replica * count..<(replica + 1) * count])
    }
  }

  private func metrics(_ split: TrainingProgram.Split) throws -> [SplitMetrics] {
    guard let tensor = program.metrics[split] else { return [] }
    let values = try executable.read(tensor, as: Float.self)
    let isClassification = settings.data.extent.targetWidth == nil
    return settings.replicas.indices.map { replica in
      func sum(_ slot: MetricSlot) -> Double {
        Double(values[replica * MetricSlot.count + slot.rawValue])
      }
      let examples = sum(.examples)
      // Each sum is too large by what single precision had no digits for.
      let loss = sum(.loss) - sum(.lossCompensation)
      let penalty = sum(.penalty) - sum(.penaltyCompensation)
      return SplitMetrics(
        loss: loss / examples, penalty: penalty / examples,
        accuracy: isClassification ? sum(.correct) / examples : nil, examples: Int(examples))
    }
  }

  /// Does `body`, waits for the device and adds the time to a total.
  @discardableResult
  private func timed(
    _ total: ReferenceWritableKeyPath<LockstepGroup, Double>, _ body: () throws -> Void
  ) throws -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    try body()
    try executable.finish()
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
    self[keyPath: total] += seconds
    return seconds
  }
}

/// A place in the course of training.
public struct TrainingPosition: Sendable, Equatable {
  /// Finished epochs.
  public let epochs: Int
  /// Steps of the epoch after them.
  public let steps: Int
}

/// How far a group is.
public struct GroupProgress: Sendable {
  /// The epoch, from 1.
  public let epoch: Int
  /// All epochs.
  public let epochs: Int
  /// Steps done in this epoch.
  public let step: Int
  /// Steps of an epoch.
  public let steps: Int
  /// Replicas that each step advances.
  public let replicas: Int
  /// Examples trained on so far, over all replicas.
  public let trainedExamples: Int
  /// Wall seconds of training so far.
  public let trainingSeconds: Double
  /// Wall seconds so far, evaluation included.
  public let elapsedSeconds: Double
  /// The training loss of the last finished epoch, mean over the replicas.
  public let loss: Double?

  /// Examples a second over all replicas, training only.
  public var examplesPerSecond: Double {
    trainingSeconds > 0 ? Double(trainedExamples) / trainingSeconds : 0
  }

  /// The share of the work that is done, 0...1.
  public var fraction: Double {
    (Double(epoch - 1) + Double(step) / Double(max(steps, 1))) / Double(max(epochs, 1))
  }
}
