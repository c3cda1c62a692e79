/// A matrix product and what is done to each element of it before it is stored.
///
/// It computes what its ``parts`` compute one after another, but the product makes no way to memory and
/// back between them. ``Program/fused(where:)`` makes these; networks record the parts.
public struct FusedGemm: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "fused-gemm"

  /// What is done to each element of the product.
  public enum Epilogue: Sendable {
    /// Forward: bias and activation in place, then dropout into a tensor of its own, if any.
    ///
    /// Both the activation's output and the dropout's are written, and the pre-activation where it is kept.
    /// A dropout in place leaves its own.
    case forward(BiasActivation, dropout: Dropout?)
    /// Gradient by a layer's inputs: dropout in place, if any, then the derivative of the activation before
    /// it (no bias gradient).
    case gradient(dropout: Dropout?, BiasActivationGradient)
    /// Gradient by weights: the optimizer's update of the parameters it belongs to.
    ///
    /// The gradient itself is not stored: the product's output holds nothing of use afterwards.
    case update(OptimizerUpdate)
  }

  /// The product, which does not accumulate.
  public let gemm: Gemm
  /// What is done to each element of it.
  public let epilogue: Epilogue

  /// A product with this epilogue.
  public init(gemm: Gemm, epilogue: Epilogue) {
    self.gemm = gemm
    self.epilogue = epilogue
  }

  /// The operations it stands for, in order.
  public var parts: [Operation] {
    switch epilogue {
    case .forward(let activation, let dropout):
      [.gemm(gemm), .biasActivation(activation)] + Self.list(dropout)
    case .gradient(let dropout, let gradient):
      [.gemm(gemm)] + Self.list(dropout) + [.biasActivationGradient(gradient)]
    case .update(let update): [.gemm(gemm), .optimizerUpdate(update)]
    }
  }

  private static func list(_ dropout: Dropout?) -> [Operation] {
    dropout.map { [.dropout($0)] } ?? []
  }

  /// What the operation reads.
  public var reads: [Tensor] { gemm.reads + sources + updated }
  /// What the operation writes.
  public var writes: [Tensor] { [gemm.output] + kept + dropped + updated }

  /// What the epilogue only reads.
  private var sources: [Tensor] {
    switch epilogue {
    case .forward(let activation, let dropout):
      [activation.bias, activation.slope, dropout?.rate, dropout?.seed].compactMap(\.self)
    case .gradient(let dropout, let gradient):
      [dropout?.rate, dropout?.seed, gradient.source, gradient.slope].compactMap(\.self)
    case .update(let update): [update.l2, update.coefficients, update.stepScalars]
    }
  }

  /// What the epilogue reads and writes beside the product.
  private var updated: [Tensor] {
    guard case .update(let update) = epilogue else { return [] }
    return [update.parameters] + update.moments
  }

  /// Where the pre-activation is kept.
  private var kept: [Tensor] {
    guard case .forward(let activation, _) = epilogue else { return [] }
    return activation.preactivation.map { [$0] } ?? []
  }

  /// Where a dropout goes that is not in place.
  private var dropped: [Tensor] {
    guard case .forward(_, let dropout?) = epilogue,
      !dropout.output.hasSameElements(as: gemm.output)
    else { return [] }
    return [dropout.output]
  }

  /// The first rule the operands break: one of a part, or of the pattern.
  public func check() -> CheckFailure? {
    for part in parts {
      if let failure = part.payload.check() {
        return CheckFailure(
          operation: Self.family, rule: "\(failure.operation): \(failure.rule)",
          operands: failure.operands)
      }
    }
    var checker = Checker(Self.family)
    checker.require(!gemm.accumulate, "the product must not accumulate", ["output": gemm.output])
    func requireProduct(_ role: String, _ tensor: Tensor) {
      checker.require(
        tensor.hasSameElements(as: gemm.output), "\(role) must be the product",
        [role: tensor, "output": gemm.output])
    }
    /// Draws go by row and channel.
    func requireDropout(_ dropout: Dropout) {
      requireProduct("input", dropout.input)
      checker.requireSame("input", dropout.input, "output", gemm.output)
    }
    switch epilogue {
    case .forward(let activation, let dropout):
      requireProduct("values", activation.values)
      checker.requireSame("values", activation.values, "output", gemm.output)
      if let dropout { requireDropout(dropout) }
    case .gradient(let dropout, let gradient):
      if let dropout {
        requireDropout(dropout)
        requireProduct("dropped", dropout.output)
      }
      requireProduct("gradient", gradient.gradient)
      checker.requireSame("gradient", gradient.gradient, "output", gemm.output)
      if let biasGradient = gradient.biasGradient {
        checker.require(
          false, "the bias gradient must be summed apart", ["biasGradient": biasGradient])
      }
    case .update(let update): requireProduct("gradients", update.gradients)
    }
    // An element is stored while others are still computed: nothing of this operation may read it.
    checker.requireApart(writes, from: [gemm.left, gemm.right] + sources)
    return checker.failure
  }
}
