import Foundation
import Programs

extension Safetensors {
  /// Writes the tensors to the file at `path`, in their order; a file that is there is replaced.
  ///
  /// Whatever fails, the old file stays whole.
  /// - Precondition: Names are unique, none is `__metadata__`, and every tensor has as many values as
  ///   its shape says.
  /// - Throws: `WeightsError` if the file cannot be written.
  public func write(to path: String) throws(WeightsError) {
    for (name, shape, values) in tensors {
      demand(
        shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count,
        "safetensors: tensor '\(name)' of shape \(shape) has \(values.count) values")
    }
    var file = try ReplacementFile(for: path)
    try file.append(ownHeader)
    for tensor in tensors { try file.append(Self.bytes(tensor.values)) }
    try file.commit()
  }

  /// The bytes of the file.
  ///
  /// - Precondition: As of ``write(to:)``.
  public var data: Data { tensors.reduce(into: ownHeader) { $0 += Self.bytes($1.values) } }

  private var ownHeader: Data {
    Self.header(
      tensors.map { ($0.name, "F32", $0.shape, 4 * $0.values.count) }, metadata: metadata)
  }

  /// The header with its length, padded with spaces so that the data begins at a multiple of 8 bytes.
  ///
  /// - Precondition: Names are unique, and none is `__metadata__`.
  static func header(
    _ tensors: [(name: String, type: String, shape: [Int], byteCount: Int)],
    metadata: [String: String] = [:]
  ) -> Data {
    var names: Set = [SafetensorsHeader.metadataKey]
    var items: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }
        .map { "\(quoted($0.key)):\(quoted($0.value))" }
      items.append(
        "\(quoted(SafetensorsHeader.metadataKey)):{\(texts.joined(separator: ","))}")
    }
    var offset = 0
    for (name, type, shape, byteCount) in tensors {
      demand(
        names.insert(name).inserted, "safetensors: the name '\(name)' stands twice or is reserved")
      let end = offset + byteCount
      let dimensions = shape.map(String.init).joined(separator: ",")
      items.append(
        "\(quoted(name)):{\"dtype\":\"\(type)\",\"shape\":[\(dimensions)],"
          + "\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    var json = Array("{\(items.joined(separator: ","))}".utf8)
    let padding = (8 - json.count % 8) % 8
    json += [UInt8](repeating: UInt8(ascii: " "), count: padding)
    let length = withUnsafeBytes(of: UInt64(json.count).littleEndian) { Array($0) }
    return Data(length + json)
  }

  private static func bytes(_ values: [Float]) -> Data {
    let patterns = values.map(\.bitPattern.littleEndian)
    return patterns.withUnsafeBytes { Data($0) }
  }

  /// `text` as a JSON string.
  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\u{0}"..."\u{1F}":
        "\\u" + String(repeating: "0", count: scalar.value < 16 ? 3 : 2)
          + String(scalar.value, radix: 16)
      default: "\(scalar)"
      }
    }
    return "\"\(escaped.joined())\""
  }
}
