import Programs

/// A way to run the routines of a program on a device.
protocol Execution: AnyObject {
  /// Submits passes.
  func run(_ passes: [Pass], on queue: Queue) throws

  /// Submits passes to a queue that measures, each operation by itself, and tells the profiler which.
  func runProfiled(_ passes: [Pass], on queue: Queue, _ profiler: Profiler) throws

  /// What is submitted for each step of a routine; 0 where one launch serves a whole pass.
  func launchesPerStep(_ routine: Int) -> Int
}

/// Every operation of every step is a launch (or a few), for a wave of replicas at once.
final class LaunchExecution: Execution {
  private let program: Program
  private let waves: Waves
  /// What a step of each routine submits.
  private let commands: [[any Command]]
  /// The position of the operation that each command belongs to.
  private let positions: [[Int]]

  /// Builds every kernel and runs each once: drivers compile at the first launch of a size.
  init(_ program: Program, waves: Waves, preparation: Preparation, queue: Queue) throws {
    self.program = program
    self.waves = waves
    let prepared = try program.routines.map { try $0.operations.map(preparation.commands(for:)) }
    commands = prepared.map { $0.flatMap { $0 } }
    positions = prepared.map { $0.enumerated().flatMap { Array(repeating: $0, count: $1.count) } }
    var sizes: Set<Int> = []
    for wave in waves.ranges where sizes.insert(wave.count).inserted {
      for command in commands.joined() {
        try command.enqueue(on: queue, replicas: wave, context: StepContext())
      }
      try queue.finish()
    }
  }

  func run(_ passes: [Pass], on queue: Queue) throws {
    try forEachStep(of: passes) { wave, pass, context in
      for command in commands[pass.routine] {
        try command.enqueue(on: queue, replicas: wave, context: context)
      }
    }
  }

  func runProfiled(_ passes: [Pass], on queue: Queue, _ profiler: Profiler) throws {
    try forEachStep(of: passes) { wave, pass, context in
      var previous: Int?
      for (command, position) in zip(commands[pass.routine], positions[pass.routine]) {
        profiler.call = Profiler.Call(
          routine: pass.routine, position: position, replicas: wave, step: context.step,
          isFurther: position == previous)
        previous = position
        try command.enqueue(on: queue, replicas: wave, context: context)
      }
    }
  }

  /// Wave after wave, each through all passes.
  @inline(__always)
  private func forEachStep(
    of passes: [Pass], _ body: (Range<Int>, Pass, StepContext) throws -> Void
  ) rethrows {
    for wave in waves.ranges {
      for pass in passes {
        let rows = program.routines[pass.routine].rows
        for position in 0..<pass.steps {
          try body(wave, pass, pass.context(position, rows: rows))
        }
      }
    }
  }

  func launchesPerStep(_ routine: Int) -> Int { commands[routine].count * waves.ranges.count }
}
