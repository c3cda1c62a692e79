import Foundation
import Programs

/// An array as NumPy stores it: type, extents, elements with the last dimension contiguous.
public struct NumPyArray: Sendable, Equatable {
  /// The type in NumPy's words: `<f4`, `<i4`, `|u1`, `<U5`.
  public let type: String
  /// The extents.
  public let shape: [Int]
  /// The elements, little-endian.
  public let elements: Data

  /// Single-precision numbers.
  ///
  /// - Precondition: There are as many as `shape` says.
  public init(_ values: [Float], shape: [Int]) {
    self.init(
      type: "<f4", shape: shape, elements: Data(littleEndian: values.map(\.bitPattern)),
      count: values.count)
  }

  /// Whole numbers of 32 bits.
  ///
  /// - Precondition: There are as many as `shape` says.
  public init(_ values: [Int32], shape: [Int]) {
    self.init(
      type: "<i4", shape: shape, elements: Data(littleEndian: values), count: values.count)
  }

  /// Bytes.
  ///
  /// - Precondition: There are as many as `shape` says.
  public init(_ values: [UInt8], shape: [Int]) {
    self.init(type: "|u1", shape: shape, elements: Data(values), count: values.count)
  }

  /// Texts, in one dimension.
  public init(_ texts: [String]) {
    let scalars = texts.map { $0.unicodeScalars.map(\.value) }
    // Every text takes as many places as the longest; those behind its end are 0.
    let width = max(1, scalars.map(\.count).max() ?? 0)
    let padded = scalars.flatMap { $0 + [UInt32](repeating: 0, count: width - $0.count) }
    self.init(
      type: "<U\(width)", shape: [texts.count], elements: Data(littleEndian: padded),
      count: texts.count)
  }

  private init(type: String, shape: [Int], elements: Data, count: Int) {
    demand(
      shape.reduce(1, *) == count, "array: \(count) elements, but \(shape) as its shape")
    self.type = type
    self.shape = shape
    self.elements = elements
  }

  /// The bytes of a file `.npy`, version 1.0 of the format.
  ///
  /// Source: NumPy Enhancement Proposal 1.
  public var file: Data {
    let extents = shape.map { "\($0)," }.joined(separator: " ")
    var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(extents)), }"
    // The elements begin at a multiple of 64 bytes: six of the magic, two of version and of length each.
    let length = header.utf8.count + 1
    header += String(repeating: " ", count: (64 - (10 + length) % 64) % 64) + "\n"
    var file = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0])
    file += Data(littleEndian: [UInt16(header.utf8.count)])
    file += Data(header.utf8)
    return file + elements
  }
}
