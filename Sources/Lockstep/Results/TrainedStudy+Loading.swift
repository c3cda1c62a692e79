import Datasets
import Foundation
import Networks
import Runs
import Studies

extension TrainedStudy {
  /// Reads a run folder, be it of ``write(to:)`` or of `lockstep study`, with its weights.
  ///
  /// Its data is read, too: the scales of inputs come from there. Figures are those of the folder's tables; a trial
  /// whose file of weights is not there counts as not trained. Predictions are computed on ``Device/auto``
  /// unless another device is named. Of a search, `NAME/best` is such a folder.
  ///
  /// ```swift
  /// let trained = try await TrainedStudy(contentsOf: URL(filePath: "runs/dropout"))
  /// let predictor = try await trained.predictor(trial: 3)
  /// ```
  ///
  /// - Parameters:
  ///   - folder: the run folder.
  ///   - own: the data that the program itself has, of a run that was trained on it, by the same names.
  ///   - options: where known data sets are; nothing is trained, so groups have no size.
  /// - Throws: ``StudyError``: of run or config for a folder that is none, is a search's or is damaged, of data that
  ///   is missing or has changed since, of weights that cannot be read; of misuse for two sets of one name;
  ///   cancelled.
  public init(
    contentsOf folder: URL, own: [Dataset] = [], options: RunOptions = RunOptions()
  ) async throws(StudyError) {
    self = try await runBlocking { shouldStop in
      try Self.load(folder, own, options, shouldStop)
    }
  }

  private static func load(
    _ folder: URL, _ own: [Dataset], _ options: RunOptions,
    _ shouldStop: @escaping @Sendable () -> Bool
  ) throws -> TrainedStudy {
    var names: Set<String> = []
    for set in own where !names.insert(set.name).inserted {
      throw StudyError.misuse("two data sets are named '\(set.name)'; give each once")
    }
    let saved = try SavedRun(folder, dataSets: own)
    let result = saved.result
    var notes = saved.warnings
    var source = try StudyDataSets(options, shouldStop)
    source.note = { notes.append($0) }
    let sets = try StudyDataSets.noticingCancellation(shouldStop) {
      try source.load(result.study, substituting: result.run.substitutedDataSets).sets
    }
    try DataRecord(inRun: folder.path)?.check(sets, trainedIn: folder.path)
    var ends: [Int: TrialEnd] = [:]
    for trial in result.study.trials {
      if shouldStop() { throw StudyError.cancelled(nil) }
      let path = folder.appending(path: "weights/\(weightsName(trial.number))").path
      guard FileManager.default.fileExists(atPath: path) else { continue }
      let file = try Safetensors(contentsOf: path)
      ends[trial.number] = TrialEnd(
        weights: file.namedWeights, position: file.position, path: path)
    }
    return TrainedStudy(
      result, ends: ends, dataSets: sets, device: .auto, folder: folder, extras: saved.extras,
      notes: notes)
  }
}
