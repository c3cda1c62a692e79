import Networks
import Programs

/// What a lockstep group will take: its memory exactly, its time roughly.
public struct GroupEstimate: Sendable, Equatable {
  /// Bytes of device memory, all replicas and data sets together.
  public var byteCount: Int
  /// Those of them in which convolutions lay out patches.
  public var patchByteCount: Int
  /// Parameters of one replica's network as it is in the program, running statistics included.
  public var parameterCount: Int
  /// Seconds of preparing, training and evaluating.
  public var seconds: Double

  /// The estimate for a recorded program.
  ///
  /// - Parameters:
  ///   - epochs: passes over the training data, each followed by an evaluation.
  ///   - speed: the device's; `nil` leaves the time at 0.
  ///   - patchByteCount: what the backend needs for patches beside the program's own memory.
  public init(
    _ training: TrainingProgram, epochs: Int, speed: DeviceSpeed?, patchByteCount: Int = 0
  ) {
    let program = training.program
    byteCount = program.byteCount + patchByteCount
    self.patchByteCount = patchByteCount
    parameterCount = training.layout.parameterCount
    seconds = 0
    guard let speed else { return }
    let passes =
      [training.beginEpoch(0)] + training.train(epoch: 0, steps: 0..<training.stepsPerEpoch)
      + training.evaluate()
    let epoch = passes.reduce(0.0) { seconds, pass in
      let routine = program.routines[pass.routine]
      let step = Self.step(routine, replicas: program.replicas, speed)
      return seconds + Double(pass.steps) * step
    }
    seconds = speed.preparationSeconds + Double(epochs) * epoch
  }

  /// Seconds of one step of all replicas.
  private static func step(_ routine: Routine, replicas: Int, _ speed: DeviceSpeed) -> Double {
    let work = routine.operations.map(\.work)
    let flops = work.reduce(0.0) { $0 + Double($1.flops) }
    // On a core a replica's numbers stay in its cache from step to step.
    let bytes = speed.cores == nil ? work.reduce(0.0) { $0 + Double($1.bytes) } : 0
    let one = max(flops / speed.flops, bytes / speed.bandwidth)
    guard let cores = speed.cores else {
      return max(
        Double(replicas) * one, Double(routine.operations.count) * speed.launchSeconds)
    }
    // Replicas are spread over the cores; what is left over at the end is shared by them.
    let left = replicas % cores
    let whole = Double(replicas - left) * one
    let rest = Double(left) * one / max(Double(left) / Double(cores), DeviceSpeed.shared)
    return whole + (left == 0 ? 0 : rest)
  }
}
