import Kernels
import Programs

/// The OpenCL C of kernels that are made for one routine: calls of device functions.
struct CoreSource {
  /// A kernel: what each work-item of a replica does at each step.
  struct Entry {
    let name: String
    let family: String
    let stage: CoreStage
  }

  let routine: Routine
  let calls: [CoreCall]
  /// The buffers that are arguments, after the arena and the row sums.
  let buffers: [Buffer]

  init(_ program: Program, routine: Routine, tileRows: Int) {
    self.routine = routine
    calls = CoreWriter(program: program, tileRows: tileRows).calls(of: routine)
    let used = routine.operations.flatMap { operation in
      operation.payload.reads + operation.payload.writes
    }
    // What is fused away still serves as room.
    let products = routine.operations.compactMap { operation in
      if case .fusedGemm(let fused) = operation { fused.gemm.output } else { nil }
    }
    let ids = Set((used + products).map(\.buffer).filter { $0.lifetime != .scratch }.map(\.id))
    buffers = ids.sorted().map { program.buffers[$0] }
  }

  /// One item a replica that does everything.
  var sweep: Entry {
    let tasks = calls.map { CoreStage.Task(call: $0, first: 0, count: 1) }
    return Entry(name: "sweep", family: "sweep", stage: CoreStage(tasks: tasks, items: 1))
  }

  /// Launches for several cores a replica.
  func stages(cores: Int) -> [Entry] {
    CoreStage.divide(calls, cores: cores).enumerated().map {
      Entry(name: "stage\($0.offset)", family: "stage", stage: $0.element)
    }
  }

  /// One launch for each call, for profiles.
  var singles: [Entry] {
    calls.enumerated().map { number, call in
      let task = CoreStage.Task(call: call, first: 0, count: 1)
      return Entry(
        name: "call\(number)", family: call.family, stage: CoreStage(tasks: [task], items: 1))
    }
  }

  /// The whole text with these kernels.
  func text(_ entries: [Entry]) -> String {
    var files: [KernelFile] = []
    for file in entries.flatMap(\.stage.tasks).flatMap(\.call.files) where !files.contains(file) {
      files.append(file)
    }
    return KernelFile.source([.prelude] + files) + "\n#line 1 \"\(routine.name)\"\n"
      + entries.map(kernel).joined(separator: "\n")
  }

  /// NDRange: x = item (0 is none), y = replica.
  ///
  /// Item 0 of a replica does nothing: PoCL gives the first thread 1 + groups / threads of all, one more than
  /// its share, and would run two replicas on one of two threads.
  private func kernel(_ entry: Entry) -> String {
    let memory =
      [
        "__global float *restrict \(CoreWriter.arena)",
        "__global float *restrict \(CoreWriter.rowSums)",
      ]
      + buffers.map { "__global \($0.element.kernelType) *restrict \(CoreWriter.name($0))" }
    let numbers = ["first_step", "first_batch", "first_row", "steps"].map { "const uint \($0)" }
    let body = entry.stage.tasks.map { Self.statement($0, items: entry.stage.items) }
    return """
      __kernel __attribute__((reqd_work_group_size(1, 1, 1))) void \(entry.name)(
          \((memory + numbers).joined(separator: ",\n    "))) {
        if (get_global_id(0) == 0) return;
        const uint item = get_global_id(0) - 1;
        const ulong replica = get_global_id(1);
        for (uint s = 0; s < steps; s++) {
          const uint step = first_step + s, batch = first_batch + s;
          const uint row = first_row + s * \(routine.rows);
      \(body.joined(separator: "\n"))
        }
      }
      """
  }

  /// A call, restricted to an item's part.
  private static func statement(_ task: CoreStage.Task, items: Int) -> String {
    let call = task.call
    let condition =
      task.count == items
      ? "" : "if (item >= \(task.first) && item < \(task.first + task.count)) "
    switch call.extent {
    case .whole: return "    \(condition){ \(call.text) }"
    case .rows(let count, _), .parts(let count, _):
      if task.count == 1 {
        return "    \(condition){ const uint first = 0, last = \(count); \(call.text) }"
      }
      // Equal numbers of the coarsest units that any call of the item has.
      let units = (count + task.unit - 1) / task.unit
      let part = "(item - \(task.first))"
      func bound(_ part: String) -> String {
        "min(\(part) * \(units) / \(task.count) * \(task.unit), \(count)u)"
      }
      return
        "    \(condition){ const uint first = \(bound(part)), last = \(bound("(\(part) + 1)")); "
        + "\(call.text) }"
    }
  }
}
