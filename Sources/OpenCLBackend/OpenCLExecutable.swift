import COpenCL
import Programs

/// A program with its memory and its kernels on a device.
///
/// Running it only submits what was prepared; nothing is allocated, compiled or read back (but for the kernels
/// of the first profiled run). Not to be used from two threads at once: kernels hold their arguments.
final class OpenCLExecutable: Executable {
  let program: Program
  let preparationSeconds: Double
  let engine: [String: String]
  let waves: Waves
  let memory: DeviceMemory
  private let queue: Queue
  private let profiler = Profiler()
  private let profilingQueue: Queue
  private let execution: any Execution
  private let limits: [RoutineLimits]

  /// Prepares a program: memory, kernels, one launch of everything, and zeros in the end.
  ///
  /// - Parameter settles: whether engines and tiles are decided on; else the rule holds.
  init(_ program: Program, backend: OpenCLBackend, settles: Bool = true) throws {
    let clock = ContinuousClock()
    let start = clock.now
    if settles { backend.engines.choices.settle(program) }
    let context = backend.context
    let usesCores = backend.engines.usesCores
    engine = usesCores ? ["products": "cores"] : backend.engines.choices.engines(of: program)
    let program = backend.adapted(program)
    self.program = program
    memory = try DeviceMemory(
      program, context: context, patches: backend.patches(of: program))
    queue = try Queue(context)
    profilingQueue = try Queue(context, profiler: profiler)
    try memory.clear(on: queue)
    limits = program.limits
    waves = Waves(
      program, device: context.device, kind: backend.style.kind, size: backend.options.waveSize)
    execution =
      usesCores
      ? try CoreExecution(program, backend: backend, memory: memory, queue: queue)
      : try LaunchExecution(
        program, waves: waves, preparation: Preparation(backend: backend, memory: memory),
        queue: queue)
    try memory.clear(on: queue)
    preparationSeconds = (clock.now - start) / .seconds(1)
  }

  func write(_ bytes: UnsafeRawBufferPointer, to buffer: Buffer) throws {
    program.checkTransfer("write", byteCount: bytes.count, of: buffer)
    let memory = memory.piece(buffer)
    let region = Region(buffer)
    guard let source = bytes.baseAddress else { return }
    try region.copy("clEnqueueWriteBufferRect") { origin, size in
      clEnqueueWriteBufferRect(
        queue.handle, memory.handle, cl_bool(CL_TRUE), origin, origin, size, region.devicePitch, 0,
        region.hostPitch, 0, source, 0, nil, nil)
    }
  }

  func read(_ buffer: Buffer, into bytes: UnsafeMutableRawBufferPointer) throws {
    program.checkTransfer("read", byteCount: bytes.count, of: buffer)
    let memory = memory.piece(buffer)
    let region = Region(buffer)
    guard let target = bytes.baseAddress else { return }
    try region.copy("clEnqueueReadBufferRect") { origin, size in
      clEnqueueReadBufferRect(
        queue.handle, memory.handle, cl_bool(CL_TRUE), origin, origin, size, region.devicePitch, 0,
        region.hostPitch, 0, target, 0, nil, nil)
    }
  }

  func run(_ passes: [Pass], profile: OperationProfile?) throws {
    for pass in passes { limits[pass.routine].check(pass) }
    guard let profile else {
      try execution.run(passes, on: queue)
      return try queue.flush()
    }
    // The queue that measures is another one, so neither may overtake the other.
    try queue.finish()
    profiler.profile = profile
    profile.trace?.trackName = "queue"
    defer { (profiler.profile, profiler.call) = (nil, nil) }
    try execution.runProfiled(passes, on: profilingQueue, profiler)
    try profilingQueue.finish()
  }

  func launchesPerStep(_ routine: Int) -> Int? { execution.launchesPerStep(routine) }

  func finish() throws { try queue.finish() }
}

/// The parts of a buffer as a rectangle of R lines, tight on the host and padded on the device.
private struct Region {
  let buffer: Buffer
  let hostPitch: Int
  let devicePitch: Int

  init(_ buffer: Buffer) {
    self.buffer = buffer
    hostPitch = buffer.shape.elementsPerReplica * buffer.element.byteCount
    devicePitch = buffer.paddedByteCountPerReplica
  }

  func copy(_ call: String, _ transfer: (UnsafePointer<Int>, UnsafePointer<Int>) -> cl_int) throws {
    let status = transfer([0, 0, 0], [hostPitch, buffer.shape.replicas ?? 1, 1])
    try check(status, call, "buffer \(buffer)")
  }
}
