import Exports
import Studies

/// Class probabilities of examples by one trained network.
public struct Predictions: Sendable, Equatable {
  /// The trial, from 1.
  public let trial: Int
  /// The meaning of each class.
  public let classNames: [String]
  /// Probabilities [N, classes], example after example.
  public let probabilities: [Float]

  /// The number of examples, N.
  public var count: Int { probabilities.count / classNames.count }

  /// The probabilities of one example, from 0, in the order of `classNames`.
  public subscript(example: Int) -> ArraySlice<Float> {
    probabilities[example * classNames.count..<(example + 1) * classNames.count]
  }

  /// The likeliest class of each example, the first of equal ones.
  public var labels: [Int] { (0..<count).map { self[$0].placeOfLargest } }
}

/// Values of examples by one trained network of a regression.
public struct PredictedValues: Sendable, Equatable {
  /// The trial, from 1.
  public let trial: Int
  /// Values of each example, T.
  public let valuesPerExample: Int
  /// Values [N, T] in the unit of the data, example after example.
  public let values: [Float]

  /// The number of examples, N.
  public var count: Int { values.count / valuesPerExample }

  /// The values of one example, from 0.
  public subscript(example: Int) -> ArraySlice<Float> {
    values[example * valuesPerExample..<(example + 1) * valuesPerExample]
  }
}

extension TrainedStudy {
  /// A trial's network on an open device, for many predictions.
  ///
  /// - Parameters:
  ///   - trial: the trial, from 1.
  ///   - device: what to compute on; `nil` for the device that the study ran on, or ``Device/auto`` if it was read
  ///     from a folder.
  ///   - batch: examples a pass, from 1; fewer take as long. 1 for single examples, more for many.
  /// - Throws: ``StudyError``: of misuse for a trial that is unknown or was not trained, and a batch below 1.
  public func predictor(
    trial: Int = 1, on device: Device? = nil, batch: Int = 256
  ) async throws(StudyError) -> Predictor {
    guard batch > 0 else {
      throw .misuse("predict: a pass has at least one example, not \(batch)")
    }
    return try await runBlocking { [self] _ in
      let trained = try network(ofTrial: trial, batch: batch)
      let choice = try DeviceChoice(device ?? self.device, result.study.execution)
      return try Predictor(trained, on: choice)
    }
  }

  /// Class probabilities of the test part.
  ///
  /// - Parameter trial: the trial, from 1.
  /// - Throws: ``StudyError``: of misuse for a trial that is unknown or was not trained, and for a regression.
  public func predictions(trial: Int = 1) async throws(StudyError) -> Predictions {
    try await predictor(trial: trial).predictTests()
  }

  /// Values of the test part, of a regression.
  ///
  /// - Parameter trial: the trial, from 1.
  /// - Throws: ``StudyError``: of misuse for a trial that is unknown or was not trained, and for classes.
  public func predictedValues(trial: Int = 1) async throws(StudyError) -> PredictedValues {
    try await predictor(trial: trial).predictTestValues()
  }

  /// Class probabilities of other examples of the same form; for many calls keep a ``Predictor``.
  ///
  /// - Parameters:
  ///   - features: [N, height, width, channels], as bytes where the data has bytes.
  ///   - trial: the trial, from 1.
  /// - Throws: ``StudyError``: of misuse as ``predictions(trial:)`` and ``Predictor``.
  public func predict(
    _ features: [UInt8], trial: Int = 1
  ) async throws(StudyError) -> Predictions {
    try await predictor(trial: trial).predict(features)
  }

  /// Class probabilities of other examples of the same form; for many calls keep a ``Predictor``.
  ///
  /// - Parameters:
  ///   - features: [N, height, width, channels]; standardised here as the training data was.
  ///   - trial: the trial, from 1.
  /// - Throws: ``StudyError``: of misuse as ``predictions(trial:)`` and ``Predictor``.
  public func predict(
    _ features: [Float], trial: Int = 1
  ) async throws(StudyError) -> Predictions {
    try await predictor(trial: trial).predict(features)
  }

  /// Values of other examples of the same form, of a regression; for many calls keep a ``Predictor``.
  ///
  /// - Parameters:
  ///   - features: [N, height, width, channels]; standardised here as the training data was.
  ///   - trial: the trial, from 1.
  /// - Throws: ``StudyError``: of misuse as ``predictedValues(trial:)`` and ``Predictor``.
  public func predictValues(
    _ features: [Float], trial: Int = 1
  ) async throws(StudyError) -> PredictedValues {
    try await predictor(trial: trial).predictValues(features)
  }

  /// A trial with its weights and its data.
  ///
  /// - Throws: ``StudyError/misuse(_:)`` for a trial that is unknown or was not trained.
  func network(ofTrial number: Int, batch: Int = TrialNetwork.passSize) throws -> TrialNetwork {
    let trained = try self.trial(number)
    guard !trained.weights.isEmpty,
      let trial = result.study.trials.first(where: { $0.number == number })
    else {
      throw StudyError.misuse("study \(result.study.name): trial \(number) was not trained")
    }
    let name = trial.config.data.set
    guard let set = dataSets[name] else {
      throw StudyError.misuse("study \(result.study.name): \(name) was not loaded")
    }
    return try TrialNetwork(
      trial, of: result.study, weights: trained.file, data: set, record: result.run, batch: batch)
  }
}
