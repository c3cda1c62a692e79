import Programs

/// The way programs run on CPU devices: one launch takes every replica through all steps of a pass, each
/// replica on one core while its data is in that core's cache.
final class CoreExecution: Execution {
  private let program: Program
  private let backend: OpenCLBackend
  private let memory: DeviceMemory
  private let rowSums: Memory
  private let sources: [CoreSource]
  private let sweeps: [CoreKernel]
  /// For profiles: a kernel for each call, made at the first profiled run.
  private var singles: [[CoreKernel]]?

  /// Whether this way of running has a kernel for an operation.
  static func accepts(_ fused: FusedGemm) -> Bool {
    guard case .update = fused.epilogue else { return false }
    return fused.gemm.transposeLeft && !fused.gemm.transposeRight
  }

  /// Builds a kernel for each routine; compiles it, but runs nothing.
  init(_ program: Program, backend: OpenCLBackend, memory: DeviceMemory, queue: Queue) throws {
    self.program = program
    self.backend = backend
    self.memory = memory
    let stride = max(CoreWriter.rowSumStride(program), 16)
    rowSums = try Memory(
      backend.context, name: "row sums", byteCount: stride * program.replicas * 4)
    let tileRows = backend.style.tileRows
    let sources = program.routines.map {
      CoreSource(program, routine: $0, tileRows: tileRows)
    }
    self.sources = sources
    var sweeps: [CoreKernel] = []
    for source in sources {
      sweeps += try Self.kernels(
        source, [("sweep", "sweep", source.calls)], program, backend, memory, rowSums)
    }
    self.sweeps = sweeps
    for sweep in sweeps { try sweep.enqueue(on: queue, first: StepContext(), steps: 0) }
    try queue.finish()
  }

  private static func kernels(
    _ source: CoreSource, _ kernels: [(name: String, family: String, calls: [CoreCall])],
    _ program: Program, _ backend: OpenCLBackend, _ memory: DeviceMemory, _ rowSums: Memory
  ) throws -> [CoreKernel] {
    let built = try KernelProgram(
      backend.context, file: source.routine.name,
      source: source.text(kernels.map { ($0.name, $0.calls) }),
      defines: [
        "TILE_ROWS=\(backend.style.tileRows)", "TILE_VECTORS=\(backend.style.tileVectors)",
      ], options: backend.cache.options)
    let memories = [memory.arena ?? rowSums, rowSums] + source.buffers.map(memory.piece)
    return try kernels.map { kernel in
      try CoreKernel(
        Kernel(built, name: kernel.name), family: kernel.family, memories: memories,
        replicas: program.replicas)
    }
  }

  func run(_ passes: [Pass], on queue: Queue, isProfiled: Bool) throws {
    if isProfiled { return try runSingles(passes, on: queue) }
    for pass in passes where pass.steps > 0 {
      try sweeps[pass.routine].enqueue(on: queue, first: pass.first, steps: pass.steps)
    }
  }

  /// The same work, one launch for each call.
  private func runSingles(_ passes: [Pass], on queue: Queue) throws {
    let singles = try self.singles ?? makeSingles()
    self.singles = singles
    for pass in passes {
      for position in 0..<pass.steps {
        let context = pass.context(position, rows: sources[pass.routine].routine.rows)
        for single in singles[pass.routine] {
          try single.enqueue(on: queue, first: context, steps: 1)
        }
      }
    }
  }

  private func makeSingles() throws -> [[CoreKernel]] {
    try sources.map { source in
      try Self.kernels(
        source,
        source.calls.enumerated().map { ("call\($0.offset)", $0.element.family, [$0.element]) },
        program, backend, memory, rowSums)
    }
  }

  func launchesPerStep(_ routine: Int) -> Double { 0 }
}
