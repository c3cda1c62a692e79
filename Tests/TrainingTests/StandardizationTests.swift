import CPUBackend
import Datasets
import Networks
import Programs
import Testing
import Training

@Suite("Standardised inputs")
struct StandardizationTests {
  /// Trains on a set of three columns, the first of which is `scale` times as wide as the others.
  private func train(
    _ set: Dataset, validation: Int = 30, _ replicas: [ReplicaSettings]
  ) throws -> [TrialOutcome] {
    let data = try GroupData(sets: [set], train: nil, validation: validation, test: nil)
    return try LockstepGroup(
      GroupSettings(
        model: .mlp(input: data.input, hidden: [6], outputs: data.outputs),
        loss: .meanSquaredError, optimizer: .adam, batch: 32, epochs: 2, data: data,
        replicas: replicas), on: CPUBackend()
    ).train()
  }

  private func standardized(_ seed: UInt64 = 1) -> ReplicaSettings {
    var settings = replica(seed: seed)
    settings.isStandardized = true
    return settings
  }

  /// The same set with every part standardised by hand with the training examples' moments.
  private func byHand(_ set: Dataset, over count: Int, _ channels: [Int]) -> Dataset {
    guard case .floats(let train) = set.train.features,
      case .floats(let test) = set.test.features
    else { return set }
    var scales = [(mean: 0.0, deviation: 1.0), (0, 1), (0, 1)]
    for channel in channels {
      let values = (0..<count).map { Double(train[3 * $0 + channel]) }
      let mean = values.reduce(0, +) / Double(count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
      scales[channel] = (mean, variance.squareRoot())
    }
    func examples(_ examples: Examples, _ features: [Float]) -> Examples {
      Examples(
        count: examples.count, featureCount: 3,
        features: .floats(
          features.enumerated().map { index, value in
            let (mean, deviation) = scales[index % 3]
            return Float((Double(value) - mean) / deviation)
          }), targets: examples.targets)
    }
    return Dataset(
      name: "by hand", title: "by hand", exampleShape: set.exampleShape, classNames: [],
      train: examples(set.train, train), test: examples(set.test, test))
  }

  private func isClose(_ left: [TrialOutcome], _ right: [TrialOutcome]) -> Bool {
    zip(left, right).allSatisfy { left, right in
      zip(left.epochs, right.epochs).allSatisfy { left, right in
        [
          (left.train, right.train), (left.validation, right.validation), (left.test, right.test),
        ].allSatisfy { abs(($0.0?.loss ?? 0) - ($0.1?.loss ?? 1)) < 1e-4 }
      }
    }
  }

  @Test func allPartsTakeTheMomentsOfTheTrainingExamplesAlone() throws {
    let wide = line(scale: 40)
    let got = try train(wide, [standardized()])
    #expect(try isClose(got, train(byHand(wide, over: 100, [0, 1, 2]), [replica()])))
    // Moments of all 130 examples, held-out ones too, give other figures.
    #expect(try !isClose(got, train(byHand(wide, over: 130, [0, 1, 2]), [replica()])))
  }

  @Test func indicatorsStayAsTheyAre() throws {
    let wide = line(scale: 40, indicatorChannels: [2])
    let got = try train(wide, [standardized()])
    #expect(try isClose(got, train(byHand(wide, over: 100, [0, 1]), [replica()])))
  }

  @Test func oneGroupHasBothKinds() throws {
    let set = line(scale: 40)
    let together = try train(set, [replica(), standardized(), replica(seed: 2), standardized(2)])
    for (index, settings) in [replica(), standardized(), replica(seed: 2), standardized(2)]
      .enumerated()
    {
      let alone = try train(set, [settings])[0]
      #expect(alone.epochs.map(\.test) == together[index].epochs.map(\.test))
    }
    #expect(together[0].epochs[0].test != together[1].epochs[0].test)
  }

  @Test func bytesAreStandardizedByChannel() throws {
    // Two pixels of three channels; the third channel is the same everywhere.
    let bytes: [UInt8] = [0, 10, 7, 10, 30, 7, 20, 50, 7, 30, 70, 7, 255, 255, 255, 255, 255, 255]
    let examples = Examples(
      count: 3, featureCount: 6, features: .bytes(bytes), targets: .labels([0, 1, 0], classes: 2))
    let set = Dataset(
      name: "pixels", title: "pixels", exampleShape: ExampleShape(height: 1, width: 2, channels: 3),
      classNames: ["a", "b"], train: examples, test: examples)
    let scales = set.standardization(overFirst: 2)
    // 0, 10, 20, 30: mean 15, deviation sqrt(125); 10, 30, 50, 70: mean 40, deviation sqrt(500).
    let expected: [(Float, Float)] = [
      (1 / 125.0.squareRoot(), -15 / 125.0.squareRoot()),
      (1 / 500.0.squareRoot(), -40 / 500.0.squareRoot()), (1, -7),
    ].map { (Float($0.0), Float($0.1)) }
    #expect(scales.count == 3)
    for (got, expected) in zip(scales, expected) {
      #expect(abs(got.scale - expected.0) < 1e-7 && abs(got.shift - expected.1) < 1e-6)
    }
  }
}
