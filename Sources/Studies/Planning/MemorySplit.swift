import Programs

/// Splits groups that a device cannot hold into as few equal parts as it can.
struct MemorySplit {
  /// Why a group does not fit; `nil` if it does.
  let refusal: (LockstepGroupPlan) throws -> (any Error)?

  /// The parts of a group, in the order of its trials.
  ///
  /// - Throws: The refusal if not even one trial fits.
  func parts(_ plan: LockstepGroupPlan) throws -> [LockstepGroupPlan] {
    guard let error = try refusal(plan) else { return [plan] }
    guard plan.trials.count > 1 else { throw error }
    // Memory grows with the replicas: the fewest parts lie between one and one for each trial.
    var (low, high) = (1, plan.trials.count)
    if let error = try refusal(largestPart(plan, of: high)) { throw error }
    while high - low > 1 {
      let middle = (low + high) / 2
      if try refusal(largestPart(plan, of: middle)) == nil { high = middle } else { low = middle }
    }
    return plan.split(into: high)
  }

  private func largestPart(_ plan: LockstepGroupPlan, of parts: Int) -> LockstepGroupPlan {
    plan.split(into: parts)[0]
  }
}

extension LockstepGroupPlan {
  /// Parts of sizes that differ by one at most, larger ones first.
  fileprivate func split(into parts: Int) -> [LockstepGroupPlan] {
    let (size, larger) = trials.count.quotientAndRemainder(dividingBy: parts)
    var start = 0
    return (0..<parts).map { part in
      var plan = self
      let end = start + size + (part < larger ? 1 : 0)
      plan.trials = Array(trials[start..<end])
      start = end
      return plan
    }
  }
}
