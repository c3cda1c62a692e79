/// The extent of a buffer: a replica axis, then the dimensions of one replica's part.
///
/// A shape is either *per replica* (`[R=60, 32, 784]`: every replica owns a part of 32 x 784) or
/// *shared* (`[shared, 7000, 784]`: one copy that all replicas read, such as a data set).
public struct Shape: Hashable, Sendable, CustomStringConvertible {
  /// The number of replicas R, or `nil` if all replicas share one copy.
  public let replicas: Int?
  /// The dimensions of one replica's part, outermost first; the last one is contiguous.
  public let dimensions: [Int]

  /// A shape with its own part for each of `replicas` replicas.
  public init(replicas: Int, _ dimensions: [Int]) {
    demand(replicas > 0, "shape: the number of replicas must be positive, got \(replicas)")
    demand(
      dimensions.allSatisfy { $0 > 0 }, "shape: every dimension must be positive, got \(dimensions)"
    )
    self.replicas = replicas
    self.dimensions = dimensions
  }

  /// A shape of one copy that all replicas share.
  public static func shared(_ dimensions: [Int]) -> Shape { Shape(shared: dimensions) }

  private init(shared dimensions: [Int]) {
    demand(
      dimensions.allSatisfy { $0 > 0 }, "shape: every dimension must be positive, got \(dimensions)"
    )
    replicas = nil
    self.dimensions = dimensions
  }

  /// The number of elements of one replica's part (of the one copy, if shared).
  public var elementsPerReplica: Int { dimensions.reduce(1, *) }

  /// The number of elements over all replicas, without padding.
  public var elements: Int { elementsPerReplica * (replicas ?? 1) }

  /// One line for people.
  public var description: String {
    let axis = replicas.map { "R=\($0)" } ?? "shared"
    return "[" + ([axis] + dimensions.map(String.init)).joined(separator: ", ") + "]"
  }
}

/// What one element of a buffer is.
public enum ElementType: String, Hashable, Sendable {
  case float32, int32, uint32, uint8

  /// The size of one element in bytes.
  public var byteCount: Int { self == .uint8 ? 1 : 4 }
}
