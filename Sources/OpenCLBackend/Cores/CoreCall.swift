import Kernels
import Programs

/// A call of a device function of `Kernels/core_*.cl` for one replica, as text, and how it may be cut.
struct CoreCall {
  /// What a call may be restricted to: elements `first` ..< `last`, both multiples of `unit` (or the end).
  enum Extent: Equatable {
    /// All or nothing.
    case whole
    /// Rows of the batch.
    case rows(Int, unit: Int)
    /// Parts of something else, such as parameters.
    case parts(Int, unit: Int)

    /// The same extent as a single unit.
    var undivided: Extent {
      switch self {
      case .whole: .whole
      case .rows(let count, _): .rows(count, unit: count)
      case .parts(let count, _): .parts(count, unit: count)
      }
    }
  }

  /// The files that define what is called.
  let files: [KernelFile]
  private(set) var extent: Extent
  /// OpenCL C statements; `first` and `last` bound the extent.
  let text: String
  /// What it is a part of; set when the calls of a routine are listed.
  private(set) var operation: Operation?
  /// The position among all parts of the routine's operations.
  private(set) var position = 0
  /// The position of the routine's operation that it belongs to.
  private(set) var operationPosition = 0
  private let ownReads, ownWrites: [Tensor]?

  /// A call that no routine has yet.
  ///
  /// - Parameters:
  ///   - reads: What it reads, if not all that its operation does.
  ///   - writes: What it writes, if not all that its operation does.
  init(
    files: [KernelFile], extent: Extent, text: String, reads: [Tensor]? = nil,
    writes: [Tensor]? = nil
  ) {
    self.files = files
    self.extent = extent
    self.text = text
    (ownReads, ownWrites) = (reads, writes)
  }

  /// The same call in its place; in one piece if its rows depend on one another.
  func placed(_ operation: Operation, at position: Int, of operationPosition: Int) -> CoreCall {
    var call = self
    call.operation = operation
    call.position = position
    call.operationPosition = operationPosition
    if call.footprint?.mixesRows == true { call.extent = extent.undivided }
    return call
  }

  /// Whether the order of two calls matters.
  func conflicts(with other: CoreCall) -> Bool {
    // Calls of one operation follow one another, all losses share the row sums, all patches their memory.
    position == other.position || usesRowSums && other.usesRowSums
      || usesWorkspace && other.usesWorkspace
      || writes.contains(where: other.touches) || other.writes.contains(where: touches)
  }

  private var reads: [Tensor] { ownReads ?? operation?.payload.reads ?? [] }
  private var writes: [Tensor] { ownWrites ?? operation?.payload.writes ?? [] }

  private func touches(_ tensor: Tensor) -> Bool {
    (reads + writes).contains { $0.overlaps(tensor) }
  }

  private var usesRowSums: Bool { files.contains(.coreLoss) }
  private var usesWorkspace: Bool { files.contains(.coreConvolution) }

  /// Whether items that each take some rows through both calls would touch rows of one another.
  func mixesRows(with other: CoreCall) -> Bool {
    guard let footprint, let theirs = other.footprint else { return true }
    return footprint.mixesRows(with: theirs)
  }

  private var footprint: RowFootprint? {
    switch extent {
    case .whole: nil
    case .rows(let count, _), .parts(let count, _):
      operation.map { RowFootprint($0, rows: count) }
    }
  }
}
