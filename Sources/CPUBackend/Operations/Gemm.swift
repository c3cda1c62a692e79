import COpenBLAS
import CPUKernels
import Programs

/// ``Programs/Gemm`` on the CPU.
struct CPUGemm: PreparedOperation {
  private let tiles: TiledGemm
  private let usesTiles: Bool
  private let blas: OpenBLASGemm

  init(_ gemm: Gemm, _ memory: Memory) {
    tiles = TiledGemm(gemm, memory)
    usesTiles = memory.engine == .tiles
    blas = OpenBLASGemm(gemm, memory)
  }

  func run(_ frame: Frame) {
    guard usesTiles else { return blas.run(frame) }
    let part = tiles.part(frame.share)
    tiles.multiply(rows: part.rows, columns: part.columns, frame)
  }
}

/// One OpenBLAS call a replica (this OpenBLAS has no batched product).
private struct OpenBLASGemm {
  private let left, right, output: Operand
  private let gemm: Gemm

  init(_ gemm: Gemm, _ memory: Memory) {
    self.gemm = gemm
    left = memory.operand(gemm.left)
    right = memory.operand(gemm.right)
    output = memory.operand(gemm.output)
  }

  func run(_ frame: Frame) {
    guard frame.share.isFirst else { return }
    cblas_sgemm(
      CblasRowMajor, gemm.transposeLeft ? CblasTrans : CblasNoTrans,
      gemm.transposeRight ? CblasTrans : CblasNoTrans, Int32(gemm.m), Int32(gemm.n), Int32(gemm.k),
      1,
      left.floats(frame), Int32(gemm.left.rowStride), right.floats(frame),
      Int32(gemm.right.rowStride), gemm.accumulate ? 1 : 0, output.floats(frame),
      Int32(gemm.output.rowStride))
  }
}

/// A product in register tiles, whole or in part.
struct TiledGemm {
  let m, n, k: Int
  let output: Operand
  let outputRow: Int
  private let kernel: KernelSet
  private let left, right: Operand
  private let leftRow, leftStep, rightRow: Int
  private let transposeRight, accumulate: Bool

  init(_ gemm: Gemm, _ memory: Memory) {
    (m, n, k) = (gemm.m, gemm.n, gemm.k)
    kernel = memory.kernels
    left = memory.operand(gemm.left)
    right = memory.operand(gemm.right)
    output = memory.operand(gemm.output)
    let stride = gemm.left.rowStride
    (leftRow, leftStep) = gemm.transposeLeft ? (1, stride) : (stride, 1)
    rightRow = gemm.right.rowStride
    outputRow = gemm.output.rowStride
    transposeRight = gemm.transposeRight
    accumulate = gemm.accumulate
  }

  /// The rows and columns of a share: by columns where there are enough and nobody wants rows.
  func part(_ share: Share, byRows: Bool = false) -> (rows: Range<Int>, columns: Range<Int>) {
    if byRows || n < 16 * share.count { return (share.range(of: m, unit: 8), 0..<n) }
    return (0..<m, share.range(of: n, unit: 16))
  }

  /// Computes a rectangle of the output.
  @inline(__always)
  func multiply(rows: Range<Int>, columns: Range<Int>, _ frame: Frame) {
    guard !rows.isEmpty, !columns.isEmpty else { return }
    var product = arguments(rows, columns, frame)
    kernel.gemm(&product)
  }

  /// Computes a rectangle of a gradient and updates the parameters under it.
  @inline(__always)
  func update(
    rows: Range<Int>, columns: Range<Int>, _ update: cpu_update, _ w: UnsafeMutablePointer<Float>,
    _ m: UnsafeMutablePointer<Float>?, _ v: UnsafeMutablePointer<Float>?, _ frame: Frame
  ) {
    guard !rows.isEmpty, !columns.isEmpty else { return }
    var product = arguments(rows, columns, frame)
    var update = update
    let first = rows.lowerBound * outputRow + columns.lowerBound
    kernel.gemmUpdate(&product, &update, w + first, m.map { $0 + first }, v.map { $0 + first })
  }

  private func arguments(_ rows: Range<Int>, _ columns: Range<Int>, _ frame: Frame) -> cpu_gemm {
    cpu_gemm(
      m: rows.count, n: columns.count, k: k,
      left: left.floats(frame) + rows.lowerBound * leftRow, left_row: leftRow, left_step: leftStep,
      right: right.floats(frame) + columns.lowerBound * (transposeRight ? rightRow : 1),
      right_row: rightRow, transpose_right: transposeRight, accumulate: accumulate,
      output: output.floats(frame) + rows.lowerBound * outputRow + columns.lowerBound,
      output_row: outputRow)
  }
}
