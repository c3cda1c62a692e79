/// One optimizer step over all parameters of the model, which lie in one flat tensor.
///
/// The gradient used is `g + 2 l2 w` for the first `regularizedCount` parameters (weights lie before
/// biases) and `g` for the rest, and for all where `l2` is 0: a weight that is not finite then adds
/// nothing, as in a program without penalties. What depends on the step (rate, bias correction) is a table
/// that the host computes in double precision, so that both backends use the same numbers.
/// Shapes: `parameters`, `gradients`, each of `moments` [R, P] contiguous; `l2` [R, 1]; `coefficients`
/// [R, `method.coefficientCount`] (at least 1); `stepScalars` [R, S, `method.stepScalarCount`], indexed by
/// the batch within the epoch.
public struct OptimizerUpdate: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "optimizer-update"
  /// The formula.
  public let method: OptimizerMethod
  /// All parameters.
  public let parameters: Tensor
  /// The gradient of the data loss.
  public let gradients: Tensor
  /// What the method remembers from step to step.
  public let moments: [Tensor]
  /// How many parameters, from the first, the penalty applies to.
  public let regularizedCount: Int
  /// Lambda of each replica.
  public let l2: Tensor
  /// The method's constants of each replica.
  public let coefficients: Tensor
  /// The method's numbers for every step of the epoch.
  public let stepScalars: Tensor

  /// An update with these operands.
  public init(
    method: OptimizerMethod, parameters: Tensor, gradients: Tensor, moments: [Tensor],
    regularizedCount: Int, l2: Tensor, coefficients: Tensor, stepScalars: Tensor
  ) {
    self.method = method
    self.parameters = parameters
    self.gradients = gradients
    self.moments = moments
    self.regularizedCount = regularizedCount
    self.l2 = l2
    self.coefficients = coefficients
    self.stepScalars = stepScalars
  }

  /// The same update of the parameters `range` only, counted from the first.
  public func part(_ range: Range<Int>) -> OptimizerUpdate {
    OptimizerUpdate(
      method: method, parameters: parameters.elements(range), gradients: gradients.elements(range),
      moments: moments.map { $0.elements(range) },
      regularizedCount: min(max(regularizedCount - range.lowerBound, 0), range.count), l2: l2,
      coefficients: coefficients, stepScalars: stepScalars)
  }

  /// What the operation reads.
  public var reads: [Tensor] { [parameters, gradients, l2, coefficients, stepScalars] + moments }
  /// What the operation writes.
  public var writes: [Tensor] { [parameters] + moments }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    for (role, tensor) in [("parameters", parameters), ("gradients", gradients)]
      + moments.map({ ("moment", $0) })
    {
      checker.require(.float32, role, tensor)
      checker.requireContiguous(role, tensor)
      checker.require(count: parameters.count, role, tensor)
    }
    checker.require(
      moments.count == method.momentCount,
      "\(method.rawValue) needs \(method.momentCount) moments, got \(moments.count)",
      ["parameters": parameters])
    checker.require(
      regularizedCount >= 0 && regularizedCount <= parameters.count,
      "regularizedCount \(regularizedCount) must not exceed the parameters",
      ["parameters": parameters])
    checker.require(.float32, "l2", l2)
    checker.require(count: 1, "l2", l2)
    checker.require(.float32, "coefficients", coefficients)
    checker.require(
      coefficients.count >= method.coefficientCount,
      "\(method.rawValue) needs \(method.coefficientCount) coefficients",
      ["coefficients": coefficients])
    checker.require(
      stepScalars.channels == method.stepScalarCount,
      "\(method.rawValue) needs \(method.stepScalarCount) scalars for each step",
      ["stepScalars": stepScalars])
    checker.require(.float32, "stepScalars", stepScalars)
    checker.requireContiguous("stepScalars", stepScalars)
    return checker.failure
  }
}
