import Programs
import Synchronization

/// A mistake planted in a backend, to prove that a judgement finds it.
public enum Fault: Sendable, CustomStringConvertible {
  /// One element of a buffer is off by a share of its size.
  case element(of: String, replica: Int, index: Int, share: Float)
  /// Every replica gets the inputs of the first.
  case firstReplicaForAll
  /// The last bit of an element is wrong if there are several replicas.
  case lastBitAmongReplicas(of: String)
  /// The last bit of an element is wrong on every second run.
  case lastBitEverySecondRun(of: String)
  /// Nothing is read back.
  case readsNothing
  /// Every operation is replaced, or left out for `nil`.
  case operations(String, @Sendable (Operation) -> Operation?)

  /// The mistake in a few words.
  public var description: String {
    switch self {
    case .element(let name, let replica, let index, let share):
      "\(name)[\(replica), \(index)] off by \(share)"
    case .firstReplicaForAll: "first replica for all"
    case .lastBitAmongReplicas(let name): "last bit of \(name) among replicas"
    case .lastBitEverySecondRun(let name): "last bit of \(name) every second run"
    case .readsNothing: "reads nothing"
    case .operations(let name, _): name
    }
  }
}

/// A backend with a planted mistake.
public final class FaultyBackend: Backend {
  private let base: any Backend
  private let fault: Fault
  private let runs = Mutex(0)

  /// `base` with a mistake.
  public init(_ base: any Backend, _ fault: Fault) {
    self.base = base
    self.fault = fault
  }

  /// The sound backend's device.
  public var device: DeviceDescription { base.device }

  /// Prepares what the sound backend makes of the altered program.
  public func prepare(_ program: Program) throws -> any Executable {
    var altered = program
    if case .operations(_, let replace) = fault {
      altered = program.replacingOperations(replace)
    }
    return FaultyExecutable(try base.prepare(altered), fault) { [self] in
      runs.withLock { count in
        count += 1
        return count
      }
    }
  }
}

/// A prepared program with a planted mistake.
private final class FaultyExecutable: Executable {
  private let base: any Executable
  private let fault: Fault
  private let countRun: () -> Int
  private var run = 0

  init(_ base: any Executable, _ fault: Fault, countRun: @escaping () -> Int) {
    self.base = base
    self.fault = fault
    self.countRun = countRun
  }

  var program: Program { base.program }
  var preparationSeconds: Double { base.preparationSeconds }
  func finish() throws { try base.finish() }

  func run(_ passes: [Pass], profile: OperationProfile?) throws {
    run = countRun()
    try base.run(passes, profile: profile)
  }

  func write(_ bytes: UnsafeRawBufferPointer, to buffer: Buffer) throws {
    guard case .firstReplicaForAll = fault, let replicas = buffer.shape.replicas else {
      return try base.write(bytes, to: buffer)
    }
    let first = bytes.prefix(bytes.count / replicas)
    try Array(repeatElement(first, count: replicas).joined()).withUnsafeBytes {
      try base.write($0, to: buffer)
    }
  }

  func read(_ buffer: Buffer, into bytes: UnsafeMutableRawBufferPointer) throws {
    if case .readsNothing = fault { return }
    try base.read(buffer, into: bytes)
    switch fault {
    case .element(buffer.name, let replica, let index, let share)
    where replica < buffer.shape.replicas ?? 1:
      let values = bytes.assumingMemoryBound(to: Float.self)
      values[replica * buffer.shape.elementsPerReplica + index] *= 1 + share
    case .lastBitAmongReplicas(buffer.name) where program.replicas > 1: bytes[0] ^= 1
    case .lastBitEverySecondRun(buffer.name) where run.isMultiple(of: 2): bytes[0] ^= 1
    default: break
    }
  }
}

extension Program {
  /// The same buffers and routines with other operations, or without those that `nil` replaces.
  package func replacingOperations(_ replace: (Operation) -> Operation?) -> Program {
    let recorder = Recorder(replicas: replicas)
    for buffer in buffers {
      let (name, dimensions) = (buffer.name, buffer.shape.dimensions)
      switch (buffer.lifetime, buffer.shape.replicas) {
      case (.persistent, _): _ = recorder.persistent(name, dimensions, buffer.element)
      case (.constant, nil): _ = recorder.shared(name, dimensions, buffer.element)
      case (.constant, _): _ = recorder.constant(name, dimensions, buffer.element)
      case (.scratch, _): _ = recorder.scratch(name, dimensions, buffer.element)
      }
    }
    for routine in routines {
      recorder.routine(routine.name, rows: routine.rows) {
        routine.operations.compactMap(replace).forEach(recorder.append)
      }
    }
    return recorder.finish()
  }
}
