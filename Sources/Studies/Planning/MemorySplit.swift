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
    if let error = try refusal(ofSome: plan.split(into: high)) { throw error }
    while high - low > 1 {
      let middle = (low + high) / 2
      if try refusal(ofSome: plan.split(into: middle)) == nil {
        high = middle
      } else {
        low = middle
      }
    }
    return plan.split(into: high).map { part in
      var part = part
      part.isSplit = true
      return part
    }
  }

  /// Parts of one size need not need the same: those with dropout have masks.
  private func refusal(ofSome parts: [LockstepGroupPlan]) throws -> (any Error)? {
    for part in parts {
      if let error = try refusal(part) { return error }
    }
    return nil
  }
}

extension LockstepGroupPlan {
  /// The fewest equal parts of at most so many trials.
  func parts(ofAtMost limit: Int) -> [LockstepGroupPlan] {
    trials.count <= limit ? [self] : split(into: (trials.count - 1) / limit + 1)
  }

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
