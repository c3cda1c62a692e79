import Programs

/// Broken rules of the optimizers.
enum BrokenOptimizers {
  typealias Broken = CheckTests.Broken

  static let all: [Broken] = updates + transforms + limits

  private static let transforms: [Broken] = {
    let operands = Operands()
    let (weights, gradients) = (operands.float("w", 9), operands.float("g", 9))
    let number = operands.float("number", 1)
    let gaps = operands.columns("gaps", 3, 3)
    let (whole, pair) = (operands.of(.int32, "i", 9), operands.float("pair", 2))
    func transform(
      gradients otherGradients: Tensor? = nil, parameters: Tensor? = nil, regularizedCount: Int = 7,
      l2: Tensor? = nil, l1: Tensor? = nil, largest: Tensor? = nil, norm: Tensor? = nil
    ) -> GradientTransform {
      GradientTransform(
        gradients: otherGradients ?? gradients, parameters: parameters ?? weights,
        regularizedCount: regularizedCount, l2: l2 ?? number, l1: l1 ?? number,
        largest: largest ?? number, norm: norm ?? number)
    }
    let name = "gradient-transform: "
    let has2 = " must have 1 elements, has 2; "
    return [
      Broken(
        transform(gradients: whole),
        name + "gradients must be float32, is int32; gradients i [R=2, 9]"),
      Broken(
        transform(gradients: gaps),
        name + "gradients must be contiguous; gradients gaps [R=2, 3, 3]"),
      Broken(
        transform(parameters: whole),
        name + "parameters must be float32, is int32; parameters i [R=2, 9]"),
      Broken(
        transform(parameters: gaps),
        name + "parameters must be contiguous; parameters gaps [R=2, 3, 3]"),
      Broken(
        transform(parameters: operands.float("short", 8)),
        name + "parameters must have 9 elements, has 8; parameters short [R=2, 8]"),
      Broken(
        transform(regularizedCount: 10),
        name + "regularizedCount 10 must not exceed the parameters; gradients g [R=2, 9]"),
      Broken(
        transform(regularizedCount: -1),
        name + "regularizedCount -1 must not exceed the parameters; gradients g [R=2, 9]"),
      Broken(transform(l2: pair), name + "l2" + has2 + "l2 pair [R=2, 2]"),
      Broken(transform(l1: pair), name + "l1" + has2 + "l1 pair [R=2, 2]"),
      Broken(transform(largest: pair), name + "largest" + has2 + "largest pair [R=2, 2]"),
      Broken(transform(norm: pair), name + "norm" + has2 + "norm pair [R=2, 2]"),
      Broken(
        transform(norm: operands.of(.uint32, "u", 1)),
        name + "norm must be float32, is uint32; norm u [R=2, 1]"),
    ]
  }()

  private static let limits: [Broken] = {
    let operands = Operands()
    let (weights, limit) = (operands.float("w", 9, 4), operands.float("limit", 1))
    return [
      Broken(
        MaxNorm(weights: operands.of(.int32, "i", 9, 4), limit: limit),
        "max-norm: weights must be float32, is int32; weights i [R=2, 9, 4]"),
      Broken(
        MaxNorm(weights: weights, limit: operands.of(.int32, "i", 1)),
        "max-norm: limit must be float32, is int32; limit i [R=2, 1]"),
      Broken(
        MaxNorm(weights: weights, limit: operands.float("by unit", 4)),
        "max-norm: limit must have 1 elements, has 4; limit by unit [R=2, 4]"),
    ]
  }()

  private static let updates: [Broken] = {
    let operands = Operands()
    let (weights, gradients) = (operands.float("w", 9), operands.float("g", 9))
    let moments = [operands.float("m", 9), operands.float("v", 9)]
    let (l2, coefficients) = (operands.float("l2", 1), operands.float("c", 3))
    let scalars = operands.float("s", 4, 1)
    let gaps = operands.columns("gaps", 3, 3)
    func adam(
      parameters: Tensor? = nil, gradients otherGradients: Tensor? = nil,
      moments otherMoments: [Tensor]? = nil, regularizedCount: Int = 7, l2 otherL2: Tensor? = nil,
      coefficients other: Tensor? = nil, scalars otherScalars: Tensor? = nil
    ) -> OptimizerUpdate {
      OptimizerUpdate(
        method: .adam, parameters: parameters ?? weights, gradients: otherGradients ?? gradients,
        moments: otherMoments ?? moments, regularizedCount: regularizedCount, l2: otherL2 ?? l2,
        coefficients: other ?? coefficients, stepScalars: otherScalars ?? scalars)
    }
    let name = "optimizer-update: "
    return [
      Broken(
        adam(parameters: operands.of(.int32, "i", 9)),
        name + "parameters must be float32, is int32; parameters i [R=2, 9]"),
      Broken(
        adam(parameters: gaps),
        name + "parameters must be contiguous; parameters gaps [R=2, 3, 3]"),
      Broken(
        adam(gradients: operands.of(.int32, "i", 9)),
        name + "gradients must be float32, is int32; gradients i [R=2, 9]"),
      Broken(
        adam(gradients: gaps), name + "gradients must be contiguous; gradients gaps [R=2, 3, 3]"),
      Broken(
        adam(gradients: operands.float("short", 8)),
        name + "gradients must have 9 elements, has 8; gradients short [R=2, 8]"),
      Broken(
        adam(moments: [moments[0], operands.of(.uint32, "u", 9)]),
        name + "moment must be float32, is uint32; moment u [R=2, 9]"),
      Broken(
        adam(moments: [moments[0], operands.float("long", 10)]),
        name + "moment must have 9 elements, has 10; moment long [R=2, 10]"),
      Broken(
        adam(moments: [gaps, moments[1]]),
        name + "moment must be contiguous; moment gaps [R=2, 3, 3]"),
      Broken(
        adam(moments: [moments[0]]), name + "adam needs 2 moments, got 1; parameters w [R=2, 9]"),
      Broken(
        OptimizerUpdate(
          method: .sgd, parameters: weights, gradients: gradients, moments: moments,
          regularizedCount: 0, l2: l2, coefficients: coefficients, stepScalars: scalars),
        name + "sgd needs 0 moments, got 2; parameters w [R=2, 9]"),
      Broken(
        adam(regularizedCount: 10),
        name + "regularizedCount 10 must not exceed the parameters; parameters w [R=2, 9]"),
      Broken(
        adam(regularizedCount: -1),
        name + "regularizedCount -1 must not exceed the parameters; parameters w [R=2, 9]"),
      Broken(
        adam(l2: operands.float("l", 2)), name + "l2 must have 1 elements, has 2; l2 l [R=2, 2]"),
      Broken(
        adam(l2: operands.of(.int32, "i", 1)),
        name + "l2 must be float32, is int32; l2 i [R=2, 1]"),
      Broken(
        adam(coefficients: operands.of(.uint32, "u", 3)),
        name + "coefficients must be float32, is uint32; coefficients u [R=2, 3]"),
      Broken(
        adam(scalars: operands.of(.int32, "i", 4, 1)),
        name + "stepScalars must be float32, is int32; stepScalars i [R=2, 4, 1]"),
      Broken(
        adam(scalars: operands.columns("gaps", 4, 1)),
        name + "stepScalars must be contiguous; stepScalars gaps [R=2, 4, 1]"),
      Broken(
        adam(coefficients: operands.float("two", 2)),
        name + "adam needs 3 coefficients; coefficients two [R=2, 2]"),
      Broken(
        adam(scalars: operands.float("pairs", 4, 2)),
        name + "adam needs 1 scalars for each step; stepScalars pairs [R=2, 4, 2]"),
    ]
  }()
}
