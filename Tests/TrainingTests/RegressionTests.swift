import CPUBackend
import Datasets
import Networks
import Programs
import Testing
import Training

@Suite("Regression")
struct RegressionTests {
  private func group(
    _ set: Dataset, hidden: [Int] = [8], validation: Int = 20, epochs: Int = 1,
    replicas: [ReplicaSettings]
  ) throws -> LockstepGroup {
    let data = try GroupData(sets: [set], train: nil, validation: validation, test: nil)
    return try LockstepGroup(
      GroupSettings(
        model: .mlp(input: data.input, hidden: hidden, outputs: data.outputs),
        loss: .meanSquaredError, optimizer: .adam, batch: 32, epochs: epochs, data: data,
        replicas: replicas), on: CPUBackend())
  }

  /// RMSE, MAE and R² of predictions, from the textbook's formulas.
  private func errors(_ predicted: [Double], _ values: [Double]) -> [Double] {
    let count = Double(values.count)
    let squares = zip(predicted, values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let absolute = zip(predicted, values).reduce(0) { $0 + abs($1.0 - $1.1) }
    let mean = values.reduce(0, +) / count
    let total = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return [(squares / count).squareRoot(), absolute / count, 1 - squares / total]
  }

  @Test func errorsAreTheTextbooks() throws {
    // No hidden layer and rate 0: predictions are a product that the test can do itself.
    let set = line(testOffset: 2)
    let group = try group(set, hidden: [], replicas: [replica(rate: 0)])
    let weights = try group.weights()[0]
    let record = try group.train()[0].epochs[0]
    let weight = try #require(weights.first { $0.name.hasSuffix("weight") }).values
    let bias = try #require(weights.first { $0.name.hasSuffix("bias") }).values
    func expected(_ examples: Examples, _ rows: Range<Int>) throws -> [Double] {
      guard case .floats(let features) = examples.features,
        case .values(let values, 1) = examples.targets
      else { return [] }
      let predicted = rows.map { row in
        (0..<3).reduce(Double(bias[0])) { $0 + Double(weight[$1]) * Double(features[3 * row + $1]) }
      }
      return errors(predicted, rows.map { Double(values[$0]) })
    }
    let parts: [(SplitMetrics?, [Double])] = [
      (record.train, try expected(set.train, 0..<110)),
      (record.validation, try expected(set.train, 110..<130)),
      (record.test, try expected(set.test, 0..<70)),
    ]
    for (metrics, expected) in parts {
      let errors = try #require(metrics?.errors)
      let got = [errors.rootMeanSquare, errors.meanAbsolute, try #require(errors.determination)]
      #expect(zip(got, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(got), expected \(expected)")
      #expect(metrics?.accuracy == nil)
      #expect(abs((metrics?.loss ?? 0) - expected[0] * expected[0]) < 1e-5)
    }
    // The test values lie elsewhere: against the mean of another part R² would be another.
    #expect(try #require(record.test?.errors?.determination) < -3)
  }

  @Test func learns() throws {
    let outcome = try group(
      line(), epochs: 60, replicas: [replica(rate: 0.02), replica(seed: 2, rate: 0.02)]
    ).train()
    for trial in outcome {
      let errors = try #require(trial.epochs.last?.test?.errors)
      #expect(errors.determination ?? 0 > 0.95, "\(errors)")
      #expect(errors.rootMeanSquare < 0.12 && errors.meanAbsolute < errors.rootMeanSquare)
    }
  }

  @Test func valuesThatAreAllEqualHaveNoDetermination() throws {
    let same = Examples(
      count: 2, featureCount: 1, features: .floats([1, 2]), targets: .values([3, 3], width: 1))
    let set = Dataset(
      name: "same", title: "same", exampleShape: ExampleShape(height: 1, width: 1, channels: 1),
      classNames: [], train: same, test: same)
    let record = try group(set, validation: 0, replicas: [replica()]).train()[0].epochs[0]
    let errors = try #require(record.test?.errors)
    #expect(errors.determination == nil && errors.rootMeanSquare > 0)
  }

  @Test func classificationHasNoErrors() throws {
    let data = try GroupData(sets: [blobs()], train: nil, validation: 0, test: nil)
    for loss in LossKind.allCases {
      let settings = GroupSettings(
        model: .mlp(input: data.input, hidden: [4], outputs: 3), loss: loss, optimizer: .adam,
        batch: 32, epochs: 1, data: data, replicas: [replica()])
      let record = try LockstepGroup(settings, on: CPUBackend()).train()[0].epochs[0]
      #expect(record.test?.errors == nil && record.test?.accuracy != nil)
    }
  }
}
