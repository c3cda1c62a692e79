/// A static list of operations over planned buffers: recorded once, run thousands of times.
///
/// A program holds several routines that share the buffers: one training step of the full batch, one of
/// the partial batch that ends an epoch, inference, and what happens once an epoch.
public struct Program: Sendable {
  /// The number of replicas R that every step advances.
  public let replicas: Int
  /// Every buffer, by its `id`.
  public let buffers: [Buffer]
  /// What can be run.
  public let routines: [Routine]
  /// Where scratch buffers lie.
  public let memory: MemoryPlan

  /// The position of the routine with this name.
  ///
  /// - Precondition: There is one.
  public func routine(named name: String) -> Int {
    guard let index = routines.firstIndex(where: { $0.name == name }) else {
      reject("program: no routine \(name), only \(routines.map(\.name))")
    }
    return index
  }

  /// The same program with bytes of its own for every scratch buffer of a routine, so that operations may
  /// change places where they do not conflict.
  public func withSeparateScratch() -> Program {
    Program(
      replicas: replicas, buffers: buffers, routines: routines,
      memory: MemoryPlan(separating: buffers, routines: routines))
  }

  /// Bytes that all replicas need together: persistent and constant buffers, and scratch for each.
  public var byteCount: Int {
    buffers.filter { $0.lifetime != .scratch }
      .reduce(0) { $0 + $1.paddedByteCountPerReplica * ($1.shape.replicas ?? 1) }
      + memory.scratchByteCount * replicas
  }

  /// Bytes that one replica touches in a step, shared data sets left out: what a cache should hold.
  public var workingSetByteCountPerReplica: Int {
    buffers.filter { $0.lifetime != .scratch && $0.shape.replicas != nil }
      .reduce(0) { $0 + $1.paddedByteCountPerReplica } + memory.scratchByteCount
  }
}

/// A named list of operations, run as a whole.
public struct Routine: Sendable {
  /// The name, unique in the program.
  public let name: String
  /// How many rows of the data set one step consumes; 0 if none.
  public let rows: Int
  /// What is done, in order.
  public let operations: [Operation]
}

/// A run of consecutive steps of one routine.
public struct Pass: Sendable, Equatable {
  /// The routine, by its position in the program.
  public let routine: Int
  /// How many steps.
  public let steps: Int
  /// What the first step is.
  public let first: StepContext

  /// `steps` steps of a routine, the first of which is `first`.
  public init(routine: Int, steps: Int, first: StepContext) {
    self.routine = routine
    self.steps = steps
    self.first = first
  }

  /// The steps of a range of positions.
  ///
  /// - Parameter rows: the rows that a step of the routine consumes.
  public func part(_ positions: Range<Int>, rows: Int) -> Pass {
    Pass(
      routine: routine, steps: positions.count, first: context(positions.lowerBound, rows: rows))
  }

  /// The context of the step with this position in the pass.
  public func context(_ position: Int, rows: Int) -> StepContext {
    StepContext(
      step: first.step &+ UInt32(truncatingIfNeeded: position), batch: first.batch + position,
      row: first.row + position * rows)
  }
}

/// What differs from step to step.
public struct StepContext: Sendable, Equatable {
  /// The training step since the start (the epoch, for routines run once an epoch): keys random draws.
  public var step: UInt32
  /// The batch within the epoch: indexes the table of rates.
  public var batch: Int
  /// The first row of the data set, or of the epoch's order.
  public var row: Int

  /// A step.
  public init(step: UInt32 = 0, batch: Int = 0, row: Int = 0) {
    self.step = step
    self.batch = batch
    self.row = row
  }
}
