import Foundation
import Testing
import Training

@testable import Reports
@testable import Studies

@Suite("Settings that differ between runs")
struct SettingDifferenceTests {
  /// A key of configs, and two configs that differ in it alone.
  struct Change: Sendable, CustomTestStringConvertible {
    let key: String
    let first: [String]
    let second: [String]

    /// `key=value` against what the config has without it.
    init(_ key: String, _ value: String, beside context: String...) {
      self.key = key
      first = context
      second = context + ["\(key)=\(value)"]
    }

    init(_ key: String, _ first: String, against second: String, beside context: String...) {
      self.key = key
      self.first = context + [first]
      self.second = context + [second]
    }

    var testDescription: String { key }
  }

  private static let config = """
    name: base
    data: {set: mnist, train: 700}
    model: {mlp: {hidden: [8]}}
    loss: cross-entropy
    optimizer: {name: adam, rate: 0.003}
    epochs: 3
    """

  private static let table = ["data.set=csv:/d/h.csv", "data.train=all", "loss=mean-squared-error"]

  private static func own(_ key: String, _ value: String) -> Change {
    Change(
      key, "data.target=price", against: "\(key)=\(value)", beside: table[0], table[1], table[2],
      key == "data.target" ? "seed=1" : "data.target=price")
  }

  private static func network(_ name: String) -> [Change] {
    let at = "model.\(name)"
    func inFull(_ key: String, _ one: String, _ other: String) -> Change {
      Change("\(at).\(key)", "model={\(name): \(one)}", against: "model={\(name): \(other)}")
    }
    let activations = ["leaky-relu", "elu"].map {
      inFull("activation.\($0)", "{activation: \($0)}", "{activation: {\($0): 0.2}}")
    }
    let placed = name == "mobilenetv2" ? "" : "placement: before, "
    let usual = name == "mobilenetv2" ? "{}" : "{batch-norm: before}"
    var changes =
      [
        inFull("activation", "{}", "{activation: gelu}"),
        inFull("initializer", "{}", "{initializer: he-normal}"),
        inFull(
          "initializer.constant", "{initializer: {constant: 0.1}}", "{initializer: {constant: 0.2}}"
        ),
        inFull(
          "initializer.orthogonal", "{initializer: orthogonal}", "{initializer: {orthogonal: 2}}"),
        inFull("batch-norm", usual, "{batch-norm: {\(placed)momentum: 0.5}}"),
        inFull("batch-norm.momentum", usual, "{batch-norm: {\(placed)momentum: 0.5}}"),
        inFull("batch-norm.epsilon", usual, "{batch-norm: {\(placed)epsilon: 0.5}}"),
      ] + activations
    if name == "mobilenetv2" {
      changes += [
        inFull("stem", "{}", "{stem: 16}"), inFull("bias", "{}", "{bias: true}"),
        inFull("expand-first", "{}", "{expand-first: true}"),
      ]
    } else {
      changes.append(
        inFull("batch-norm.placement", "{batch-norm: before}", "{batch-norm: after}"))
    }
    if name == "mlp" {
      // Its widths must be given.
      changes =
        changes.map { change in
          func wide(_ text: String) -> String {
            text.replacing("{mlp: {}}", with: "{mlp: {hidden: [8]}}")
              .replacing("{mlp: {", with: "{mlp: {hidden: [8], ")
              .replacing("hidden: [8], hidden: [8]", with: "hidden: [8]")
          }
          return Change(change.key, wide(change.first[0]), against: wide(change.second[0]))
        } + [Change("model.mlp.hidden", "[8, 4]")]
    } else {
      changes.append(inFull("width", "{}", "{width: 0.5}"))
    }
    return changes
      + [
        Change(at, "model={\(name): {hidden: [8]}}", against: "model={lenet: {}}")
      ].filter { _ in name == "mlp" }
  }

  /// Every key that figures depend on.
  static let changes: [Change] =
    [
      Change("data.train", "300"), Change("data.validation", "100"),
      Change("data.hold-out", "first", beside: "data.validation=100"),
      Change("data.test", "50"), Change("data.order", "sequential"),
      Change("data.standardize", "true"),
      Change(
        "data.size", "[14, 14]", beside: "data.set=images:/d/pictures", "data.train=all"),
      own("data.target", "size"), own("data.task", "regression"), own("data.ignore", "[age]"),
      own("data.split.test", "0.3"), own("data.split.seed", "4"),
      Change("model.lenet", "model={lenet: {}}", against: "model={squeezenet: {}}"),
      Change("model.squeezenet", "model={squeezenet: {}}", against: "model={mobilenetv2: {}}"),
      Change("model.mobilenetv2", "model={mobilenetv2: {}}", against: "model={lenet: {}}"),
      Change(
        "model.layers", "model={layers: [flatten, {dense: outputs}]}",
        against: "model={layers: [flatten, {dense: 8}, {dense: outputs}]}"),
      Change(
        "model.initializer", "model={layers: [flatten, {dense: outputs}]}",
        against: "model={layers: [flatten, {dense: outputs}], initializer: he-normal}"),
      Change(
        "model.initializer.constant",
        "model={layers: [flatten, {dense: outputs}], initializer: {constant: 0.1}}",
        against: "model={layers: [flatten, {dense: outputs}], initializer: {constant: 0.2}}"),
      Change(
        "model.initializer.orthogonal",
        "model={layers: [flatten, {dense: outputs}], initializer: orthogonal}",
        against: "model={layers: [flatten, {dense: outputs}], initializer: {orthogonal: 2}}"),
      Change("model.weights", "/d/a/trial-1.safetensors"),
      Change(
        "model.weights", "model.weights=/d/a/trial-1.safetensors",
        against: "model.weights=/d/b/trial-1.safetensors"),
      Change("loss", "mean-squared-error"), Change("label-smoothing", "0.1"),
      Change("optimizer", "sgd"), Change("optimizer.name", "adamw"),
      Change("optimizer.rate", "0.01"),
      Change("optimizer.momentum", "0.5", beside: "optimizer={name: sgd, momentum: 0.9}"),
      Change("optimizer.nesterov", "true", beside: "optimizer={name: sgd, momentum: 0.9}"),
      Change("optimizer.beta1", "0.8"), Change("optimizer.beta2", "0.9"),
      Change("optimizer.epsilon", "0.001"),
      Change("optimizer.rho", "0.5", beside: "optimizer=rmsprop"),
      Change("optimizer.initial-accumulator", "0.5", beside: "optimizer=adagrad"),
      Change("optimizer.weight-decay", "0.5", beside: "optimizer=adamw"),
      Change("schedule", "cosine"), Change("schedule.name", "cosine"),
      Change("schedule.every", "3", beside: "schedule={name: step, every: 2}"),
      Change("schedule.factor", "0.5", beside: "schedule={name: step, every: 2}"),
      Change("schedule.decay", "0.5", beside: "schedule={name: exponential, decay: 0.9}"),
      Change("schedule.final", "0.1", beside: "schedule=cosine"),
      Change("schedule.start", "0.1", beside: "schedule=one-cycle"),
      Change("schedule.rise", "0.5", beside: "schedule=one-cycle"),
      Change("schedule.cycle", "2", beside: "schedule={name: cyclical, cycle: 1}"),
      Change("schedule.low", "0.5", beside: "schedule={name: cyclical, cycle: 1}"),
      Change("schedule.patience", "2", beside: "schedule=reduce-on-plateau", "data.validation=100"),
      Change(
        "schedule.min-delta", "0.1", beside: "schedule=reduce-on-plateau", "data.validation=100"),
      Change("schedule.cooldown", "1", beside: "schedule=reduce-on-plateau", "data.validation=100"),
      Change(
        "schedule.min-rate", "0.001", beside: "schedule=reduce-on-plateau", "data.validation=100"),
      Change("schedule.warm-up", "1", beside: "schedule=cosine"),
      Change("regularizer", "{dropout: 0.2}"), Change("regularizer.dropout", "0.2"),
      Change("regularizer.l2", "0.01"), Change("regularizer.l1", "0.01"),
      Change("regularizer.max-norm", "2"), Change("regularizer.noise", "0.1"),
      Change("clip", "{norm: 1}"), Change("clip.value", "1"), Change("clip.norm", "1"),
      Change("augmentation", "{shift: 2}"), Change("augmentation.shift", "2"),
      Change("augmentation.flip", "0.5"), Change("augmentation.rotation", "10"),
      Change("augmentation.cutout", "4"),
      Change("epochs", "4"),
      Change("early-stopping", "{patience: 2}", beside: "data.validation=100"),
      Change("early-stopping.patience", "2", beside: "data.validation=100"),
      Change(
        "early-stopping.min-delta", "0.1", beside: "data.validation=100",
        "early-stopping.patience=2"),
      Change("batch", "16"), Change("seed", "99"), Change("engine", "batched"),
      Change("padding", "always"), Change("deterministic", "true"),
    ] + ["mlp", "lenet", "squeezenet", "mobilenetv2"].flatMap(network)
    + ["momentum", "epsilon"].map {
      Change(
        "model.batch-norm.\($0)", "model={layers: [flatten, batch-norm, {dense: outputs}]}",
        against: "model={layers: [flatten, batch-norm, {dense: outputs}], batch-norm: {\($0): 0.5}}"
      )
    }

  private func run(_ name: String, _ overrides: [String]) throws -> RunComparison.Run {
    let study = try StudyConfig.parse(
      yaml: Self.config, file: "/d/base.yaml", overrides: overrides)
    var noise = Noise(state: 7)
    let outcomes = study.trials.map { _ in
      Fixture.outcome(target: 0.9, l2: 0, epochs: 2, noise: &noise)
    }
    return RunComparison.Run(
      name: name,
      result: StudyResult(study: study, outcomes: outcomes, run: Fixture.run(), findings: []))
  }

  @Test("a setting that is not the same is in the table, whichever it is", arguments: changes)
  func difference(_ change: Change) throws {
    let comparison = RunComparison([
      try run("a", change.first), try run("b", change.second),
    ])
    let rows = comparison.differences.rows
    #expect(!rows.isEmpty)
    for row in rows { #expect(row[1] != row[2], "\(row)") }
    let same = RunComparison([try run("a", change.second), try run("b", change.second)])
    #expect(same.differences.rows.isEmpty)
  }

  @Test("no key that figures depend on is left out of these tests")
  func complete() {
    let others: Set = [
      // Said elsewhere: the data in the table of runs, the seeds beside the results.
      "data", "data.sets", "data.set", "model", "model.batch-norm",
    ]
    let known =
      ConfigSchema.variableKeys + [
        "data.size", "data.target", "data.task", "data.ignore", "data.split.test",
        "data.split.seed",
        "engine", "padding", "deterministic",
      ]
    let tested = Set(Self.changes.map(\.key))
    #expect(known.filter { !tested.contains($0) && !others.contains($0) } == [])
  }

  @Test("of a setting that is varied all values are compared, and many are counted")
  func varied() throws {
    func rates(_ count: Int) -> [String] {
      let values = (1...count).map { "\(Double($0) / 100)" }.joined(separator: ", ")
      return ["trials={optimizer.rate: [\(values)]}"]
    }
    let comparison = RunComparison([try run("a", rates(2)), try run("b", rates(14))])
    let row = try #require(comparison.differences.rows.first { $0[0] == "optimizer" })
    #expect(row[1] == "adam, rate 0.01 | adam, rate 0.02")
    #expect(row[2].hasSuffix("… (14 values)"))
  }
}
