import Kernels
import Programs

extension Preparation {
  /// A kernel of `gemm_group_layer.cl` or `gemm_group_update.cl`: one launch for a product and what follows
  /// it.
  func fusedGemm(_ fused: FusedGemm) throws -> Launch {
    let gemm = fused.gemm
    let factors = [rows(gemm.left), rows(gemm.right)]
    let sizes: [Argument] = [.uint(gemm.m), .uint(gemm.n), .uint(gemm.k)]
    switch fused.epilogue {
    case .forward(let activation, let dropout):
      let bias = activation.bias
      let dropped = dropout?.output ?? gemm.output
      return try group(
        .gemmGroupForward, fused,
        defines: [
          "ACTIVATION": activation.activation.kernelNumber, "HAS_BIAS": bias == nil ? 0 : 1,
          "HAS_DROPOUT": dropout == nil ? 0 : 1,
          "KEEPS_PREACTIVATION": activation.preactivation == nil ? 0 : 1,
        ],
        factors + [
          rows(gemm.output), .view(memory.operand(bias ?? gemm.output)),
          rows(activation.preactivation ?? gemm.output), .view(memory.operand(dropped)),
        ] + draw(dropout, orElse: gemm.output) + sizes)
    case .gradient(let dropout, let gradient):
      return try group(
        .gemmGroupGradient, fused,
        defines: [
          "ACTIVATION": gradient.activation.kernelNumber, "HAS_DROPOUT": dropout == nil ? 0 : 1,
        ],
        factors + [rows(gemm.output), rows(gradient.source)]
          + draw(dropout, orElse: gemm.output) + sizes)
    case .update(let update):
      return try group(
        .gemmGroupUpdate, fused, defines: defines(update.method),
        factors + [view(update.parameters)] + settings(update) + sizes)
    }
  }

  /// What a dropout draws with; operands of another tensor where there is none.
  private func draw(_ dropout: Dropout?, orElse tensor: Tensor) -> [Argument] {
    [
      .view(memory.operand(dropout?.rate ?? tensor)),
      .view(memory.operand(dropout?.seed ?? tensor)), .uint(Int(dropout?.stream.id ?? 0)), .step,
    ]
  }

  private func group(
    _ name: KernelName, _ fused: FusedGemm, defines: [String: Int] = [:], _ arguments: [Argument]
  ) throws -> Launch {
    let engine = backend.engines.batched(for: fused.gemm)
    return try launch(
      name, size: engine.size(fused.gemm),
      defines: defines.merging(engine.defines(fused.gemm)) { $1 }, arguments)
  }
}
