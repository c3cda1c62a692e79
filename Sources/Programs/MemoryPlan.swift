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

  /// Gives every scratch buffer bytes of its own, for backends that change the order of operations.
  public init(separating buffers: [Buffer]) {
    var offsets: [Int: Int] = [:]
    var size = 0
    for buffer in buffers where buffer.lifetime == .scratch {
      offsets[buffer.id] = size
      size += Self.align(buffer.paddedByteCountPerReplica)
    }
    self.offsets = offsets
    scratchByteCount = size
  }

  private static func align(_ bytes: Int) -> Int { (bytes + alignment - 1) / alignment * alignment }
}
