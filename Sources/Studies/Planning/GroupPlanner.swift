import Datasets
import Programs

/// Puts trials that can share a program into one lockstep group.
public enum GroupPlanner {
  /// The groups of `configs`, in the order of their first trials; every trial is in one.
  ///
  /// - Parameter layouts: the layout of every data set that a trial names.
  /// - Precondition: `layouts` has them all.
  /// - Throws: `DataError` if a trial asks for more examples than its data set has, or for a loss of
  ///   classes where there are values.
  public static func plan(
    _ configs: [TrialConfig], layouts: [String: DataLayout]
  ) throws(DataError) -> [LockstepGroupPlan] {
    var plans: [LockstepGroupPlan] = []
    var places: [LockstepSignature: Int] = [:]
    for (index, config) in configs.enumerated() {
      let set = config.data.set
      guard let layout = layouts[set] else {
        reject("plan: no layout for the data set \(set) of trial \(index + 1)")
      }
      let signature = try LockstepSignature(config, layout)
      guard let place = places[signature] else {
        places[signature] = plans.count
        plans.append(LockstepGroupPlan(trials: [index], dataSets: [set], common: signature))
        continue
      }
      plans[place].trials.append(index)
      if !plans[place].dataSets.contains(set) { plans[place].dataSets.append(set) }
    }
    return plans
  }
}
