import COpenCL
import Programs

/// All device memory of one program: a piece for each persistent and constant buffer, and one arena with
/// R parts for the scratch buffers.
struct DeviceMemory {
  private let program: Program
  /// The memory of each buffer that is not scratch, by buffer id.
  private let pieces: [Int: Memory]
  /// The scratch memory of all replicas, if there is any.
  let arena: Memory?

  /// Allocates the memory of a program; the contents are unknown until ``clear(on:)``.
  ///
  /// - Throws: ``DeviceLimitError`` if the device does not have that much, ``OpenCLError``.
  init(_ program: Program, context: Context) throws {
    try Self.checkLimits(program, context.device)
    self.program = program
    var pieces: [Int: Memory] = [:]
    for buffer in program.buffers where buffer.lifetime != .scratch {
      pieces[buffer.id] = try Memory(
        context, name: "buffer \(buffer)", byteCount: Self.byteCount(buffer))
    }
    self.pieces = pieces
    let scratch = program.memory.scratchByteCount * program.replicas
    arena =
      scratch == 0
      ? nil : try Memory(context, name: "scratch of all replicas", byteCount: scratch)
  }

  /// Sets everything to zero, which also makes drivers that allocate at first use do so.
  func clear(on queue: Queue) throws {
    for memory in pieces.values { try queue.clear(memory) }
    if let arena { try queue.clear(arena) }
    try queue.finish()
  }

  /// The memory of a persistent or constant buffer.
  ///
  /// - Precondition: The buffer belongs to the program and is not scratch.
  func piece(_ buffer: Buffer) -> Memory {
    guard program.owns(buffer), let memory = pieces[buffer.id] else {
      reject("memory: \(buffer) has no piece of its own in this program")
    }
    return memory
  }

  /// Where a tensor lies.
  func operand(_ tensor: Tensor) -> Operand {
    let buffer = tensor.buffer
    if buffer.lifetime == .scratch, let arena, let offset = program.memory.offsets[buffer.id] {
      return Operand(
        memory: arena, offset: offset / buffer.element.byteCount + tensor.offset,
        replicaStride: program.memory.scratchByteCount / buffer.element.byteCount,
        rowStride: tensor.rowStride)
    }
    return Operand(
      memory: piece(buffer), offset: tensor.offset, replicaStride: buffer.replicaStride,
      rowStride: tensor.rowStride)
  }

  private static func byteCount(_ buffer: Buffer) -> Int {
    buffer.paddedByteCountPerReplica * (buffer.shape.replicas ?? 1)
  }

  static func checkLimits(_ program: Program, _ device: Device) throws {
    let scratch = program.memory.scratchByteCount * program.replicas
    var largest = (name: "the scratch memory of \(program.replicas) replicas", byteCount: scratch)
    var advice = "use fewer replicas at once or a smaller batch"
    for buffer in program.buffers where buffer.lifetime != .scratch {
      let byteCount = byteCount(buffer)
      guard byteCount > largest.byteCount else { continue }
      largest = ("buffer \(buffer)", byteCount)
      advice = buffer.shape.replicas == nil ? "use fewer examples" : "use fewer replicas at once"
    }
    if largest.byteCount > device.largestAllocation {
      throw DeviceLimitError(
        problem:
          "\(largest.name) needs \(DeviceLimitError.format(largest.byteCount)), more than the "
          + "\(DeviceLimitError.format(device.largestAllocation)) of the largest allocation",
        device: device.name, advice: advice)
    }
    if program.byteCount > device.memoryByteCount {
      throw DeviceLimitError(
        problem: "the program needs \(DeviceLimitError.format(program.byteCount)), more than the "
          + "\(DeviceLimitError.format(device.memoryByteCount)) of memory, most of it for \(largest.name)",
        device: device.name, advice: advice)
    }
  }
}
