import Dispatch
import Networks
import Programs

/// A lockstep group: R replicas of one network that train as one program.
public final class LockstepGroup {
  /// What was asked for, of the replicas that are left.
  public internal(set) var settings: GroupSettings
  /// The recorded program.
  public internal(set) var program: TrainingProgram
  /// Seconds for compiling and warming up, over all programs that ``keep(_:)`` made.
  public internal(set) var preparationSeconds: Double
  /// How far the weights are trained.
  public internal(set) var position = TrainingPosition(epochs: 0, steps: 0)
  /// Wall seconds spent in training steps so far.
  public private(set) var trainingSeconds = 0.0
  /// Wall seconds spent in inference so far.
  public internal(set) var evaluationSeconds = 0.0
  /// Launches of the first training step of an epoch over all replicas; 0 where one launch does all steps of
  /// a pass, `nil` on a backend without launches.
  public var launchesPerStep: Int? { executable.launchesPerStep(stepRoutine) }
  /// The operations recorded for that step, before any are fused.
  public var operationsPerStep: Int { program.program.routines[stepRoutine].operations.count }
  private var stepRoutine: Int { program.train(epoch: 0, steps: 0..<1)[0].routine }

  let backend: any Backend
  var executable: any Executable
  /// How far the weights were trained elsewhere.
  var start = TrainingPosition(epochs: 0, steps: 0)
  /// The rate of each replica on its way through the epochs.
  var rates: [RateCourse]
  /// Early stopping of each replica.
  var stops: [StoppingCourse]
  /// The variance of the values to predict, by part and data set; empty for classification.
  private let targetVariances: [TrainingProgram.Split: [Double]]
  /// Examples trained on in this group so far, over all replicas.
  private var trainedExamples = 0
  /// Steps between two looks at the clock and at `shouldStop`.
  private var chunk = 1

  /// Records the program, prepares it on a backend and writes data, settings and initial weights.
  ///
  /// - Throws: What the backend throws; ``/Networks/WeightsMismatch`` if starting weights do not fit.
  public init(_ settings: GroupSettings, on backend: any Backend) throws {
    self.settings = settings
    self.backend = backend
    let program = Self.record(settings)
    self.program = program
    rates = settings.replicas.map {
      RateCourse(
        $0.schedule, rate: $0.rate, stepsPerEpoch: program.stepsPerEpoch, epochs: settings.epochs)
    }
    stops = settings.replicas.map { StoppingCourse($0.earlyStopping) }
    targetVariances = Dictionary(
      uniqueKeysWithValues: TrainingProgram.Split.allCases.map { split in
        (split, settings.data.sets.compactMap { settings.data.targetVariance(of: $0, split) })
      })
    executable = try backend.prepare(program.program)
    preparationSeconds = executable.preparationSeconds
    try DataUpload(data: settings.data, replicas: settings.replicas, executable: executable)
      .write(program)
    try writeSettings()
    try writeInitialWeights()
  }

  /// The program of a group with these settings.
  public static func record(_ settings: GroupSettings) -> TrainingProgram {
    check(settings)
    return TrainingProgram(
      model: settings.model, loss: settings.loss, optimizer: settings.optimizer,
      replicas: settings.replicas.count, batch: settings.batch, data: settings.data.extent,
      extras: extras(settings.replicas).union(settings.predicts ? .predictions : []))
  }

  /// What any of the replicas needs.
  private static func extras(_ replicas: [ReplicaSettings]) -> TrainingExtras {
    replicas.reduce(into: []) { extras, replica in
      if replica.l2 != 0 || replica.l1 != 0 { extras.insert(.penalty) }
      if replica.needsWholeGradients { extras.insert(.wholeGradients) }
      if replica.maxNorm != 0 { extras.insert(.maxNorm) }
      if replica.labelSmoothing != 0 { extras.insert(.labelSmoothing) }
      if replica.inputNoise != 0 { extras.insert(.inputNoise) }
      if replica.augmentation != .none { extras.insert(.augmentation) }
    }
  }

  /// Ends the program over settings that would leave a table or the network's outputs.
  private static func check(_ settings: GroupSettings) {
    demand(!settings.replicas.isEmpty, "group: no replicas")
    let (sets, outputs) = (settings.data.sets.count, settings.data.outputs)
    demand(
      settings.model.output.count == outputs,
      "group: the model has \(settings.model.output.count) outputs, the data \(outputs)")
    let whole = settings.replicas.count(where: \.needsWholeGradients)
    demand(
      whole == 0 || whole == settings.replicas.count,
      "group: \(whole) of \(settings.replicas.count) replicas have an L1 penalty or clip gradients")
    let names = settings.optimizer.coefficientNames
    let slope = settings.model.defaultSlope
    for (index, replica) in settings.replicas.enumerated() {
      demand(
        (0..<sets).contains(replica.dataSet),
        "group: replica \(index) uses data set \(replica.dataSet) of \(sets)")
      demand(
        replica.coefficients.count == names.count,
        "group: \(settings.optimizer.rawValue) takes coefficients \(names), replica \(index) has "
          + "\(replica.coefficients)")
      // The derivative below 0 is told by the sign of the output.
      demand(
        slope == nil || Float(replica.slope ?? slope ?? 0) > 0,
        "group: the slope of replica \(index) is \(replica.slope ?? 0), it must be above 0")
    }
  }

  func writeSettings() throws {
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
    try executable.write(replicas.map { Float($0.l1) }, to: tensors.l1)
    try executable.write(replicas.map { Float($0.maxNorm) }, to: tensors.maxNorm)
    try executable.write(replicas.map(\.clip.largest), to: tensors.clipValue)
    try executable.write(replicas.map(\.clip.length), to: tensors.clipNorm)
    try executable.write(replicas.map { Float($0.labelSmoothing) }, to: tensors.labelSmoothing)
    try executable.write(replicas.map { Float($0.inputNoise) }, to: tensors.inputNoise)
    try executable.write(replicas.flatMap(\.augmentation.deviceValues), to: tensors.augmentation)
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
        let own = replica.narrowLayout ?? layout
        let values =
          try replica.startingWeights.map(own.flatten)
          ?? own.initialValues(seed: replica.seed, initializer: replica.initializer)
        return replica.narrowLayout.map { ParameterEmbedding($0, in: layout).embed(values) }
          ?? values
      }, to: program.parameters)
  }

  /// Trains from where the group is to the end of an epoch, or until every replica has stopped early.
  ///
  /// A replica with a rule of early stopping ends with its best weights, whether or not it stopped.
  /// - Parameters:
  ///   - last: how many epochs are to be finished then; `nil` for all that the settings say.
  ///   - testing: whether the test examples are evaluated after every epoch, beside the held-out ones.
  ///   - progress: called after every piece of an epoch.
  ///   - shouldStop: asked after every piece; on `true` the epochs so far are returned.
  /// - Returns: One outcome for each replica, of the epochs that ended in this call.
  public func train(
    upTo last: Int? = nil, testing: Bool = true,
    progress: (GroupProgress) -> Void = { _ in }, shouldStop: () -> Bool = { false }
  ) throws -> [TrialOutcome] {
    // What an early stop rests on is not carried from one call, or group, to the next.
    demand(
      position == TrainingPosition(epochs: 0, steps: 0)
        || settings.replicas.allSatisfy { $0.earlyStopping == nil },
      "train: replicas with early stopping are trained in one go, these stand at \(position)")
    var records: [[EpochRecord]] = settings.replicas.map { _ in [] }
    let epochs = last ?? settings.epochs
    epochs: for epoch in position.epochs..<max(epochs, position.epochs) {
      if stops.allSatisfy(\.isStopped) { break }
      let before = trainingSeconds + evaluationSeconds
      try writeStepScalars(epoch: epoch)
      var done = position.steps
      if done == 0 {
        try timed(\.trainingSeconds) { try executable.run([program.beginEpoch(epoch)]) }
      }
      while done < program.stepsPerEpoch {
        let steps = done..<min(done + chunk, program.stepsPerEpoch)
        let seconds = try timed(\.trainingSeconds) {
          try executable.run(program.train(epoch: epoch, steps: steps))
        }
        done = steps.upperBound
        position = TrainingPosition(epochs: epoch, steps: done)
        trainedExamples += examples(ofSteps: steps) * settings.replicas.count
        adaptChunk(steps: steps.count, seconds: seconds)
        progress(
          GroupProgress(
            epoch: epoch + 1, epochs: settings.epochs, start: start, step: done,
            steps: program.stepsPerEpoch,
            replicas: settings.replicas.count, trainedExamples: trainedExamples,
            trainingSeconds: trainingSeconds, elapsedSeconds: trainingSeconds + evaluationSeconds,
            loss: records[0].isEmpty
              ? nil
              : records.reduce(0) { $0 + ($1.last?.train.loss ?? 0) } / Double(records.count)))
        // Within an epoch a stop leaves at once; a whole epoch is still evaluated and kept.
        if done < program.stepsPerEpoch, shouldStop() { break epochs }
      }
      position = TrainingPosition(epochs: epoch + 1, steps: 0)
      let evaluation = try evaluate(testing: testing)
      let train = try metrics(.train)
      let running = records.indices.filter { !stops[$0].isStopped }
      let share = (trainingSeconds + evaluationSeconds - before) / Double(running.count)
      var best: [Int] = []
      for replica in running {
        let validation = evaluation.validation?[replica]
        records[replica].append(
          EpochRecord(
            epoch: epoch + 1, train: train[replica], validation: validation,
            test: testing ? evaluation.test[replica] : nil, seconds: share,
            rate: rates[replica].lastRate(epoch: epoch)))
        let loss = (validation ?? train[replica]).loss
        rates[replica].finishEpoch(loss: loss)
        if stops[replica].finishEpoch(epoch + 1, loss: loss) { best.append(replica) }
      }
      try keepWeights(of: best)
      if shouldStop() { break epochs }
    }
    try restoreBestWeights()
    return zip(settings.replicas, zip(records, stops)).map { replica, course in
      let (epochs, stop) = course
      return TrialOutcome(
        epochs: epochs,
        parameterCount: (replica.narrowLayout ?? program.layout).parameterCount,
        trainedExamples: epochs.count * settings.data.train,
        seconds: epochs.reduce(0) { $0 + $1.seconds }, bestEpoch: stop.bestEpoch,
        stoppedEarly: stop.isStopped)
    }
  }

  /// Copies what replicas have now as their best weights.
  private func keepWeights(of replicas: [Int]) throws {
    guard !replicas.isEmpty else { return }
    let flat = try executable.read(program.parameters, as: Float.self)
    let count = program.layout.count
    for replica in replicas {
      stops[replica].keep(Array(flat[replica * count..<(replica + 1) * count]))
    }
  }

  /// Gives replicas with early stopping their best weights back.
  private func restoreBestWeights() throws {
    guard stops.contains(where: { $0.bestWeights != nil }) else { return }
    var flat = try executable.read(program.parameters, as: Float.self)
    let count = program.layout.count
    for (replica, stop) in stops.enumerated() {
      guard let best = stop.bestWeights else { continue }
      flat.replaceSubrange(replica * count..<(replica + 1) * count, with: best)
    }
    try executable.write(flat, to: program.parameters)
  }

  /// How far the weights of each replica are trained: those of a best epoch are of that epoch.
  public var positions: [TrainingPosition] {
    stops.map { stop in
      stop.bestEpoch.map { TrainingPosition(epochs: $0, steps: 0) } ?? position
    }
  }

  /// Pieces of about a second: often enough for a progress line and Ctrl-C, seldom enough that a
  /// replica's weights stay in a core's cache.
  private func adaptChunk(steps: Int, seconds: Double) {
    guard seconds > 0 else { return }
    let perStep = seconds / Double(steps)
    chunk = max(1, min(Int(1 / perStep), 1 << 20))
  }

  /// The examples that these steps of an epoch take, of one replica.
  private func examples(ofSteps steps: Range<Int>) -> Int {
    min(steps.upperBound * settings.batch, settings.data.train) - steps.lowerBound * settings.batch
  }

  /// Writes the rate and all that depends on the step for an epoch, from 0.
  func writeStepScalars(epoch: Int) throws {
    try executable.write(
      zip(settings.replicas, rates).flatMap { replica, rate in
        (0..<program.stepsPerEpoch).flatMap { step in
          let step = epoch * program.stepsPerEpoch + step
          return program.optimizer.stepScalars(
            rate: rate.rate(step: step), step: step, coefficients: replica.coefficients)
        }
      }, to: program.stepScalars)
  }

  /// One forward pass over the held-out and the test examples with the current weights.
  ///
  /// - Parameter testing: whether the test examples are passed through, too.
  /// - Returns: Metrics of each replica; no validation without held-out examples, and an empty list of test
  ///   metrics without `testing`.
  public func evaluate(
    testing: Bool = true
  ) throws -> (validation: [SplitMetrics]?, test: [SplitMetrics]) {
    try timed(\.evaluationSeconds) { try executable.run(program.evaluate(testing: testing)) }
    return (
      settings.data.validation > 0 ? try metrics(.validation) : nil,
      testing ? try metrics(.test) : []
    )
  }

  /// The current weights of a replica in PyTorch's convention.
  public func weights() throws -> [[NamedWeights]] {
    let flat = try executable.read(program.parameters, as: Float.self)
    return settings.replicas.indices.map { replica in
      let count = program.layout.count
      let values = flat[replica * count..<(replica + 1) * count]
      guard let narrow = settings.replicas[replica].narrowLayout else {
        return program.layout.weights(values)
      }
      return narrow.weights(ParameterEmbedding(narrow, in: program.layout).extract(values)[...])
    }
  }

  private func metrics(_ split: TrainingProgram.Split) throws -> [SplitMetrics] {
    guard let tensor = program.metrics[split] else { return [] }
    let values = try executable.read(tensor, as: Float.self)
    let variances = targetVariances[split] ?? []
    return settings.replicas.indices.map { replica in
      func sum(_ slot: MetricSlot) -> Double {
        Double(values[replica * MetricSlot.count + slot.rawValue])
      }
      let examples = sum(.examples)
      // Each sum is too large by what single precision had no digits for.
      let loss = sum(.loss) - sum(.lossCompensation)
      let penalty = sum(.penalty) - sum(.penaltyCompensation)
      var metrics = SplitMetrics(
        loss: loss / examples, penalty: penalty / examples, accuracy: nil, examples: Int(examples))
      if variances.isEmpty {
        metrics.accuracy = sum(.correct) / examples
      } else {
        metrics.errors = RegressionErrors(
          meanSquared: loss / examples,
          meanAbsolute: (sum(.absoluteError) - sum(.absoluteErrorCompensation)) / examples,
          variance: variances[settings.replicas[replica].dataSet])
      }
      return metrics
    }
  }

  /// Does `body`, waits for the device and adds the time to a total.
  @discardableResult
  func timed(
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
public struct TrainingPosition: Sendable, Hashable {
  /// Finished epochs.
  public let epochs: Int
  /// Steps of the epoch after them.
  public let steps: Int

  /// A place.
  public init(epochs: Int, steps: Int) {
    self.epochs = epochs
    self.steps = steps
  }
}

/// How far a group is.
public struct GroupProgress: Sendable {
  /// The epoch, from 1.
  public let epoch: Int
  /// All epochs.
  public let epochs: Int
  /// How far the weights were trained elsewhere.
  public let start: TrainingPosition
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

  /// The share of the work that is done, 0...1; what was done elsewhere left out.
  public var fraction: Double {
    func epochs(_ whole: Int, _ step: Int) -> Double {
      Double(whole) + Double(step) / Double(max(steps, 1))
    }
    let before = epochs(start.epochs, start.steps)
    let all = Double(max(self.epochs, 1)) - before
    return all > 0 ? (epochs(epoch - 1, step) - before) / all : 1
  }
}
