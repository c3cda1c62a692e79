import Foundation
import Lockstep
import Testing

/// Trained networks in use: predictions, saved runs.
@Suite("Trained networks used from Swift")
struct UseTests {
  /// Points of the line 3 x + 1.
  private func line(_ range: Range<Int>) -> LabelledExamples<Float, Float> {
    let inputs = range.map { Float($0 % 50) / 50 - 0.5 }
    return LabelledExamples(features: inputs, targets: inputs.map { 3 * $0 + 1 })
  }

  private func lineStudy() throws -> Study {
    let data = try Dataset(
      name: "line", shape: ExampleShape(height: 1, width: 1, channels: 1), train: line(0..<400),
      test: line(400..<450))
    return try Study(
      "line", data: .own(data, split: TrainingData.Split(isStandardized: true)),
      network: Network { Dense(.outputs) }, loss: .meanSquaredError,
      optimizer: .adam(learningRate: 0.05), epochs: 40)
  }

  private func expectMisuse(
    _ words: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
  ) async {
    do {
      try await body()
      Issue.record("no error; expected: \(words)", sourceLocation: sourceLocation)
    } catch {
      guard case .misuse(let reason)? = error as? StudyError else {
        Issue.record("\(error)", sourceLocation: sourceLocation)
        return
      }
      #expect(reason.contains(words), "\(reason)", sourceLocation: sourceLocation)
    }
  }

  // MARK: - Predictions

  @Test func valuesArePredictedFromArrays() async throws {
    let trained = try await lineStudy().run(on: .cpu)
    let trial = try trained.trial(1)
    #expect((trial[.testRMSE] ?? 1) < 0.05)
    #expect(trial[.testAccuracy] == nil)
    let weight = try #require(trial.weights.first { $0.name == "layers.0.weight" })
    #expect(weight.shape == [1, 1])
    // 3 times the standard deviation of the inputs.
    #expect(abs(weight.values[0] - 0.866) < 0.1)
    let values = try await trained.predictValues([0, 0.4])
    #expect(values.count == 2)
    #expect(values.valuesPerExample == 1)
    #expect(abs(values[0][0] - 1) < 0.15)
    #expect(abs(values[1][0] - 2.2) < 0.15)

    let tests = try await trained.predictedValues()
    let targets = line(400..<450).targets
    #expect(tests.count == targets.count)
    let squares = zip(tests.values, targets).map { Double($0 - $1) * Double($0 - $1) }
    let error = (squares.reduce(0, +) / Double(targets.count)).squareRoot()
    let known = try #require(trial[.testRMSE])
    #expect(abs(error - known) < 1e-4)

    await expectMisuse("predicts values, not classes") { _ = try await trained.predictions() }
    await expectMisuse("no whole number of examples") { _ = try await trained.predictValues([]) }
    for number in [Float.nan, .infinity] {
      await expectMisuse("feature 1 of example 2 is \(number), not a number") {
        _ = try await trained.predictValues([0.1, number])
      }
    }
  }

  @Test func aPredictorIsKept() async throws {
    let trained = try await stripesStudy().run(on: .cpu)
    let known = try await trained.predictions(trial: 2)
    let predictor = try await trained.predictor(trial: 2)
    #expect(predictor.trial == 2)
    // By example and class, from 0.
    for example in [0, 1, 99] {
      #expect(known[example][0] == known.probabilities[example * 2])
      #expect(known[example][1] == known.probabilities[example * 2 + 1])
    }
    #expect(predictor.classNames == ["column", "row"])
    #expect(predictor.device.contains("cpu"))
    let features = stripes(100, from: 400).features
    // From several tasks at once.
    try await withThrowingTaskGroup(of: Predictions.self) { group in
      for _ in 0..<4 { group.addTask { try await predictor.predict(features) } }
      for try await found in group { #expect(found.probabilities == known.probabilities) }
    }
    // One by one.
    let single = try await trained.predictor(trial: 2, on: .cpu, batchSize: 1)
    for example in [0, 7, 99] {
      let found = try await single.predict(Array(features[example * 16..<(example + 1) * 16]))
      #expect(found.count == 1)
      for (mine, other) in zip(found[0], known[example]) { #expect(abs(mine - other) < 1e-5) }
    }
    for size in [0, -1, 65_537, .max] {
      await expectMisuse("a pass has 1 to 65536 examples of stripes, not \(size)") {
        _ = try await trained.predictor(trial: 2, batchSize: size)
      }
    }
    await expectMisuse("predicts classes, not values") {
      _ = try await trained.predictedValues(trial: 2)
    }
    await expectMisuse("has bytes as features") {
      _ = try await predictor.predict([Float](repeating: 0, count: 16))
    }
  }

  @Test func withoutATrialNamedTheBestIsTaken() async throws {
    let none = try await stripesStudy(epochs: 1).run(on: .cpu)
    await expectMisuse("has 2 trials and no validation part to choose by") {
      _ = try await none.predictions()
    }
    let trained = try await Study(
      "rates", data: .own(stripesData(), split: TrainingData.Split(validation: 100)),
      network: Network {
        Convolution(8, kernelSize: 3, padding: .same, activation: .relu)
        Dense(.outputs)
      }, epochs: 8, batchSize: 20, trials: [.learningRates(1e-7, 0.01, 1e-6)]
    ).run(on: .cpu)
    let accuracies = trained.trials.compactMap { $0[.validationAccuracy] }
    try #require(accuracies[1] > max(accuracies[0], accuracies[2]), "\(accuracies)")
    #expect(try await trained.predictions().trial == 2)
    #expect(try await trained.predictions(trial: 3).trial == 3)
  }

  @Test func aCancelledTaskPredictsNothing() async throws {
    let predictor = try await stripesStudy(epochs: 1).run(on: .cpu).predictor(trial: 1)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await predictor.predict(stripes(100, from: 400).features)
    }
    task.cancel()
    guard case .failure(let error) = await task.result, case .cancelled(nil)? = error as? StudyError
    else {
      Issue.record("it predicted")
      return
    }
    // It works on.
    let predictions = try await predictor.predict(stripes(3, from: 400).features)
    #expect(predictions.count == 3)
  }

  // MARK: - Saved runs

  @Test func aSavedRunIsReadAgain() async throws {
    let folder = try TemporaryFolder()
    let study = try stripesStudy(trials: [.regularizers(.none, .dropout(0.2)), .seeds(1...2)])
    let trained = try await study.run(on: .cpu)
    try trained.write(to: folder.url)
    let again = try await TrainedStudy(contentsOf: folder.url, own: [stripesData()])
    #expect(again.trials.count == 4)
    for (mine, other) in zip(again.trials, trained.trials) {
      #expect(mine.number == other.number && mine.seed == other.seed)
      #expect(mine.varied == other.varied)
      #expect(mine.outcome.epochs.count == other.outcome.epochs.count)
      #expect(abs((mine[.testAccuracy] ?? 0) - (other[.testAccuracy] ?? 1)) < 1e-6)
      #expect(mine.weights.count == other.weights.count)
      for (left, right) in zip(mine.weights, other.weights) { #expect(left == right) }
    }
    #expect(again.summary.groups.map(\.setting) == trained.summary.groups.map(\.setting))
    let predictor = try await again.predictor(trial: 3, on: .cpu)
    let known = try await trained.predictions(trial: 3)
    let found = try await predictor.predict(stripes(100, from: 400).features)
    #expect(found.probabilities == known.probabilities)

    try FileManager.default.removeItem(
      at: folder.url.appending(path: "weights/\(TrainedStudy.weightsName(2))"))
    let partial = try await TrainedStudy(contentsOf: folder.url, own: [stripesData()])
    #expect(try partial.trial(2).weights.isEmpty)
    await expectMisuse("trial 2 was not trained") {
      _ = try await partial.predictions(trial: 2)
    }
  }

  @Test func whatIsNoRunIsRefused() async throws {
    func failure(_ folder: URL, _ own: [Dataset] = []) async -> StudyError? {
      do {
        _ = try await TrainedStudy(contentsOf: folder, own: own)
        return nil
      } catch {
        return error
      }
    }
    let folder = try TemporaryFolder()
    guard case .run(let none)? = await failure(folder.url) else {
      Issue.record("an empty folder was read")
      return
    }
    #expect("\(none)".contains("not a run folder"))
    try await stripesStudy(epochs: 1).run(on: .cpu).write(to: folder.url)
    guard case .config(let unknown)? = await failure(folder.url) else {
      Issue.record("data that only the program had was found")
      return
    }
    #expect("\(unknown)".contains("stripes"))
    let other = try Dataset(
      name: "stripes", shape: ExampleShape(height: 4, width: 4, channels: 1),
      classNames: ["column", "row"], train: stripes(400, from: 1), test: stripes(100, from: 400))
    guard case .data(let changed)? = await failure(folder.url, [other]) else {
      Issue.record("weights were read for other data")
      return
    }
    #expect("\(changed)".contains("has changed since"))
    try Data("x".utf8).write(
      to: folder.url.appending(path: "weights/\(TrainedStudy.weightsName(1))"))
    guard case .weights? = await failure(folder.url, [try stripesData()]) else {
      Issue.record("damaged weights were read")
      return
    }
  }
}
