import Datasets
import Foundation
import Networks
import Programs
import Studies
import Testing
import Training

@Suite("Study configs")
struct StudyConfigTests {
  /// Foundation crashes on the folder of a file with a name of one letter.
  @Test(arguments: ["x", "/x", "a/x", "./x"])
  func aFileMayHaveAnyName(_ file: String) throws {
    let yaml = minimalConfig.replacing(
      "{mlp: {hidden: [8]}}", with: "{mlp: {hidden: [8]}, weights: w.safetensors}")
    let weights = try StudyConfig.parse(yaml: yaml, file: file).trials[0].config.weights
    let folder = FileManager.default.currentDirectoryPath
    let expected = ["x": "\(folder)/w", "/x": "/w", "a/x": "\(folder)/a/w", "./x": "\(folder)/w"]
    #expect(weights == expected[file].map { $0 + ".safetensors" })
  }

  @Test func minimalConfigHasTheDefaults() throws {
    let study = try study(minimalConfig)
    #expect(study.name == "minimal")
    #expect(study.variedKeys == [])
    #expect(study.published == nil)
    #expect(study.findings == [])
    let trial = try #require(study.trials.first)
    #expect(study.trials.count == 1)
    #expect(trial.number == 1)
    #expect(trial.varied == [])
    let config = trial.config
    #expect(config.data.set == "mnist")
    #expect(config.data.train == nil)
    #expect(config.data.validation == 0)
    #expect(config.data.test == nil)
    #expect(config.data.order == .shuffled)
    #expect(
      config.model == .mlp(hidden: [8], activation: .function(.relu)))
    #expect(config.initializer == .glorotUniform)
    #expect(config.weights == nil)
    #expect(config.loss == .crossEntropy)
    #expect(config.optimizer.name == .adam)
    #expect(config.optimizer.rate == 0.001)
    #expect(config.optimizer.coefficients == ["beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7])
    #expect(config.schedule == .constant)
    #expect(config.regularizer.dropout == 0)
    #expect(config.regularizer.l2 == 0)
    #expect(config.regularizer == RegularizerConfig())
    #expect(config.clip == .none)
    #expect(config.epochs == 1)
    #expect(config.earlyStopping == nil)
    #expect(config.batch == 32)
    #expect(config.seed == 1)
  }

  @Test func everyKeyIsRead() throws {
    let study = try study(
      """
      name: full
      published: regularization
      data: {set: fashion-mnist, train: 700, validation: 70, test: 15, order: sequential}
      model:
        mlp: {hidden: [7, 5], activation: tanh, initializer: he-uniform}
        weights: start.safetensors
      loss: mean-squared-error
      optimizer: {name: adam, rate: 0.25, beta1: 0.5, beta2: 0.75, epsilon: 1e-3}
      schedule: {name: constant}
      regularizer: {dropout: 0.125, l2: 1e-5}
      augmentation: {shift: 2, flip: 1, rotation: 7.5, cutout: 4}
      epochs: 3
      early-stopping: {patience: 7, min-delta: 0.5}
      batch: 4
      seed: 18446744073709551615
      findings: [{claim: A beats B, study: findings/a.yaml}]
      """)
    let config = study.trials[0].config
    #expect(config.data.set == "fashion-mnist")
    #expect(config.data.train == 700)
    #expect(config.data.validation == 70)
    #expect(config.data.test == 15)
    #expect(config.data.order == .sequential)
    #expect(config.model == .mlp(hidden: [7, 5], activation: .function(.tanh)))
    #expect(config.initializer == .heUniform)
    let folder = FileManager.default.currentDirectoryPath
    #expect(config.weights == "\(folder)/configs/start.safetensors")
    #expect(config.loss == .meanSquaredError)
    #expect(config.optimizer.rate == 0.25)
    #expect(config.optimizer.coefficients == ["beta1": 0.5, "beta2": 0.75, "epsilon": 1e-3])
    #expect(config.regularizer.dropout == 0.125)
    #expect(config.regularizer.l2 == 1e-5)
    #expect(
      config.augmentation == ImageAugmentation(shift: 2, flip: 1, rotation: 7.5, cutout: 4))
    #expect(
      study.resolvedYAML.contains("augmentation: {shift: 2, flip: 1, rotation: 7.5, cutout: 4}"))
    #expect(config.epochs == 3)
    #expect(config.batch == 4)
    #expect(config.seed == UInt64.max)
    #expect(study.published == "regularization")
    #expect(study.findings.map(\.claim) == ["A beats B"])
    #expect(study.findings.map(\.study) == ["findings/a.yaml"])
    #expect(study.findings[0].path(from: "configs/x.yaml") == "configs/findings/a.yaml")
    #expect(study.findings[0].path(from: "x.yaml") == "findings/a.yaml")
  }

  @Test func sgdHasItsOwnRateAndNoCoefficients() throws {
    let optimizer = try study(minimalConfig, set: "optimizer=sgd").trials[0].config.optimizer
    #expect(optimizer.name == .sgd)
    #expect(optimizer.rate == 0.01)
    #expect(optimizer.coefficients == [:])
  }

  @Test(
    arguments: [
      ("{name: sgd, momentum: 0.9}", .momentum, 0.01, ["momentum": 0.9]),
      ("{name: sgd, momentum: 0}", .momentum, 0.01, ["momentum": 0]),
      ("{name: sgd, momentum: 0.5, nesterov: false}", .momentum, 0.01, ["momentum": 0.5]),
      ("{name: sgd, momentum: 0.5, nesterov: true}", .nesterov, 0.01, ["momentum": 0.5]),
      ("{name: sgd, nesterov: false, rate: 1}", .sgd, 1, [:]),
      ("adagrad", .adagrad, 0.001, ["initial-accumulator": 0.1, "epsilon": 1e-7]),
      ("adadelta", .adadelta, 0.001, ["rho": 0.95, "epsilon": 1e-7]),
      ("{name: rmsprop, epsilon: 0.5}", .rmsprop, 0.001, ["rho": 0.9, "epsilon": 0.5]),
      (
        "adamw", .adamw, 0.001,
        ["beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7, "weight-decay": 0.004]
      ),
      ("adamax", .adamax, 0.001, ["beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7]),
      (
        "{name: nadam, beta1: 0.5}", .nadam, 0.001,
        ["beta1": 0.5, "beta2": 0.999, "epsilon": 1e-7]
      ),
    ] as [(String, OptimizerMethod, Double, [String: Double])])
  func optimizersHaveKerasDefaults(
    _ text: String, _ method: OptimizerMethod, _ rate: Double, _ coefficients: [String: Double]
  ) throws {
    let optimizer = try study(minimalConfig, set: "optimizer=\(text)").trials[0].config.optimizer
    #expect(optimizer.name == method)
    #expect(optimizer.rate == rate)
    #expect(optimizer.coefficients == coefficients)
  }

  // MARK: - Overrides

  @Test func overridesReplaceValues() throws {
    let study = try study(
      minimalConfig, set: "epochs=2", "data.train=700", "optimizer.rate=0.5",
      "regularizer.dropout=0.25", "data.test=all", "regularizer.l2=0.5")
    let config = study.trials[0].config
    #expect(config.epochs == 2)
    #expect(config.data.train == 700)
    #expect(config.data.test == nil)
    #expect(config.optimizer.name == .adam)
    #expect(config.optimizer.rate == 0.5)
    #expect(config.regularizer.dropout == 0.25)
    #expect(config.regularizer.l2 == 0.5)
  }

  @Test func overridesChangeTheGridBeforeItIsLaidOut() throws {
    let yaml = minimalConfig + "trials: {regularizer: [none, {l2: 0.1}], seed: [1, 2, 3]}"
    #expect(try study(yaml).trials.count == 6)
    let changed = try study(
      yaml, set: "trials.seed=[7, 9]", "trials.regularizer=[none]",
      "data.sets=[mnist, fashion-mnist]", "trials.optimizer.rate=[0.1]")
    #expect(changed.variedKeys == ["data", "regularizer", "seed", "optimizer.rate"])
    #expect(changed.trials.map(\.config.seed) == [7, 9, 7, 9])
    #expect(changed.trials.allSatisfy { $0.config.optimizer.rate == 0.1 })
    #expect(try study(yaml, set: "trials={}").trials.count == 1)
  }

  @Test func anOverrideOfTheDataSetReplacesTheList() throws {
    let yaml = minimalConfig.replacing("{set: mnist}", with: "{sets: [mnist, fashion-mnist]}")
    #expect(try study(yaml, set: "data.set=synthetic-digits").variedKeys == [])
    #expect(
      try study(minimalConfig, set: "data.sets=[mnist, synthetic-digits]").variedKeys == ["data"])
  }

  @Test func inputsAreStandardizedWhereThatIsUsualOrWritten() throws {
    func isStandardized(_ data: String) throws -> [Bool] {
      try study(minimalConfig.replacing("{set: mnist}", with: data)).trials
        .map(\.config.data.isStandardized)
    }
    #expect(
      try isStandardized("{sets: [mnist, fashion-mnist, cifar-10, california-housing]}")
        == [false, false, true, true])
    #expect(try isStandardized("{set: csv:a.csv, target: y}") == [true])
    #expect(try isStandardized("{set: images:a}") == [false])
    #expect(try isStandardized("{sets: [mnist, cifar-10], standardize: false}") == [false, false])
    #expect(try isStandardized("{sets: [mnist, cifar-10], standardize: true}") == [true, true])
    #expect(try isStandardized("{sets: [mnist, cifar-10], standardize: auto}") == [false, true])
  }

  @Test func ownDataIsReadAsWritten() throws {
    let data =
      "{set: csv:a/b.csv, target: price, task: regression, ignore: [name], "
      + "split: {test: 0.25, seed: 3}}"
    let config = try study(minimalConfig.replacing("{set: mnist}", with: data)).trials[0].config
      .data
    let folder = FileManager.default.currentDirectoryPath
    #expect(config.set == "csv:\(folder)/configs/a/b.csv")
    #expect(config.own.target == "price" && config.own.task == .regression)
    #expect(config.own.ignored == ["name"])
    #expect(config.own.testShare == 0.25 && config.own.splitSeed == 3)
    let overridden = try study(minimalConfig, set: "data={set: images:photos, size: 28}")
    #expect(overridden.trials[0].config.data.set == "images:\(folder)/photos")
    #expect(overridden.trials[0].config.data.own.size == PictureSize(height: 28, width: 28))
    let sides = minimalConfig.replacing("{set: mnist}", with: "{set: images:/p, size: [28, 20]}")
    #expect(
      try study(sides).trials[0].config.data.own.size == PictureSize(height: 28, width: 20))
  }

  @Test func overriddenWeightsStartFromTheWorkingFolder() throws {
    let folder = FileManager.default.currentDirectoryPath
    let weights = try study(minimalConfig, set: "model.weights=w/a.safetensors")
      .trials[0].config.weights
    #expect(weights == "\(folder)/w/a.safetensors")
  }

  // MARK: - The resolved config

  @Test(
    arguments: [
      minimalConfig,
      minimalConfig + "weights",
      minimalConfig + "trials: {seed: [3, 1, 2], regularizer: [none, {l2: 1e-5}, {dropout: 0.5}]}",
      minimalConfig + "trials: {optimizer: [adam, sgd, {name: adam, beta1: 0.5, epsilon: 1e-8}]}",
      minimalConfig + "trials: {optimizer.name: [adam, sgd]}",
      minimalConfig
        + "trials: {optimizer: [{name: sgd, momentum: 0}, {name: sgd, momentum: 0.5, nesterov: true}, "
        + "adagrad, {name: adadelta, rho: 0.5}, rmsprop, {name: adamw, weight-decay: 0}, adamax, nadam]}",
      minimalConfig.replacing("adam", with: "{name: sgd, nesterov: true, momentum: 0.5}")
        + "trials: {optimizer.momentum: [0, 0.9], optimizer.nesterov: [true, false]}",
      minimalConfig + "trials: {optimizer.rate: [0.10, 1e-3], optimizer: [adam, sgd]}",
      minimalConfig
        + "trials: {model.mlp.hidden: [[8, 4], [16]], model.mlp.activation: [tanh, relu]}",
      minimalConfig + "trials: {model.mlp: [{hidden: [3]}, {hidden: [3], initializer: zeros}]}",
      minimalConfig
        + "trials: {model.mlp.initializer: [he-normal, orthogonal, {orthogonal: 0.5}, zeros, "
        + "{constant: 1e-5}]}",
      minimalConfig + "trials: {model.mlp.initializer.constant: [0.1, -0.2]}",
      minimalConfig + "trials: {model.mlp.initializer.orthogonal: [1, 2]}",
      minimalConfig
        + "trials: {model.mlp.activation: [leaky-relu, {leaky-relu: 1e-5}, elu, {elu: 2}, prelu, "
        + "rrelu, gelu]}",
      minimalConfig + "trials: {model.mlp.activation.elu: [1, 0.5]}",
      minimalConfig
        + "trials: {model.mlp.batch-norm: [none, before, {placement: after, epsilon: 1e-5}, "
        + "{placement: after, momentum: 0.9}]}",
      minimalConfig.replacing("{hidden: [8]}", with: "{hidden: [8], batch-norm: after}")
        + "trials: {model.mlp.batch-norm.momentum: [0.5, 0.99]}",
      minimalConfig + "trials: {model.mlp: [{hidden: [3], batch-norm: {placement: before}}]}",
      minimalConfig
        + "trials: {model: [{mlp: {hidden: [3]}}, {mlp: {hidden: [4]}, weights: a.st}]}",
      minimalConfig + "trials: {model.weights: [none, a.st, b/a.st], data.train: [all, 30]}",
      minimalConfig
        + "trials: {loss: [cross-entropy, mean-squared-error], data.order: [sequential]}",
      minimalConfig + "regularizer: {dropout: 0.1, l2: 0.2}\nseed: 99\ntrials: {seed: [1]}",
      minimalConfig.replacing(
        "{set: mnist}", with: "{sets: [mnist, synthetic-digits], validation: 5}"),
      minimalConfig.replacing("{set: mnist}", with: "{set: 'images:my, digits #1'}"),
      minimalConfig.replacing(
        "{set: mnist}",
        with: "{sets: ['images:my, digits #1', images:b], size: [28, 20], standardize: true}"),
      minimalConfig.replacing(
        "{set: mnist}",
        with:
          "{set: csv:a/b.csv, target: 'the price', task: classification, ignore: [name, 'x, y'], "
          + "split: {test: 0.3, seed: 9}}"),
      minimalConfig.replacing("{set: mnist}", with: "{sets: [mnist, cifar-10]}"),
      minimalConfig + "trials: {data.standardize: [true, false]}",
      minimalConfig.replacing("minimal", with: "'0123'") + "published: regularization",
      minimalConfig + "engine: clblast\ndeterministic: true",
      minimalConfig + "findings: [{claim: 'yes: \"really\"', study: ../a b.yaml}]",
    ])
  func resolvedConfigMeansTheSameTrials(_ yaml: String) throws {
    let yaml = yaml.hasSuffix("weights") ? minimalConfigWithWeights : yaml
    let first = try study(yaml)
    let second = try StudyConfig.parse(yaml: first.resolvedYAML, file: "runs/x/config.yaml")
    #expect(second.name == first.name)
    #expect(second.variedKeys == first.variedKeys)
    #expect(second.trials.map(\.number) == first.trials.map(\.number))
    #expect(second.trials.map(\.varied) == first.trials.map(\.varied))
    #expect(second.trials.map(\.config) == first.trials.map(\.config))
    #expect(second.published == first.published)
    #expect(second.execution == first.execution)
    #expect(first.execution.isDeterministic == yaml.contains("deterministic: true"))
    #expect(second.findings.map(\.claim) == first.findings.map(\.claim))
    #expect(second.resolvedYAML == first.resolvedYAML)
  }

  private let minimalConfigWithWeights = minimalConfig.replacing(
    "[8]}}", with: "[8]}, weights: ../start.safetensors}")

  @Test func resolvedConfigIsComplete() throws {
    let yaml = minimalConfig + "trials: {optimizer: [sgd, adam], seed: [5, 0x5]}"
    #expect(errorText(yaml) == "configs/x.yaml:7: seed: '0x5' is not a whole number")
    let study = try study(minimalConfig + "trials: {optimizer: [sgd, adam], seed: [5, 6]}")
    #expect(
      study.resolvedYAML == """
        name: minimal
        data: {sets: [mnist], train: all, validation: 0, hold-out: last, test: all, order: shuffled, standardize: false}
        model: {mlp: {hidden: [8], activation: relu, initializer: glorot-uniform, \
        batch-norm: none}}
        loss: cross-entropy
        label-smoothing: 0.0
        optimizer: {name: adam, rate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1.0e-07}
        schedule: {name: constant, warm-up: 0}
        regularizer: none
        clip: none
        augmentation: none
        epochs: 1
        early-stopping: none
        batch: 32
        seed: 5
        engine: auto
        padding: auto
        deterministic: false
        trials:
          optimizer: [{name: sgd, rate: 0.01}, {name: adam, rate: 0.001, beta1: 0.9, \
        beta2: 0.999, epsilon: 1.0e-07}]
          seed: [5, 6]

        """)
  }
}
