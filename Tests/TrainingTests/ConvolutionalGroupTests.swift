import CPUBackend
import Datasets
import Networks
import Programs
import Testing
import Training

/// A network with every kind of image layer in a lockstep group.
@Suite("Lockstep groups of convolutional networks")
struct ConvolutionalGroupTests {
  private let spatial = WindowForm(size: 3, padding: .same)

  private var layers: [any Layer] {
    [
      ConvolutionLayer(5, spatial, activation: .relu),
      PoolingLayer(.max, WindowForm(size: 2, stride: 2)),
      Branches.residual([
        ConvolutionLayer(9, WindowForm(size: 1), hasBias: false),
        BatchNormalization(activation: .relu6), DepthwiseConvolutionLayer(spatial),
        ConvolutionLayer(5, WindowForm(size: 1)),
      ]),
      Branches(
        [
          [ConvolutionLayer(3, WindowForm(size: 1), activation: .relu)],
          [ConvolutionLayer(4, spatial, activation: .relu)],
        ], joint: .concatenation),
      DropoutLayer(), Flatten(), Dense(3, activation: .identity),
    ]
  }

  private func group(
    _ replicas: [ReplicaSettings], on backend: any Backend, epochs: Int = 2
  ) throws -> LockstepGroup {
    let data = try GroupData(sets: [blobs(side: 7)], train: nil, validation: 0, test: nil)
    var settings = GroupSettings(
      model: Model(input: data.input, layers: layers), loss: .crossEntropy, optimizer: .adam,
      batch: 32, epochs: epochs, data: data, replicas: replicas)
    settings.predicts = true
    return try LockstepGroup(settings, on: backend)
  }

  private let turned = ImageAugmentation(shift: 1, flip: 0.5, rotation: 20, cutout: 2)

  @Test("replicas together equal replicas alone, bit for bit", arguments: NamedBackend.all)
  func invariant(_ backend: NamedBackend) throws {
    let plain = [
      replica(seed: 1), replica(seed: 2, dropout: 0.3, augmentation: turned),
      replica(seed: 3, l2: 0.01, maxNorm: 0.5, inputNoise: 0.1),
      replica(seed: 4, labelSmoothing: 0.1, initializer: .heNormal),
    ]
    let whole = [
      replica(seed: 5, l1: 0.001, maxNorm: 0.5), replica(seed: 6, clip: .norm(0.1)),
      replica(seed: 7, dropout: 0.2, clip: .value(0.01), augmentation: turned),
    ]
    for replicas in [plain, whole] {
      let together = try group(replicas, on: backend.backend)
      let outcomes = try together.train()
      let weights = try together.weights()
      for (index, replica) in replicas.enumerated() {
        let alone = try group([replica], on: backend.backend)
        #expect(try alone.train()[0].epochs.map(\.train) == outcomes[index].epochs.map(\.train))
        #expect(try alone.weights()[0] == weights[index])
      }
      let differ = weights[0] != weights[1]
      #expect(differ)
    }
  }

  @Test func learnsAndGoesOnFromItsWeightFiles() throws {
    let trained = try group([replica()], on: CPUBackend(), epochs: 12)
    let epochs = try trained.train()[0].epochs
    // Of training: sixty steps are too few for running statistics.
    #expect(epochs[11].train.loss < 0.7 * epochs[0].train.loss)
    let last = try #require(epochs[11].test)
    var again = replica(seed: 9)
    again.startingWeights = try trained.weights()[0]
    let loaded = try group([again], on: CPUBackend())
    #expect(try loaded.evaluate().test[0] == last)
    #expect(try loaded.predict().probabilities == trained.predict().probabilities)
  }
}
