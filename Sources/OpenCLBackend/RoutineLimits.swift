import Programs

/// How far the steps of a routine may go before an operation would leave its tables.
struct RoutineLimits {
  private let name: String
  /// One past the last row there is, and the rows one gather takes.
  private var rows: (end: Int, batch: Int)?
  /// The number of batches in the shortest table of step scalars.
  private var batches: Int?

  init(_ routine: Routine) {
    name = routine.name
    for operation in routine.operations {
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

  /// - Precondition: No step of the pass leaves the data set or the table of step scalars.
  func check(_ pass: Pass, rowsPerStep: Int) {
    guard pass.steps > 0 else { return }
    if let rows {
      let last = pass.first.row + (pass.steps - 1) * rowsPerStep + rows.batch
      precondition(
        pass.first.row >= 0 && last <= rows.end,
        "run: routine \(name) reads rows \(pass.first.row) ..< \(last) of \(rows.end)")
    }
    if let batches {
      let last = pass.first.batch + pass.steps
      precondition(
        pass.first.batch >= 0 && last <= batches,
        "run: routine \(name) uses step scalars \(pass.first.batch) ..< \(last) of \(batches)")
    }
  }
}
