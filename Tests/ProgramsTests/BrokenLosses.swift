import Programs

/// Broken rules of the losses and the penalty.
enum BrokenLosses {
  typealias Broken = CheckTests.Broken
  static let all: [Broken] = crossEntropy + squaredError + penalty

  private static let crossEntropy: [Broken] = {
    let operands = Operands()
    let (x, labels) = (operands.float("x", 5, 3), operands.of(.int32, "labels", 5))
    let metrics = operands.float("metrics", 6)
    func loss(
      logits: Tensor? = nil, labels otherLabels: Tensor? = nil, gradient: Tensor? = nil,
      metrics otherMetrics: Tensor? = nil
    ) -> SoftmaxCrossEntropy {
      SoftmaxCrossEntropy(
        logits: logits ?? x, labels: otherLabels ?? labels, gradient: gradient,
        metrics: otherMetrics ?? metrics)
    }
    return [
      Broken(
        loss(logits: operands.of(.int32, "i", 5, 3)),
        "softmax-cross-entropy: logits must be float32, is int32; logits i [R=2, 5, 3]"),
      Broken(
        loss(labels: operands.float("y", 5)),
        "softmax-cross-entropy: labels must be int32, is float32; labels y [R=2, 5]"),
      Broken(
        loss(labels: operands.of(.int32, "four", 4)),
        "softmax-cross-entropy: labels must have one element for each row; logits x [R=2, 5, 3], "
          + "labels four [R=2, 4]"),
      Broken(
        loss(labels: operands.of(.int32, "pairs", 5, 2).columns(0..<1)),
        "softmax-cross-entropy: labels must be contiguous; labels pairs [R=2, 5, 1]"),
      Broken(
        loss(metrics: operands.of(.int32, "i", 6)),
        "softmax-cross-entropy: metrics must be float32, is int32; metrics i [R=2, 6]"),
      Broken(
        loss(metrics: operands.columns("gaps", 6, 1)),
        "softmax-cross-entropy: metrics must be contiguous; metrics gaps [R=2, 6, 1]"),
      Broken(
        loss(metrics: operands.float("m", 4)),
        "softmax-cross-entropy: metrics must have 6 elements, has 4; metrics m [R=2, 4]"),
      Broken(
        loss(gradient: operands.float("g", 4, 3)),
        "softmax-cross-entropy: logits and gradient must have the same shape; "
          + "logits x [R=2, 5, 3], gradient g [R=2, 4, 3]"),
      Broken(
        loss(gradient: operands.of(.uint8, "b", 5, 3)),
        "softmax-cross-entropy: gradient must be float32, is uint8; gradient b [R=2, 5, 3]"),
    ]
  }()

  private static let squaredError: [Broken] = {
    let operands = Operands()
    let (x, labels) = (operands.float("x", 5, 3), operands.of(.int32, "labels", 5))
    let metrics = operands.float("metrics", 6)
    func loss(
      predictions: Tensor? = nil, targets: Tensor? = nil, gradient: Tensor? = nil,
      metrics otherMetrics: Tensor? = nil
    ) -> SquaredError {
      SquaredError(
        predictions: predictions ?? x, targets: targets ?? labels, gradient: gradient,
        metrics: otherMetrics ?? metrics)
    }
    let rule =
      "squared-error: targets must be int32 labels of the rows, or float32 values of the "
      + "predictions' shape; predictions x [R=2, 5, 3], targets "
    return [
      Broken(
        loss(predictions: operands.of(.int32, "i", 5, 3)),
        "squared-error: predictions must be float32, is int32; predictions i [R=2, 5, 3]"),
      Broken(loss(targets: operands.of(.int32, "four", 4)), rule + "four [R=2, 4]"),
      Broken(loss(targets: operands.float("y", 5)), rule + "y [R=2, 5]"),
      Broken(loss(targets: operands.of(.uint8, "b", 5, 3)), rule + "b [R=2, 5, 3]"),
      Broken(loss(targets: operands.float("turned", 3, 5)), rule + "turned [R=2, 3, 5]"),
      Broken(
        loss(targets: operands.of(.int32, "pairs", 5, 2).columns(0..<1)),
        "squared-error: labels must be contiguous; labels pairs [R=2, 5, 1]"),
      Broken(
        loss(metrics: operands.of(.uint32, "u", 6)),
        "squared-error: metrics must be float32, is uint32; metrics u [R=2, 6]"),
      Broken(
        loss(metrics: operands.columns("gaps", 6, 1)),
        "squared-error: metrics must be contiguous; metrics gaps [R=2, 6, 1]"),
      Broken(
        loss(metrics: operands.float("m", 7)),
        "squared-error: metrics must have 6 elements, has 7; metrics m [R=2, 7]"),
      Broken(
        loss(gradient: operands.float("g", 5, 4)),
        "squared-error: predictions and gradient must have the same shape; "
          + "predictions x [R=2, 5, 3], gradient g [R=2, 5, 4]"),
      Broken(
        loss(gradient: operands.of(.uint8, "b", 5, 3)),
        "squared-error: gradient must be float32, is uint8; gradient b [R=2, 5, 3]"),
    ]
  }()

  private static let penalty: [Broken] = {
    let operands = Operands()
    let (weights, l2) = (operands.float("w", 9, 4), operands.float("l2", 1))
    let metrics = operands.float("metrics", 6)
    func penalty(
      weights otherWeights: Tensor? = nil, l2 otherL2: Tensor? = nil,
      metrics otherMetrics: Tensor? = nil
    ) -> L2Penalty {
      L2Penalty(
        weights: otherWeights ?? weights, l2: otherL2 ?? l2, metrics: otherMetrics ?? metrics,
        batch: 5)
    }
    return [
      Broken(
        penalty(weights: operands.of(.uint8, "b", 9)),
        "l2-penalty: weights must be float32, is uint8; weights b [R=2, 9]"),
      Broken(
        penalty(weights: operands.columns("gaps", 9, 4)),
        "l2-penalty: weights must be contiguous; weights gaps [R=2, 9, 4]"),
      Broken(
        penalty(l2: operands.of(.int32, "i", 1)),
        "l2-penalty: l2 must be float32, is int32; l2 i [R=2, 1]"),
      Broken(
        penalty(metrics: operands.of(.int32, "i", 6)),
        "l2-penalty: metrics must be float32, is int32; metrics i [R=2, 6]"),
      Broken(
        penalty(metrics: operands.columns("gaps", 6, 1)),
        "l2-penalty: metrics must be contiguous; metrics gaps [R=2, 6, 1]"),
      Broken(
        penalty(l2: operands.float("l", 2)),
        "l2-penalty: l2 must have 1 elements, has 2; l2 l [R=2, 2]"),
      Broken(
        penalty(metrics: operands.float("m", 5)),
        "l2-penalty: metrics must have 6 elements, has 5; metrics m [R=2, 5]"),
    ]
  }()
}
