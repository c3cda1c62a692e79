import Kernels
import Programs

/// A call of a device function of `Kernels/core_*.cl` for one replica, as text, and how it may be cut.
struct CoreCall {
  /// What a call may be restricted to: elements `first` ..< `last`, both multiples of `unit` (or the end).
  enum Extent: Equatable {
    /// All or nothing.
    case whole
    /// Rows of the batch: what follows in the same rows needs no other rows of it.
    case rows(Int, unit: Int)
    /// Parts of something else, such as parameters.
    case parts(Int, unit: Int)
  }

  /// The files that define what is called.
  let files: [KernelFile]
  let extent: Extent
  /// OpenCL C statements; `first` and `last` bound the extent.
  let text: String
  /// What it is a part of; set when the calls of a routine are listed.
  var operation: Operation?
  /// The position among all parts of the routine's operations.
  var position = 0
  /// The position of the routine's operation that it belongs to.
  var operationPosition = 0

  /// Whether the order of two calls matters.
  func conflicts(with other: CoreCall) -> Bool {
    guard let operation, let theirs = other.operation else { return true }
    // Calls of one operation follow one another, and all losses share the row sums.
    return position == other.position || usesRowSums && other.usesRowSums
      || operation.conflicts(with: theirs)
  }

  private var usesRowSums: Bool { files.contains(.coreLoss) }

  /// Whether it reads rows of `earlier`'s result other than its own.
  func readsOtherRows(of earlier: CoreCall) -> Bool {
    guard let operation, let written = earlier.operation?.payload.writes else { return true }
    if case .gemm(let gemm) = operation, written.contains(where: gemm.right.overlaps) {
      return true
    }
    let payload = operation.payload
    return (payload.reads + payload.writes).contains { tensor in
      written.contains {
        $0.overlaps(tensor) && ($0.rows != tensor.rows || $0.rowStride != tensor.rowStride)
      }
    }
  }
}
