import CZlib

/// A PNG file put together chunk by chunk, of kinds that the program itself never writes.
struct PNGFile {
  let width: Int
  let height: Int
  /// Bits of a sample.
  var depth = 8
  /// 0 gray, 2 RGB, 3 palette, 4 gray with alpha.
  var colorType = 0
  /// Red, green and blue of each entry.
  var palette: [UInt8] = []
  var isInterlaced = false
  /// The bytes of each row in the order of the file: interlaced ones by passes.
  var rows: [[UInt8]]

  /// The rows of an interlaced picture of one byte a pixel, in the order of Adam7.
  static func interlacedRows(
    width: Int, height: Int, _ pixel: (_ column: Int, _ row: Int) -> UInt8
  ) -> [[UInt8]] {
    let passes = [
      (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
      (0, 1, 1, 2),
    ]
    var rows: [[UInt8]] = []
    for (left, top, across, down) in passes where left < width {
      for row in stride(from: top, to: height, by: down) {
        rows.append(stride(from: left, to: width, by: across).map { pixel($0, row) })
      }
    }
    return rows
  }

  /// The file.
  var bytes: [UInt8] {
    let header =
      Self.bigEndian(width) + Self.bigEndian(height)
      + [UInt8(depth), UInt8(colorType), 0, 0, isInterlaced ? 1 : 0]
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    bytes += Self.chunk("IHDR", header)
    if !palette.isEmpty { bytes += Self.chunk("PLTE", palette) }
    // Each row begins with the number of its filter: none.
    bytes += Self.chunk("IDAT", Self.deflated(rows.flatMap { [0] + $0 }))
    bytes += Self.chunk("IEND", [])
    return bytes
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    return bigEndian(content.count) + body + bigEndian(Int(crc32(0, body, UInt32(body.count))))
  }

  private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var size = compressBound(UInt(bytes.count))
    var output = [UInt8](repeating: 0, count: Int(size))
    compress(&output, &size, bytes, UInt(bytes.count))
    return Array(output.prefix(Int(size)))
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }
}
