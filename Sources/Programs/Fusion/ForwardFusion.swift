/// Fuses a product with the bias, activation and dropout that directly follow it.
enum ForwardFusion {
  static func fuse(
    _ operations: [Operation], where accepts: (FusedGemm) -> Bool
  ) -> [Operation] {
    var fused: [Operation] = []
    var rest = operations[...]
    while let operation = rest.popFirst() {
      let chain = chains(operation, rest).first { $0.check() == nil && accepts($0) }
      fused.append(chain.map { .fusedGemm($0) } ?? operation)
      rest = rest.dropFirst((chain?.parts.count ?? 1) - 1)
    }
    return fused
  }

  /// What an operation and those that follow it could become, the longest chain first.
  private static func chains(
    _ operation: Operation, _ following: ArraySlice<Operation>
  ) -> [FusedGemm] {
    guard case .gemm(let gemm) = operation,
      case .biasActivation(let activation)? = following.first,
      activation.values.hasSameElements(as: gemm.output)
    else { return [] }
    let short = FusedGemm(gemm: gemm, epilogue: .forward(activation, dropout: nil))
    guard case .dropout(let dropout)? = following.dropFirst().first,
      dropout.input.hasSameElements(as: gemm.output)
    else { return [short] }
    return [FusedGemm(gemm: gemm, epilogue: .forward(activation, dropout: dropout)), short]
  }
}
