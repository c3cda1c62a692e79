import Foundation

/// Reads little-endian numbers out of bytes, from the beginning on.
struct ByteReader {
  private let bytes: Data
  /// How many bytes were read.
  private(set) var position = 0

  init(_ bytes: Data) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  /// The next bytes; fewer at the end.
  mutating func data(_ count: Int) -> Data {
    let start = bytes.startIndex + position
    let end = min(start + count, bytes.endIndex)
    position += end - start
    return Data(bytes[start..<end])
  }

  /// The next number.
  mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number {
    data(MemoryLayout<Number>.size).reversed().reduce(0) { $0 << 8 | Number($1) }
  }

  /// Goes to another place.
  mutating func seek(_ position: Int) { self.position = position }
}
