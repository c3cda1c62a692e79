import Kernels
import Programs

/// The OpenCL C of kernels that are made for one routine: calls of device functions.
struct CoreSource {
  /// A kernel: what each work-item of a replica does at each step.
  struct Entry {
    let name: String
    let stage: CoreStage
  }

  let routine: Routine
  /// The register tile of its products.
  let tile: CoreTile
  let calls: [CoreCall]
  /// The buffers that are arguments, after the arena, the row sums and the workspace.
  let buffers: [Buffer]

  private let patches: PatchWorkspace

  init(_ program: Program, routine: Routine, tile: CoreTile, patches: PatchWorkspace) {
    self.patches = patches
    self.routine = routine
    self.tile = tile
    calls = CoreWriter(program: program, tileRows: tile.rows, patches: patches).calls(of: routine)
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
    return Entry(name: "sweep", stage: CoreStage(tasks: tasks, items: 1))
  }

  /// Launches for several cores a replica.
  func stages(cores: Int) -> [Entry] {
    CoreStage.divide(calls, cores: cores).enumerated().map {
      Entry(name: "stage\($0.offset)", stage: $0.element)
    }
  }

  /// One launch for each call, for profiles.
  var singles: [Entry] {
    calls.enumerated().map { number, call in
      let task = CoreStage.Task(call: call, first: 0, count: 1)
      return Entry(
        name: "call\(number)", stage: CoreStage(tasks: [task], items: 1))
    }
  }

  /// The bits of the activations that occur, by their numbers: only they are compiled.
  var activations: Int {
    routine.operations.flatMap(\.parts).reduce(0) { mask, operation in
      switch operation {
      case .biasActivation(let operation): mask | 1 << operation.activation.kernelNumber
      case .biasActivationGradient(let operation): mask | 1 << operation.activation.kernelNumber
      default: mask
      }
    }
  }

  /// The whole text with these kernels.
  func text(_ entries: [Entry]) -> String {
    var files: [KernelFile] = []
    for file in entries.flatMap(\.stage.tasks).flatMap(\.call.files) where !files.contains(file) {
      files.append(file)
    }
    let functions = entries.flatMap { entry in
      entry.stage.tasks.enumerated().map {
        function("\(entry.name)_task\($0.offset)", $0.element.call)
      }
    }
    return KernelFile.source([.prelude] + files) + "\n#line 1 \"\(routine.name)\"\n"
      + (functions + entries.map(kernel)).joined(separator: "\n")
  }

  /// What every kernel and function takes first.
  private var memory: [(type: String, name: String)] {
    [("float", CoreWriter.arena), ("float", CoreWriter.rowSums)]
      + (patches == .none ? [] : [("float", CoreWriter.workspace)])
      + buffers.map { ($0.element.kernelType, CoreWriter.name($0)) }
  }

  private var memoryParameters: [String] {
    memory.map { "__global \($0.type) *restrict \($0.name)" }
  }

  /// A call as a function of its own: compiled once with its sizes as constants, while PoCL makes three
  /// copies of a kernel.
  private func function(_ name: String, _ call: CoreCall) -> String {
    let numbers = ["step", "batch", "row", "first", "last", "slot"].map { "const uint \($0)" }
    let parameters = memoryParameters + ["const ulong replica"] + numbers
    return """
      static __attribute__((noinline)) void \(name)(
          \(parameters.joined(separator: ",\n    "))) {
        \(call.text)
      }
      """
  }

  /// NDRange: x = item (0 is none), y = replica.
  ///
  /// Item 0 of a replica does nothing: PoCL gives the first thread 1 + groups / threads of all, one more than
  /// its share, and would run two replicas on one of two threads.
  private func kernel(_ entry: Entry) -> String {
    let numbers = ["first_step", "first_batch", "first_row", "steps"].map { "const uint \($0)" }
    let body = entry.stage.tasks.enumerated().map {
      statement("\(entry.name)_task\($0.offset)", $0.element, items: entry.stage.items)
    }
    return """
      __kernel __attribute__((reqd_work_group_size(1, 1, 1))) void \(entry.name)(
          \((memoryParameters + numbers).joined(separator: ",\n    "))) {
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
  private func statement(_ name: String, _ task: CoreStage.Task, items: Int) -> String {
    let condition =
      task.count == items
      ? "" : "if (item >= \(task.first) && item < \(task.first + task.count)) "
    let slot = task.count == 1 ? "0" : "item - \(task.first)"
    func call(_ first: String, _ last: String) -> String {
      let arguments = memory.map(\.name) + ["replica", "step", "batch", "row", first, last, slot]
      return "    \(condition)\(name)(\(arguments.joined(separator: ", ")));"
    }
    switch task.call.extent {
    case .whole: return call("0", "0")
    case .rows(let count, _), .parts(let count, _):
      if task.count == 1 { return call("0", "\(count)") }
      // Equal numbers of the coarsest units that any call of the item has.
      let units = (count + task.unit - 1) / task.unit
      let part = "(item - \(task.first))"
      func bound(_ part: String) -> String {
        "min(\(part) * \(units) / \(task.count) * \(task.unit), \(count)u)"
      }
      return call(bound(part), bound("(\(part) + 1)"))
    }
  }
}
