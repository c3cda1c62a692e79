import Datasets
import Foundation
import Lockstep
import Networks
import Programs
import Studies

/// The checkpoint of one study: what it goes on from, and what saves it while it trains.
struct Resumption {
  /// What the study goes on from; `nil` to begin.
  let start: StudyState?
  let keeper: CheckpointKeeper

  /// What was saved of a run, before its data is loaded.
  struct Found {
    let folder: CheckpointFolder
    let saved: CheckpointFolder.Saved?
    let choice: ResumeChoice
    /// When the run was begun.
    let startedAt: String

    /// Data sets that were replaced when the run was begun.
    var substituted: [String] { saved?.origin.substitutedDataSets ?? [] }

    /// Looks into the folder of a run, which from now on is this process's.
    ///
    /// - Throws: `CheckpointError` if another process has it, a checkpoint to go on from is damaged, or there is a
    ///   run without one.
    init(_ run: RunFolder, _ choice: ResumeChoice, _ console: Console) throws {
      self.choice = choice
      let isRun = run.hasRun
      folder = try CheckpointFolder(inRun: run.path)
      saved = choice.resumes ? try folder.load() : nil
      startedAt = saved?.origin.startedAt ?? Date().formatted(.iso8601)
      guard choice.resumes, saved == nil else { return }
      guard !isRun else {
        throw CheckpointError(
          path: run.path,
          reason:
            "holds a run without a checkpoint, which cannot be gone on with; without --resume it is "
            + "moved to \(run.path).previous and trained anew")
      }
      console.note("resume: no checkpoint in \(run.path); the run begins")
    }
  }

  /// Compares a run with what was saved of it.
  ///
  /// - Throws: `CheckpointError` if something else was saved and that is not accepted, or it is damaged.
  init(
    _ found: Found, _ run: RunFolder, _ study: Study, _ data: StudyDataSets.Loaded,
    startingWeights: [String: [NamedWeights]], device: DeviceDescription, _ console: Console
  ) throws {
    let sets = data.sets
    let identity: @Sendable () -> RunIdentity = {
      RunIdentity(
        study, dataSets: sets, startingWeights: startingWeights, device: device,
        program: LockstepVersion.current)
    }
    var origin = RunOrigin(
      startedAt: found.startedAt, substitutedDataSets: data.substituted)
    guard let saved = found.saved else {
      start = nil
      keeper = CheckpointKeeper(
        found.folder, interval: study.execution.checkpoint, origin: origin, identity: identity)
      return
    }
    let now = identity()
    let differences = now.differences(from: saved.identity)
    guard differences.isEmpty || found.choice.acceptsDifferences else {
      throw CheckpointError(
        path: found.folder.path,
        reason:
          "this run was begun otherwise: \(differences.joined(separator: "; ")); give what it had, "
          + "or go on all the same with --force, not bit for bit")
    }
    for difference in differences { console.warn("resume: accepted by --force: \(difference)") }
    var state = try saved.state(trials: study.trials.count)
    let lost = saved.finishedTrials.filter { !run.hasWeights(trial: study.trials[$0].number) }
    if !lost.isEmpty {
      console.warn(
        "resume: the weights of \(lost.count) finished trial\(lost.count == 1 ? "" : "s") are gone "
          + "or damaged; what trained with \(lost.count == 1 ? "it" : "them") is trained again")
      state.forget(trials: Set(lost))
    }
    console.note("resume: going on at \(state.place) (saved \(saved.savedAt))")
    origin = saved.origin
    origin.resumes.append(
      RunResume(
        resumedAt: Date().formatted(.iso8601), place: state.place, differences: differences))
    start = state
    keeper = CheckpointKeeper(
      found.folder, interval: study.execution.checkpoint, origin: origin, after: saved
    ) { now }
  }
}
