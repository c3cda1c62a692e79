import Datasets
import Foundation
import Lockstep
import Networks
import Reports
import Runs
import Studies
import Training

/// The folder that a run leaves behind.
struct RunFolder {
  let path: String

  /// The folder `runs/NAME`, or the one that `--out` names.
  init(out: String?, name: String) { path = out ?? "runs/\(name)" }

  /// The folder of the run that an argument names: by its path, its name in `runs/` or the beginning of it.
  ///
  /// - Throws: `UsageError` if several runs are called so.
  init(named argument: String) throws { path = try RunName.path(argument) }

  private init(path: String) { self.path = path }

  /// The folder of a finding's study within this one.
  func finding(_ name: String) -> RunFolder { RunFolder(path: "\(path)/findings/\(name)") }

  /// Where a trial's final weights are.
  func weightsPath(trial: Int) -> String {
    "\(path)/weights/\(TrainedStudy.weightsName(trial))"
  }

  /// Whether there is a run here that must not be lost: one with figures or a checkpoint.
  var hasRun: Bool { RunFolders.hasResults(path) }

  /// Makes the folder and finds out at once whether it can be written, before hours of training.
  ///
  /// - Parameter isResuming: whether a run that is there is gone on with; else it is moved aside.
  /// - Throws: ``RunFolderError``; `CheckpointError` if another process trains in the folder.
  func create(isResuming: Bool = false) throws {
    if !isResuming { try moveEarlierRunAside() }
    do {
      try FileManager.default.createDirectory(
        atPath: path + "/weights", withIntermediateDirectories: true)
      let probe = path + "/.lockstep-probe"
      try Data("probe".utf8).write(to: URL(filePath: probe))
      try FileManager.default.removeItem(atPath: probe)
    } catch {
      throw RunFolderError(
        path: path,
        reason: "this folder cannot be written; choose another one with --out, or free its disk")
    }
  }

  /// Renames an earlier run of this folder to `NAME.previous`, in place of the run before it: nothing
  /// is overwritten, and files of two runs do not mix.
  private func moveEarlierRunAside() throws {
    let files = FileManager.default
    guard hasRun else { return }
    // Throws if a process trains there.
    if CheckpointFolder.exists(inRun: path) { _ = try CheckpointFolder(inRun: path) }
    let previous = path + ".previous"
    do {
      if RunFolders.hasResults(previous) { try files.removeItem(atPath: previous) }
      try files.moveItem(atPath: path, toPath: previous)
    } catch {
      throw RunFolderError(
        path: path,
        reason:
          "holds an earlier run that cannot be moved to \(previous); choose another folder with --out"
      )
    }
  }

  /// Whether there is a run here that was stopped before its end.
  var hasUnfinishedRun: Bool {
    CheckpointFolder.exists(inRun: path)
      && !FileManager.default.fileExists(atPath: path + "/tables.md")
  }

  /// Writes a trial's last weights; the metadata says how far they are trained, which after an
  /// interruption is further than the last row of `epochs.csv`.
  func write(_ weights: [NamedWeights], trial: Int, _ position: TrainingPosition) throws {
    try Safetensors(weights, at: position).write(to: weightsPath(trial: trial))
  }

  /// The trial that `--trial` names, else the only one, else the best by validation, which is said.
  ///
  /// - Throws: `UsageError` if there is no such trial, or none to prefer; `SavedRunError` if `trials.csv` or what
  ///   goes with it is missing or damaged.
  func trial(_ number: Int?, of study: Study, _ console: Console) throws -> Trial {
    if let number {
      guard let chosen = study.trials.first(where: { $0.number == number }) else {
        let numbers = study.trials.map(\.number)
        throw UsageError(
          "--trial \(number): the run has trials \(numbers[0]) to \(numbers.last ?? 0)")
      }
      return chosen
    }
    if study.trials.count == 1 { return study.trials[0] }
    let numbers = Set(study.trials.map(\.number))
    let result = try SavedRun(URL(filePath: path), hasEpochs: false).result
    guard let best = result.bestTrialByValidation(where: { numbers.contains($0.number) }),
      let chosen = study.trials.first(where: { $0.number == best.number })
    else {
      throw UsageError(
        "the run has \(study.trials.count) trials and no validation part to choose by; name one with "
          + "--trial")
    }
    let words = zip(study.variedKeys, chosen.varied).map { "\($0) \($1)" }
    console.note("trial \(best.number), the best by validation: \(words.joined(separator: ", "))")
    return chosen
  }

  /// Whether a trial's final weights are there and whole.
  func hasWeights(trial: Int) -> Bool { (try? weights(trial: trial)) != nil }

  /// Reads a trial's final weights.
  ///
  /// - Throws: ``RunFolderError`` if they are not there; `WeightsError` if the file is damaged.
  func weights(trial: Int) throws -> [NamedWeights] {
    let path = weightsPath(trial: trial)
    try require(path)
    return try Safetensors(contentsOf: path).namedWeights
  }

  /// Makes sure that a file of the run is there.
  ///
  /// - Throws: ``RunFolderError`` if it is not.
  func require(_ file: String) throws {
    guard FileManager.default.fileExists(atPath: file) else {
      throw RunFolderError(path: file, reason: "is missing; the run did not get that far")
    }
  }

  /// The resolved config of the run.
  ///
  /// - Throws: ``RunFolderError`` if this is no run folder; `UsageError` if it is a search's; `ConfigError` if
  ///   the config was damaged.
  func study() throws -> Study { try StudyConfig.load(path: studyFile(), overrides: []) }

  /// The config file of a run that is no search.
  ///
  /// - Throws: ``RunFolderError`` if this is no run folder; `UsageError` if it is a search's.
  func studyFile() throws -> String {
    let config = path + "/config.yaml"
    guard FileManager.default.fileExists(atPath: config) else {
      throw RunFolderError(
        path: path,
        reason:
          "this is not a run folder: it has no config.yaml; 'lockstep runs list' lists the runs")
    }
    guard !FileManager.default.fileExists(atPath: "\(path)/\(SearchStore.fileName)") else {
      throw UsageError("\(path) is a search; its best trial is the run \(path)/best")
    }
    return config
  }

  /// How the run went.
  ///
  /// - Throws: `SavedRunError` if `environment.json` is missing or damaged.
  func record() throws -> RunRecord { try SavedRun.record(URL(filePath: path)) }
}
