/// A piece of device memory that a program uses; the backend owns the bytes.
public struct Buffer: Hashable, Sendable, CustomStringConvertible {
  /// How long the contents of a buffer live, which decides where a backend places it.
  public enum Lifetime: Hashable, Sendable {
    /// Kept from step to step: parameters, optimizer moments, metrics.
    case persistent
    /// Written by the host only: data sets, hyper-parameters.
    case constant
    /// Valid within one step of one routine; memory is reused by liveness.
    case scratch
  }

  /// The position of this buffer in its program's list.
  public let id: Int
  /// A name for messages, unique in its program by convention.
  public let name: String
  /// The replica axis and the dimensions of one replica's part.
  public let shape: Shape
  /// What one element is.
  public let element: ElementType
  /// How long the contents live.
  public let lifetime: Lifetime

  /// The number of elements from one replica's part to the next.
  ///
  /// Parts are padded to 64 bytes, so that vector loads of every replica are aligned alike; shared
  /// buffers have no replica axis and a stride of 0.
  public var replicaStride: Int {
    guard shape.replicas != nil else { return 0 }
    let alignment = 64 / element.byteCount
    return (shape.elementsPerReplica + alignment - 1) / alignment * alignment
  }

  /// The bytes one replica's part takes, padding included (of the one copy, if shared).
  public var paddedByteCountPerReplica: Int {
    (shape.replicas == nil ? shape.elementsPerReplica : replicaStride) * element.byteCount
  }

  /// The whole buffer as a tensor.
  public var tensor: Tensor { Tensor(self) }

  /// One line for people.
  public var description: String { "\(name) \(shape)" }
}
