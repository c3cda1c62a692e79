import Programs

/// Broken rules of the losses and the penalty.
enum BrokenLosses {
  typealias Broken = CheckTests.Broken
  static let all: [Broken] = crossEntropy + squaredError + penalty

  /// The operands of a loss over 5 rows of 3 channels.
  private struct LossOperands {
    var inputs, targets, metrics: Tensor
    var gradient, smoothing: Tensor?

    init(_ make: Operands) {
      inputs = make.float("x", 5, 3)
      targets = make.of(.int32, "labels", 5)
      metrics = make.float("metrics", 8)
    }
  }

  /// The rules of a loss with these operands, some of them changed.
  private struct LossRules {
    let family: String
    /// What the loss calls its inputs.
    let inputs: String
    let make = Operands()
    let loss: (LossOperands) -> any OperationPayload

    func broken(_ rule: String, _ change: (inout LossOperands) -> Void) -> Broken {
      var operands = LossOperands(make)
      change(&operands)
      return Broken(loss(operands), "\(family): \(rule)")
    }

    /// The rules that all losses have.
    var common: [Broken] {
      [
        broken("\(inputs) must be float32, is int32; \(inputs) i [R=2, 5, 3]") {
          $0.inputs = make.of(.int32, "i", 5, 3)
        },
        broken("labels must be contiguous; labels pairs [R=2, 5, 1]") {
          $0.targets = make.of(.int32, "pairs", 5, 2).columns(0..<1)
        },
        broken("metrics must be float32, is int32; metrics i [R=2, 8]") {
          $0.metrics = make.of(.int32, "i", 8)
        },
        broken("metrics must be contiguous; metrics gaps [R=2, 8, 1]") {
          $0.metrics = make.columns("gaps", 8, 1)
        },
        broken("metrics must have 8 elements, has 4; metrics m [R=2, 4]") {
          $0.metrics = make.float("m", 4)
        },
        broken(
          "\(inputs) and gradient must have the same shape; \(inputs) x [R=2, 5, 3], "
            + "gradient g [R=2, 4, 3]"
        ) { $0.gradient = make.float("g", 4, 3) },
        broken("gradient must be float32, is uint8; gradient b [R=2, 5, 3]") {
          $0.gradient = make.of(.uint8, "b", 5, 3)
        },
      ]
    }
  }

  private static let crossEntropy: [Broken] = {
    let rules = LossRules(family: "softmax-cross-entropy", inputs: "logits") {
      SoftmaxCrossEntropy(
        logits: $0.inputs, labels: $0.targets, smoothing: $0.smoothing, gradient: $0.gradient,
        metrics: $0.metrics)
    }
    return rules.common + [
      rules.broken("labels must be int32, is float32; labels y [R=2, 5]") {
        $0.targets = rules.make.float("y", 5)
      },
      rules.broken(
        "labels must have one element for each row; logits x [R=2, 5, 3], labels four [R=2, 4]"
      ) { $0.targets = rules.make.of(.int32, "four", 4) },
      rules.broken("smoothing must be float32, is int32; smoothing i [R=2, 1]") {
        $0.smoothing = rules.make.of(.int32, "i", 1)
      },
      rules.broken("smoothing must have 1 elements, has 3; smoothing by class [R=2, 3]") {
        $0.smoothing = rules.make.float("by class", 3)
      },
    ]
  }()

  private static let squaredError: [Broken] = {
    let rules = LossRules(family: "squared-error", inputs: "predictions") {
      SquaredError(
        predictions: $0.inputs, targets: $0.targets, gradient: $0.gradient, metrics: $0.metrics)
    }
    let make = rules.make
    let targets = [
      make.of(.int32, "four", 4), make.float("y", 5), make.of(.uint8, "b", 5, 3),
      make.float("turned", 3, 5),
    ]
    return rules.common
      + targets.map { tensor in
        rules.broken(
          "targets must be int32 labels of the rows, or float32 values of the predictions' shape; "
            + "predictions x [R=2, 5, 3], targets \(tensor)"
        ) { $0.targets = tensor }
      } + [
        rules.broken(
          "predictions and gradient must have the same shape; predictions x [R=2, 5, 3], "
            + "gradient g [R=2, 5, 4]"
        ) { $0.gradient = make.float("g", 5, 4) }
      ]
  }()

  private static let penalty: [Broken] = {
    let operands = Operands()
    let (weights, l2) = (operands.float("w", 9, 4), operands.float("l2", 1))
    let metrics = operands.float("metrics", 8)
    func penalty(
      weights otherWeights: Tensor? = nil, l2 otherL2: Tensor? = nil,
      metrics otherMetrics: Tensor? = nil
    ) -> WeightPenalty {
      WeightPenalty(
        weights: otherWeights ?? weights, l2: otherL2 ?? l2, metrics: otherMetrics ?? metrics,
        batch: 5)
    }
    return [
      Broken(
        penalty(weights: operands.of(.uint8, "b", 9)),
        "weight-penalty: weights must be float32, is uint8; weights b [R=2, 9]"),
      Broken(
        penalty(weights: operands.columns("gaps", 9, 4)),
        "weight-penalty: weights must be contiguous; weights gaps [R=2, 9, 4]"),
      Broken(
        penalty(l2: operands.of(.int32, "i", 1)),
        "weight-penalty: l2 must be float32, is int32; l2 i [R=2, 1]"),
      Broken(
        penalty(metrics: operands.of(.int32, "i", 8)),
        "weight-penalty: metrics must be float32, is int32; metrics i [R=2, 8]"),
      Broken(
        penalty(metrics: operands.columns("gaps", 8, 1)),
        "weight-penalty: metrics must be contiguous; metrics gaps [R=2, 8, 1]"),
      Broken(
        penalty(l2: operands.float("l", 2)),
        "weight-penalty: l2 must have 1 elements, has 2; l2 l [R=2, 2]"),
      Broken(
        WeightPenalty(
          weights: weights, l2: l2, l1: operands.of(.int32, "i", 1), metrics: metrics, batch: 5),
        "weight-penalty: l1 must be float32, is int32; l1 i [R=2, 1]"),
      Broken(
        WeightPenalty(
          weights: weights, l2: l2, l1: operands.float("l", 2), metrics: metrics, batch: 5),
        "weight-penalty: l1 must have 1 elements, has 2; l1 l [R=2, 2]"),
      Broken(
        penalty(metrics: operands.float("m", 5)),
        "weight-penalty: metrics must have 8 elements, has 5; metrics m [R=2, 5]"),
    ]
  }()
}
