import Programs

/// The way programs run on CPU devices, by kernels made for each routine.
///
/// Where there are enough replicas, one launch takes every replica through all steps of a pass, each on one
/// core while its data is in that core's cache. Where there are fewer replicas than cores, a step is a few
/// launches that all cores share. Both call the same device functions on the same tiles, so the numbers
/// are the same.
final class CoreExecution: Execution {
  private let program: Program
  private let backend: OpenCLBackend
  private let memory: DeviceMemory
  private let rowSums: Memory
  private let sources: [CoreSource]
  /// Whether a launch of each routine does all steps of a pass.
  private let sweeps: [Bool]
  private var kernels: [[CoreKernel]] = []
  /// For profiles: a kernel for each call, made at the first profiled run.
  private var singles: [[CoreKernel]]?

  /// What a step of one replica must cost before other cores help with it.
  ///
  /// To wake a second thread took PoCL 3.1 some 30 to 50 microseconds a launch on a virtual machine: three
  /// launches lost at 15 million operations a step (136,000 examples a second) and won at 58 million.
  private static let flopsWorthSharing = 32_000_000

  /// The program as this way of running wants it.
  static func adapt(_ program: Program) -> Program {
    let fused = program.fused { fused in
      guard case .update = fused.epilogue else { return false }
      return fused.gemm.transposeLeft && !fused.gemm.transposeRight
    }
    return fused.withSeparateScratch()
  }

  /// Whether one core takes a replica through each routine of an adapted program, all steps of a pass in
  /// one launch.
  ///
  /// - Parameter sharesCores: the answer, if it is given.
  static func sweeps(_ program: Program, cores: Int, sharesCores: Bool?) -> [Bool] {
    program.routines.map { routine in
      if let sharesCores { return !sharesCores }
      return program.replicas >= cores || routine.flops < flopsWorthSharing
    }
  }

  /// Builds the kernels of each routine; compiles them, but runs nothing.
  init(_ program: Program, backend: OpenCLBackend, memory: DeviceMemory, queue: Queue) throws {
    self.program = program
    self.backend = backend
    self.memory = memory
    let stride = max(CoreWriter.rowSumStride(program), 1)
    rowSums = try Memory(
      backend.context, name: "row sums", byteCount: stride * program.replicas * 4)
    sources = program.routines.map {
      CoreSource(
        program, routine: $0, tile: backend.engines.coreTile(for: $0), patches: memory.patches)
    }
    let cores = backend.context.device.computeUnits
    sweeps = Self.sweeps(program, cores: cores, sharesCores: backend.options.sharesCores)
    kernels = try zip(sources, sweeps).map { source, isSweep in
      try build(source, isSweep ? [source.sweep] : source.stages(cores: cores))
    }
    for kernel in kernels.joined() {
      try kernel.enqueue(on: queue, first: StepContext(), steps: 0)
    }
    try queue.finish()
  }

  private func build(_ source: CoreSource, _ entries: [CoreSource.Entry]) throws -> [CoreKernel] {
    if entries.isEmpty { return [] }
    let built = try backend.cache.program(
      of: source.text(entries), file: source.routine.name,
      defines: [
        "TILE_ROWS=\(source.tile.rows)", "TILE_VECTORS=\(source.tile.vectors)",
        "ACTIVATIONS=\(source.activations)",
      ])
    let memories =
      [memory.arena ?? rowSums, rowSums] + (memory.workspace.map { [$0] } ?? [])
      + source.buffers.map(memory.piece)
    return try entries.map { entry in
      try CoreKernel(
        Kernel(built, name: entry.name), memories: memories,
        items: entry.stage.items, replicas: program.replicas)
    }
  }

  func run(_ passes: [Pass], on queue: Queue) throws {
    for pass in passes where pass.steps > 0 {
      if sweeps[pass.routine] {
        for kernel in kernels[pass.routine] {
          try kernel.enqueue(on: queue, first: pass.first, steps: pass.steps)
        }
        continue
      }
      let rows = program.routines[pass.routine].rows
      for position in 0..<pass.steps {
        let context = pass.context(position, rows: rows)
        for kernel in kernels[pass.routine] {
          try kernel.enqueue(on: queue, first: context, steps: 1)
        }
      }
    }
  }

  /// Step by step, with a launch for each call.
  func runProfiled(_ passes: [Pass], on queue: Queue, _ profiler: Profiler) throws {
    let singles = try singles ?? sources.map { try build($0, $0.singles) }
    self.singles = singles
    for pass in passes {
      let rows = program.routines[pass.routine].rows
      let calls = zip(singles[pass.routine], sources[pass.routine].calls)
      for position in 0..<pass.steps {
        let context = pass.context(position, rows: rows)
        var previous: Int?
        for (kernel, call) in calls {
          profiler.call = Profiler.Call(
            routine: pass.routine, position: call.operationPosition,
            replicas: 0..<program.replicas, step: context.step,
            isFurther: call.operationPosition == previous)
          previous = call.operationPosition
          try kernel.enqueue(on: queue, first: context, steps: 1)
        }
      }
    }
  }

  func launchesPerStep(_ routine: Int) -> Int { sweeps[routine] ? 0 : kernels[routine].count }
}

extension Routine {
  /// Floating-point operations of the products and convolutions of one step of one replica.
  var flops: Int {
    operations.flatMap(\.parts).reduce(0) { sum, operation in
      switch operation {
      case .gemm(let gemm): sum + gemm.flops
      case .convolution, .convolutionInputGradient, .convolutionWeightGradient,
        .depthwiseConvolution, .depthwiseInputGradient, .depthwiseWeightGradient:
        sum + operation.work.flops
      default: sum
      }
    }
  }
}
