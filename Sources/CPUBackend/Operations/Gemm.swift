import COpenBLAS
import Programs

/// ``Programs/Gemm`` on the CPU: one OpenBLAS call a replica (this OpenBLAS has no batched product).
struct CPUGemm: PreparedOperation {
  private let left, right, output: Operand
  private let gemm: Gemm

  init(_ gemm: Gemm, _ memory: Memory) {
    self.gemm = gemm
    left = memory.operand(gemm.left)
    right = memory.operand(gemm.right)
    output = memory.operand(gemm.output)
  }

  func run(_ frame: Frame) {
    cblas_sgemm(
      CblasRowMajor, gemm.transposeLeft ? CblasTrans : CblasNoTrans,
      gemm.transposeRight ? CblasTrans : CblasNoTrans, Int32(gemm.m), Int32(gemm.n), Int32(gemm.k),
      1,
      left.floats(frame), Int32(gemm.left.rowStride), right.floats(frame),
      Int32(gemm.right.rowStride), gemm.accumulate ? 1 : 0, output.floats(frame),
      Int32(gemm.output.rowStride))
  }
}
