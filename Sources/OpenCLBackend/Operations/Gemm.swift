import Programs

extension Preparation {
  /// A matrix product by the engine chosen for its shape.
  func gemm(_ gemm: Gemm) throws -> any Command {
    try backend.engines.engine(for: gemm).command(
      gemm, left: memory.operand(gemm.left), right: memory.operand(gemm.right),
      output: memory.operand(gemm.output))
  }
}
