/// Where scratch buffers lie in one replica's scratch arena: buffers whose lives do not overlap share bytes.
///
/// Routines never run at the same time, so each starts the arena anew and the largest decides its size.
public struct MemoryPlan: Sendable {
  /// Offsets into the arena are multiples of this many bytes.
  public static let alignment = 64

  /// The byte offset of each scratch buffer, by buffer id.
  public let offsets: [Int: Int]
  /// The size of one replica's arena in bytes.
  public let scratchByteCount: Int

  /// Plans the scratch buffers that the routines use.
  ///
  /// A buffer lives from the first operation that touches it to the last. Larger buffers are placed
  /// first, each at the lowest offset that is free during its life.
  ///
  /// - Precondition: No scratch buffer is used by two routines (it would hold nothing of the first).
  public init(buffers: [Buffer], routines: [Routine]) {
    var offsets: [Int: Int] = [:]
    var size = 0
    for routine in routines {
      var lives: [Int: ClosedRange<Int>] = [:]
      for (position, operation) in routine.operations.enumerated() {
        let payload = operation.payload
        for tensor in payload.reads + payload.writes where tensor.buffer.lifetime == .scratch {
          let id = tensor.buffer.id
          lives[id] = (lives[id]?.lowerBound ?? position)...position
        }
      }
      var placed: [(bytes: Range<Int>, life: ClosedRange<Int>)] = []
      let order = lives.keys.sorted {
        let (left, right) = (
          buffers[$0].paddedByteCountPerReplica, buffers[$1].paddedByteCountPerReplica
        )
        return left != right ? left > right : $0 < $1
      }
      for id in order {
        guard let life = lives[id] else { continue }
        demand(
          offsets[id] == nil, "memory: scratch buffer \(buffers[id]) is used by two routines")
        let bytes = Self.align(buffers[id].paddedByteCountPerReplica)
        var offset = 0
        let neighbours = placed.filter { $0.life.overlaps(life) }
          .sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
        for neighbour in neighbours where neighbour.bytes.lowerBound < offset + bytes {
          offset = max(offset, neighbour.bytes.upperBound)
        }
        offsets[id] = offset
        placed.append((offset..<offset + bytes, life))
        size = max(size, offset + bytes)
      }
    }
    self.offsets = offsets
    scratchByteCount = size
  }

  /// Gives every scratch buffer of a routine bytes of its own, for backends that change the order of operations.
  ///
  /// - Precondition: No scratch buffer is used by two routines.
  public init(separating buffers: [Buffer], routines: [Routine]) {
    var offsets: [Int: Int] = [:]
    var size = 0
    func place(_ ids: some Sequence<Int>, from start: Int) {
      var end = start
      for id in ids {
        demand(
          offsets[id] == nil, "memory: scratch buffer \(buffers[id]) is used by two routines")
        offsets[id] = end
        end += Self.align(buffers[id].paddedByteCountPerReplica)
      }
      size = max(size, end)
    }
    for routine in routines {
      // What was fused away may still serve as room: it is in the parts of an operation.
      let tensors = routine.operations.flatMap { [$0] + $0.parts }.flatMap {
        $0.payload.reads + $0.payload.writes
      }
      place(
        Set(tensors.filter { $0.buffer.lifetime == .scratch }.map(\.buffer.id)).sorted(), from: 0)
    }
    let unused = buffers.filter { $0.lifetime == .scratch && offsets[$0.id] == nil }
    place(unused.map(\.id), from: size)
    self.offsets = offsets
    scratchByteCount = size
  }

  private static func align(_ bytes: Int) -> Int { (bytes + alignment - 1) / alignment * alignment }
}
