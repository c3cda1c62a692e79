import COpenCL
import Programs

/// All device memory of one program: a piece for each persistent and constant buffer, one arena with R parts
/// for the scratch buffers, and one workspace with R parts for patches.
struct DeviceMemory {
  private let program: Program
  /// The memory of each buffer that is not scratch, by buffer id.
  private let pieces: [Int: Memory]
  /// The scratch memory of all replicas, if there is any.
  let arena: Memory?
  /// How the workspace is divided.
  let patches: PatchWorkspace
  /// The memory for the patches of all replicas, if there is any.
  let workspace: Memory?

  /// Allocates the memory of a program; the contents are unknown until ``clear(on:)``.
  ///
  /// - Throws: ``DeviceLimitError`` if the device does not have that much, ``OpenCLError``.
  init(_ program: Program, context: Context, patches: PatchWorkspace) throws {
    try Self.checkLimits(program, context.device, patches)
    self.patches = patches
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
    workspace =
      patches == .none
      ? nil
      : try Memory(
        context, name: "patches of all replicas",
        byteCount: Self.byteCount(patches, replicas: program.replicas))
  }

  /// Sets everything to zero, which also makes drivers that allocate at first use do so.
  func clear(on queue: Queue) throws {
    for memory in pieces.values { try queue.clear(memory) }
    if let arena { try queue.clear(arena) }
    if let workspace { try queue.clear(workspace) }
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

  /// Where patches of `width` numbers lie.
  ///
  /// - Precondition: The program has convolutions.
  func patches(width: Int) -> Operand {
    guard let workspace else { reject("memory: no operation of this program lays out patches") }
    return Operand(
      memory: workspace, offset: 0, replicaStride: patches.floatsPerReplica, rowStride: width)
  }

  /// What an adapted program and its workspace need together.
  static func need(_ program: Program, _ patches: PatchWorkspace) -> MemoryNeed {
    let workspace = byteCount(patches, replicas: program.replicas)
    return MemoryNeed(program.byteCount + workspace, patches: workspace)
  }

  private static func byteCount(_ patches: PatchWorkspace, replicas: Int) -> Int {
    patches.floatsPerReplica * replicas * 4
  }

  private static func byteCount(_ buffer: Buffer) -> Int {
    buffer.paddedByteCountPerReplica * (buffer.shape.replicas ?? 1)
  }

  static func checkLimits(_ program: Program, _ device: Device, _ patches: PatchWorkspace) throws {
    let scratch = program.memory.scratchByteCount * program.replicas
    let workspace = byteCount(patches, replicas: program.replicas)
    var largest = (name: "the scratch memory of \(program.replicas) replicas", byteCount: scratch)
    if workspace > scratch {
      largest = ("the memory for patches of \(program.replicas) replicas", workspace)
    }
    let isOne = program.replicas == 1
    var advice = "use \(isOne ? "a smaller model" : "fewer replicas at once") or a smaller batch"
    for buffer in program.buffers where buffer.lifetime != .scratch {
      let byteCount = byteCount(buffer)
      guard byteCount > largest.byteCount else { continue }
      largest = ("buffer \(buffer)", byteCount)
      let fewer = isOne ? "use a smaller model" : "use fewer replicas at once"
      advice = buffer.shape.replicas == nil ? "use fewer examples" : fewer
    }
    if largest.byteCount > device.largestAllocation {
      throw DeviceLimitError(
        problem:
          "\(largest.name) needs \(DeviceLimitError.format(largest.byteCount)), more than the "
          + "\(DeviceLimitError.format(device.largestAllocation)) of the largest allocation",
        device: device.name, advice: advice)
    }
    let byteCount = need(program, patches).byteCount
    if byteCount > device.memoryByteCount {
      throw DeviceLimitError(
        problem: "the program needs \(DeviceLimitError.format(byteCount)), more than the "
          + "\(DeviceLimitError.format(device.memoryByteCount)) of memory, most of it for \(largest.name)",
        device: device.name, advice: advice)
    }
  }
}
