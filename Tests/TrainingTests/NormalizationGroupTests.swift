import CPUBackend
import Networks
import Programs
import Testing
import Training

/// Groups whose networks have batch normalisation, or activations with slopes of the replica's own.
@Suite("Groups with batch normalisation and slopes")
struct NormalizationGroupTests {
  private func settings(
    _ replicas: [ReplicaSettings], _ activation: HiddenActivation = .function(.relu),
    _ batchNorm: BatchNormPlacement = .none, epochs: Int = 3
  ) throws -> GroupSettings {
    let data = try GroupData(sets: [blobs()], train: nil, validation: 30, test: nil)
    return GroupSettings(
      model: .mlp(
        input: data.input, hidden: [24, 12], outputs: data.outputs, activation: activation,
        batchNorm: batchNorm), loss: .crossEntropy, optimizer: .adam, batch: 20, epochs: epochs,
      data: data, replicas: replicas)
  }

  @Test("learns", arguments: [BatchNormPlacement.before, .after], HiddenActivation.all)
  func learns(_ placement: BatchNormPlacement, _ activation: HiddenActivation) throws {
    // At identity, sigmoid and the rest alike: 15 epochs of 5 steps.
    var quick = replica(rate: 0.01)
    quick.batchNorm.momentum = 0.8
    let group = try LockstepGroup(
      settings([quick], activation, placement, epochs: 15), on: CPUBackend())
    let epochs = try group.train()[0].epochs
    #expect(epochs[14].train.loss < 0.6 * epochs[0].train.loss)
    #expect(try #require(epochs[14].test?.accuracy) > 0.9)
  }

  @Test("weights hold all that inference needs")
  func weightsHoldAll() throws {
    let trained = try LockstepGroup(
      settings([replica(), replica(seed: 2)], .rectifier(.learnt), .before), on: CPUBackend())
    _ = try trained.train()
    let expected = try trained.evaluate()
    let replicas = try trained.weights().map { weights in
      var start = replica(seed: 77)
      start.startingWeights = weights
      return start
    }
    let again = try LockstepGroup(
      settings(replicas, .rectifier(.learnt), .before), on: CPUBackend())
    let got = try again.evaluate()
    #expect(got.test == expected.test)
    #expect(got.validation == expected.validation)
    let fresh = try LockstepGroup(
      settings([replica()], .rectifier(.learnt), .before), on: CPUBackend())
    #expect(try fresh.evaluate().test[0].loss != expected.test[0].loss)
  }

  /// Evaluation must leave the running statistics alone.
  @Test("inference changes no weight")
  func inferenceChangesNothing() throws {
    let group = try LockstepGroup(
      settings([replica()], .function(.relu), .after), on: CPUBackend())
    _ = try group.train()
    let before = try group.weights()
    _ = try group.evaluate()
    #expect(try group.weights() == before)
  }

  @Test("each replica has its own momentum, epsilon and slope")
  func replicasDiffer() throws {
    func replicas() -> [ReplicaSettings] {
      var replicas = (0..<3).map { _ in replica() }
      replicas[1].batchNorm = BatchNormConstants(momentum: 0.5, epsilon: 0.1)
      replicas[2].slope = 0.01
      return replicas
    }
    let together = try LockstepGroup(
      settings(replicas(), .function(.leakyReLU), .before), on: CPUBackend())
    let outcomes = try together.train()
    let weights = try together.weights()
    #expect(weights[0] != weights[1] && weights[0] != weights[2] && weights[1] != weights[2])
    for (index, replica) in replicas().enumerated() {
      let alone = try LockstepGroup(
        settings([replica], .function(.leakyReLU), .before), on: CPUBackend())
      let outcome = try alone.train()[0]
      #expect(outcome.epochs.map(\.train) == outcomes[index].epochs.map(\.train))
      #expect(try alone.weights()[0] == weights[index])
    }
  }

  @Test("without a slope the activation has its default")
  func defaultSlope() throws {
    var replicas = [replica(), replica(), replica()]
    replicas[1].slope = 0.3
    replicas[2].slope = 0.2
    let group = try LockstepGroup(settings(replicas, .function(.leakyReLU)), on: CPUBackend())
    _ = try group.train()
    let weights = try group.weights()
    #expect(weights[0] == weights[1])
    #expect(weights[0] != weights[2])
  }

  /// With momentum 0 the running statistics are those of the last batch, all training examples here.
  @Test("running statistics follow the batches")
  func runningStatistics() throws {
    var still = replica(rate: 0)
    still.batchNorm.momentum = 0
    var slow = still
    slow.batchNorm.momentum = 0.75
    var settings = try settings([still, slow], .function(.relu), .before, epochs: 1)
    settings.batch = 100
    let group = try LockstepGroup(settings, on: CPUBackend())
    _ = try group.train()
    let weights = try group.weights()
    func values(_ replica: Int, _ name: String) throws -> [Float] {
      try #require(weights[replica].first { $0.name == "layers.1.\(name)" }).values
    }
    let (mean, variance) = (try values(0, "running_mean"), try values(0, "running_var"))
    #expect(mean.contains { abs($0) > 0.01 })
    #expect(variance.allSatisfy { $0 > 0 })
    for (index, value) in try values(1, "running_mean").enumerated() {
      #expect(abs(value - 0.25 * mean[index]) < 1e-5)
    }
    for (index, value) in try values(1, "running_var").enumerated() {
      #expect(abs(value - (0.75 + 0.25 * variance[index])) < 1e-5)
    }
  }
}
