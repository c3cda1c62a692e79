import Datasets
import Foundation
import Lockstep
import Networks
import Studies
import SwiftCSV
import Training

/// The folder that a run leaves behind.
struct RunFolder {
  let path: String

  /// The folder `runs/NAME`, or the one that `--out` names.
  init(out: String?, name: String) { path = out ?? "runs/\(name)" }

  private init(path: String) { self.path = path }

  /// The folder of a finding's study within this one.
  func finding(_ name: String) -> RunFolder { RunFolder(path: "\(path)/findings/\(name)") }

  /// Where a trial's final weights are.
  func weightsPath(trial: Int) -> String {
    "\(path)/weights/trial-\(String(repeating: "0", count: max(0, 3 - "\(trial)".count)))\(trial).safetensors"
  }

  /// Makes the folder and finds out at once whether it can be written, before hours of training.
  ///
  /// - Throws: ``RunFolderError``.
  func create() throws {
    try moveEarlierRunAside()
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
    func isRun(_ folder: String) -> Bool {
      files.fileExists(atPath: folder + "/config.yaml")
        && ["environment.json", SearchStore.fileName].contains {
          files.fileExists(atPath: "\(folder)/\($0)")
        }
    }
    guard isRun(path) else { return }
    let previous = path + ".previous"
    do {
      if isRun(previous) { try files.removeItem(atPath: previous) }
      try files.moveItem(atPath: path, toPath: previous)
    } catch {
      throw RunFolderError(
        path: path,
        reason:
          "holds an earlier run that cannot be moved to \(previous); choose another folder with --out"
      )
    }
  }

  /// Writes a trial's last weights; the metadata says how far they are trained, which after an
  /// interruption is further than the last row of `epochs.csv`.
  func write(_ weights: [NamedWeights], trial: Int, _ position: TrainingPosition) throws {
    try Safetensors(
      tensors: weights.map { (name: $0.name, shape: $0.shape, values: $0.values) },
      metadata: ["epochs": "\(position.epochs)", "steps": "\(position.steps)"]
    ).write(to: weightsPath(trial: trial))
  }

  /// The number of the trial with the highest validation accuracy, or the lowest validation loss where there
  /// are no accuracies; `nil` if the run had no validation part.
  ///
  /// - Throws: ``RunFolderError`` if `trials.csv` is missing or damaged.
  func bestTrialByValidation() throws -> Int? {
    let file = path + "/trials.csv"
    guard let csv = try? NamedCSV(url: URL(filePath: file), loadColumns: false) else {
      throw RunFolderError(path: file, reason: "is missing or damaged; name a trial with --trial")
    }
    func best(_ column: String, _ isBetter: (Double, Double) -> Bool) -> Int? {
      let values = csv.rows.compactMap { row -> (trial: Int, value: Double)? in
        guard let trial = row["trial"].flatMap({ Int($0) }),
          let value = row[column].flatMap({ Double($0) }), value.isFinite
        else { return nil }
        return (trial, value)
      }
      return values.dropFirst().reduce(values.first) { best, next in
        best.map { isBetter(next.value, $0.value) ? next : $0 }
      }?.trial
    }
    return best("validation_accuracy", >) ?? best("validation_loss", <)
  }

  /// Reads a trial's final weights.
  func weights(trial: Int) throws -> [NamedWeights] {
    try Safetensors(contentsOf: weightsPath(trial: trial)).namedWeights
  }

  /// The resolved config of the run.
  ///
  /// - Throws: ``RunFolderError`` if this is no run folder; `UsageError` if it is a search's; `ConfigError` if
  ///   the config was damaged.
  func study() throws -> Study {
    let config = path + "/config.yaml"
    guard FileManager.default.fileExists(atPath: config) else {
      throw RunFolderError(
        path: path,
        reason: "this is not a run folder: it has no config.yaml; name one like runs/NAME")
    }
    guard !FileManager.default.fileExists(atPath: "\(path)/\(SearchStore.fileName)") else {
      throw UsageError("\(path) is a search; its best trial is the run \(path)/best")
    }
    return try StudyConfig.load(path: config, overrides: [])
  }

  /// How the run went.
  ///
  /// - Throws: ``RunFolderError`` if `environment.json` is missing or damaged.
  func record() throws -> RunRecord {
    let file = path + "/environment.json"
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let data = FileManager.default.contents(atPath: file),
      let record = try? decoder.decode(RunRecord.self, from: data)
    else {
      throw RunFolderError(path: file, reason: "is missing or damaged; run the study again")
    }
    return record
  }
}
