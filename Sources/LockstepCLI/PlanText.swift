import Foundation
import Programs
import Reports
import Studies

/// What `--dry-run` prints: the lockstep groups of a study or of a search's first round, nothing trained.
struct PlanText: Encodable {
  /// One lockstep group.
  struct Group: Encodable {
    let trials: Int
    let dataSets: [String]
    let settings: String
    let isPadded: Bool
    /// Whether it is a part of a group that the device cannot hold.
    let isSplit: Bool
    let parameters: Int
    let memoryBytes: Int
    /// Those of them in which convolutions lay out patches.
    let patchBytes: Int
    let estimatedSeconds: Double
  }

  let device: String
  let groups: [Group]
  let estimatedSeconds: Double
  let later: SearchPlanText?

  /// The plan of a study; `later` says what a search does after it.
  init(_ runner: StudyRunner, later: SearchPlanText? = nil) throws {
    self.later = later
    device = runner.backend.device.name
    groups = try runner.plan().map { plan in
      let estimate = try runner.estimate(plan)
      return Group(
        trials: plan.trials.count, dataSets: plan.dataSets, settings: "\(plan.common)",
        isPadded: plan.isPadded, isSplit: plan.isSplit, parameters: estimate.parameterCount,
        memoryBytes: estimate.byteCount, patchBytes: estimate.patchByteCount,
        estimatedSeconds: estimate.seconds)
    }
    estimatedSeconds = groups.reduce(0) { $0 + $1.estimatedSeconds }
  }

  /// The plan for people.
  var text: String {
    let trials = groups.reduce(0) { $0 + $1.trials }
    let hasPatches = groups.contains { $0.patchBytes > 0 }
    var table = Table(
      [.right("group"), .right("trials"), .right("parameters"), .right("memory")]
        + (hasPatches ? [.right("for patches")] : [])
        + [.right("about"), .left("data"), .left("settings")])
    for (index, group) in groups.enumerated() {
      let sizes = [Self.size(group.memoryBytes)] + (hasPatches ? [Self.size(group.patchBytes)] : [])
      table.append(
        ["\(index + 1)", "\(group.trials)", group.parameters.grouped] + sizes + [
          Self.duration(group.estimatedSeconds), group.dataSets.joined(separator: ", "),
          (group.isSplit ? "split for memory: " : "") + (group.isPadded ? "padded to " : "")
            + group.settings,
        ])
    }
    return
      "plan: \(trials.grouped) \(trials == 1 ? "trial" : "trials") in \(groups.count) lockstep "
      + "\(groups.count == 1 ? "group" : "groups") on \(device), about "
      + "\(Self.duration(estimatedSeconds)) in all; nothing was trained\n" + table.plainText()
      + (later?.text ?? "")
  }

  private static func size(_ bytes: Int) -> String { "\((bytes + (1 << 20) - 1) >> 20) MiB" }

  private static func duration(_ seconds: Double) -> String {
    if seconds < 100 { return String(format: seconds < 10 ? "%.1f s" : "%.0f s", seconds) }
    return seconds < 6000
      ? String(format: "%.0f min", seconds / 60) : String(format: "%.1f h", seconds / 3600)
  }
}
