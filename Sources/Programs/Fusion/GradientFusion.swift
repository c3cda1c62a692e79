/// Fuses the product that is the gradient by a layer's inputs with the dropout and the activation's
/// derivative of the layers before it.
///
/// These need not be adjacent: they move up to the product if nothing in between touches what they touch.
/// The bias gradient is a sum over rows, so it stays behind as an operation of its own.
enum GradientFusion {
  static func fuse(
    _ operations: [Operation], where accepts: (FusedGemm) -> Bool
  ) -> [Operation] {
    // `nil` stands for an operation that has moved up into a product.
    var fused: [Operation?] = operations
    for position in operations.indices {
      guard let chain = Chain(operations, from: position) else { continue }
      let operation = chain.fused
      guard operation.check() == nil, accepts(operation) else { continue }
      fused[position] = .fusedGemm(operation)
      if let dropout = chain.dropout { fused[dropout.position] = nil }
      fused[chain.gradient.position] = chain.biasGradient
    }
    return fused.compactMap(\.self)
  }

  /// A product and what follows it on its way, with positions.
  private struct Chain {
    var gemm: Gemm
    var dropout: (operation: Dropout, position: Int)?
    var gradient: (operation: BiasActivationGradient, position: Int)

    init?(_ operations: [Operation], from start: Int) {
      guard case .gemm(let gemm) = operations[start] else { return nil }
      self.gemm = gemm
      /// The next operation that touches the product.
      func next(after position: Int) -> Int? {
        operations.indices.dropFirst(position + 1).first { operations[$0].touches(gemm.output) }
      }
      guard var position = next(after: start) else { return nil }
      if case .dropout(let dropout) = operations[position],
        dropout.input.hasSameElements(as: gemm.output),
        dropout.output.hasSameElements(as: gemm.output)
      {
        let passed = operations[(start + 1)..<position]
        guard !passed.contains(where: operations[position].conflicts),
          let following = next(after: position)
        else { return nil }
        self.dropout = (dropout, position)
        position = following
      }
      guard case .biasActivationGradient(let gradient) = operations[position],
        gradient.gradient.hasSameElements(as: gemm.output)
      else { return nil }
      self.gradient = (gradient, position)
      // The dropout moves along with it.
      let moved = Operation.biasActivationGradient(Self.withoutBias(gradient))
      let passed = operations.indices[(start + 1)..<position].filter { $0 != dropout?.position }
      guard !passed.contains(where: { operations[$0].conflicts(with: moved) }) else { return nil }
    }

    var fused: FusedGemm {
      FusedGemm(
        gemm: gemm,
        epilogue: .gradient(
          dropout: dropout?.operation, Self.withoutBias(gradient.operation)))
    }

    /// What is left of the activation's backward: the sum over rows.
    var biasGradient: Operation? {
      let whole = gradient.operation
      guard let biasGradient = whole.biasGradient else { return nil }
      return .biasActivationGradient(
        BiasActivationGradient(
          gradient: whole.gradient, source: whole.gradient, biasGradient: biasGradient,
          activation: .identity))
    }

    private static func withoutBias(_ whole: BiasActivationGradient) -> BiasActivationGradient {
      BiasActivationGradient(
        gradient: whole.gradient, source: whole.source, biasGradient: nil,
        activation: whole.activation, slope: whole.slope)
    }
  }
}
