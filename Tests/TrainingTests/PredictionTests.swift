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
}
