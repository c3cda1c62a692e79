import Programs

/// A routine as text, one line an operation: `gemm inputs, w+64 -> 0.output`.
///
/// Buffers of the routine itself are without its name; a view shows where it starts and, where rows lie apart,
/// how many columns of how many it has.
struct ProgramListing {
  let lines: [String]

  init(_ program: Program, routine name: String) {
    let routine = program.routines[program.routine(named: name)]
    func text(_ tensor: Tensor) -> String {
      let short = ["parameters": "w", "gradients": "dw"]
      let buffer =
        short[tensor.buffer.name] ?? tensor.buffer.name.replacing("\(name).", with: "")
      let start = tensor.offset == 0 ? "" : "+\(tensor.offset)"
      let columns = tensor.isContiguous ? "" : "[\(tensor.channels) of \(tensor.rowStride)]"
      return buffer + start + columns
    }
    lines = routine.operations.map { operation in
      let payload = operation.payload
      let reads = payload.reads.map(text).joined(separator: ", ")
      let writes = payload.writes.map(text).joined(separator: ", ")
      return "\(type(of: payload).family) \(reads) -> \(writes)"
    }
  }
}
