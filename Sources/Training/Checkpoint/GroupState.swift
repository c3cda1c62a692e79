import Networks
import Programs

/// All that a group carries from step to step: with it, training goes on bit for bit as if never stopped.
///
/// Unlike a ``ReplicaState`` it has what early stopping rests on and the epochs so far, and belongs to a
/// group of the same replicas.
public struct GroupState: Sendable {
  /// How far the weights are trained.
  public var position: TrainingPosition
  /// What the losses so far have made of each replica.
  public var courses: [ReplicaCourse]
  /// Time and examples so far.
  public var work: GroupWork
  /// The epochs so far, by replica.
  public var records: [[EpochRecord]]
  /// The carried buffers [R, ...] by name, and `best` [B, P]: the best weights of those replicas that have
  /// some, one after another.
  public var tensors: [RawTensor]

  /// The name of the tensor of best weights.
  static let best = "best"

  /// A state of these parts.
  public init(
    position: TrainingPosition, courses: [ReplicaCourse], work: GroupWork,
    records: [[EpochRecord]], tensors: [RawTensor]
  ) {
    self.position = position
    self.courses = courses
    self.work = work
    self.records = records
    self.tensors = tensors
  }
}

/// What one replica's losses so far have made of its rate and its early stop.
public struct ReplicaCourse: Sendable, Equatable, Codable {
  /// The key of every random draw (Philox 4x32-10); step, epoch and index are the counter.
  public let seed: UInt64
  let rate: RateCourse.Memory
  let stopping: StoppingCourse.Memory
}

/// Time and examples of a group so far.
public struct GroupWork: Sendable, Equatable, Codable {
  /// Seconds for compiling and warming up.
  public var preparationSeconds: Double
  /// Wall seconds of training steps.
  public var trainingSeconds: Double
  /// Wall seconds of inference.
  public var evaluationSeconds: Double
  /// Those of training and inference before the epoch that is under way.
  public var secondsBeforeEpoch: Double
  /// Examples trained on, over all replicas.
  public var trainedExamples: Int

  /// No count of a real training is larger; sums of such counts have room.
  static let largestCount = 1 << 53

  /// Whether a training of so many examples can have taken so long: what is read from a file is shown as whole
  /// seconds and examples a second, which must be numbers.
  public static func isPossible(seconds: Double, examples: Int = 0) -> Bool {
    (0...1e9).contains(seconds) && (seconds == 0 || Double(examples) / seconds < 1e15)
  }

  /// Whether these numbers can be those of a training.
  fileprivate var isPossible: Bool {
    (0...Self.largestCount).contains(trainedExamples)
      && Self.isPossible(seconds: trainingSeconds, examples: trainedExamples)
      && [preparationSeconds, evaluationSeconds, secondsBeforeEpoch].allSatisfy {
        Self.isPossible(seconds: $0)
      }
  }
}

/// A state that does not belong to a group.
public struct StateMisfit: Error, Equatable, Sendable, CustomStringConvertible {
  /// What does not fit.
  public let description: String
}

extension LockstepGroup {
  /// The bytes of the tensors of a state.
  public var stateByteCount: Int {
    program.carriedBuffers.reduce(0) { $0 + $1.unpaddedByteCount }
      + stops.count { $0.bestWeights != nil } * program.layout.count * 4
  }

  /// What the group carries, between two pieces of an epoch or after one.
  ///
  /// - Throws: What the backend throws.
  public func state() throws -> GroupState {
    var tensors = try program.carriedBuffers.map { buffer in
      let size = buffer.unpaddedByteCount
      let bytes = try [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
        try executable.read(
          buffer,
          into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: bytes[..<size])))
        count = size
      }
      return RawTensor(
        name: buffer.name, element: RawTensor.Element(buffer.element),
        shape: buffer.unpaddedShape, bytes: bytes)
    }
    let best = stops.compactMap(\.bestWeights)
    if !best.isEmpty {
      tensors.append(
        RawTensor(
          name: GroupState.best, element: .float32, shape: [best.count, program.layout.count],
          bytes: best.flatMap { weights in weights.withUnsafeBytes { Array($0) } }))
    }
    return GroupState(
      position: position,
      courses: settings.replicas.indices.map { replica in
        ReplicaCourse(
          seed: settings.replicas[replica].seed, rate: rates[replica].memory,
          stopping: stops[replica].memory)
      },
      work: GroupWork(
        preparationSeconds: preparationSeconds, trainingSeconds: trainingSeconds,
        evaluationSeconds: evaluationSeconds, secondsBeforeEpoch: secondsBeforeEpoch,
        trainedExamples: trainedExamples), records: records, tensors: tensors)
  }

  /// Puts the group where another one of the same replicas was, before it is trained.
  ///
  /// - Throws: ``StateMisfit`` if the state is of another group, and nothing is changed then; what the backend
  ///   throws.
  public func restore(_ state: GroupState) throws {
    try check(state)
    let tensors = Dictionary(
      state.tensors.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for buffer in program.carriedBuffers {
      guard let tensor = tensors[buffer.name] else { continue }
      try tensor.bytes.withUnsafeBytes { try executable.write($0, to: buffer) }
    }
    var best = (tensors[GroupState.best]?.bytes ?? [])[...]
    let size = program.layout.count * 4
    for (replica, course) in state.courses.enumerated() {
      rates[replica].memory = course.rate
      stops[replica].memory = course.stopping
      guard course.stopping.bestEpoch != nil else { continue }
      stops[replica].bestWeights = best.prefix(size).withUnsafeBytes { bytes in
        (0..<program.layout.count).map {
          bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self)
        }
      }
      best = best.dropFirst(size)
    }
    position = state.position
    records = state.records
    preparationSeconds += state.work.preparationSeconds
    trainingSeconds = state.work.trainingSeconds
    evaluationSeconds = state.work.evaluationSeconds
    secondsBeforeEpoch = state.work.secondsBeforeEpoch
    trainedExamples = state.work.trainedExamples
    isRestored = true
  }

  /// Refuses a state that is not one of this group's.
  private func check(_ state: GroupState) throws(StateMisfit) {
    let count = settings.replicas.count
    guard state.courses.count == count, state.records.count == count else {
      throw StateMisfit(
        description: "it has \(state.courses.count) replicas, the group has \(count)")
    }
    let (epochs, steps) = (state.position.epochs, state.position.steps)
    guard (0...settings.epochs).contains(epochs), (0..<program.stepsPerEpoch).contains(steps),
      state.work.isPossible
    else {
      throw StateMisfit(
        description: "epoch \(epochs), step \(steps) is beyond \(settings.epochs) epochs of "
          + "\(program.stepsPerEpoch) steps, or its times and examples cannot be")
    }
    for (course, records) in zip(state.courses, state.records) {
      let counts = [
        course.rate.plateau.waited, course.rate.cooldown, course.stopping.plateau.waited,
      ]
      guard counts.allSatisfy((0...GroupWork.largestCount).contains) else {
        throw StateMisfit(description: "\(counts) are no numbers of epochs")
      }
      guard (0...1).contains(course.rate.reduction) else {
        throw StateMisfit(
          description: "plateaus do not make \(course.rate.reduction) of a rate")
      }
      // A replica that has stopped early has fewer epochs than the group.
      let isWhole = course.stopping.isStopped ? records.count <= epochs : records.count == epochs
      guard isWhole, records.map(\.epoch) == Array(1..<records.count + 1),
        course.stopping.bestEpoch.map({ (1...max(records.count, 1)).contains($0) }) ?? true
      else {
        throw StateMisfit(description: "its records are not those of \(epochs) epochs")
      }
    }
    let bestCount = state.courses.count { $0.stopping.bestEpoch != nil }
    var expected = program.carriedBuffers.map {
      TensorForm(
        name: $0.name, element: RawTensor.Element($0.element), shape: $0.unpaddedShape)
    }
    if bestCount > 0 {
      expected.append(
        TensorForm(
          name: GroupState.best, element: .float32, shape: [bestCount, program.layout.count]))
    }
    let found = state.tensors.map {
      TensorForm(name: $0.name, element: $0.element, shape: $0.shape)
    }
    for tensor in state.tensors where tensor.name == program.order.buffer.name {
      guard program.isOrder(tensor.bytes) else {
        throw StateMisfit(
          description: "its order names examples beyond the \(settings.data.train) there are")
      }
    }
    for tensor in state.tensors where tensor.name == program.metrics[.train]?.buffer.name {
      // Between epochs they are of no use any more.
      guard steps == 0 || program.areTrainingMetrics(tensor.bytes) else {
        throw StateMisfit(description: "its metrics are not those of a part of an epoch")
      }
    }
    guard let stranger = Set(found).symmetricDifference(expected).min(by: { $0.name < $1.name })
    else { return }
    throw StateMisfit(
      description: expected.contains(stranger)
        ? "it lacks the tensor \(stranger)" : "the group has no tensor \(stranger)")
  }

  private struct TensorForm: Hashable, CustomStringConvertible {
    let name: String
    let element: RawTensor.Element
    let shape: [Int]

    var description: String {
      "'\(name)' of \(element.rawValue) \(shape.map(String.init).joined(separator: " x "))"
    }
  }
}

extension Buffer {
  fileprivate var unpaddedByteCount: Int {
    shape.elementsPerReplica * (shape.replicas ?? 1) * element.byteCount
  }

  /// The replica axis first.
  fileprivate var unpaddedShape: [Int] { [shape.replicas ?? 1] + shape.dimensions }
}
