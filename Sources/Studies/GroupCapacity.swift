import Programs

extension StudyRunner {
  /// How many trials of a plan one program can train on this backend: as many as half of the device's memory
  /// holds, so that replicas can be dropped from a running group, for which two programs are there at once.
  ///
  /// - Returns: At least 1.
  /// - Throws: `DataError` if a trial asks for more examples than its data set has.
  public func capacity(of plan: LockstepGroupPlan) throws -> Int {
    let memory = backend.device.memoryByteCount
    guard plan.trials.count > 2, memory > 0 else { return max(plan.trials.count, 1) }
    func bytes(_ replicas: Int) throws -> Int {
      var part = plan
      part.trials = Array(plan.trials.prefix(replicas))
      return try program(part).byteCount
    }
    let (one, two) = (try bytes(1), try bytes(2))
    return Self.capacity(one: one, two: two, budget: memory / 2)
  }

  /// How many replicas fit if one takes `one` bytes, two take `two`, and so on.
  static func capacity(one: Int, two: Int, budget: Int) -> Int {
    let each = max(two - one, 1)
    return max((budget - (one - each)) / each, 1)
  }
}
