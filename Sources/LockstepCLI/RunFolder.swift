import Datasets
import Foundation
import Networks
import Studies
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

  /// Writes a trial's last weights; the metadata says how far they are trained, which after an
  /// interruption is further than the last row of `epochs.csv`.
  func write(_ weights: [NamedWeights], trial: Int, _ position: TrainingPosition) throws {
    try Safetensors(
      tensors: weights.map { (name: $0.name, shape: $0.shape, values: $0.values) },
      metadata: ["epochs": "\(position.epochs)", "steps": "\(position.steps)"]
    ).write(to: weightsPath(trial: trial))
  }

  /// Reads a trial's final weights.
  func weights(trial: Int) throws -> [NamedWeights] {
    try Safetensors(contentsOf: weightsPath(trial: trial)).namedWeights
  }

  /// The resolved config of the run.
  ///
  /// - Throws: ``RunFolderError`` if this is no run folder; `ConfigError` if the config was damaged.
  func study() throws -> Study {
    let config = path + "/config.yaml"
    guard FileManager.default.fileExists(atPath: config) else {
      throw RunFolderError(
        path: path,
        reason: "this is not a run folder: it has no config.yaml; name one like runs/NAME")
    }
    return try StudyConfig.load(path: config, overrides: [])
  }

  /// How the run went.
  func record() throws -> RunRecord? {
    guard let data = FileManager.default.contents(atPath: path + "/environment.json") else {
      return nil
    }
    return try? JSONDecoder().decode(RunRecord.self, from: data)
  }
}
