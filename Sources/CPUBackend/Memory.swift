import Foundation
import Programs

/// The bytes of a program on this machine: one allocation for each buffer, and for each worker a scratch arena
/// (scratch lives within one step, so replicas need none of their own) and a workspace that operations use
/// within themselves.
final class Memory {
  private let program: Program
  private let buffers: [UnsafeMutableRawPointer?]
  private let arenas: [UnsafeMutableRawPointer]
  private let workspaces: [UnsafeMutableRawPointer]

  /// The inner loops that operations are prepared for.
  let kernels: KernelSet
  let engine: CPUGemmEngine

  init(_ program: Program, workers: Int, kernels: KernelSet, engine: CPUGemmEngine) {
    self.program = program
    self.kernels = kernels
    self.engine = engine
    buffers = program.buffers.map { buffer in
      guard buffer.lifetime != .scratch else { return nil }
      return Self.allocate(buffer.paddedByteCountPerReplica * (buffer.shape.replicas ?? 1))
    }
    arenas = (0..<workers).map { _ in Self.allocate(program.memory.scratchByteCount) }
    let workspace = Self.workspaceByteCount(program)
    workspaces = (0..<workers).map { _ in Self.allocate(workspace) }
  }

  deinit {
    buffers.forEach { $0?.deallocate() }
    arenas.forEach { $0.deallocate() }
    workspaces.forEach { $0.deallocate() }
  }

  /// The bytes of a worker's workspace.
  static func workspaceByteCount(_ program: Program) -> Int {
    program.routines.flatMap(\.operations).map(PatchBlocks.workspace).max() ?? 0
  }

  /// Zeroed memory; one vector longer than asked, so that loads may run over the end.
  private static func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
    let size = byteCount + 64
    let pointer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    pointer.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    return pointer
  }

  /// The scratch arena of a worker.
  func arena(_ worker: Int) -> UnsafeMutableRawPointer { arenas[worker] }

  /// What operations of a worker use within themselves.
  func workspace(_ worker: Int) -> UnsafeMutableRawPointer { workspaces[worker] }

  /// The start of one replica's part of a persistent or constant buffer.
  func part(_ buffer: Buffer, replica: Int) -> UnsafeMutableRawPointer {
    guard program.owns(buffer), let base = buffers[buffer.id] else {
      reject("memory: \(buffer) has no part of its own in this program")
    }
    return base + replica * buffer.replicaStride * buffer.element.byteCount
  }

  /// Where a tensor lies, ready for use in a step.
  func operand(_ tensor: Tensor) -> Operand {
    let bytes = tensor.offset * tensor.element.byteCount
    if let offset = program.memory.offsets[tensor.buffer.id] {
      return Operand(base: nil, stride: 0, offset: bytes + offset)
    }
    return Operand(
      base: part(tensor.buffer, replica: 0),
      stride: tensor.buffer.replicaStride * tensor.element.byteCount, offset: bytes)
  }
}

/// A tensor's place: found from the frame's replica, or from the worker's arena if scratch.
struct Operand {
  let base: UnsafeMutableRawPointer?
  let stride: Int
  let offset: Int

  @inline(__always)
  func bytes(_ frame: Frame) -> UnsafeMutableRawPointer {
    (base ?? frame.scratch) + (frame.replica &* stride &+ offset)
  }

  @inline(__always)
  func floats(_ frame: Frame) -> UnsafeMutablePointer<Float> {
    bytes(frame).assumingMemoryBound(to: Float.self)
  }

  @inline(__always)
  func integers(_ frame: Frame) -> UnsafeMutablePointer<Int32> {
    bytes(frame).assumingMemoryBound(to: Int32.self)
  }

  @inline(__always)
  func words(_ frame: Frame) -> UnsafeMutablePointer<UInt32> {
    bytes(frame).assumingMemoryBound(to: UInt32.self)
  }
}

/// What one call of an operation works on.
struct Frame {
  /// The replica.
  let replica: Int
  /// The scratch arena of the worker, or of its team.
  let scratch: UnsafeMutableRawPointer
  /// What the worker uses within an operation, also in a team.
  let workspace: UnsafeMutableRawPointer
  /// The share of the operation that this call does.
  var share: Share
  /// The step.
  var step: StepContext
}

/// An operation with its operands resolved.
protocol PreparedOperation {
  /// Does a share of the operation for one replica at one step.
  func run(_ frame: Frame)
}
