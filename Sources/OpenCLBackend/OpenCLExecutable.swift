import COpenCL
import Programs

/// A program with its memory and its launches on a device.
///
/// Running it only submits what was prepared; nothing is allocated, compiled or read back. Not to be used
/// from two threads at once: kernels hold their arguments.
final class OpenCLExecutable: Executable {
  let program: Program
  let preparationSeconds: Double
  let waves: Waves
  let memory: DeviceMemory
  private let queue: Queue
  let profiler = Profiler()
  let profilingQueue: Queue
  /// What a step of each routine submits.
  let commands: [[any Command]]
  /// The position of the operation that each command belongs to.
  let positions: [[Int]]
  private let limits: [RoutineLimits]

  /// Prepares a program: memory, kernels, one launch of everything, and zeros in the end.
  init(_ program: Program, backend: OpenCLBackend) throws {
    let clock = ContinuousClock()
    let start = clock.now
    self.program = program
    let context = backend.context
    memory = try DeviceMemory(program, context: context)
    queue = try Queue(context)
    profilingQueue = try Queue(context, profiler: profiler)
    try memory.clear(on: queue)
    let preparation = Preparation(backend: backend, memory: memory)
    let prepared = try program.routines.map { try $0.operations.map(preparation.commands(for:)) }
    commands = prepared.map { $0.flatMap { $0 } }
    positions = prepared.map { $0.enumerated().flatMap { Array(repeating: $0, count: $1.count) } }
    limits = program.limits
    waves = Waves(
      program, device: context.device, kind: backend.style.kind, size: backend.options.waveSize)
    try Self.warmUp(commands, waves, queue)
    try memory.clear(on: queue)
    preparationSeconds = (clock.now - start) / .seconds(1)
  }

  /// Runs every command once for each size of wave: drivers compile at the first launch of a size.
  private static func warmUp(_ commands: [[any Command]], _ waves: Waves, _ queue: Queue) throws {
    var sizes: Set<Int> = []
    for wave in waves.ranges where sizes.insert(wave.count).inserted {
      for command in commands.joined() {
        try command.enqueue(on: queue, replicas: wave, context: StepContext())
      }
      try queue.finish()
    }
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
    guard let profile else { return try run(passes, on: queue) }
    // The queue that measures is another one, so neither may overtake the other.
    try queue.finish()
    try runProfiled(passes, profile)
  }

  private func run(_ passes: [Pass], on queue: Queue) throws {
    for wave in waves.ranges {
      for pass in passes {
        let commands = commands[pass.routine]
        let rows = program.routines[pass.routine].rows
        for position in 0..<pass.steps {
          let context = pass.context(position, rows: rows)
          for command in commands {
            try command.enqueue(on: queue, replicas: wave, context: context)
          }
        }
      }
    }
    try queue.flush()
  }

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
