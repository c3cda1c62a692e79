import CPUBackend
import Datasets
import Networks
import Programs
import Testing
import Training

@Suite("Predictions")
struct PredictionTests {
  /// - Parameter isWide: whether a layer leaves so much for each example that predictions are made in parts.
  private func group(_ replicas: [ReplicaSettings], isWide: Bool) throws -> LockstepGroup {
    let data = try GroupData(sets: [blobs()], train: nil, validation: 0, test: nil)
    let hidden = isWide ? [17_000] : [24]
    var settings = GroupSettings(
      model: .mlp(input: data.input, hidden: hidden, outputs: data.outputs, dropout: true),
      loss: .crossEntropy, optimizer: .adam, batch: 32, epochs: isWide ? 1 : 8, data: data,
      replicas: replicas)
    settings.predicts = true
    return try LockstepGroup(settings, on: CPUBackend())
  }

  @Test(
    "the largest probability is at the label as often as the accuracy says",
    arguments: [(false, 1), (true, 3)])
  func agreeWithTheAccuracy(isWide: Bool, passes: Int) throws {
    let group = try group(
      [replica(rate: 0.001), replica(seed: 2, rate: 0.001, dropout: 0.3)], isWide: isWide)
    #expect(group.program.predict().count == passes)
    let outcomes = try group.train()
    guard case .labels(let labels, let classes) = blobs().test.targets else { return }
    let (probabilities, seconds) = try group.predict()
    #expect(seconds > 0)
    for (outcome, values) in zip(outcomes, probabilities) {
      #expect(values.count == labels.count * classes)
      var right = 0
      for (index, label) in labels.enumerated() {
        let row = Array(values[index * classes..<(index + 1) * classes])
        #expect(abs(row.reduce(0, +) - 1) < 1e-5)
        if row.firstIndex(of: row.max() ?? 0) == Int(label) { right += 1 }
      }
      let accuracy = try #require(outcome.epochs.last?.test?.accuracy)
      #expect(abs(accuracy - Double(right) / Double(labels.count)) < 1e-9)
    }
    let differ = probabilities[0] != probabilities[1]
    #expect(differ)
  }

  @Test("a regression's predictions are its values, whose errors are those of the metrics")
  func valuesOfARegression() throws {
    let data = try GroupData(sets: [line()], train: nil, validation: 0, test: nil)
    var settings = GroupSettings(
      model: .mlp(input: data.input, hidden: [8], outputs: data.outputs),
      loss: .meanSquaredError, optimizer: .adam, batch: 32, epochs: 2, data: data,
      replicas: [replica(), replica(seed: 2)])
    settings.predicts = true
    let group = try LockstepGroup(settings, on: CPUBackend())
    let outcomes = try group.train()
    guard case .values(let values, 1) = line().test.targets else { return }
    for (outcome, predictions) in zip(outcomes, try group.predict().predictions) {
      #expect(predictions.count == values.count)
      let squares = zip(predictions, values).reduce(0) { sum, pair in
        sum + Double(pair.0 - pair.1) * Double(pair.0 - pair.1)
      }
      let loss = try #require(outcome.epochs.last?.test?.loss)
      #expect(abs(squares / Double(values.count) / loss - 1) < 1e-5)
    }
  }

  /// 1 is less than a pass, 70 is one, 71 and 200 end with passes that are not full.
  @Test("other examples are predicted in passes", arguments: [1, 70, 71, 200])
  func otherExamples(count: Int) throws {
    let group = try group([replica(), replica(seed: 2)], isWide: false)
    _ = try group.train()
    let own = try group.predict().predictions
    let others = blobs(test: count).test
    let found = try group.predict(others)
    let classes = own[0].count / 70
    for replica in 0..<2 {
      #expect(found[replica].count == count * classes)
      // The first examples are those of the group's own test part.
      let shared = min(count, 70) * classes
      let areSame = found[replica].prefix(shared) == own[replica].prefix(shared)
      #expect(areSame)
    }
    // Those of a later pass are not those of the first again.
    if count == 200 {
      let pass = 70 * classes
      let areSame = found[0][..<pass] == found[0][pass..<2 * pass]
      #expect(!areSame)
    }
    let replaced = try group.predict(blobs().test)
    let areSame = replaced == own
    #expect(areSame)
  }

  @Test("a stop is asked for before every pass")
  func stopping() throws {
    let group = try group([replica()], isWide: false)
    var asked = 0
    #expect(throws: CancellationError.self) {
      try group.predict(blobs(test: 200).test) {
        asked += 1
        return asked == 2
      }
    }
    #expect(asked == 2)
  }
}
