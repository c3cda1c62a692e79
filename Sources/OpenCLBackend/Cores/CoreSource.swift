import Kernels
import Programs

/// The OpenCL C of kernels that are made for one routine: calls of device functions in one work-item.
struct CoreSource {
  let program: Program
  let routine: Routine
  let calls: [CoreCall]
  /// The buffers that are arguments, after the arena and the row sums.
  let buffers: [Buffer]

  init(_ program: Program, routine: Routine, tileRows: Int) {
    self.program = program
    self.routine = routine
    let writer = CoreWriter(program: program, tileRows: tileRows)
    calls = routine.operations.flatMap(writer.calls(for:))
    let used = routine.operations.flatMap { operation in
      operation.payload.reads + operation.payload.writes
    }
    let ids = Set(used.map(\.buffer).filter { $0.lifetime != .scratch }.map(\.id))
    buffers = ids.sorted().map { program.buffers[$0] }
  }

  /// The whole text with a kernel of each name.
  func text(_ kernels: [(name: String, calls: [CoreCall])]) -> String {
    var files: [KernelFile] = []
    for file in kernels.flatMap(\.calls).flatMap(\.files) where !files.contains(file) {
      files.append(file)
    }
    return KernelFile.source([.prelude] + files) + "\n#line 1 \"\(routine.name)\"\n"
      + kernels.map { kernel($0.name, $0.calls) }.joined(separator: "\n")
  }

  /// One kernel: every work-item takes one replica through all steps.
  ///
  /// Item 0 does nothing: PoCL gives the first thread 1 + items / threads of them, one more than its share.
  private func kernel(_ name: String, _ calls: [CoreCall]) -> String {
    let memory =
      ["__global float *restrict \(CoreWriter.arena)", "__global float *restrict \(CoreWriter.rowSums)"]
      + buffers.map { "__global \($0.element.kernelType) *restrict \(CoreWriter.name($0))" }
    let numbers = ["first_step", "first_batch", "first_row", "steps"].map { "const uint \($0)" }
    let body = calls.map { "    {\(Self.bounds($0.extent)) \($0.text) }" }
    return """
      __kernel __attribute__((reqd_work_group_size(1, 1, 1))) void \(name)(
          \((memory + numbers).joined(separator: ",\n    "))) {
        if (get_global_id(0) == 0) return;
        const ulong replica = get_global_id(0) - 1;
        for (uint s = 0; s < steps; s++) {
          const uint step = first_step + s, batch = first_batch + s;
          const uint row = first_row + s * \(routine.rows);
      \(body.joined(separator: "\n"))
        }
      }
      """
  }

  private static func bounds(_ extent: CoreCall.Extent) -> String {
    switch extent {
    case .whole: ""
    case .rows(let count, _), .parts(let count, _): " const uint first = 0, last = \(count);"
    }
  }
}
