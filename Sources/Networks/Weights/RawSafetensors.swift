import Crypto
import Foundation
import Programs

/// A named tensor as the bytes it is made of: little-endian values in row-major order.
public struct RawTensor: Sendable, Equatable {
  /// What a value is, by its name in safetensors files.
  public enum Element: String, CaseIterable, Sendable {
    case uint8 = "U8"
    case int32 = "I32"
    case uint32 = "U32"
    case float32 = "F32"
    case float64 = "F64"

    /// The bytes of a value.
    public var byteCount: Int {
      switch self {
      case .uint8: 1
      case .int32, .uint32, .float32: 4
      case .float64: 8
      }
    }

    /// What elements of a buffer are.
    public init(_ element: ElementType) {
      self =
        switch element {
        case .uint8: .uint8
        case .int32: .int32
        case .uint32: .uint32
        case .float32: .float32
        }
    }
  }

  /// The name, unique in its file.
  public var name: String
  /// What a value is.
  public var element: Element
  /// The dimensions.
  public var shape: [Int]
  /// The values.
  public var bytes: [UInt8]

  /// A tensor.
  ///
  /// - Precondition: There are as many bytes as the shape says.
  public init(name: String, element: Element, shape: [Int], bytes: [UInt8]) {
    demand(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(element.byteCount, *) == bytes.count,
      "tensor '\(name)' of shape \(shape) has \(bytes.count) bytes")
    self.name = name
    self.element = element
    self.shape = shape
    self.bytes = bytes
  }
}

/// A safetensors file of any kinds of values, whose header was read and found to describe exactly the data
/// that the file has.
public struct RawSafetensors {
  /// One tensor, not read yet.
  public struct Entry: Sendable, Equatable {
    /// The name.
    public let name: String
    /// What a value is.
    public let element: RawTensor.Element
    /// The dimensions; their product times the size of a value is in the file.
    public let shape: [Int]
  }

  /// The tensors in the order of their data.
  public let entries: [Entry]
  private let file: WeightsFileReader

  /// Opens the file at `path` and reads its header.
  ///
  /// - Parameter largestHeader: the longest header that is looked at, in bytes.
  /// - Throws: `WeightsError` if the file cannot be read or breaks a rule of the format.
  public init(path: String, largestHeader: Int = 1 << 20) throws(WeightsError) {
    var file = try WeightsFileReader(path: path, hashes: true)
    let header = try SafetensorsHeader(
      reading: &file,
      types: Dictionary(
        uniqueKeysWithValues: RawTensor.Element.allCases.map { ($0.rawValue, $0.byteCount) }),
      largest: largestHeader)
    self.file = file
    entries = header.entries.compactMap { entry in
      RawTensor.Element(rawValue: entry.type).map {
        Entry(name: entry.name, element: $0, shape: entry.shape)
      }
    }
  }

  /// The length of the file in bytes.
  public var byteCount: Int { file.byteCount }

  /// All tensors.
  ///
  /// - Parameter sha256: what the whole file must have, in hexadecimal.
  /// - Throws: `WeightsError` if the file cannot be read or has another SHA-256.
  /// - Precondition: It is called once: the file is read from where the header ends.
  public func tensors(sha256: String) throws(WeightsError) -> [RawTensor] {
    var file = file
    var tensors: [RawTensor] = []
    for entry in entries {
      let bytes = try file.bytes(entry.shape.reduce(entry.element.byteCount, *))
      tensors.append(
        RawTensor(
          name: entry.name, element: entry.element, shape: entry.shape, bytes: Array(bytes)))
    }
    let found = file.hash?.finalize().hexadecimal ?? ""
    guard found == sha256 else {
      throw WeightsError(
        path: file.path, reason: "is altered: SHA-256 \(found), expected \(sha256)")
    }
    return tensors
  }

  /// Writes tensors to the file at `path`, on the disk with its name; whatever fails, an old file stays whole.
  ///
  /// - Precondition: Names are unique, and none is `__metadata__`.
  /// - Returns: The length of the file in bytes and its SHA-256 in hexadecimal.
  /// - Throws: `WeightsError` if the file cannot be written.
  public static func write(
    _ tensors: [RawTensor], to path: String
  ) throws(WeightsError) -> (byteCount: Int, sha256: String) {
    let header = Safetensors.header(
      tensors.map { ($0.name, $0.element.rawValue, $0.shape, $0.bytes.count) })
    var file = try ReplacementFile(for: path, hashes: true)
    try file.append(header)
    for tensor in tensors { try file.append(tensor.bytes) }
    let hash = try file.commit(syncsFolder: true)
    return (file.byteCount, hash ?? "")
  }
}
