import Programs

/// Reading gray pictures in the Portable Graymap format (Netpbm), binary (`P5`) and as text (`P2`).
///
/// Brightness is scaled to 0...255, whatever the largest value of the file is.
public enum PGM {
  /// Reads the picture at `path`.
  ///
  /// - Throws: ``DataError`` when the file is missing, no PGM, cut off or too large.
  public static func read(_ path: String) throws(DataError) -> Raster {
    let file = try FileReader(path: path)
    var scanner = Scanner(path: path, bytes: try file.read(count: file.size))
    let magic = String(decoding: scanner.bytes.prefix(2), as: UTF8.self)
    guard magic == "P5" || magic == "P2" else {
      throw DataError(path: path, reason: "is no PGM: it does not begin with P5 or P2")
    }
    scanner.position = 2
    let (width, height) = (try scanner.number("width"), try scanner.number("height"))
    let largest = try scanner.number("largest value")
    guard (1...PNG.largestSide).contains(width), (1...PNG.largestSide).contains(height),
      (1...65_535).contains(largest)
    else {
      throw DataError(
        path: path,
        reason: "has \(height) x \(width) pixels up to \(largest); 1 to \(PNG.largestSide) a side "
          + "and 1 to 65535 are read")
    }
    let count = width * height
    var values: [Int] = []
    if magic == "P2" {
      for _ in 0..<count { values.append(try scanner.number("pixel")) }
    } else {
      // One white space ends the header.
      values = try scanner.binary(count: count, from: scanner.position + 1, isWide: largest > 255)
    }
    if let bad = values.first(where: { $0 > largest }) {
      throw DataError(path: path, reason: "has a pixel of \(bad), above its largest, \(largest)")
    }
    return Raster(
      width: width, height: height, channels: 1,
      pixels: values.map { UInt8(($0 * 255 + largest / 2) / largest) })
  }

  /// Reads numbers from the bytes of a file.
  private struct Scanner {
    let path: String
    let bytes: [UInt8]
    var position = 0

    /// The next decimal number behind white space and comments.
    mutating func number(_ what: String) throws(DataError) -> Int {
      while position < bytes.count {
        if bytes[position] == UInt8(ascii: "#") {
          while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        } else if Self.isSpace(bytes[position]) {
          position += 1
        } else {
          break
        }
      }
      let start = position
      while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
      let digits = String(decoding: bytes[start..<position], as: UTF8.self)
      guard digits.count < 10, let number = Int(digits) else {
        throw DataError(path: path, reason: "is a damaged PGM: no \(what) at byte \(start)")
      }
      return number
    }

    func binary(count: Int, from start: Int, isWide: Bool) throws(DataError) -> [Int] {
      let needed = count * (isWide ? 2 : 1)
      guard bytes.count - start >= needed else {
        throw DataError(
          path: path,
          reason: "is cut off: \(max(0, bytes.count - start)) bytes of pixels, expected \(needed)")
      }
      guard isWide else { return bytes[start..<start + count].map { Int($0) } }
      return (0..<count).map { Int(bytes[start + 2 * $0]) << 8 | Int(bytes[start + 2 * $0 + 1]) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
  }
}
