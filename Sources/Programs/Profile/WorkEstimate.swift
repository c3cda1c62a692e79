/// The least work that one operation is, in one replica at one step: what a profile sets against time.
///
/// Flops count additions, multiplications, comparisons, divisions, roots, exponentials and logarithms of
/// the documented formula, each as one; integers (indices, random bits) are not counted. Bytes are the
/// compulsory traffic: every operand once, however often a kernel really loads it, whatever cache it
/// comes from, and without the lines that a write fetches first, so a rate found with them does not flatter.
/// What a replica may skip is counted as if it did not: a penalty with lambda 0 looks faster than it is.
public struct WorkEstimate: Sendable, Equatable {
  /// Floating-point operations.
  public var flops: Int
  /// Bytes that must be read.
  public var bytesRead: Int
  /// Bytes that must be written.
  public var bytesWritten: Int

  /// An estimate of these parts.
  public init(flops: Int = 0, bytesRead: Int = 0, bytesWritten: Int = 0) {
    self.flops = flops
    self.bytesRead = bytesRead
    self.bytesWritten = bytesWritten
  }

  /// Bytes read and written.
  public var bytes: Int { bytesRead + bytesWritten }

  /// Operations done as one: all their arithmetic, but only the traffic that is left.
  ///
  /// Left out are reads of what an earlier part wrote, second reads and second writes of one tensor, and
  /// writes of tensors that the fused operation keeps in registers.
  /// - Parameters:
  ///   - parts: the operations in order.
  ///   - notStored: what no longer reaches memory.
  public init(fusing parts: [Operation], notStored: [Tensor] = []) {
    self.init()
    var known: Set<Tensor> = []
    var stored = Set(notStored)
    for operation in parts {
      let (work, payload) = (operation.work, operation.payload)
      let spared = Set(payload.reads).intersection(known)
      let again = Set(payload.writes).intersection(stored)
      flops += work.flops
      bytesRead += work.bytesRead - spared.reduce(0) { $0 + $1.byteCount }
      bytesWritten += work.bytesWritten - again.reduce(0) { $0 + $1.byteCount }
      known.formUnion(payload.reads + payload.writes)
      stored.formUnion(payload.writes)
    }
  }
}

extension Tensor {
  /// Bytes of the elements in one replica, without gaps between rows.
  public var byteCount: Int { count * element.byteCount }
}

extension OperationPayload {
  /// Bytes of all that is read, each tensor once.
  public var bytesRead: Int { Set(reads).reduce(0) { $0 + $1.byteCount } }
  /// Bytes of all that is written, each tensor once.
  public var bytesWritten: Int { Set(writes).reduce(0) { $0 + $1.byteCount } }
  /// The extent of the first tensor that is written.
  public var detail: String { writes.first?.extent ?? "" }
}

extension Operation {
  /// The least work in one replica at one step.
  public var work: WorkEstimate {
    let payload = payload
    return WorkEstimate(
      flops: payload.flops, bytesRead: payload.bytesRead, bytesWritten: payload.bytesWritten)
  }

  /// What tells it from others of its family, such as `32x128x784 NN` for a product.
  public var detail: String { payload.detail }
}

extension Tensor {
  /// The dimensions in one replica: `32x128`.
  var extent: String { dimensions.map(String.init).joined(separator: "x") }
}
