import ArgumentParser
import Foundation
import Programs
import Reports
import Studies
import Training

/// `--profile`, `--trace` and `--profile-steps`.
struct ProfileOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Print time by operation, with GFLOP/s and GB/s beside the device's measured ceilings.",
      discussion:
        "From a short run of its own before training, so results and times are those of a run without it."
    ))
  var profile = false

  @Option(
    help: "Write every call of that short run as Chrome trace JSON, for ui.perfetto.dev.",
    completion: .file())
  var trace: String?

  @Option(help: "Training steps in the profiled run; fewer if they would take many seconds.")
  var profileSteps = LockstepGroup.defaultProfileSteps

  func validate() throws {
    guard profileSteps > 0 else { throw ValidationError("--profile-steps must be at least 1") }
    guard trace != "" else { throw ValidationError("--trace needs a file") }
  }

  /// What is to be profiled, or `nil` if nothing.
  ///
  /// - Throws: `OutputError` if the trace could not be written.
  func profiler(_ console: Console) throws -> StudyProfiler? {
    guard profile || trace != nil else { return nil }
    let file = trace.map { URL(filePath: $0) }
    if let file { try ChromeTrace.checkWritable(file) }
    return StudyProfiler(
      steps: profileSteps, traceFile: file, measuresRoofline: profile, console: console)
  }
}

/// Profiles the lockstep groups of a study, each on a group of its own that is thrown away.
struct StudyProfiler {
  let steps: Int
  let traceFile: URL?
  let measuresRoofline: Bool
  let console: Console

  /// The profile of every group; the trace, if asked for, is written.
  ///
  /// - Throws: What preparing and running throw; `OutputError` if the trace cannot be written.
  func profile(_ runner: StudyRunner) throws -> [ProfileSummary] {
    let device = runner.backend.device
    console.note("profile: a short run before training, on weights of its own")
    let roofline = measuresRoofline ? try runner.backend.roofline() : nil
    let plans = try runner.plan()
    var chrome = ChromeTrace()
    var summaries: [ProfileSummary] = []
    for (number, plan) in plans.enumerated() where Interrupts.signalNumber == nil {
      let trace = traceFile.map { _ in
        OperationTrace(limit: OperationTrace.defaultLimit / plans.count)
      }
      let profile = try runner.prepare(plan).profile(steps: steps, trace: trace)
      if let trace {
        chrome.add(
          trace, of: profile.operations.program,
          name: "group \(number + 1): \(plan) on \(device.name)")
      }
      summaries.append(
        ProfileSummary(profile, group: plan.description, device: device, roofline: roofline))
    }
    if let traceFile {
      try chrome.write(to: traceFile)
      if let notice = chrome.notice { console.warn("warning: \(notice)") }
      console.note("profile: \(traceFile.path) is a trace for ui.perfetto.dev")
    }
    return summaries
  }
}
