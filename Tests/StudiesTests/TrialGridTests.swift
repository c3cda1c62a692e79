import Networks
import Programs
import Studies
import Testing

@Suite("The grid of trials")
struct TrialGridTests {
  @Test func dataSetsAreOutermostAndTheLastKeyIsFastest() throws {
    let yaml =
      minimalConfig.replacing("{set: mnist}", with: "{sets: [mnist, fashion-mnist]}") + """
        trials:
          regularizer: [none, {dropout: 0.2}]
          seed: [5, 3]
        """
    let study = try study(yaml)
    #expect(study.variedKeys == ["data", "regularizer", "seed"])
    #expect(study.trials.map(\.number) == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(
      study.trials.map { $0.varied.joined(separator: "|") } == [
        "mnist|none|5", "mnist|none|3", "mnist|dropout 0.2|5", "mnist|dropout 0.2|3",
        "fashion-mnist|none|5", "fashion-mnist|none|3", "fashion-mnist|dropout 0.2|5",
        "fashion-mnist|dropout 0.2|3",
      ])
    #expect(study.trials.map(\.config.data.set).filter { $0 == "mnist" }.count == 4)
    #expect(study.trials.map(\.config.seed) == [5, 3, 5, 3, 5, 3, 5, 3])
    #expect(
      study.trials.map(\.config.regularizer.dropout) == [0, 0, 0.2, 0.2, 0, 0, 0.2, 0.2])
  }

  @Test(
    arguments: [
      ("regularizer: [none]", "none"),
      ("regularizer: [{dropout: 0.20}]", "dropout 0.2"),
      ("regularizer: [{l2: 1e-3}]", "l2 0.001"),
      ("regularizer: [{l2: 0.00001, dropout: 0.5}]", "dropout 0.5 + l2 1e-05"),
      ("regularizer: [{noise: 0.1, l2: 0.5}]", "l2 0.5 + noise 0.1"),
      ("regularizer.l2: [0.10]", "0.10"),
      ("regularizer.noise: [0.10]", "0.10"),
      ("optimizer: [adam]", "adam"),
      ("optimizer: [{name: adam, rate: 0.001}]", "adam"),
      ("optimizer: [{name: adam, rate: 0.01, beta2: 0.99}]", "adam rate=0.01 beta2=0.99"),
      ("optimizer: [{name: sgd, rate: 1}]", "sgd rate=1"),
      ("optimizer: [{name: sgd, momentum: 0}]", "sgd momentum=0"),
      (
        "optimizer: [{name: sgd, rate: 1, momentum: 0.9, nesterov: true}]",
        "sgd rate=1 momentum=0.9 nesterov"
      ),
      ("optimizer: [{name: adamw, weight-decay: 0.01}]", "adamw weight-decay=0.01"),
      ("optimizer: [{name: adadelta, rho: 0.95}]", "adadelta"),
      ("optimizer.rate: [1e-2]", "1e-2"),
      ("loss: [mean-squared-error]", "mean-squared-error"),
      ("model.mlp.hidden: [[128, 64]]", "128-64"),
      ("model.mlp: [{hidden: [3], activation: tanh}]", "mlp 3 tanh"),
      ("model: [{mlp: {hidden: [3, 4], initializer: zeros}}]", "mlp 3-4 zeros"),
      ("model.mlp: [{hidden: [3], initializer: {constant: 0.10}}]", "mlp 3 constant 0.1"),
      ("model.mlp.initializer: [lecun-normal]", "lecun-normal"),
      ("model.mlp.initializer: [orthogonal]", "orthogonal"),
      ("model.mlp.initializer: [{orthogonal: 1.0}]", "orthogonal"),
      ("model.mlp.initializer: [{orthogonal: 1.50}]", "orthogonal 1.5"),
      ("model.mlp.initializer.constant: [0.5]", "0.5"),
      ("model.mlp.activation: [leaky-relu]", "leaky-relu"),
      ("model.mlp.activation: [{leaky-relu: 0.30}]", "leaky-relu"),
      ("model.mlp.activation: [{leaky-relu: 0.010}]", "leaky-relu 0.01"),
      ("model.mlp.activation: [{elu: 0.5}]", "elu 0.5"),
      ("model.mlp.activation: [rrelu]", "rrelu"),
      ("model.mlp: [{hidden: [3], activation: {elu: 2}}]", "mlp 3 elu 2"),
      ("model.mlp.batch-norm: [before]", "before"),
      ("model.mlp.batch-norm: [{placement: after, momentum: 0.99}]", "after"),
      (
        "model.mlp.batch-norm: [{placement: after, momentum: 0.9, epsilon: 1e-5}]",
        "after momentum=0.9 epsilon=1e-05"
      ),
      ("model.mlp.batch-norm: [{placement: none, momentum: 0.9}]", "none"),
      ("model.mlp: [{hidden: [3], batch-norm: before}]", "mlp 3 batch-norm before"),
      ("model: [{mlp: {hidden: [3]}, weights: w/a.st}]", "mlp 3 from a.st"),
      ("model.weights: [w/a.st]", "a.st"),
      ("schedule: [constant]", "constant"),
      ("regularizer: [{l1: 1e-4, l2: 0.5, max-norm: 3}]", "l2 0.5 + l1 0.0001 + max-norm 3"),
      ("clip: [none]", "none"),
      ("clip: [{value: 0.50}]", "value 0.5"),
      ("clip: [{norm: 1}]", "norm 1"),
      ("augmentation: [none]", "none"),
      ("augmentation: [{cutout: 8, flip: 0.50}]", "flip 0.5 + cutout 8"),
      ("augmentation.rotation: [15]", "15"),
      ("early-stopping: [none]", "none"),
      ("early-stopping: [{patience: 3}]", "patience=3"),
      ("early-stopping: [{patience: 3, min-delta: 0.5}]", "patience=3 min-delta=0.5"),
      ("early-stopping.patience: [3]", "3"),
      ("data.train: [all]", "all"),
      ("seed: ['7']", nil),
    ] as [(String, String?)])
  func textOfAValue(_ entry: String, _ text: String?) {
    let varied = try? study(minimalConfig + "trials: {\(entry)}").trials[0].varied
    #expect(varied == text.map { [$0] })
  }

  @Test func wholeValuesComeBeforeTheirParts() throws {
    let study = try study(
      minimalConfig + "trials: {optimizer.rate: [0.5, 0.25], optimizer: [sgd, adam]}")
    #expect(study.variedKeys == ["optimizer.rate", "optimizer"])
    #expect(study.trials.map(\.config.optimizer.rate) == [0.5, 0.5, 0.25, 0.25])
    #expect(study.trials.map(\.config.optimizer.name) == [.sgd, .adam, .sgd, .adam])
  }

  @Test func aVariedNameTakesItsOwnDefaults() throws {
    let study = try study(minimalConfig + "trials: {optimizer.name: [sgd, adam]}")
    #expect(study.trials.map(\.config.optimizer.rate) == [0.01, 0.001])
  }

  @Test func requiredKeysMayBeVariedOnly() throws {
    let yaml = minimalConfig.replacing("loss: cross-entropy\n", with: "")
    #expect(errorText(yaml) != nil)
    let study = try study(yaml + "trials: {loss: [mean-squared-error]}")
    #expect(study.trials[0].config.loss == .meanSquaredError)
  }
}
