/// Collects buffers and operations into a ``Program``.
///
/// Models do not execute, they record: layers ask for memory and append operations; nothing is computed
/// until a backend has prepared the program.
public final class Recorder {
  /// The number of replicas R.
  public let replicas: Int
  private var buffers: [Buffer] = []
  private var routines: [Routine] = []
  private var open: (name: String, rows: Int, operations: [Operation])?

  /// A recorder for R replicas.
  public init(replicas: Int) {
    demand(replicas > 0, "recorder: the number of replicas must be positive, got \(replicas)")
    self.replicas = replicas
  }

  /// Memory kept from step to step, one part for each replica: [R, dimensions].
  public func persistent(
    _ name: String, _ dimensions: [Int], _ element: ElementType = .float32
  ) -> Tensor {
    add(name, Shape(replicas: replicas, dimensions), element, .persistent)
  }

  /// Memory that only the host writes, one part for each replica: [R, dimensions].
  public func constant(
    _ name: String, _ dimensions: [Int], _ element: ElementType = .float32
  ) -> Tensor {
    add(name, Shape(replicas: replicas, dimensions), element, .constant)
  }

  /// Memory that only the host writes and all replicas share: [shared, dimensions].
  public func shared(
    _ name: String, _ dimensions: [Int], _ element: ElementType = .float32
  ) -> Tensor {
    add(name, .shared(dimensions), element, .constant)
  }

  /// Memory of one step, one part for each replica: [R, dimensions]; reused by liveness.
  public func scratch(
    _ name: String, _ dimensions: [Int], _ element: ElementType = .float32
  ) -> Tensor {
    add(name, Shape(replicas: replicas, dimensions), element, .scratch)
  }

  private func add(
    _ name: String, _ shape: Shape, _ element: ElementType, _ lifetime: Buffer.Lifetime
  ) -> Tensor {
    let buffer = Buffer(
      id: buffers.count, name: name, shape: shape, element: element, lifetime: lifetime)
    buffers.append(buffer)
    return buffer.tensor
  }

  /// Records a routine: what `body` appends.
  ///
  /// - Parameter rows: rows of the data set that one step consumes.
  public func routine(_ name: String, rows: Int = 0, _ body: () throws -> Void) rethrows {
    demand(open == nil, "recorder: routine \(name) opened inside \(open?.name ?? "")")
    demand(!routines.contains { $0.name == name }, "recorder: routine \(name) recorded twice")
    open = (name, rows, [])
    try body()
    routines.append(Routine(name: name, rows: rows, operations: open?.operations ?? []))
    open = nil
  }

  /// Appends an operation to the open routine.
  ///
  /// - Precondition: A routine is open and the operands obey the operation's rules and the recorder's.
  public func append(_ operation: Operation) {
    demand(open != nil, "recorder: \(operation.family) recorded outside a routine")
    if let failure = check(operation.payload) { reject(failure.description) }
    open?.operations.append(operation)
  }

  /// The first rule that operands break, of the operation itself or of every operation: operands are
  /// memory of this recorder, and what is written is neither shared nor constant.
  public func check(_ payload: any OperationPayload) -> CheckFailure? {
    if let failure = payload.check() { return failure }
    var checker = Checker(type(of: payload).family)
    for tensor in payload.reads + payload.writes {
      let buffer = tensor.buffer
      if let count = tensor.replicas {
        checker.require(
          count == replicas, "every operand must have the recorder's \(replicas) replicas",
          ["operand": tensor])
      }
      checker.require(
        buffers.indices.contains(buffer.id) && buffers[buffer.id] == buffer,
        "every operand must be memory of this recorder", ["operand": tensor])
    }
    for tensor in payload.writes {
      checker.require(
        tensor.replicas != nil, "what is written must not be shared", ["written": tensor])
      checker.require(
        tensor.buffer.lifetime != .constant, "what is written must not be constant",
        ["written": tensor])
    }
    return checker.failure
  }

  /// The recorded program, its memory planned.
  public func finish() -> Program {
    demand(open == nil, "recorder: finished inside routine \(open?.name ?? "")")
    return Program(
      replicas: replicas, buffers: buffers, routines: routines,
      memory: MemoryPlan(buffers: buffers, routines: routines))
  }
}
