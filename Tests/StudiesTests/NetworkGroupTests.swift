import CPUBackend
import Datasets
import Networks
import Programs
import Studies
import Testing

/// Networks on images in lockstep groups: what may differ within one, and data that does not fit.
@Suite("Lockstep groups of networks on images")
struct NetworkGroupTests {
  private func layout(_ size: Int, channels: Int = 1) -> DataLayout {
    DataLayout(
      example: ExampleShape(height: size, width: size, channels: channels), features: .bytes,
      targets: .labels(classes: 10), train: 60_000, test: 10_000)
  }

  private func plans(
    _ model: String, _ trials: String, size: Int = 28
  ) throws -> [LockstepGroupPlan] {
    let yaml = minimalConfig.replacing("{mlp: {hidden: [8]}}", with: model)
    return try GroupPlanner.plan(
      study(yaml + "trials: {\(trials)}").trials, layouts: ["mnist": layout(size)])
  }

  @Test(
    "numbers differ within a group",
    arguments: [
      ("{lenet: {}}", "model.lenet.initializer: [he-normal, zeros]"),
      ("{lenet: {}}", "regularizer: [none, {dropout: 0.2}, {l2: 0.1}, {max-norm: 3}]"),
      ("{squeezenet: {}}", "model.squeezenet.activation: [leaky-relu, {leaky-relu: 0.01}]"),
      (
        "{squeezenet: {}}",
        "model.squeezenet.batch-norm: [before, {placement: before, momentum: 0.9}]"
      ),
      ("{mobilenetv2: {}}", "model.mobilenetv2.batch-norm: [{momentum: 0.9}, {epsilon: 1e-5}]"),
      ("{mobilenetv2: {}}", "optimizer.rate: [0.1, 0.2], seed: [1, 2]"),
      ("{layers: [flatten, {dense: outputs}]}", "seed: [1, 2], regularizer: [none, {l2: 0.1}]"),
    ])
  func share(_ model: String, _ trials: String) throws {
    let plans = try plans(model, trials)
    #expect(plans.count == 1)
    #expect(plans[0].trials.count > 1)
  }

  @Test(
    "programs differ between groups",
    arguments: [
      ("{lenet: {}}", "model.lenet.width: [1, 0.5]"),
      ("{lenet: {}}", "model: [{lenet: {}}, {squeezenet: {}}]"),
      ("{squeezenet: {}}", "model.squeezenet.batch-norm: [none, before]"),
      ("{mobilenetv2: {}}", "model.mobilenetv2.expand-first: [false, true]"),
      (
        "{lenet: {}}",
        "model: [{layers: [{dense: 3}, {dense: outputs}]}, {layers: [{dense: 4}, {dense: outputs}]}]"
      ),
    ])
  func apart(_ model: String, _ trials: String) throws {
    #expect(try plans(model, "\(trials), seed: [1, 2]").map(\.trials) == [[0, 1], [2, 3]])
  }

  @Test func descriptionsNameTheNetwork() throws {
    for (model, words) in [
      ("{lenet: {}}", "lenet 28x28x1-10 relu"),
      (
        "{squeezenet: {width: 0.5, activation: elu, batch-norm: after}}",
        "squeezenet 28x28x1-10 of width 0.5 elu with batch norm after it"
      ),
      ("{mobilenetv2: {width: 0.25}}", "mobilenetv2 28x28x1-10 of width 0.25 relu6"),
      (
        "{mobilenetv2: {stem: 64, bias: true, expand-first: true}}",
        "mobilenetv2 28x28x1-10 stem=64 bias expand-first relu6"
      ),
      (
        "{layers: [flatten, {dense: outputs}]}",
        "2 layers 28x28x1-10 (flatten + dense outputs)"
      ),
      (
        "{layers: [{dense: 100}, {activation: tanh}, {dense: 200}, {activation: tanh}, {dense: 300}, "
          + "{activation: tanh}, {dense: outputs}]}",
        "7 layers 28x28x1-10 (dense 100 + tanh + dense 200 + tanh + dense 300 + tanh + dense outputs)"
      ),
      (
        "{layers: [{dense: 100}, {activation: tanh}, {dense: 200}, {activation: tanh}, {dense: 3000}, "
          + "batch-norm, {activation: tanh}, {dense: outputs}]}",
        "8 layers 28x28x1-10 (dense 100 + tanh + dense 200 + tanh + dense 3000 + batch-norm + tanh + …)"
      ),
    ] {
      let plan = try plans(model, "seed: [1]")[0]
      #expect(plan.common.networkDescription == words)
      #expect(plan.description.hasPrefix("1 trial on mnist: \(words), cross-entropy, adam, "))
    }
  }

  @Test(
    "data that does not fit is refused",
    arguments: [
      (
        "{lenet: {}}", 8,
        "examples of 8 x 8 x 1 do not go with the model: layer 4 of lenet, max pool 2x2 by 2: a window of "
          + "2 x 2 pixels does not fit into 1 x 1; take larger images, pool less before it, or pad them"
      ),
      (
        "{layers: [{conv: {filters: 4, size: 3, activation: prelu}}, dropout, {branch: [[], "
          + "[{max-pool: 3}, {conv: {filters: 4, size: 9}}]]}, {dense: outputs}]}", 28,
        "examples of 28 x 28 x 1 do not go with the model: model.layers, layer 3, branch 2, layer 2, "
          + "conv 9x9, 4 filters: a window of 9 x 9 pixels does not fit into 8 x 8; take larger images, "
          + "pool less before it, or pad them"
      ),
      (
        "{layers: [{residual: {shortcut: [flatten, {max-pool: 2}], layers: [{max-pool: 30}]}}]}",
        28,
        "examples of 28 x 28 x 1 do not go with the model: model.layers, layer 1, shortcut, layer 2, "
          + "max pool 2x2 by 2: a window of 2 x 2 pixels does not fit into 1 x 1; take larger images, "
          + "pool less before it, or pad them"
      ),
      (
        "{layers: [{residual: [flatten, {max-pool: 30}]}]}", 28,
        "examples of 28 x 28 x 1 do not go with the model: model.layers, layer 1, layer 2, "
          + "max pool 30x30 by 30: a window of 30 x 30 pixels does not fit into 1 x 1; take larger images, "
          + "pool less before it, or pad them"
      ),
      (
        "{layers: [{conv: {filters: 2147483647, size: 4096, padding: same}}, {dense: outputs}]}",
        28,
        "examples of 28 x 28 x 1 do not go with the model: model.layers, layer 1, "
          + "conv 4096x4096, 2147483647 filters: has more than 2147483647 weights; take fewer units or "
          + "filters, or pool before it"
      ),
      (
        "{mlp: {hidden: [2147483647, 2147483647]}}", 28,
        "examples of 28 x 28 x 1 do not go with the model: layer 1 of mlp, dense 2147483647, relu: has "
          + "more than 2147483647 weights; take fewer units or filters, or pool before it"
      ),
      (
        "{layers: [{conv: {filters: 10, size: 3}}]}", 28,
        "the model comes to 26 x 26 x 10 for each example, which should be 10; end it with a layer such "
          + "as {dense: outputs}"
      ),
      (
        "{layers: [global-average-pool, {activation: relu}]}", 28,
        "the model has nothing to train; add a layer such as {dense: outputs}"
      ),
      (
        "{layers: [{dense: 11}]}", 28,
        "the model comes to 11 for each example, which should be 10; end it with a layer such as "
          + "{dense: outputs}"
      ),
      (
        "{layers: [{residual: [{conv: {filters: 3, size: 1}}]}, {dense: outputs}]}", 28,
        "examples of 28 x 28 x 1 do not go with the model: model.layers, layer 1, sum of branches: branches "
          + "must come to the same shape to be added, not 28 x 28 x 1 and 28 x 28 x 3; change one of them, "
          + "or put a layer into the shortcut"
      ),
    ])
  func refused(_ model: String, _ size: Int, _ reason: String) {
    #expect(throws: DataError(path: "mnist", reason: reason)) {
      try plans(model, "seed: [1]", size: size)
    }
  }

  @Test("only images are augmented, and none is moved out of sight")
  func augmented() throws {
    func reason(_ size: Int) -> String? {
      do {
        _ = try plans(
          "{mlp: {hidden: [8]}}", "augmentation: [{shift: 28}]", size: size)
        return nil
      } catch { return "\(error)" }
    }
    #expect(reason(29) == nil)
    #expect(
      reason(28)?.hasSuffix(
        "'augmentation.shift: 28' moves images of 28 x 28 pixels out of sight; take at most 27")
        == true)
    #expect(
      reason(1)?.hasSuffix("has no images: 'augmentation' does not fit, take it out") == true)
  }

  /// Of a network on the processor: what each replica keeps grows with them, what a step needs with the cores.
  @Test func memoryGrowsWithTheReplicas() throws {
    let model = try plans("{squeezenet: {}}", "seed: [1]")[0].common.network(hasDropout: false)
    func estimate(_ replicas: Int, workers: Int) -> GroupEstimate {
      let training = TrainingProgram(
        model: model, loss: .crossEntropy, optimizer: .adam, replicas: replicas, batch: 32,
        data: DataExtent(
          sets: 1, train: 64, validation: 0, test: 32, element: .uint8, channels: 1,
          targetWidth: nil), extras: [])
      return GroupEstimate(
        training, epochs: 1, speed: nil,
        memory: CPUBackend(workers: workers).memoryNeed(training.program))
    }
    let kept = estimate(3, workers: 2).byteCount - estimate(2, workers: 2).byteCount
    let step = estimate(2, workers: 3).byteCount - estimate(2, workers: 2).byteCount
    // Weights, gradients, two moments; what the forward pass leaves for the backward one, and patches.
    #expect((4 * 4 * 726_474..<4 * 4 * 750_000).contains(kept))
    #expect(step > ModelTable(model, batch: 32).activationBytes)
    #expect(estimate(1, workers: 2).byteCount > kept + 2 * step)
    let patches = estimate(1, workers: 3).patchByteCount
    #expect(patches > 0 && patches == 3 * estimate(5, workers: 1).patchByteCount)
    #expect(estimate(1, workers: 1).parameterCount == 726_474)
  }
}
