import Kernels
import Programs

/// Writes the operations of a program as calls of device functions, all sizes as constants.
///
/// The text has these names: `replica`; `step`, `batch` and `row` of the step; `first` and `last`; `slot`, the
/// number of the work-item among those that share a call; one pointer for each buffer.
struct CoreWriter {
  let program: Program

  /// The rows of a register tile of `core_gemm.cl`.
  let tileRows: Int

  /// Where convolutions lay out patches.
  let patches: PatchWorkspace

  /// The name of the memory of a tensor.
  static func name(_ buffer: Buffer) -> String {
    buffer.lifetime == .scratch ? arena : "buffer\(buffer.id)"
  }

  /// The scratch memory, and each row's loss and hit.
  static let arena = "arena"
  static let rowSums = "row_sums"

  /// A row count that `row_sums` must have room for.
  static func largestRows(_ program: Program) -> Int {
    program.routines.flatMap(\.operations).map { operation in
      switch operation {
      case .softmaxCrossEntropy(let loss): loss.logits.rows
      case .squaredError(let loss): loss.predictions.rows
      default: 0
      }
    }.max() ?? 0
  }

  /// Floats of `row_sums` for each replica, whole cache lines.
  static func rowSumStride(_ program: Program) -> Int {
    (2 * largestRows(program) + 15) / 16 * 16
  }

  /// Where a tensor starts, as a pointer to its elements (or to `type`).
  func pointer(_ tensor: Tensor, as type: String? = nil) -> String {
    let buffer = tensor.buffer
    let size = buffer.element.byteCount
    let isScratch = buffer.lifetime == .scratch
    let offset = isScratch ? (program.memory.offsets[buffer.id] ?? 0) / size : 0
    let stride = isScratch ? program.memory.scratchByteCount / size : buffer.replicaStride
    let element = buffer.element.kernelType
    let wanted = type ?? element
    // Scratch is declared as floats, which its elements need not be as large as.
    let memory =
      isScratch && buffer.element != .float32
      ? "(__global \(element) *)\(Self.name(buffer))" : Self.name(buffer)
    let base = "\(memory) + \(offset + tensor.offset)ul + replica * \(stride)ul"
    return wanted == element ? "(\(base))" : "((__global \(wanted) *)(\(base)))"
  }

  /// A tensor whose rows follow one another.
  func contiguous(_ tensor: Tensor, as type: String? = nil) -> String {
    demand(tensor.isContiguous, "operand \(tensor) must be contiguous")
    return pointer(tensor, as: type)
  }

  /// The elements from one row's numbers to the next for a tensor of `width` numbers a row, written [rows,
  /// width] or flat.
  func step(_ tensor: Tensor, width: Int = 1) -> Int {
    guard tensor.channels != width else { return tensor.rowStride }
    demand(tensor.isContiguous, "operand \(tensor) must be contiguous")
    return width
  }

  /// The calls of a routine, in order.
  func calls(of routine: Routine) -> [CoreCall] {
    var position = 0
    return routine.operations.enumerated().flatMap { operationPosition, operation in
      operation.unfusedForCores.flatMap { part in
        defer { position += 1 }
        return calls(for: part).map { $0.placed(part, at: position, of: operationPosition) }
      }
    }
  }

  /// Writes a call, as in `name(arguments);`.
  func call(_ name: String, _ arguments: [Any]) -> String {
    "\(name)(\(arguments.map { "\($0)" }.joined(separator: ", ")));"
  }
}

extension Operation {
  /// The operations that device functions for CPUs exist for: one core's product is still in its first
  /// cache, so there is nothing to gain by fusing it with what follows but an update.
  fileprivate var unfusedForCores: [Operation] {
    guard case .fusedGemm(let fused) = self else { return [self] }
    if case .update = fused.epilogue, fused.gemm.transposeLeft, !fused.gemm.transposeRight {
      return [self]
    }
    return fused.parts
  }
}

extension ElementType {
  /// The type in OpenCL C.
  var kernelType: String {
    switch self {
    case .float32: "float"
    case .int32: "int"
    case .uint32: "uint"
    case .uint8: "uchar"
    }
  }
}

extension Float {
  /// The exact value as a constant of OpenCL C.
  var kernelLiteral: String { "as_float(0x\(String(bitPattern, radix: 16))u)" }
}
