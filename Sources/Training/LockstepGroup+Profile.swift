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

  /// A profile with these parts.
  public init(
    operations: OperationProfile, steps: Int, stepSeconds: Double, profiledStepSeconds: Double
  ) {
    self.operations = operations
    self.steps = steps
    self.stepSeconds = stepSeconds
    self.profiledStepSeconds = profiledStepSeconds
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

  /// Measures where time goes in the first `steps` full batches of an epoch: warmed up, then timed
  /// without clocks, then with a clock around every operation.
  ///
  /// Changes the weights and everything else that a step writes, so a group for results is no group for
  /// this.
  /// - Parameters:
  ///   - steps: at least 1; no more than the epoch has full batches (1 if it has none).
  ///   - trace: gets every single call of the profiled steps.
  /// - Throws: What the backend throws.
  public func profile(steps: Int, trace: OperationTrace? = nil) throws -> GroupProfile {
    let full = settings.data.train / settings.batch
    let count = full > 0 ? min(max(steps, 1), full) : 1
    let begin = program.beginEpoch(0)
    let train = program.train(epoch: 0, steps: 0..<count)
    let operations = OperationProfile(executable.program, trace: trace)
    try writeStepScalars(epoch: 0)
    func seconds(_ profile: OperationProfile?) throws -> Double {
      try executable.run([begin], profile: profile)
      try executable.finish()
      let start = DispatchTime.now().uptimeNanoseconds
      try executable.run(train, profile: profile)
      try executable.finish()
      return Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9 / Double(count)
    }
    _ = try seconds(nil)
    let stepSeconds = try min(seconds(nil), seconds(nil))
    let profiledStepSeconds = try seconds(operations)
    return GroupProfile(
      operations: operations, steps: count, stepSeconds: stepSeconds,
      profiledStepSeconds: profiledStepSeconds)
  }
}
