import Datasets
import Dispatch
import Exports
import Training

/// A trained network on an open device, for predictions one after another.
///
/// ```swift
/// let predictor = try await trained.predictor(trial: 3)
/// for picture in pictures { print(try await predictor.predict(picture).labels) }
/// ```
///
/// The device is opened and the network compiled once, in ``TrainedStudy/predictor(trial:on:batchSize:)``; of the
/// data that was trained on it keeps one batch, and the test part. Calls from several tasks wait for one another. A
/// cancelled task ends with ``StudyError/cancelled(_:)`` before its next pass of examples.
public final class Predictor: @unchecked Sendable {
  /// The trial, from 1.
  public let trial: Int
  /// The meaning of each class; empty for a regression.
  public let classNames: [String]
  /// The device, and why it was taken: one line.
  public let device: String

  private let network: TrialNetwork
  /// Touched on the queue alone, which makes this type safe to share.
  private let group: LockstepGroup
  private let queue = DispatchQueue(label: "lockstep.predictor")

  /// The network of a trial on an open device.
  init(_ network: TrialNetwork, on choice: DeviceChoice) throws {
    self.network = network
    trial = network.trial
    classNames =
      if case .classification(let names) = network.network.task { names } else { [] }
    device = choice.reason
    group = try network.group(on: choice.backend)
  }

  /// Class probabilities of examples of the form that was trained on.
  ///
  /// - Parameter features: [N, height, width, channels], as bytes where the data has bytes.
  /// - Throws: ``StudyError``: of misuse for a regression, bytes where the data has none, and features that are no
  ///   whole number of examples; of backend; cancelled.
  public func predict(_ features: [UInt8]) async throws(StudyError) -> Predictions {
    try await predictions(of: network.examples(.bytes(features), features.count))
  }

  /// Class probabilities of examples of the form that was trained on.
  ///
  /// - Parameter features: [N, height, width, channels]; standardised here as the training data was.
  /// - Throws: ``StudyError``: of misuse for a regression, numbers where the data has bytes, and features that are
  ///   no whole number of examples or not finite; of backend; cancelled.
  public func predict(_ features: [Float]) async throws(StudyError) -> Predictions {
    try await predictions(of: network.examples(.floats(features), features.count))
  }

  /// Values of examples of the form that was trained on, by the network of a regression.
  ///
  /// - Parameter features: [N, height, width, channels]; standardised here as the training data was.
  /// - Throws: ``StudyError``: of misuse for a classification, and for features that are no whole number of
  ///   examples or not finite; of backend; cancelled.
  public func predictValues(_ features: [Float]) async throws(StudyError) -> PredictedValues {
    try await values(of: network.examples(.floats(features), features.count))
  }

  /// Class probabilities of the trial's test examples.
  func predictTests() async throws(StudyError) -> Predictions {
    try await predictions(of: network.tests)
  }

  /// Values of the trial's test examples.
  func predictTestValues() async throws(StudyError) -> PredictedValues {
    try await values(of: network.tests)
  }

  /// The trial's test examples with what the network says of them.
  func archiveOfTests(withInputs: Bool) async throws(StudyError) -> NumPyArchive {
    network.archive(of: try await outputs(network.tests), withInputs: withInputs)
  }

  private func predictions(of examples: Examples) async throws(StudyError) -> Predictions {
    guard !classNames.isEmpty else {
      throw .misuse("predict: trial \(trial) predicts values, not classes; ask for its values")
    }
    return Predictions(
      trial: trial, classNames: classNames, probabilities: try await outputs(examples))
  }

  private func values(of examples: Examples) async throws(StudyError) -> PredictedValues {
    guard classNames.isEmpty, case .values(_, let width) = examples.targets else {
      throw .misuse("predict: trial \(trial) predicts classes, not values; ask for predictions")
    }
    return PredictedValues(
      trial: trial, valuesPerExample: width, values: try await outputs(examples))
  }

  /// What the network gives: [N, classes or values].
  private func outputs(_ examples: Examples) async throws(StudyError) -> [Float] {
    try await runBlocking(on: queue) { [self] shouldStop in
      try group.predict(examples, shouldStop: shouldStop)[0]
    }
  }
}
