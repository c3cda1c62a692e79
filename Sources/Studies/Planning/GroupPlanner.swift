import Datasets
import Programs

/// Puts trials that can share a program into one lockstep group.
public enum GroupPlanner {
  /// The groups of `trials`, in the order of their first trials; every trial is in one.
  ///
  /// - Parameter layouts: the layout of every data set that a trial names.
  /// - Precondition: `layouts` has them all.
  /// - Throws: `DataError` if a trial asks for more examples than its data set has, for a loss of classes
  ///   where there are values, or for a network that cannot take the examples; it names the trial unless all
  ///   ask for the like.
  public static func plan(
    _ trials: [Trial], layouts: [String: DataLayout]
  ) throws(DataError) -> [LockstepGroupPlan] {
    var plans: [LockstepGroupPlan] = []
    var places: [LockstepSignature: Int] = [:]
    func signature(_ trial: Trial) throws(DataError) -> LockstepSignature {
      guard let layout = layouts[trial.config.data.set] else {
        reject("plan: no layout for the data set \(trial.config.data.set) of trial \(trial.number)")
      }
      return try LockstepSignature(trial.config, layout)
    }
    for (index, trial) in trials.enumerated() {
      let set = trial.config.data.set
      let signed: LockstepSignature
      do {
        signed = try signature(trial)
      } catch {
        let isOfAll = trials.allSatisfy { (try? signature($0)) == nil }
        throw isOfAll ? error : error.of(trial)
      }
      guard let place = places[signed] else {
        places[signed] = plans.count
        plans.append(LockstepGroupPlan(trials: [index], dataSets: [set], common: signed))
        continue
      }
      plans[place].trials.append(index)
      if !plans[place].dataSets.contains(set) { plans[place].dataSets.append(set) }
    }
    return plans
  }
}

extension DataError {
  /// The same error with the trial that it is about, and what varies of it.
  fileprivate func of(_ trial: Trial) -> DataError {
    let varied = trial.varied.isEmpty ? "" : " (\(trial.varied.joined(separator: ", ")))"
    return DataError(path: path, reason: "trial \(trial.number)\(varied): \(reason)", kind: kind)
  }
}
