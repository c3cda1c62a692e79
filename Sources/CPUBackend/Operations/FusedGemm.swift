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
    case update(CPUOptimizerUpdate)
    /// What has no fused form: the update, after the whole product.
    case updateApart(CPUOptimizerUpdate)
  }

  /// Rows that are finished before the next ones are begun.
  private static let blockRows = 128

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
        Self.runs(fused)
          ? .update(CPUOptimizerUpdate(update, memory))
          : .updateApart(CPUOptimizerUpdate(update, memory))
      }
  }

  /// Whether a product has a fused form here: an update needs a right factor as it is, and a penalty on
  /// whole rows of weights.
  static func runs(_ fused: FusedGemm) -> Bool {
    guard case .update(let update) = fused.epilogue else { return true }
    return !fused.gemm.transposeRight && update.regularizedCount.isMultiple(of: fused.gemm.n)
  }

  func run(_ frame: Frame) {
    if case .updateApart(let update) = epilogue { return runApart(update, frame) }
    if case .update(let update) = epilogue {
      // Rows lie together, so that no core's prefetches reach into what another one writes.
      let (rows, columns) = product.part(frame.share, byRows: true)
      return update.run(on: product, rows: rows, columns: columns, frame)
    }
    let (rows, columns) = product.part(frame.share)
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.blockRows) {
      let block = first..<min(first + Self.blockRows, rows.upperBound)
      product.multiply(rows: block, columns: columns, frame)
      switch epilogue {
      case .forward(let activation, let dropout):
        activation.run(rows: block, columns: columns, frame)
        dropout?.run(rows: block, columns: columns, frame)
      case .gradient(let dropout, let gradient):
        dropout?.run(rows: block, columns: columns, frame)
        gradient.differentiate(rows: block, columns: columns, frame)
      case .update, .updateApart: break
      }
    }
  }

  private func runApart(_ update: CPUOptimizerUpdate, _ frame: Frame) {
    guard frame.share.isFirst else { return }
    var whole = frame
    whole.share = .all
    product.multiply(rows: 0..<product.m, columns: 0..<product.n, whole)
    update.run(whole)
  }
}
