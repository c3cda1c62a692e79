import Exports
import Foundation
import Networks
import Reports
import Runs
import Studies

extension TrainedStudy {
  /// Writes a run folder, which the command line takes as one of its own: `config.yaml`, `trials.csv`, `epochs.csv`,
  /// `summary.json`, `environment.json`, `data.json`, `tables.md`, `report.html`, figures and weights.
  ///
  /// What `lockstep study` leaves beside these is not written: a checkpoint, the studies of findings, and the answers
  /// on test examples, which `lockstep report` finds in the data. Of a study that was read from a folder, what that
  /// folder had of them for the report is written.
  ///
  /// Files of an earlier run in the folder are removed, its checkpoint and exports included, unless it is the folder
  /// that this study was read from.
  /// - Returns: What the user should know, one line each: figures that were left out.
  /// - Throws: ``StudyError``: of output or weights when a file cannot be written or removed, or another process
  ///   trains in the folder; of misuse for the folder of a search.
  @discardableResult
  public func write(to folder: URL) throws(StudyError) -> [String] {
    do {
      try removeEarlierRun(in: folder)
      let written = try StudyReport.write(result, to: folder, extras: extras)
      try DataRecord(dataSets).write(inRun: folder.path)
      let weights = folder.appending(path: "weights")
      try OutputFile.makeFolder(weights)
      for trial in trials where !trial.weights.isEmpty {
        try trial.file.write(to: weights.appending(path: Self.weightsName(trial.number)).path)
      }
      return written.notices
    } catch {
      throw StudyError(error)
    }
  }

  /// The name of a trial's file in the folder `weights`: `trial-007.safetensors`.
  public static func weightsName(_ trial: Int) -> String {
    "trial-\(TrialNumber.text(trial)).safetensors"
  }

  /// Removes what would be left of an earlier run, and be read as part of this one.
  private func removeEarlierRun(in run: URL) throws {
    if let folder, Self.whole(folder) == Self.whole(run) { return }
    func isThere(_ name: String) -> Bool {
      FileManager.default.fileExists(atPath: run.appending(path: name).path)
    }
    guard !isThere(SearchStore.fileName) else {
      throw StudyError.misuse("\(run.path): holds a search; write to another folder")
    }
    // Throws if a process trains there.
    let lock = isThere(CheckpointFolder.name) ? try CheckpointFolder(inRun: run.path) : nil
    try withExtendedLifetime(lock) {
      if RunFolders.isRun(run.path) {
        let names = [
          "tables.md", StudyReport.pageFile, ReportExtras.profileFile, ReportExtras.devicesFile,
          TestAnswers.fileName, "figures", "findings", "exports", "tensorboard",
          CheckpointFolder.name,
        ]
        for name in names { try OutputFile.remove(run.appending(path: name)) }
      }
      let weights = run.appending(path: "weights")
      let files = (try? FileManager.default.contentsOfDirectory(atPath: weights.path)) ?? []
      for name in files where name.hasPrefix("trial-") && name.hasSuffix(".safetensors") {
        try OutputFile.remove(weights.appending(path: name))
      }
    }
  }

  private static func whole(_ folder: URL) -> [String] {
    folder.standardizedFileURL.resolvingSymlinksInPath().pathComponents
  }
}
