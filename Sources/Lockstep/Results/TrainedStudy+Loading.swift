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
  /// unless another device is named.
  ///
  /// ```swift
  /// let trained = try await TrainedStudy(contentsOf: URL(filePath: "runs/dropout"))
  /// let predictor = try await trained.predictor(trial: 3)
  /// ```
  ///
  /// - Parameters:
  ///   - folder: the run folder.
  ///   - own: the data that the program itself has, of a run that was trained on it, by the same names.
  ///   - options: where known data sets are.
  /// - Throws: ``StudyError``: of run or config for a folder that is none or is damaged, of data that is missing or
  ///   has changed since, of weights that cannot be read; cancelled.
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
    let result = try SavedRun(folder, dataSets: own).result
    let source = StudyDataSets(
      store: try DataStore(
        directory: options.dataFolder, downloadsMissing: options.downloadsMissing,
        shouldStop: shouldStop))
    let sets: [String: Dataset]
    do {
      sets = try source.load(result.study, substituting: result.run.substitutedDataSets).sets
    } catch {
      // A download that a cancellation ended says so itself.
      if shouldStop() { throw StudyError.cancelled(nil) }
      throw error
    }
    try DataRecord(inRun: folder.path)?.check(sets, trainedIn: folder.path)
    var ends: [Int: TrialEnd] = [:]
    for trial in result.study.trials {
      if shouldStop() { throw StudyError.cancelled(nil) }
      let path = folder.appending(path: "weights/\(weightsName(trial.number))").path
      guard FileManager.default.fileExists(atPath: path) else { continue }
      let file = try Safetensors(contentsOf: path)
      ends[trial.number] = TrialEnd(weights: file.namedWeights, position: file.position)
    }
    return TrainedStudy(result, ends: ends, dataSets: sets, device: .auto)
  }
}
