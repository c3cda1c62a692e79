import Datasets
import Studies
import Testing

@Suite("Lockstep groups")
struct GroupPlannerTests {
  private let digits = DataLayout(
    example: ExampleShape(height: 28, width: 28, channels: 1), features: .bytes,
    targets: .labels(classes: 10), train: 60_000, test: 10_000)
  private let photos = DataLayout(
    example: ExampleShape(height: 32, width: 32, channels: 3), features: .bytes,
    targets: .labels(classes: 10), train: 10_000, test: 10_000)

  private func plan(_ trials: String, data: String = "{set: mnist}") throws -> [LockstepGroupPlan] {
    let yaml = minimalConfig.replacing("{set: mnist}", with: data) + "trials: {\(trials)}"
    var tiny = digits
    tiny.train = 5_000
    return try GroupPlanner.plan(
      study(yaml).trials,
      layouts: [
        "mnist": digits, "fashion-mnist": digits, "images:/photos": photos,
        "synthetic-digits": tiny,
      ])
  }

  @Test(
    arguments: [
      "seed: [1, 2]", "optimizer.rate: [0.1, 0.2]", "optimizer.beta1: [0.8, 0.9]",
      "regularizer: [none, {dropout: 0.2}, {l2: 0.1}]", "regularizer.noise: [0, 0.1]",
      "label-smoothing: [0, 0.1]", "regularizer: [none, {max-norm: 3}]",
      "clip: [{value: 1}, {norm: 1}, {norm: 2}]",
      "regularizer: [{l1: 0.1}, {l1: 0.2, l2: 0.1}]", "early-stopping: [none, {patience: 2}]",
      "augmentation: [none, {shift: 2}, {flip: 0.5, cutout: 8}]",
      "data.order: [shuffled, sequential]", "data.standardize: [true, false]",
      "model.weights: [none, a.st]",
      "model.mlp.initializer: [he-normal, zeros, orthogonal, {constant: 0.1}]",
      "optimizer.epsilon: [1e-7, 1e-8], seed: [1, 2]",
      "optimizer: [{name: sgd, momentum: 0}, {name: sgd, momentum: 0.9}]",
      "schedule: [constant, cosine, {name: step, every: 2}]",
      "optimizer: [adamw, {name: adamw, weight-decay: 0.1, rate: 0.1}]",
      "model.mlp.activation: [leaky-relu, {leaky-relu: 0.01}]",
      "model.mlp.activation: [{elu: 0.5}, elu]",
      "model.mlp.batch-norm: [after, {placement: after, momentum: 0.9}]",
    ])
  func trialsThatDifferInNumbersShareAGroup(_ trials: String) throws {
    let plans = try plan(trials)
    #expect(plans.count == 1)
    #expect(plans[0].trials == Array(0..<plans[0].trials.count))
    #expect(plans[0].trials.count > 1)
  }

  @Test(
    arguments: [
      "model.mlp.hidden: [[8], [9]]", "model.mlp.activation: [relu, tanh]",
      "model.mlp.activation: [leaky-relu, elu]", "model.mlp.activation: [prelu, rrelu]",
      "model.mlp.batch-norm: [none, before]", "model.mlp.batch-norm: [before, after]",
      "loss: [cross-entropy, mean-squared-error]", "optimizer: [adam, sgd]", "batch: [1, 2]",
      "clip: [none, {norm: 1}]", "regularizer: [none, {l1: 0.1}]",
      "optimizer: [adam, adamw]", "optimizer: [sgd, {name: sgd, momentum: 0.9}]",
      "epochs: [1, 2]", "data.train: [100, 200]", "data.validation: [0, 10]",
      "data.test: [10, 20]", "data.train: [all, 100]",
    ])
  func trialsThatDifferInTheProgramDoNot(_ trials: String) throws {
    let plans = try plan("\(trials), seed: [1, 2]")
    #expect(plans.map(\.trials) == [[0, 1], [2, 3]])
  }

  @Test func groupsComeInTheOrderOfTheirFirstTrials() throws {
    let plans = try plan("seed: [1, 2], batch: [4, 2, 3]")
    #expect(plans.map(\.trials) == [[0, 3], [1, 4], [2, 5]])
    #expect(plans.map(\.common.batch) == [4, 2, 3])
  }

  @Test func dataSetsShareAGroupIfTheirShapesAgree() throws {
    let alike = try plan("seed: [1, 2]", data: "{sets: [mnist, fashion-mnist]}")
    #expect(alike.map(\.trials) == [[0, 1, 2, 3]])
    #expect(alike[0].dataSets == ["mnist", "fashion-mnist"])
    let other = try plan("seed: [1, 2]", data: "{sets: [mnist, images:/photos, fashion-mnist]}")
    #expect(other.map(\.trials) == [[0, 1, 4, 5], [2, 3]])
    let counts = try plan("seed: [1]", data: "{sets: [mnist, synthetic-digits]}")
    #expect(counts.map(\.trials) == [[0], [1]])
    let sameCounts = try plan(
      "seed: [1]", data: "{sets: [mnist, synthetic-digits], train: 500, test: 100}")
    #expect(sameCounts.map(\.trials) == [[0, 1]])
  }

  @Test func descriptionIsOneReadableLine() throws {
    let plans = try plan(
      "seed: [1, 2]", data: "{sets: [mnist, fashion-mnist], train: 7000, validation: 700}")
    #expect(
      plans.map(\.description) == [
        "4 trials on mnist and fashion-mnist: mlp 784-8-10 relu, cross-entropy, adam, batch 32, "
          + "1 epoch, 6300 training, 700 validation and 10000 test examples"
      ])
    #expect(try plan("seed: [1]")[0].description.hasPrefix("1 trial on mnist: "))
    #expect(
      try plan("seed: [1]")[0].description.hasSuffix("60000 training and 10000 test examples"))
  }

  @Test func classesAreNoValues() throws {
    let houses = DataLayout(
      example: ExampleShape(height: 1, width: 1, channels: 8), features: .floats,
      targets: .values(width: 1), train: 100, test: 20)
    for (data, layout, rest) in [
      ("{set: california-housing}", "california-housing", ""),
      ("{set: csv:/h.csv, target: y}", "csv:/h.csv", " or 'data.task: classification'"),
    ] {
      let yaml = minimalConfig.replacing("{set: mnist}", with: data)
      #expect {
        try GroupPlanner.plan(study(yaml).trials, layouts: [layout: houses])
      } throws: {
        ($0 as? DataError)?.description
          == "\(layout): has values to predict, not classes: 'loss: cross-entropy' does not fit, take "
          + "'loss: mean-squared-error'\(rest)"
      }
      let fitting = try study(yaml, set: "loss=mean-squared-error").trials
      #expect(try GroupPlanner.plan(fitting, layouts: [layout: houses]).count == 1)
    }
  }

  @Test(
    arguments: [
      ("{set: mnist, train: 70000}", "mnist: data.train asks for 70000 examples, there are 60000"),
      ("{set: mnist, test: 10001}", "mnist: data.test asks for 10001 examples, there are 10000"),
      (
        "{set: synthetic-digits, validation: 5000}",
        "synthetic-digits: data.validation: 5000 of 5000 training examples leave none to train on"
      ),
    ])
  func moreExamplesThanThereAre(_ data: String, _ message: String) {
    #expect {
      try plan("seed: [1]", data: data)
    } throws: {
      ($0 as? DataError)?.description == message
    }
  }

  @Test("an error of some trials names the first of them")
  func trialsThatDoNotFit() {
    #expect {
      try plan("data.train: [all, 70000], seed: [1, 2]")
    } throws: {
      ($0 as? DataError)?.description
        == "mnist: trial 3 (70000, 1): data.train asks for 70000 examples, there are 60000"
    }
    #expect {
      try plan("augmentation: [none, {shift: 28}]")
    } throws: {
      ($0 as? DataError)?.description
        == "mnist: trial 2 (shift 28): 'augmentation.shift: 28' moves images of 28 x 28 pixels out of "
        + "sight; take at most 27"
    }
  }

  @Test func layoutOfALoadedDataSet() {
    let part = Examples(
      count: 2, featureCount: 3, features: .floats([1, 2, 3, 4, 5, 6]),
      targets: .values([1, 2], width: 1))
    let dataset = Dataset(
      name: "t", title: "T", exampleShape: ExampleShape(height: 1, width: 1, channels: 3),
      classNames: [], train: part, test: part)
    let layout = DataLayout(dataset)
    #expect(
      layout
        == DataLayout(
          example: ExampleShape(height: 1, width: 1, channels: 3), features: .floats,
          targets: .values(width: 1), train: 2, test: 2))
    #expect(layout.outputWidth == 1)
  }
}
