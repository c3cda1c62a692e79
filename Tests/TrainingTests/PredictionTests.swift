import CPUBackend
import Datasets
import Networks
import Programs
import Testing
import Training

@Suite("Predictions")
struct PredictionTests {
  private func group(_ replicas: [ReplicaSettings], predicts: Bool = true) throws -> LockstepGroup {
    let data = try GroupData(sets: [blobs()], train: nil, validation: 0, test: nil)
    var settings = GroupSettings(
      model: .mlp(input: data.input, hidden: [24], outputs: data.outputs, dropout: true),
      loss: .crossEntropy, optimizer: .adam, batch: 32, epochs: 8, data: data, replicas: replicas)
    settings.predicts = predicts
    return try LockstepGroup(settings, on: CPUBackend())
  }

  @Test("the largest probability is at the label as often as the accuracy says")
  func agreeWithTheAccuracy() throws {
    let group = try group([replica(), replica(seed: 2, dropout: 0.3)])
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
