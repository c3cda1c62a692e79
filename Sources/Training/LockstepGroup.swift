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
  public internal(set) var trainingSeconds = 0.0
  /// Wall seconds spent in inference so far.
  public internal(set) var evaluationSeconds = 0.0
  /// Launches of the first training step of an epoch over all replicas; 0 where one launch does all steps of
  /// a pass, `nil` on a backend without launches.
  public var launchesPerStep: Int? { executable.launchesPerStep(stepRoutine) }
  /// The operations recorded for that step, before any are fused.
  public var operationsPerStep: Int { program.program.routines[stepRoutine].operations.count }
  /// Which code computes what, beyond what the device says of itself.
  public var engine: [String: String] { executable.engine }
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
  let targetVariances: [TrainingProgram.Split: [Double]]
  /// Examples trained on in this group so far, over all replicas.
  var trainedExamples = 0
  /// The epochs that ended in the present call of ``train(upTo:testing:progress:checkpoint:shouldStop:)``, or
  /// in the training that was restored, by replica.
  var records: [[EpochRecord]]
  /// The wall seconds of training and evaluation before the epoch that is under way.
  var secondsBeforeEpoch = 0.0
  /// Whether the next call of ``train(upTo:testing:progress:checkpoint:shouldStop:)`` goes on from a
  /// restored state, early stopping and records included.
  var isRestored = false
  /// Steps between two looks at the clock and at `shouldStop`.
  var chunk = 1

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
    records = settings.replicas.map { _ in [] }
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

  /// How far the weights of each replica are trained: those of a best epoch are of that epoch.
  public var positions: [TrainingPosition] {
    stops.map { stop in
      stop.bestEpoch.map { TrainingPosition(epochs: $0, steps: 0) } ?? position
    }
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
