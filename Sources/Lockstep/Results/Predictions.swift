import Datasets
import Dispatch
import Networks
import Studies
import Training

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
  public var labels: [Int] {
    (0..<count).map { example in
      let row = self[example]
      let best = row.max() ?? 0
      return (row.firstIndex { !($0 < best) } ?? row.startIndex) - row.startIndex
    }
  }
}

extension TrainedStudy {
  /// Class probabilities of the test part.
  ///
  /// - Parameter trial: the trial, from 1.
  /// - Throws: ``StudyError``: of misuse for an unknown trial and for a regression.
  public func predictions(trial: Int = 1) async throws(StudyError) -> Predictions {
    let index = try index(of: trial)
    let test = try set(index).test
    let count = min(result.study.trials[index].config.data.test ?? test.count, test.count)
    return try await predict(index, test, count)
  }

  /// Class probabilities of other examples of the same form.
  ///
  /// - Parameters:
  ///   - features: [N, height, width, channels], as bytes where the data has bytes.
  ///   - trial: the trial, from 1.
  /// - Throws: ``StudyError``: of misuse for an unknown trial, a regression, bytes where the data has none, and
  ///   features that are no whole number of examples.
  public func predict(
    _ features: [UInt8], trial: Int = 1
  ) async throws(StudyError) -> Predictions {
    try await predict(.bytes(features), features.count, trial)
  }

  /// Class probabilities of other examples of the same form.
  ///
  /// - Parameters:
  ///   - features: [N, height, width, channels]; standardised as the training data was.
  ///   - trial: the trial, from 1.
  /// - Throws: ``StudyError``: of misuse for an unknown trial, a regression, numbers where the data has bytes,
  ///   and features that are no whole number of examples.
  public func predict(
    _ features: [Float], trial: Int = 1
  ) async throws(StudyError) -> Predictions {
    try await predict(.floats(features), features.count, trial)
  }

  private func predict(
    _ features: Examples.Features, _ elements: Int, _ trial: Int
  ) async throws(StudyError) -> Predictions {
    let index = try index(of: trial)
    let set = try set(index)
    let isSameKind =
      switch (features, set.train.features) {
      case (.bytes, .bytes), (.floats, .floats): true
      default: false
      }
    guard isSameKind else {
      throw .misuse(
        "predict: \(set.name) has \(set.hasBytes ? "bytes" : "numbers") as features, give the same")
    }
    let each = set.exampleShape.count
    guard elements > 0, elements.isMultiple(of: each) else {
      throw .misuse("predict: \(elements) features are no whole number of examples of \(each)")
    }
    let count = elements / each
    // Nobody asks for these labels.
    let labels = [Int32](repeating: 0, count: count)
    let examples = Examples(
      count: count, featureCount: each, features: features,
      targets: .labels(labels, classes: set.classNames.count))
    return try await predict(index, examples, count)
  }

  /// Runs the first `count` of these examples through the network of a trial, on a thread of its own.
  private func predict(
    _ index: Int, _ examples: Examples, _ count: Int
  ) async throws(StudyError) -> Predictions {
    let outcome: Result<Predictions, StudyError> = await withCheckedContinuation {
      (continuation: CheckedContinuation<Result<Predictions, StudyError>, Never>) in
      DispatchQueue.global().async {
        continuation.resume(
          returning: Result { () throws(StudyError) -> Predictions in
            do { return try predictNow(index, examples, count) } catch { throw StudyError(error) }
          })
      }
    }
    return try outcome.get()
  }

  private func predictNow(
    _ index: Int, _ examples: Examples, _ count: Int
  ) throws -> Predictions {
    let set = try set(index)
    var single = result.study
    single.trials = [result.study.trials[index]]
    single.trials[0].config.data.test = count
    // The training part stays: standardisation comes from it.
    let data = Dataset(
      name: set.name, title: set.title, exampleShape: set.exampleShape,
      classNames: set.classNames, train: set.train, test: examples,
      indicatorChannels: set.indicatorChannels)
    let name = single.trials[0].config.data.set
    let choice = try DeviceChoice(device, single.execution)
    let runner = StudyRunner(
      study: single, dataSets: [name: data],
      startingWeights: [:], backend: choice.backend)
    guard let plan = try runner.plan().first else { throw StudyError.misuse("predict: no trial") }
    let group = try runner.prepare(plan, weights: [0: trials[index].weights], predicts: true)
    let probabilities = try group.predict().predictions
    return Predictions(
      trial: trials[index].number, classNames: set.classNames, probabilities: probabilities[0])
  }

  private func index(of trial: Int) throws(StudyError) -> Int {
    let found = try self.trial(trial)
    guard !found.weights.isEmpty else {
      throw .misuse("study \(result.study.name): trial \(trial) was not trained")
    }
    return trials.firstIndex { $0.number == trial } ?? 0
  }

  /// The data set of a trial, which must have classes.
  private func set(_ index: Int) throws(StudyError) -> Dataset {
    let name = result.study.trials[index].config.data.set
    guard let set = dataSets[name] else { throw .misuse("predict: \(name) was not loaded") }
    guard !set.classNames.isEmpty else {
      throw .misuse("predict: \(name) has values to predict, not classes")
    }
    return set
  }
}

extension Dataset {
  fileprivate var hasBytes: Bool {
    if case .bytes = train.features { true } else { false }
  }
}
