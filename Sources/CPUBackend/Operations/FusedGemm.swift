import CPUKernels
import Programs

/// ``Programs/FusedGemm`` on the CPU: the work after the product is done on a block of it that is still in
/// the core's first cache.
struct CPUFusedGemm: PreparedOperation {
  private let product: TiledGemm
  private let epilogue: Epilogue

  private enum Epilogue {
    case forward(CPUBiasActivation, CPUDropout?)
    case gradient(CPUDropout?, CPUBiasActivationGradient)
    /// The update of what a tile has just found, without storing it.
    case tileUpdate(CPUOptimizerUpdate)
    /// The update of the rows that were just found.
    case rowUpdate(CPUOptimizerUpdate)
  }

  /// Rows that are finished before the next ones are begun.
  private static let blockRows = 128

  /// About as many elements of a gradient are found before their parameters are updated: a quarter of the
  /// second cache and less, beside the parameters and moments.
  private static let blockCount = 16_384

  init(_ fused: FusedGemm, _ memory: Memory) {
    product = TiledGemm(fused.gemm, memory)
    epilogue =
      switch fused.epilogue {
      case .forward(let activation, let dropout):
        .forward(
          CPUBiasActivation(activation, memory), dropout.map { CPUDropout($0, memory) })
      case .gradient(let dropout, let gradient):
        .gradient(
          dropout.map { CPUDropout($0, memory) }, CPUBiasActivationGradient(gradient, memory))
      case .update(let update):
        Self.hasTiles(fused.gemm, update)
          ? .tileUpdate(CPUOptimizerUpdate(update, memory))
          : .rowUpdate(CPUOptimizerUpdate(update, memory))
      }
  }

  /// Whether the update happens in the registers of the product's tiles: that needs a kernel of the method,
  /// a right factor as it is, and a penalty on whole rows of weights.
  private static func hasTiles(_ gemm: Gemm, _ update: OptimizerUpdate) -> Bool {
    CPUOptimizerUpdate.hasTiles(update.method) && !gemm.transposeRight
      && update.regularizedCount.isMultiple(of: gemm.n)
  }

  func run(_ frame: Frame) {
    switch epilogue {
    case .forward(let activation, let dropout):
      blocks(product.part(frame.share), of: Self.blockRows, frame) { rows, columns in
        activation.run(rows: rows, columns: columns, frame)
        dropout?.run(rows: rows, columns: columns, frame)
      }
    case .gradient(let dropout, let gradient):
      blocks(product.part(frame.share), of: Self.blockRows, frame) { rows, columns in
        dropout?.run(rows: rows, columns: columns, frame)
        gradient.differentiate(rows: rows, columns: columns, frame)
      }
    // Rows lie together, so that no core's prefetches reach into what another one writes.
    case .tileUpdate(let update):
      let (rows, columns) = product.part(frame.share, byRows: true)
      update.run(on: product, rows: rows, columns: columns, frame)
    case .rowUpdate(let update):
      let height = max(8, Self.blockCount / product.n / 8 * 8)
      blocks(product.part(frame.share, byRows: true), of: height, frame) { rows, _ in
        update.run(on: rows.lowerBound * product.n..<rows.upperBound * product.n, frame)
      }
    }
  }

  /// Computes the product a block of rows at a time, and does what follows to each.
  @inline(__always)
  private func blocks(
    _ part: (rows: Range<Int>, columns: Range<Int>), of height: Int, _ frame: Frame,
    _ finish: (_ rows: Range<Int>, _ columns: Range<Int>) -> Void
  ) {
    for first in stride(from: part.rows.lowerBound, to: part.rows.upperBound, by: height) {
      let block = first..<min(first + height, part.rows.upperBound)
      product.multiply(rows: block, columns: part.columns, frame)
      finish(block, part.columns)
    }
  }
}
