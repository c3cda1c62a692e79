import Datasets
import Foundation
import Lockstep
import Networks
import Programs
import Reports
import Studies
import Training

/// One run of a study from config to files: what `train` and `study` share.
final class StudyRun {
  let console: Console
  let device: DeviceChoice
  let data: StudyData
  /// Profiles the groups before they train, if that was asked for.
  let profiler: StudyProfiler?
  /// The profile of every group of the study itself; findings are not profiled.
  private(set) var profiles: [ProfileSummary] = []
  /// The most trials that train at once; `nil` for as many as the device holds.
  var largestGroup: Int?
  /// Called with the profiles, before training.
  var profileWasTaken: ([ProfileSummary]) -> Void = { _ in }
  /// The first failure to write weights: thrown after everything else is written.
  private var weightsFailure: (any Error)?

  init(
    console: Console, device: DeviceChoice, data: StudyData, profiler: StudyProfiler? = nil
  ) {
    self.console = console
    self.device = device
    self.data = data
    self.profiler = profiler
  }

  /// Runs a study and its findings and writes the run folder.
  ///
  /// - Throws: ``Interrupted`` after saving what there is, if a signal asked to stop.
  func run(_ study: Study, config: ConfigOptions, folder: RunFolder) throws -> StudyResult {
    try folder.create()
    let result = try runTrials(study, folder: folder, profiler: profiler)
    var complete = result
    do {
      complete.findings = try runFindings(of: study, config: config, folder: folder)
    } catch {
      // What is finished is kept.
      try write(result, to: folder)
      throw error
    }
    try write(complete, to: folder)
    if let failure = weightsFailure { throw failure }
    return complete
  }

  /// Runs the small studies that test published findings.
  private func runFindings(
    of study: Study, config: ConfigOptions, folder: RunFolder
  ) throws -> [StudyResult] {
    try study.findings.map { finding in
      console.note("finding: \(finding.claim)")
      let small = try StudyConfig.load(
        finding: finding, of: config.config,
        overrides: config.allOverrides(study) + study.execution.overrides)
      let subfolder = folder.finding(small.name)
      try subfolder.create()
      return try runTrials(small, folder: subfolder)
    }
  }

  private func runTrials(
    _ study: Study, folder: RunFolder, profiler: StudyProfiler? = nil
  ) throws -> StudyResult {
    var training = StudyTraining(study, on: device, dataSets: data.sets)
    training.largestGroup = largestGroup
    if let profiler {
      training.willTrain = { runner in
        self.profiles = try profiler.profile(runner)
        self.profileWasTaken(self.profiles)
      }
    }
    var observer = StudyRunner.Observer()
    observer.groupWillStart = { [console] number, count, plan in
      console.startGroup(number, of: count, plan.description)
    }
    observer.progress = { [console] in console.progress($0) }
    observer.shouldStop = { Interrupts.signalNumber != nil }
    observer.trialDidFinish = { index, weights, position in
      guard self.weightsFailure == nil else { return }
      do {
        try folder.write(weights, trial: study.trials[index].number, position)
      } catch {
        self.weightsFailure = error
      }
    }
    let outcome = try data.noticingInterrupts { try training.run(observer).result }
    console.clearStatus()
    if let signal = Interrupts.signalNumber {
      try saveInterrupted(outcome, folder: folder)
      throw Interrupted(signal: signal)
    }
    return outcome
  }

  /// Writes what a stopped run has: its epochs so far and the weights (already written).
  private func saveInterrupted(_ result: StudyResult, folder: RunFolder) throws {
    let finished = result.outcomes.map(\.epochs.count).max() ?? 0
    _ = try StudyReport.writeData(of: result, to: URL(filePath: folder.path))
    console.warn(
      "interrupted: \(finished) of \(result.study.trials.first?.config.epochs ?? 0) epochs done; "
        + "\(folder.path) has them in epochs.csv, and the last weights, whose metadata say how far "
        + "they are trained")
  }

  private func write(_ result: StudyResult, to folder: RunFolder) throws {
    let written = try StudyReport.write(result, to: URL(filePath: folder.path))
    for notice in written.notices { console.warn("warning: \(notice)") }
  }
}
