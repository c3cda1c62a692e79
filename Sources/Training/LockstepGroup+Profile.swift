import Dispatch
import Networks
import Programs

/// Where the time of a group's training steps goes.
public struct GroupProfile {
  /// Time by operation, of the profiled steps and of what started the epoch.
  public let operations: OperationProfile
  /// Training steps that were profiled, each of all replicas.
  public let steps: Int
  /// Wall seconds of a step of all replicas without clocks.
  public let stepSeconds: Double
  /// Wall seconds of a step of all replicas in the profiled run.
  public let profiledStepSeconds: Double
  /// Launches of a step of all replicas without clocks; 0 where one launch does all steps of a pass, `nil`
  /// where there are no launches.
  public let launchesPerStep: Int?
  /// The operations recorded for a step, before any are fused.
  public let operationsPerStep: Int

  /// A profile with these parts.
  public init(
    operations: OperationProfile, steps: Int, stepSeconds: Double, profiledStepSeconds: Double,
    launchesPerStep: Int?, operationsPerStep: Int
  ) {
    self.operations = operations
    self.steps = steps
    self.stepSeconds = stepSeconds
    self.profiledStepSeconds = profiledStepSeconds
    self.launchesPerStep = launchesPerStep
    self.operationsPerStep = operationsPerStep
  }

  /// The operations of the training steps.
  public var stepEntries: [OperationProfile.Entry] {
    operations.entries.filter { $0.routine != TrainingProgram.beginEpochName }
  }

  /// The operations of what starts an epoch: the order of the examples, metrics at 0.
  public var epochEntries: [OperationProfile.Entry] {
    operations.entries.filter { $0.routine == TrainingProgram.beginEpochName }
  }

  /// Launches of one step of all replicas, or calls for one replica.
  public var callsPerStep: Double {
    Double(stepEntries.reduce(0) { $0 + $1.count }) / Double(max(steps, 1))
  }
}

extension LockstepGroup {
  /// How many steps a profile takes if nobody says otherwise.
  public static let defaultProfileSteps = 50

  /// How long the steps of a profile may take: Ctrl-C is heard only after them.
  private static let profileSeconds = 3.0

  /// Measures where time goes in the first `steps` full batches of an epoch: warmed up, then timed
  /// without clocks, then with a clock around every operation.
  ///
  /// Changes the weights and everything else that a step writes, so a group for results is no group for
  /// this.
  /// - Parameters:
  ///   - steps: at least 1; fewer are taken if the epoch has fewer full batches (1 if it has none), or if
  ///     they would take longer than some seconds.
  ///   - trace: gets every single call of the profiled steps.
  /// - Throws: What the backend throws.
  public func profile(steps: Int, trace: OperationTrace? = nil) throws -> GroupProfile {
    let full = settings.data.train / settings.batch
    let operations = OperationProfile(executable.program, trace: trace)
    try writeStepScalars(epoch: 0)
    func seconds(ofSteps count: Int, _ profile: OperationProfile? = nil) throws -> Double {
      try executable.run([program.beginEpoch(0)], profile: profile)
      try executable.finish()
      let start = DispatchTime.now().uptimeNanoseconds
      try executable.run(program.train(epoch: 0, steps: 0..<count), profile: profile)
      try executable.finish()
      return Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9 / Double(count)
    }
    let first = try seconds(ofSteps: 1)
    let affordable = Int(min(Self.profileSeconds / max(first, 1e-9), 1e9))
    let count = max(min(steps, full, affordable), 1)
    _ = try seconds(ofSteps: count)
    let stepSeconds = try min(seconds(ofSteps: count), seconds(ofSteps: count))
    let profiledStepSeconds = try seconds(ofSteps: count, operations)
    return GroupProfile(
      operations: operations, steps: count, stepSeconds: stepSeconds,
      profiledStepSeconds: profiledStepSeconds, launchesPerStep: launchesPerStep,
      operationsPerStep: operationsPerStep)
  }
}
