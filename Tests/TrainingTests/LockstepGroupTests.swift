import CPUBackend
import Datasets
import Networks
import Programs
import Testing
import Training

@Suite("Lockstep group")
struct LockstepGroupTests {
  private func settings(
    _ replicas: [ReplicaSettings], sets: [Dataset] = [blobs()], epochs: Int = 3, batch: Int = 32,
    validation: Int = 0, optimizer: OptimizerMethod = .adam, loss: LossKind = .crossEntropy
  ) throws -> GroupSettings {
    let data = try GroupData(sets: sets, train: nil, validation: validation, test: nil)
    let replicas = replicas.map { replica in
      var replica = replica
      replica.coefficients = optimizer.defaultCoefficients
      return replica
    }
    return GroupSettings(
      model: .mlp(
        input: data.input, hidden: [24, 12], outputs: data.outputs, dropout: true), loss: loss,
      optimizer: optimizer, batch: batch, epochs: epochs, data: data, replicas: replicas)
  }

  @Test(arguments: OptimizerMethod.allCases, LossKind.allCases)
  func learns(optimizer: OptimizerMethod, loss: LossKind) throws {
    let rate =
      switch optimizer {
      case .sgd, .momentum, .nesterov: 0.5
      case .adagrad: 0.2
      // Its steps start at the root of epsilon.
      case .adadelta: 30.0
      case .rmsprop, .adam, .adamw, .adamax, .nadam: 0.01
      }
    let group = try LockstepGroup(
      settings(
        [replica(rate: rate), replica(seed: 2, rate: rate, dropout: 0.2)], epochs: 15,
        optimizer: optimizer, loss: loss), on: CPUBackend())
    for outcome in try group.train() {
      let (first, last) = (outcome.epochs[0], outcome.epochs[14])
      #expect(last.train.loss < 0.7 * first.train.loss)
      #expect(try #require(last.test?.accuracy) > 0.9)
    }
  }

  /// Everything that may differ in a group, at once.
  private let mixed = [
    replica(seed: 1), replica(seed: 2, dropout: 0.3, initializer: .orthogonal(gain: 1)),
    replica(seed: 3, dataSet: 1, l2: 0.01, initializer: .heNormal),
    replica(seed: 0xFFFF_FFFF_FFFF_FFFF, rate: 0.003, dropout: 0.5, l2: 0.001),
    replica(seed: 5, dataSet: 1, isShuffled: false), replica(seed: 6, inputNoise: 0.3),
    replica(seed: 9, augmentation: ImageAugmentation(shift: 1, flip: 0.5, rotation: 20, cutout: 2)),
    replica(seed: 7, labelSmoothing: 0.2),
    replica(seed: 8, maxNorm: 0.5),
  ]

  /// The same for replicas that work on whole gradients.
  private let mixedWithWholeGradients = [
    replica(seed: 1, l1: 0.001), replica(seed: 2, clip: .norm(0.1)),
    replica(seed: 3, dataSet: 1, l2: 0.01, clip: .value(0.01)),
    replica(seed: 4, dropout: 0.3, l2: 0.001, l1: 0.01, maxNorm: 1, inputNoise: 0.2),
  ]

  @Test(arguments: NamedBackend.all)
  func replicasTogetherEqualReplicasAloneBitForBit(_ backend: NamedBackend) throws {
    for mixed in [mixed, mixedWithWholeGradients] { try expectSameAlone(mixed, backend.backend) }
  }

  private func expectSameAlone(_ mixed: [ReplicaSettings], _ backend: any Backend) throws {
    let sets = [blobs(), blobs(name: "others", seed: 9)]
    let together = try LockstepGroup(settings(mixed, sets: sets), on: backend)
    let outcomes = try together.train()
    let weights = try together.weights()
    for (index, replica) in mixed.enumerated() {
      let alone = try LockstepGroup(settings([replica], sets: sets), on: backend)
      let outcome = try alone.train()[0]
      #expect(outcome.epochs.map(\.train) == outcomes[index].epochs.map(\.train))
      #expect(outcome.epochs.map(\.test) == outcomes[index].epochs.map(\.test))
      #expect(try alone.weights()[0] == weights[index])
    }
    #expect(weights[0] != weights[1])
  }

  @Test("drawn slopes do not depend on whether other replicas have dropout")
  func drawnSlopes() throws {
    let data = try GroupData(sets: [blobs()], train: nil, validation: 0, test: nil)
    func weights(_ replicas: [ReplicaSettings]) throws -> [NamedWeights] {
      let model = Model.mlp(
        input: data.input, hidden: [12, 9], outputs: data.outputs,
        activation: .rectifier(.drawn), dropout: replicas.contains { $0.dropout > 0 })
      let group = try LockstepGroup(
        GroupSettings(
          model: model, loss: .crossEntropy, optimizer: .adam, batch: 32, epochs: 2, data: data,
          replicas: replicas), on: CPUBackend())
      _ = try group.train()
      return try group.weights()[0]
    }
    func values(_ weights: [NamedWeights]) -> [[Float]] { weights.map(\.values) }
    let alone = try values(weights([replica()]))
    #expect(try values(weights([replica(), replica(seed: 2, dropout: 0.3)])) == alone)
  }

  @Test func replicasStartWithWeightsOfTheirOwnInitializer() throws {
    let initializers: [Initializer] = [.constant(0.25), .zeros, .lecunNormal, .glorotUniform]
    let group = try LockstepGroup(
      settings(initializers.map { replica(initializer: $0) }), on: CPUBackend())
    for (initializer, weights) in zip(initializers, try group.weights()) {
      let values = group.program.layout.initialValues(seed: 1, initializer: initializer)
      #expect(try group.program.layout.flatten(weights) == values)
    }
  }

  @Test func theNumberOfWorkersDoesNotShow() throws {
    let one = try LockstepGroup(settings(Array(mixed.prefix(2))), on: CPUBackend(workers: 1))
    let three = try LockstepGroup(settings(Array(mixed.prefix(2))), on: CPUBackend(workers: 3))
    _ = try one.train()
    _ = try three.train()
    #expect(try one.weights() == three.weights())
  }

  @Test func everyExampleCountsOnceAnEpoch() throws {
    // 130 - 20 = 110 examples in batches of 32: three full ones and one of 14.
    let group = try LockstepGroup(settings([replica()], validation: 20), on: CPUBackend())
    let outcome = try group.train()[0]
    #expect(group.program.stepsPerEpoch == 4)
    for epoch in outcome.epochs {
      #expect(epoch.train.examples == 110)
      #expect(epoch.validation?.examples == 20)
      #expect(epoch.test?.examples == 70)
    }
    #expect(outcome.trainedExamples == 330)
  }

  @Test func aBatchLargerThanTheDataIsOneStep() throws {
    let group = try LockstepGroup(settings([replica()], batch: 1000), on: CPUBackend())
    #expect(group.program.stepsPerEpoch == 1)
    #expect(try group.train()[0].epochs[0].train.examples == 130)
  }

  @Test func thePenaltyIsLambdaTimesTheSumOfSquaredWeights() throws {
    // At rate 0 the weights stay what they were drawn as.
    let lambda = 0.01
    let group = try LockstepGroup(
      settings([replica(rate: 0, l2: lambda)], epochs: 1, optimizer: .sgd), on: CPUBackend())
    let penalty = try group.train()[0].epochs[0].train.penalty
    let squares = try group.weights()[0].filter { $0.name.hasSuffix("weight") }
      .flatMap(\.values).reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(abs(penalty - lambda * squares) < 1e-5 * penalty)
    #expect(penalty > 0)
  }

  @Test func smoothLabelsAreThoseOfTrainingOnly() throws {
    // At rate 0 the weights stay what they were drawn as.
    let outcomes = try LockstepGroup(
      settings(
        [replica(rate: 0), replica(rate: 0, labelSmoothing: 0.5)], epochs: 1, validation: 30,
        optimizer: .sgd), on: CPUBackend()
    ).train().map { $0.epochs[0] }
    #expect(outcomes[0].train.loss != outcomes[1].train.loss)
    #expect(outcomes[0].train.accuracy == outcomes[1].train.accuracy)
    #expect(outcomes[0].validation == outcomes[1].validation)
    #expect(outcomes[0].test == outcomes[1].test)
  }

  @Test func noiseIsOnTheInputsOfTrainingOnly() throws {
    // At rate 0 the weights stay what they were drawn as.
    let outcomes = try LockstepGroup(
      settings(
        [replica(rate: 0), replica(rate: 0, inputNoise: 0.5), replica(rate: 0, inputNoise: 1)],
        validation: 30, optimizer: .sgd), on: CPUBackend()
    ).train()
    for (plain, noisy) in zip(outcomes[0].epochs, outcomes[1].epochs) {
      #expect(plain.train.loss != noisy.train.loss)
      #expect(plain.validation == noisy.validation && plain.test == noisy.test)
    }
    // Every step has noise of its own.
    #expect(Set(outcomes[1].epochs.map(\.train.loss)).count == outcomes[1].epochs.count)
    #expect(outcomes[1].epochs[0].train.loss != outcomes[2].epochs[0].train.loss)
  }

  @Test(
    "images are changed in training only, each strength by itself",
    arguments: [
      ImageAugmentation(shift: 1), ImageAugmentation(flip: 1), ImageAugmentation(rotation: 90),
      ImageAugmentation(cutout: 2),
    ])
  func augmentation(_ augmentation: ImageAugmentation) throws {
    // At rate 0 the weights stay what they were drawn as.
    func train(_ replicas: [ReplicaSettings]) throws -> [[EpochRecord]] {
      try LockstepGroup(settings(replicas, validation: 30, optimizer: .sgd), on: CPUBackend())
        .train().map(\.epochs)
    }
    let alone = try train([replica(rate: 0)])[0]
    let both = try train([replica(rate: 0), replica(rate: 0, augmentation: augmentation)])
    for (epoch, (plain, changed)) in zip(alone, zip(both[0], both[1])) {
      // Whoever does not ask for it has the same numbers beside one who does.
      #expect(plain.train == epoch.train)
      #expect(plain.train.loss != changed.train.loss)
      #expect(plain.validation == changed.validation && plain.test == changed.test)
    }
    // Every step has draws of its own; what is always mirrored is the same in every epoch.
    let losses = Set(both[1].map(\.train.loss))
    #expect(augmentation.flip == 1 || losses.count == both[1].count)
  }

  @Test func incomingWeightsAreNotLongerThanTheirLimit() throws {
    let weights = try LockstepGroup(settings([replica()]), on: CPUBackend())
    _ = try weights.train()
    let group = try LockstepGroup(settings([replica(maxNorm: 0.5)]), on: CPUBackend())
    _ = try group.train()
    func longest(_ group: LockstepGroup) throws -> Double {
      // In PyTorch's convention the rows are the units.
      try group.weights()[0].filter { $0.name.hasSuffix("weight") }.flatMap { tensor in
        let inputs = tensor.shape[1]
        return (0..<tensor.shape[0]).map { unit in
          tensor.values[unit * inputs..<(unit + 1) * inputs]
            .reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        }
      }.max() ?? 0
    }
    #expect(try longest(weights) > 1)
    #expect(try abs(longest(group) - 0.5) < 1e-6)
  }

  @Test func anL1PenaltyIsReportedAndPullsWeightsToZero() throws {
    let lambda = 0.01
    let still = try LockstepGroup(
      settings([replica(rate: 0, l1: lambda)], epochs: 1, optimizer: .sgd), on: CPUBackend())
    let epoch = try still.train()[0].epochs[0]
    func size(_ group: LockstepGroup) throws -> Double {
      try group.weights()[0].filter { $0.name.hasSuffix("weight") }.flatMap(\.values)
        .reduce(0.0) { $0 + Double(abs($1)) }
    }
    let penalty = try lambda * size(still)
    #expect(abs(epoch.train.penalty - penalty) < 1e-5 * penalty)
    #expect(try abs(#require(epoch.test).penalty - penalty) < 1e-5 * penalty)
    let pulled = try LockstepGroup(settings([replica(l1: 0.05)], epochs: 30), on: CPUBackend())
    _ = try pulled.train()
    #expect(try size(pulled) < 0.5 * size(still))
  }

  @Test func aClippedStepIsNoLongerThanItsLimit() throws {
    let data = try GroupData(sets: [blobs()], train: nil, validation: 0, test: nil)
    func step(_ clip: GradientClip) throws -> [Double] {
      // One step of plain gradient descent at rate 1 moves the weights by the gradient.
      let settings = try settings(
        [replica(rate: 1, clip: clip)], epochs: 1, batch: data.train, optimizer: .sgd)
      let group = try LockstepGroup(settings, on: CPUBackend())
      let before = try group.weights()[0].flatMap(\.values)
      _ = try group.train()
      return try zip(before, group.weights()[0].flatMap(\.values)).map { Double($0) - Double($1) }
    }
    func length(_ step: [Double]) -> Double {
      step.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    let free = try step(.none)
    #expect(try abs(length(step(.norm(0.125))) - 0.125) < 1e-6)
    #expect(try abs(length(step(.norm(100))) - length(free)) < 1e-6)
    let values = try step(.value(0.0625))
    for (clipped, whole) in zip(values, free) {
      #expect(abs(clipped - min(max(whole, -0.0625), 0.0625)) < 1e-6)
    }
    #expect(free.contains { abs($0) > 0.0625 } && length(free) > 0.125)
  }

  @Test func sequentialOrderIgnoresTheSeedAndShufflingDoesNot() throws {
    let start = try LockstepGroup(settings([replica()]), on: CPUBackend()).weights()[0]
    func losses(_ seed: UInt64, shuffled: Bool) throws -> [Double] {
      var settings = replica(seed: seed, isShuffled: shuffled)
      settings.startingWeights = start
      let group = try LockstepGroup(self.settings([settings]), on: CPUBackend())
      return try group.train()[0].epochs.map(\.train.loss)
    }
    #expect(try losses(1, shuffled: false) == losses(2, shuffled: false))
    #expect(try losses(1, shuffled: true) != losses(2, shuffled: true))
  }

  @Test func startingWeightsOfAnotherShapeAreRefused() throws {
    var settings = replica()
    settings.startingWeights = [NamedWeights(name: "layers.0.weight", shape: [1], values: [0])]
    #expect(
      throws: WeightsMismatch(
        reason: "tensor layers.0.weight has shape [1], the model needs [24, 16]")
    ) { try LockstepGroup(self.settings([settings]), on: CPUBackend()) }
  }

  @Test func stoppingKeepsTheEpochsSoFar() throws {
    let group = try LockstepGroup(settings([replica()], epochs: 50), on: CPUBackend())
    var epoch = 0
    let outcome = try group.train(progress: { epoch = $0.epoch }, shouldStop: { epoch == 3 })[0]
    #expect(outcome.epochs.map(\.epoch) == [1, 2, 3])
  }
}

@Suite("Group data")
struct GroupDataTests {
  @Test func tooFewExamplesAreNamed() {
    #expect(
      throws: DataError(path: "blobs", reason: "200 training examples asked for, it has 130")
    ) { try GroupData(sets: [blobs()], train: 200, validation: 0, test: nil) }
  }

  @Test func nothingLeftToTrainOnIsRefused() {
    #expect(
      throws: DataError(
        path: "blobs",
        reason: "50 of 50 training examples are held out, none is left to train on")
    ) { try GroupData(sets: [blobs()], train: 50, validation: 50, test: nil) }
  }

  @Test("held-out examples lie behind the others, whichever they are")
  func heldOut() throws {
    let set = blobs()
    func labels(_ holdOut: HoldOut) throws -> [Int32] {
      let data = try GroupData(sets: [set], train: 90, validation: 20, holdOut: holdOut, test: nil)
      #expect(data.train == 70)
      guard case .labels(let labels, _) = data.sets[0].train.targets else { return [] }
      return labels
    }
    guard case .labels(let all, _) = set.train.targets else { return }
    #expect(try labels(.last) == all)
    #expect(try labels(.first) == Array(all[20..<90] + all[..<20]))
    let data = try GroupData(sets: [set], train: 90, validation: 20, holdOut: .first, test: nil)
    guard case .bytes(let bytes) = data.sets[0].train.features,
      case .bytes(let allBytes) = set.train.features
    else { return }
    #expect(bytes.count == 90 * 16)
    #expect(bytes[0..<16] == allBytes[20 * 16..<21 * 16])
    #expect(bytes[(89 * 16)...] == allBytes[19 * 16..<20 * 16])
  }

  @Test func setsOfDifferentShapeDoNotMix() {
    #expect(
      throws: DataError(path: "wide", reason: "its examples have another form than those of blobs")
    ) {
      try GroupData(
        sets: [blobs(), blobs(name: "wide", side: 5)], train: nil, validation: 0, test: nil)
    }
  }

  @Test(arguments: [2, 4])
  func aTestPartOfOtherClassesIsRefused(testClasses: Int) {
    let odd = blobs(name: "odd", testClasses: testClasses)
    for sets in [[odd], [blobs(), odd]] {
      #expect(
        throws: DataError(
          path: "odd", reason: "its test examples have another form than its training examples")
      ) { try GroupData(sets: sets, train: nil, validation: 0, test: nil) }
    }
  }

  @Test func aTestPartOfNumbersDoesNotFitBytes() {
    let bytes = blobs()
    let floats = Examples(
      count: 2, featureCount: 16, features: .floats(.init(repeating: 0, count: 32)),
      targets: .labels([0, 1], classes: 3))
    let odd = Dataset(
      name: "odd", title: "odd", exampleShape: bytes.exampleShape, classNames: bytes.classNames,
      train: bytes.train, test: floats)
    #expect(
      throws: DataError(
        path: "odd", reason: "its test examples have another form than its training examples")
    ) { try GroupData(sets: [odd], train: nil, validation: 0, test: nil) }
  }
}
