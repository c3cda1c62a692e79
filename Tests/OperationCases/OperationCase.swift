import Programs

/// One row of the table of operation cases: a small program with its inputs and what is compared.
///
/// A case is recorded anew for every set of replicas it runs with; replica number r has the same inputs
/// whether it runs among others or alone.
public struct OperationCase: Sendable, CustomStringConvertible {
  /// The name, unique in the table; starts with the family.
  public let name: String
  /// The operation family that is judged, or `training` for whole steps.
  public let family: String
  /// The sizes that the case covers.
  public let sizes: [Int]
  /// The number of replicas R.
  public let replicas: Int
  /// What is run.
  public let passes: [CasePass]
  private let record: @Sendable (CaseBuilder) -> Void

  /// A case of several routines, which `record` opens itself.
  package init(
    _ name: String, family: String, sizes: [Int], replicas: Int, passes: [CasePass],
    record: @escaping @Sendable (CaseBuilder) -> Void
  ) {
    self.name = "\(family) \(name)"
    self.family = family
    self.sizes = sizes
    self.replicas = replicas
    self.passes = passes
    self.record = record
  }

  /// A case of one routine, run for `steps` steps from `first` on.
  package init(
    _ name: String, family: String, sizes: [Int], replicas: Int = 3, rows: Int = 0, steps: Int = 1,
    first: StepContext = StepContext(), operations: @escaping @Sendable (CaseBuilder) -> Void
  ) {
    self.init(
      name, family: family, sizes: sizes, replicas: replicas,
      passes: [CasePass("step", steps: steps, first: first)]
    ) { builder in
      builder.recorder.routine("step", rows: rows) { operations(builder) }
    }
  }

  /// The name.
  public var description: String { name }

  /// The case with all its replicas, or with only those of these numbers.
  public func recorded(replicas numbers: [Int]? = nil) -> RecordedCase {
    let numbers = numbers ?? Array(0..<replicas)
    let builder = CaseBuilder(name: name, replicaNumbers: numbers)
    record(builder)
    let program = builder.recorder.finish()
    return RecordedCase(
      name: name, program: program, passes: passes.map { $0.resolved(in: program) },
      inputs: builder.inputs, comparisons: builder.comparisons)
  }
}

/// A pass of a case, which names its routine.
public struct CasePass: Sendable {
  let routine: String
  let steps: Int
  let first: StepContext

  /// `steps` steps of a routine from `first` on.
  public init(_ routine: String, steps: Int = 1, first: StepContext = StepContext()) {
    self.routine = routine
    self.steps = steps
    self.first = first
  }

  func resolved(in program: Program) -> Pass {
    Pass(routine: program.routine(named: routine), steps: steps, first: first)
  }
}

/// A case recorded for certain replicas.
public struct RecordedCase: Sendable {
  /// What the host writes before the run.
  public struct Input: Sendable {
    /// Where to.
    public let buffer: Buffer
    /// The elements of all replicas one after another; every element type is exact in `Double`.
    public let values: [Double]
  }

  /// What is compared after the run: a whole buffer, so that stray writes beside a view are found too.
  public struct Comparison: Sendable {
    /// What is read back.
    public let buffer: Buffer
    /// How far off an element may be.
    public let bound: Bound
    /// The elements of each replica's part that the bound is for; `nil` for all.
    public let indices: [Int]?
  }

  /// The case's name.
  public let name: String
  /// The program.
  public let program: Program
  /// What is run.
  public let passes: [Pass]
  /// What the host writes before the run.
  public let inputs: [Input]
  /// What is compared after it.
  public let comparisons: [Comparison]

  /// The inputs that no operation writes: they must come back as they were.
  var untouchedInputs: [Input] {
    let written = Set(
      program.routines.flatMap(\.operations).flatMap(\.payload.writes).map(\.buffer.id))
    return inputs.filter { !written.contains($0.buffer.id) }
  }
}
