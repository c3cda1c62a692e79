/// How far the steps of a routine may go before an operation would leave its tables.
public struct RoutineLimits: Sendable {
  private let routine: Routine
  /// One past the last row there is, and the rows one gather takes.
  private var rows: (end: Int, batch: Int)?
  /// The number of batches in the shortest table of step scalars.
  private var batches: Int?

  /// The limits of a routine's operations together.
  public init(_ routine: Routine) {
    self.routine = routine
    for operation in routine.operations.flatMap(\.parts) {
      switch operation {
      case .gather(let gather):
        let end = gather.order?.count ?? gather.exampleCount
        rows = (min(end, rows?.end ?? end), max(gather.inputs.rows, rows?.batch ?? 0))
      case .optimizerUpdate(let update):
        batches = min(update.stepScalars.rows, batches ?? .max)
      default: break
      }
    }
  }

  /// Ends the program unless every step of a pass stays within the data set and the table of step scalars.
  public func check(_ pass: Pass) {
    let name = routine.name
    demand(pass.steps >= 0, "run: routine \(name) asked for \(pass.steps) steps")
    guard pass.steps > 0 else { return }
    if let rows {
      let last = pass.first.row + (pass.steps - 1) * routine.rows + rows.batch
      demand(
        pass.first.row >= 0 && last <= rows.end,
        "run: routine \(name) reads rows \(pass.first.row) ..< \(last) of \(rows.end)")
    }
    if let batches {
      let last = pass.first.batch + pass.steps
      demand(
        pass.first.batch >= 0 && last <= batches,
        "run: routine \(name) uses step scalars \(pass.first.batch) ..< \(last) of \(batches)")
    }
  }
}

extension Program {
  /// The limits of every routine, by its position.
  public var limits: [RoutineLimits] { routines.map(RoutineLimits.init) }

  /// Whether a buffer is one of this program.
  public func owns(_ buffer: Buffer) -> Bool {
    buffers.indices.contains(buffer.id) && buffers[buffer.id] == buffer
  }

  /// Ends the program unless `byteCount` bytes of the host are exactly a persistent or constant buffer of
  /// this program.
  ///
  /// - Parameter call: `write` or `read`, for the message.
  public func checkTransfer(_ call: String, byteCount: Int, of buffer: Buffer) {
    demand(owns(buffer), "\(call): buffer \(buffer) is not part of this program")
    demand(
      buffer.lifetime != .scratch,
      "\(call): scratch buffer \(buffer) has no contents between steps")
    let expected = buffer.shape.elements * buffer.element.byteCount
    demand(
      byteCount == expected, "\(call): \(byteCount) bytes for \(buffer), which has \(expected)")
  }
}
