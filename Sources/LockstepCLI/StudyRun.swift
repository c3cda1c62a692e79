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
  /// What the networks of the study itself answered on the test examples; `nil` for a regression.
  private var answers: TestAnswers?
  /// Whether a run that is there is gone on with.
  var resumption = ResumeChoice()
  /// Called with the profiles, before training.
  var profileWasTaken: ([ProfileSummary]) -> Void = { _ in }
  /// The first failure to write weights, or what they were trained on: thrown after everything else is written.
  private var weightsFailure: (any Error)?
  /// What there is of the study that a signal stopped.
  private var stopped: StudyResult?
  /// The folders that are this process's until all is written.
  private var folders: [CheckpointFolder] = []

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
    let leaves = !resumption.resumes && folder.hasUnfinishedRun
    try folder.create(isResuming: resumption.resumes)
    if leaves {
      console.warn(
        "the unfinished run in \(folder.path) is now \(folder.path).previous; --resume would have gone on "
          + "with it")
    }
    var whole: StudyResult?
    do {
      var result = try runTrials(study, folder: folder, profiler: profiler, keepsAnswers: true)
      whole = result
      try runFindings(of: study, config: config, folder: folder) {
        result.findings.append($0)
        whole = result
      }
    } catch {
      // What went wrong first is told, not that a report of it went wrong, too.
      do { try keep(whole, to: folder) } catch { console.warn("warning: \(error)") }
      throw error
    }
    guard let whole else { reject("study \(study.name): it ended without a result") }
    try write(whole, to: folder)
    if let failure = weightsFailure { throw failure }
    return whole
  }

  /// Writes what there is of a run that did not come to its end, as far as there is anything.
  ///
  /// - Parameter whole: The study with the findings that are whole; `nil` if it was itself stopped.
  private func keep(_ whole: StudyResult?, to folder: RunFolder) throws {
    guard var result = whole ?? stopped else { return }
    if whole != nil, let stopped { result.findings.append(stopped) }
    try StudyReport.writeStopped(
      result, to: URL(filePath: folder.path),
      extras: ReportExtras(profiles: profiles, answers: answers))
  }

  /// Runs the small studies that test published findings.
  ///
  /// - Parameter isDone: Called with each result.
  private func runFindings(
    of study: Study, config: ConfigOptions, folder: RunFolder, isDone: (StudyResult) -> Void
  ) throws {
    for finding in study.findings {
      console.note("finding: \(finding.claim)")
      let small = try StudyConfig.load(
        finding: finding, of: config.config,
        overrides: config.allOverrides(study) + study.execution.overrides)
      let subfolder = folder.finding(small.name)
      try subfolder.create(isResuming: resumption.resumes)
      isDone(try runTrials(small, folder: subfolder))
    }
  }

  private func runTrials(
    _ study: Study, folder: RunFolder, profiler: StudyProfiler? = nil, keepsAnswers: Bool = false
  ) throws -> StudyResult {
    let found = try Resumption.Found(folder, resumption, console)
    folders.append(found.folder)
    var resumed: Resumption?
    var training = StudyTraining(study, on: device, dataSets: data.sets)
    training.substituted = found.substituted
    training.largestGroup = largestGroup
    training.willTrain = { [self] runner, loaded in
      let start = try Resumption(
        found, folder, study, loaded, startingWeights: runner.startingWeights,
        device: runner.backend.device, console)
      try StudyReport.writeConfig(of: study, to: URL(filePath: folder.path))
      runner.start = start.start
      runner.checkpoints = start.keeper
      runner.acceptsDifferences = resumption.acceptsDifferences
      resumed = start
      guard let profiler else { return }
      profiles = try profiler.profile(runner)
      profileWasTaken(profiles)
    }
    var observer = StudyRunner.Observer()
    observer.groupWillStart = { [console] number, count, plan in
      console.startGroup(number, of: count, plan.description)
    }
    observer.progress = { [console] in console.progress($0) }
    observer.shouldStop = { Interrupts.signalNumber != nil }
    observer.checkpointDidFail = { [console] in console.warn("warning: \($0)") }
    observer.trialDidFinish = { index, weights, position in
      let number = study.trials[index].number
      do {
        if self.weightsFailure == nil { return try folder.write(weights, trial: number, position) }
      } catch { self.weightsFailure = error }
      // Those of an earlier stop must not pass for the last ones when the run is gone on with.
      unlink(folder.weightsPath(trial: number))
    }
    let outcome = try data.noticingInterrupts { try training.run(observer) }
    console.clearStatus()
    if weightsFailure == nil {
      do {
        try DataRecord(outcome.dataSets.sets).write(inRun: folder.path)
      } catch {
        weightsFailure = error
      }
    }
    var result = outcome.result
    if let keeper = resumed?.keeper { result.run.add(keeper) }
    if let signal = Interrupts.signalNumber {
      stopped = result
      // Whether the state was saved decides whether anything was lost: of several failures that one is told.
      do {
        try saveInterrupted(result, folder: folder)
      } catch {
        throw outcome.checkpointFailure ?? error
      }
      if let failure = outcome.checkpointFailure ?? weightsFailure { throw failure }
      throw Interrupted(signal: signal)
    }
    if keepsAnswers, weightsFailure == nil {
      do {
        answers = try TestAnswerer(
          folder: folder, data: outcome.dataSets.sets, trainedOn: device.backend
        ).answers(result)
      } catch {
        // Training is done: its results are worth more than one part of the report.
        console.warn("warning: the report goes without the answers on test examples: \(error)")
      }
    }
    return result
  }

  /// Writes what a stopped run has: its epochs so far and the weights (already written).
  private func saveInterrupted(_ result: StudyResult, folder: RunFolder) throws {
    let finished = result.outcomes.map(\.epochs.count).max() ?? 0
    _ = try StudyReport.writeData(of: result, to: URL(filePath: folder.path))
    console.warn(
      "interrupted: \(finished) of \(result.study.trials.first?.config.epochs ?? 0) epochs done; "
        + "\(folder.path) has them in epochs.csv, and the last weights, whose metadata say how far "
        + "they are trained; report.html of the run shows what there is; --resume goes on")
  }

  private func write(_ result: StudyResult, to folder: RunFolder) throws {
    let written = try StudyReport.write(
      result, to: URL(filePath: folder.path),
      extras: ReportExtras(profiles: profiles, answers: answers))
    for notice in written.notices { console.warn("warning: \(notice)") }
  }
}

extension RunRecord {
  /// When the run was begun, how often it was gone on with, and what saving it took.
  fileprivate mutating func add(_ keeper: CheckpointKeeper) {
    startedAt = keeper.origin.startedAt
    resumes = keeper.origin.resumes.isEmpty ? nil : keeper.origin.resumes
    checkpointSeconds = keeper.seconds
  }
}
