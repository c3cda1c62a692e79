/// A view of a buffer that an operation reads or writes: rows x channels in each replica.
///
/// Activations are rows x channels with contiguous channels. For images, rows are batch x height x
/// width (NHWC), so a 1x1 convolution is a dense layer and one batch norm serves both.
public struct Tensor: Hashable, Sendable, CustomStringConvertible {
  /// The memory this is a view of.
  public let buffer: Buffer
  /// The first element, counted from the start of a replica's part.
  public let offset: Int
  /// The dimensions of the view in one replica, outermost first.
  public let dimensions: [Int]
  /// The number of elements from one row to the next; equal to `channels` if contiguous.
  public let rowStride: Int

  /// The whole of a buffer.
  public init(_ buffer: Buffer) {
    self.init(buffer: buffer, offset: 0, dimensions: buffer.shape.dimensions)
  }

  /// A view of `dimensions` that starts `offset` elements into each replica's part.
  ///
  /// - Parameter rowStride: elements between rows; `nil` means the rows lie one after another.
  /// - Precondition: The view lies within the buffer.
  public init(buffer: Buffer, offset: Int, dimensions: [Int], rowStride: Int? = nil) {
    self.buffer = buffer
    self.offset = offset
    self.dimensions = dimensions
    let channels = dimensions.last ?? 1
    self.rowStride = rowStride ?? channels
    let rows = dimensions.dropLast().reduce(1, *)
    let end = offset + (rows - 1) * self.rowStride + channels
    demand(
      offset >= 0 && self.rowStride >= channels && end <= buffer.shape.elementsPerReplica,
      "view: \(dimensions) at \(offset) does not fit \(buffer)")
  }

  /// The product of all dimensions but the last.
  public var rows: Int { dimensions.dropLast().reduce(1, *) }
  /// The last dimension, contiguous in memory.
  public var channels: Int { dimensions.last ?? 1 }
  /// The number of elements in one replica.
  public var count: Int { dimensions.reduce(1, *) }
  /// Whether the rows lie one after another without a gap.
  public var isContiguous: Bool { rowStride == channels || rows == 1 }
  /// What one element is.
  public var element: ElementType { buffer.element }
  /// The number of replicas R, or `nil` if all replicas share one copy.
  public var replicas: Int? { buffer.shape.replicas }

  /// The columns `range` of every row, as a view of the same memory.
  public func columns(_ range: Range<Int>) -> Tensor {
    Tensor(
      buffer: buffer, offset: offset + range.lowerBound,
      dimensions: Array(dimensions.dropLast()) + [range.count], rowStride: rowStride)
  }

  /// The elements `range` in the order of memory, as a flat view of the same memory.
  ///
  /// - Precondition: The rows lie one after another.
  public func elements(_ range: Range<Int>) -> Tensor {
    demand(
      isContiguous && range.lowerBound >= 0 && range.upperBound <= count,
      "elements: \(range) of \(self)")
    return Tensor(
      buffer: buffer, offset: offset + range.lowerBound, dimensions: [range.count])
  }

  /// The same memory with other dimensions of the same count.
  public func reshaped(_ dimensions: [Int]) -> Tensor {
    demand(
      isContiguous && dimensions.reduce(1, *) == count, "reshape: \(self) to \(dimensions)")
    return Tensor(buffer: buffer, offset: offset, dimensions: dimensions)
  }

  /// One line for people.
  public var description: String {
    let axis = replicas.map { "R=\($0)" } ?? "shared"
    let sizes = ([axis] + dimensions.map(String.init)).joined(separator: ", ")
    return "\(buffer.name) [\(sizes)]"
  }
}
