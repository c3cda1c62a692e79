import Datasets
import Lockstep
import Networks
import Studies

extension RunFolder {
  /// A trial with its weights and its data.
  ///
  /// - Parameters:
  ///   - trial: a trial of the study.
  ///   - study: the run's study with all its trials.
  ///   - data: where its data comes from.
  /// - Throws: ``RunFolderError`` if there are no weights; `DataError`, `WeightsError` or `WeightsMismatch` if weights
  ///   or data cannot be had or do not fit, or the data has changed since.
  func network(of trial: Trial, in study: Study, data: StudyData) throws -> TrialNetwork {
    let record = try record()
    let path = weightsPath(trial: trial.number)
    try require(path)
    let weights = try Safetensors(contentsOf: path)
    let name = trial.config.data.set
    guard let set = try data.load([trial], of: study, in: self, record)[name] else {
      throw DataError(path: name, reason: "this data set was not loaded")
    }
    do {
      return try TrialNetwork(trial, of: study, weights: weights, data: set, record: record)
    } catch let mismatch as WeightsMismatch {
      throw WeightsMismatch(reason: "\(path): \(mismatch.reason)")
    }
  }
}
