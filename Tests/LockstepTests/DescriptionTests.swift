import Foundation
import Lockstep
import Testing

/// What is described in Swift is what the same config means.
@Suite("Studies described in Swift")
struct DescriptionTests {
  /// A config and its description.
  private func expectSame(_ yaml: String, _ described: Study) throws {
    let folder = try TemporaryFolder()
    let read = try Study(contentsOf: folder.file("config.yaml", yaml))
    let (lines, expected) = (lines(described), lines(read))
    #expect(lines.count == expected.count)
    for (line, other) in zip(lines, expected) { #expect(line == other) }
    #expect(described.variedKeys == read.variedKeys)
    #expect(described.trials.count == read.trials.count)
    for (trial, other) in zip(described.trials, read.trials) {
      #expect(trial.varied == other.varied)
      #expect(trial.number == other.number)
      #expect(trial.config == other.config, "trial \(trial.number)")
    }
  }

  private func lines(_ study: Study) -> [Substring] { study.resolvedYAML.split(separator: "\n") }

  @Test func everySettingMeansTheSame() throws {
    try expectSame(
      """
      name: all
      data: {sets: [mnist, fashion-mnist], train: 700, validation: 100, hold-out: first, test: 50,
        order: sequential, standardize: true}
      model: {mlp: {hidden: [12, 8], activation: {leaky-relu: 0.1}, initializer: he-normal,
        batch-norm: before}}
      loss: cross-entropy
      label-smoothing: 0.1
      optimizer: {name: adamw, rate: 0.002, weight-decay: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-6}
      schedule: {name: one-cycle, start: 0.1, rise: 0.2, final: 0.001, warm-up: 1}
      regularizer: {l2: 0.001, noise: 0.1}
      clip: {norm: 2}
      epochs: 7
      early-stopping: {patience: 3, min-delta: 0.01}
      batch: 16
      seed: 9
      padding: never
      deterministic: true
      trials:
        regularizer: [none, {dropout: 0.2}, {l1: 0.001, max-norm: 3}]
        optimizer.rate: [0.001, 0.01]
        seed: [1, 2, 3]
      """,
      Study(
        "all",
        data: .known(
          [.mnist, .fashionMNIST],
          TrainingData.Split(
            train: 700, validation: 100, holdsOutFirst: true, test: 50, isShuffled: false,
            isStandardized: true)),
        network: .mlp(
          hidden: [12, 8], activation: .leakyReLU(slope: 0.1), initializer: .heNormal,
          batchNorm: .before),
        optimizer: .adamW(
          learningRate: 0.002, weightDecay: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-6),
        schedule: .oneCycle(start: 0.1, rise: 0.2, final: 0.001).warmingUp(epochs: 1),
        regularizer: Regularizer(l2: 0.001, noise: 0.1), gradientClipping: .norm(2), epochs: 7,
        batchSize: 16, labelSmoothing: 0.1,
        earlyStopping: EarlyStopping(patience: 3, minDelta: 0.01),
        seed: 9,
        trials: [
          .regularizers(.none, .dropout(0.2), Regularizer(l1: 0.001, maxNorm: 3)),
          .learningRates(0.001, 0.01), .seeds(1...3),
        ], execution: Execution(padding: .never, isDeterministic: true)))
  }

  @Test func everyLayerMeansTheSame() throws {
    let isDeep = true
    try expectSame(
      """
      name: layers
      data: {set: mnist}
      model:
        layers:
          - conv: {filters: 16, size: 3, stride: 2, dilation: 1, padding: [1, 0, 2, 1], bias: false,
              activation: prelu}
          - conv: {filters: 4, size: 3, dilation: 2, padding: same, activation: {elu: 0.5}}
          - conv: {filters: 4, size: [3, 2], stride: [1, 2]}
          - depthwise-conv: {size: 3, padding: same, bias: false, activation: relu6}
          - max-pool: {size: 3, stride: 2, padding: cover}
          - average-pool: [2, 1]
          - branch:
              - [{conv: {filters: 4, size: 1}}]
              - []
          - residual: [{conv: {filters: 8, size: 3, padding: 1}}, batch-norm]
          - residual:
              layers: [{conv: {filters: 6, size: 1}}]
              shortcut: [{conv: {filters: 6, size: 1, bias: false}}]
          - batch-norm: {activation: tanh}
          - activation: gelu-tanh
          - global-average-pool
          - flatten
          - dropout
          - dense: {units: 5, activation: hard-swish}
          - dense: {units: 5, activation: hard-swish}
          - dense: outputs
        initializer: {orthogonal: 1.4}
        batch-norm: {momentum: 0.9, epsilon: 0.01}
      loss: cross-entropy
      optimizer: {name: sgd, rate: 0.01, momentum: 0.9, nesterov: true}
      epochs: 1
      """,
      Study(
        "layers", data: .known(.mnist),
        network: Network(
          initializer: .orthogonal(gain: 1.4),
          batchNorm: BatchNormSettings(momentum: 0.9, epsilon: 0.01)
        ) {
          Convolution(
            16, kernelSize: 3, stride: 2, padding: .pixels(top: 1, bottom: 0, left: 2, right: 1),
            bias: false, activation: .prelu)
          Convolution(4, kernelSize: 3, dilation: 2, padding: .same, activation: .elu(alpha: 0.5))
          Convolution(
            4, kernelSize: WindowExtent(height: 3, width: 2),
            stride: WindowExtent(height: 1, width: 2))
          DepthwiseConvolution(kernelSize: 3, padding: .same, bias: false, activation: .relu6)
          MaxPooling(3, stride: 2, padding: .cover)
          AveragePooling(WindowExtent(height: 2, width: 1))
          Branches {
            for filters in [4] { Branch { Convolution(filters, kernelSize: 1) } }
            if isDeep { Branch {} }
          }
          Residual {
            Convolution(8, kernelSize: 3, padding: .pixels(1))
            BatchNorm()
          }
          Residual {
            Convolution(6, kernelSize: 1)
          } shortcut: {
            Convolution(6, kernelSize: 1, bias: false)
          }
          BatchNorm(activation: .tanh)
          ActivationLayer(.geluTanh)
          GlobalAveragePooling()
          Flatten()
          if isDeep { Dropout() }
          for _ in 0..<2 { Dense(5, activation: .hardSwish) }
          Dense(.outputs)
        }, optimizer: .sgd(learningRate: 0.01, momentum: 0.9, nesterov: true), epochs: 1))
  }

  @Test func otherNetworksDataAndMethodsMeanTheSame() throws {
    let network = (
      yaml: ["lenet: {width: 0.5}", "squeezenet: {activation: elu}", "mobilenetv2: {width: 0.25}"],
      swift: [
        Network.lenet(width: 0.5), .squeezeNet(activation: .elu()), .mobileNetV2(width: 0.25),
      ]
    )
    let schedules: [(String, LearningRateSchedule)] = [
      ("{name: step, every: 2, factor: 0.5}", .step(every: 2, factor: 0.5)),
      ("{name: exponential, decay: 0.9}", .exponential(decay: 0.9)),
      ("{name: cosine, final: 0.1}", .cosine(final: 0.1)),
      ("{name: cyclical, cycle: 2, low: 0.1}", .cyclical(epochs: 2, low: 0.1)),
      ("{name: reduce-on-plateau, patience: 2}", .reduceOnPlateau(patience: 2)),
      ("constant", .constant),
    ]
    let optimizers: [(String, Optimizer)] = [
      ("{name: sgd}", .sgd()), ("{name: adagrad}", .adagrad()), ("{name: adadelta}", .adadelta()),
      ("{name: rmsprop, rho: 0.8}", .rmsprop(rho: 0.8)), ("{name: adamax}", .adamax()),
      ("{name: nadam}", .nadam()),
    ]
    for index in 0..<6 {
      try expectSame(
        """
        name: one
        data: {set: "csv:houses.csv", target: price, task: regression, ignore: [id], train: 90,
          split: {test: 0.25, seed: 3}}
        model: {\(network.yaml[index % 3])}
        loss: mean-squared-error
        optimizer: \(optimizers[index].0)
        schedule: \(schedules[index].0)
        clip: {value: 0.5}
        epochs: 4
        """.replacing("csv:houses.csv", with: "csv:/data/houses.csv"),
        Study(
          "one",
          data: .csv(
            "/data/houses.csv", target: "price", task: .regression, ignoring: ["id"],
            testShare: 0.25, splitSeed: 3, split: TrainingData.Split(train: 90)),
          network: network.swift[index % 3], loss: .meanSquaredError,
          optimizer: optimizers[index].1, schedule: schedules[index].1,
          gradientClipping: .value(0.5),
          epochs: 4))
    }
    try expectSame(
      """
      name: two
      data: {set: "images:/photos", size: [20, 24], split: {test: 0.1}}
      model: {mlp: {hidden: [4]}}
      loss: cross-entropy
      optimizer: {name: adam, rate: 0.001}
      epochs: 2
      batch: 32
      augmentation: {shift: 2, flip: 0.5, rotation: 10, cutout: 8}
      trials:
        setting: [{name: slow, optimizer.rate: 0.0001, epochs: 3}, {name: fast, optimizer.rate: 0.01}]
        batch: [16, 32]
      """,
      Study(
        "two",
        data: .images("/photos", size: PictureSize(height: 20, width: 24), testShare: 0.1),
        network: .mlp(hidden: [4]),
        augmentation: Augmentation(shift: 2, flip: 0.5, rotation: 10, cutout: 8), epochs: 2,
        trials: [
          .settings(
            NamedSetting("slow", ["optimizer.rate": 0.0001, "epochs": 3]),
            NamedSetting("fast", ["optimizer.rate": 0.01])),
          .batchSizes(16, 32),
        ]))
  }
}
