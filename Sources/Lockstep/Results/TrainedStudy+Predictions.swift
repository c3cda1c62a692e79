import Datasets
import Networks
import Reports
import Studies

/// Predictions; without a trial named, the only one predicts, else the best by validation, as on the command line.
extension TrainedStudy {
  /// As many examples as a pass takes at most.
  private static let largestBatchSize = 1 << 16

  /// A trial's network on an open device, for many predictions.
  ///
  /// - Parameters:
  ///   - trial: the trial, from 1; `nil` for the only one, else the best by validation.
  ///   - device: what to compute on; `nil` for the device that the study ran on, or ``Device/auto`` if it was read
  ///     from a folder.
  ///   - batchSize: examples a pass, 1 to 65,536, of large examples fewer; fewer in a call take as long. 1 for single
  ///     examples, more for many.
  /// - Throws: ``StudyError``: of misuse for a trial that is unknown or was not trained, for none named where there
  ///   is no best one, and for a batch that is too small or too large; of mismatch for weights of another network;
  ///   of device or backend; cancelled.
  public func predictor(
    trial: Int? = nil, on device: Device? = nil, batchSize: Int = 256
  ) async throws(StudyError) -> Predictor {
    try await runBlocking { [self] _ in
      let trained = try network(ofTrial: trial, batchSize: batchSize)
      let choice = try DeviceChoice(device ?? self.device, result.study.execution)
      return try Predictor(trained, on: choice)
    }
  }

  /// Class probabilities of the test part.
  ///
  /// - Parameter trial: the trial, from 1; `nil` for the only one, else the best by validation.
  /// - Throws: ``StudyError``: of misuse for a regression, and as ``predictor(trial:on:batchSize:)``.
  public func predictions(trial: Int? = nil) async throws(StudyError) -> Predictions {
    try await predictor(trial: trial).predictTests()
  }

  /// Values of the test part, of a regression.
  ///
  /// - Parameter trial: the trial, from 1; `nil` for the only one, else the best by validation.
  /// - Throws: ``StudyError``: of misuse for classes, and as ``predictor(trial:on:batchSize:)``.
  public func predictedValues(trial: Int? = nil) async throws(StudyError) -> PredictedValues {
    try await predictor(trial: trial).predictTestValues()
  }

  /// Class probabilities of other examples of the same form; for many calls keep a ``Predictor``.
  ///
  /// - Parameters:
  ///   - features: [N, height, width, channels], as bytes where the data has bytes.
  ///   - trial: the trial, from 1; `nil` for the only one, else the best by validation.
  /// - Throws: ``StudyError`` as ``predictor(trial:on:batchSize:)`` and ``Predictor``.
  public func predict(
    _ features: [UInt8], trial: Int? = nil
  ) async throws(StudyError) -> Predictions {
    try await predictor(trial: trial).predict(features)
  }

  /// Class probabilities of other examples of the same form; for many calls keep a ``Predictor``.
  ///
  /// - Parameters:
  ///   - features: [N, height, width, channels]; standardised here as the training data was.
  ///   - trial: the trial, from 1; `nil` for the only one, else the best by validation.
  /// - Throws: ``StudyError`` as ``predictor(trial:on:batchSize:)`` and ``Predictor``.
  public func predict(
    _ features: [Float], trial: Int? = nil
  ) async throws(StudyError) -> Predictions {
    try await predictor(trial: trial).predict(features)
  }

  /// Values of other examples of the same form, of a regression; for many calls keep a ``Predictor``.
  ///
  /// - Parameters:
  ///   - features: [N, height, width, channels]; standardised here as the training data was.
  ///   - trial: the trial, from 1; `nil` for the only one, else the best by validation.
  /// - Throws: ``StudyError`` as ``predictor(trial:on:batchSize:)`` and ``Predictor``.
  public func predictValues(
    _ features: [Float], trial: Int? = nil
  ) async throws(StudyError) -> PredictedValues {
    try await predictor(trial: trial).predictValues(features)
  }

  // MARK: - Networks

  /// A trial with its weights and its data.
  ///
  /// - Parameters:
  ///   - number: the trial, from 1; `nil` for the only one, else the best by validation.
  ///   - batchSize: examples that are predicted at once.
  /// - Throws: ``StudyError/misuse(_:)`` for a trial that is unknown or was not trained, for none named where there
  ///   is no best one, and for a batch that is too small or too large; ``StudyError/mismatch(_:)`` for weights of
  ///   another network, with the file or the trial.
  func network(
    ofTrial number: Int?, batchSize: Int = TrialNetwork.passSize
  ) throws(StudyError) -> TrialNetwork {
    let name = result.study.name
    let trained = try chosen(number)
    guard !trained.weights.isEmpty,
      let trial = result.study.trials.first(where: { $0.number == trained.number })
    else { throw .misuse("study \(name): trial \(trained.number) was not trained") }
    guard let set = dataSets[trial.config.data.set] else {
      throw .misuse("study \(name): \(trial.config.data.set) was not loaded")
    }
    // Positions in tensors of examples are 32 bits wide.
    let largest = min(Self.largestBatchSize, Int(Int32.max) / set.exampleShape.count)
    guard (1...max(largest, 1)).contains(batchSize) else {
      throw .misuse("predict: a pass has 1 to \(largest) examples of \(set.name), not \(batchSize)")
    }
    do {
      return try TrialNetwork(
        trial, of: result.study, weights: trained.file, data: set, record: result.run,
        batchSize: batchSize)
    } catch let mismatch as WeightsMismatch {
      let place = trained.end?.path ?? "study \(name): trial \(trained.number)"
      throw .mismatch(WeightsMismatch(reason: "\(place): \(mismatch.reason)"))
    } catch {
      throw StudyError(error)
    }
  }

  /// The trial that is meant.
  private func chosen(_ number: Int?) throws(StudyError) -> TrainedTrial {
    if let number { return try trial(number) }
    if trials.count == 1 { return trials[0] }
    guard let best = result.bestTrialByValidation() else {
      throw .misuse(
        "study \(result.study.name): has \(trials.count) trials and no validation part to choose by; name a "
          + "trial")
    }
    return try trial(best.number)
  }
}
