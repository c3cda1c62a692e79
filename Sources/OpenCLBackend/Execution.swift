import Programs

/// A way to run the routines of a program on a device.
protocol Execution: AnyObject {
  /// Submits passes; with a profile in such a way that each operation's time can be told.
  func run(_ passes: [Pass], on queue: Queue, isProfiled: Bool) throws

  /// What is submitted for each step of a routine; 0 where one launch serves a whole pass.
  func launchesPerStep(_ routine: Int) -> Int
}

/// Every operation of every step is a launch (or a few), for a wave of replicas at once.
final class LaunchExecution: Execution {
  private let program: Program
  private let waves: Waves
  /// What a step of each routine submits.
  private let commands: [[any Command]]

  /// Builds every kernel and runs each once: drivers compile at the first launch of a size.
  init(_ program: Program, waves: Waves, preparation: Preparation, queue: Queue) throws {
    self.program = program
    self.waves = waves
    commands = try program.routines.map { try $0.operations.flatMap(preparation.commands(for:)) }
    var sizes: Set<Int> = []
    for wave in waves.ranges where sizes.insert(wave.count).inserted {
      for command in commands.joined() {
        try command.enqueue(on: queue, replicas: wave, context: StepContext())
      }
      try queue.finish()
    }
  }

  func run(_ passes: [Pass], on queue: Queue, isProfiled: Bool) throws {
    for wave in waves.ranges {
      for pass in passes {
        let commands = commands[pass.routine]
        let rows = program.routines[pass.routine].rows
        for position in 0..<pass.steps {
          let context = pass.context(position, rows: rows)
          for command in commands {
            try command.enqueue(on: queue, replicas: wave, context: context)
          }
        }
      }
    }
  }

  func launchesPerStep(_ routine: Int) -> Int { commands[routine].count * waves.ranges.count }
}
