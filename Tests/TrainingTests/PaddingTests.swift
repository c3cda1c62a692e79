import CPUBackend
import Datasets
import Networks
import OpenCLBackend
import Programs
import Testing
import Training

/// Networks of several widths in one group: each must train as it does alone.
@Suite("Padded replicas")
struct PaddingTests {
  private static let widths = [[24, 12], [9, 12], [24, 5], [17, 3], [1, 1]]

  private func model(
    _ hidden: [Int], _ data: GroupData, _ activation: HiddenActivation,
    _ batchNorm: BatchNormPlacement = .none
  ) -> Model {
    .mlp(
      input: data.input, hidden: hidden, outputs: data.outputs, activation: activation,
      batchNorm: batchNorm, dropout: true)
  }

  private func settings(
    _ widths: [[Int]], activation: HiddenActivation = .function(.relu),
    optimizer: OptimizerMethod = .adam, first: Int = 0, batchNorm: BatchNormPlacement = .none,
    change: (inout ReplicaSettings) -> Void = { _ in }
  ) throws -> GroupSettings {
    let data = try GroupData(sets: [blobs()], train: nil, validation: 0, test: nil)
    let widest = widths[0].indices.map { layer in widths.map { $0[layer] }.max() ?? 1 }
    return GroupSettings(
      model: model(widest, data, activation, batchNorm), loss: .crossEntropy, optimizer: optimizer,
      batch: 32,
      epochs: 3, data: data,
      replicas: widths.enumerated().map { index, hidden in
        var settings = replica(
          seed: UInt64(first + index + 1), rate: optimizer == .sgd ? 0.1 : 0.01,
          dropout: (first + index).isMultiple(of: 2) ? 0.2 : 0, l2: 0.001)
        settings.coefficients = optimizer.defaultCoefficients
        change(&settings)
        if hidden != widest {
          settings.narrowLayout = ParameterLayout(
            model(hidden, data, activation, batchNorm))
        }
        return settings
      })
  }

  @Test(
    "train as the unpadded network, weights and metrics",
    arguments: [Activation.relu, .tanh, .gelu, .sigmoid, .softplus],
    OptimizerMethod.allCases)
  func equalTheUnpaddedNetwork(_ activation: Activation, _ optimizer: OptimizerMethod) throws {
    try judge(on: CPUBackend(), .function(activation), optimizer)
  }

  @Test(
    "with batch normalisation, too",
    arguments: [
      (HiddenActivation.function(.relu), BatchNormPlacement.before), (.function(.relu), .after),
      (.function(.sigmoid), .after), (.function(.gelu), .before), (.rectifier(.learnt), .none),
      (.rectifier(.learnt), .before), (.rectifier(.learnt), .after),
    ])
  func withBatchNorm(_ activation: HiddenActivation, _ batchNorm: BatchNormPlacement) throws {
    try judge(on: CPUBackend(), activation, .adam, batchNorm)
  }

  @Test(
    "on an OpenCL device, too",
    .enabled(if: !OpenCLBackend.discover().devices.isEmpty, "no OpenCL device"),
    arguments: [Activation.relu, .sigmoid])
  func onOpenCL(_ activation: Activation) throws {
    let device = try #require(OpenCLBackend.discover().devices.first)
    try judge(on: OpenCLBackend(device: device), .function(activation), .adam)
  }

  @Test("whatever else a replica has", arguments: [false, true])
  func withEverythingElse(hasWholeGradients: Bool) throws {
    try judge(on: CPUBackend(), .function(.tanh), .adam) { replica in
      replica.inputNoise = 0.1
      replica.labelSmoothing = 0.1
      replica.maxNorm = 0.8
      guard hasWholeGradients else { return }
      replica.l1 = 0.001
      replica.clip = .norm(0.3)
    }
  }

  private func judge(
    on backend: any Backend, _ activation: HiddenActivation, _ optimizer: OptimizerMethod,
    _ batchNorm: BatchNormPlacement = .none, change: (inout ReplicaSettings) -> Void = { _ in }
  ) throws {
    let together = try LockstepGroup(
      settings(
        Self.widths, activation: activation, optimizer: optimizer, batchNorm: batchNorm,
        change: change), on: backend)
    let outcomes = try together.train()
    let weights = try together.weights()
    for (index, hidden) in Self.widths.enumerated() {
      let alone = try LockstepGroup(
        settings(
          [hidden], activation: activation, optimizer: optimizer, first: index,
          batchNorm: batchNorm, change: change), on: backend)
      let outcome = try alone.train()[0]
      let own = try alone.weights()[0]
      #expect(outcome.parameterCount == outcomes[index].parameterCount)
      #expect(own.map(\.shape) == weights[index].map(\.shape))
      for (expected, found) in zip(own, weights[index]) {
        let difference = zip(expected.values, found.values).map { abs($0 - $1) }.max() ?? 0
        #expect(difference <= 1e-6, "\(hidden) \(expected.name)")
      }
      for (expected, found) in zip(outcome.epochs, outcomes[index].epochs) {
        #expect(abs(expected.train.loss - found.train.loss) < 1e-6)
        #expect(abs(expected.train.penalty - found.train.penalty) < 1e-6)
        #expect(expected.test?.accuracy == found.test?.accuracy)
      }
    }
  }

  @Test("start with the weights of their own file, and give them back")
  func startingWeights() throws {
    let narrow = try LockstepGroup(
      settings([[9, 12]], activation: .function(.relu)), on: CPUBackend())
    _ = try narrow.train()
    var wide = try settings(Self.widths, activation: .function(.relu))
    wide.replicas[1].startingWeights = try narrow.weights()[0]
    let group = try LockstepGroup(wide, on: CPUBackend())
    let same = try group.weights()[1] == narrow.weights()[0]
    #expect(same)
    wide.replicas[1].startingWeights = try group.weights()[0]
    #expect(throws: WeightsMismatch.self) { try LockstepGroup(wide, on: CPUBackend()) }
  }
}
