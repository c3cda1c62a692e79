import Programs

/// What the clocks around one replica's operations showed, kept by the worker until the replica is done.
struct ReplicaTimes {
  private let replica: Int
  private let worker: Int
  /// How many calls may be written down one by one.
  private let room: Int
  private var nanoseconds: [[UInt64]]
  private var counts: [[Int]]
  private var spans: [OperationTrace.Span] = []
  private var omitted = 0

  init(_ program: Program, replica: Int, worker: Int, room: Int) {
    self.replica = replica
    self.worker = worker
    self.room = room
    nanoseconds = program.routines.map { Array(repeating: 0, count: $0.operations.count) }
    counts = program.routines.map { Array(repeating: 0, count: $0.operations.count) }
  }

  /// Adds one call.
  mutating func add(routine: Int, position: Int, step: UInt32, _ time: Range<UInt64>) {
    let duration = time.upperBound - time.lowerBound
    nanoseconds[routine][position] += duration
    counts[routine][position] += 1
    guard spans.count < room else {
      omitted += 1
      return
    }
    spans.append(
      OperationTrace.Span(
        routine: routine, position: position, track: worker, replicas: replica..<replica + 1,
        step: step, start: time.lowerBound, duration: duration))
  }

  /// Adds everything to a profile, whose trace, if any, gets the single calls.
  func add(to profile: OperationProfile) {
    for (routine, counts) in counts.enumerated() {
      for (position, count) in counts.enumerated() where count > 0 {
        profile.add(
          routine: routine, position: position,
          seconds: Double(nanoseconds[routine][position]) * 1e-9, count: count, replicaSteps: count)
      }
    }
    profile.trace?.append(spans, omitted: omitted)
  }
}
