/// Reading of portable gray and pixel maps: PGM (P2, P5) and PPM (P3, P6), the formats of Netpbm.
///
/// Source: Netpbm's format descriptions pgm(5) and ppm(5); samples of 16 bits have the high byte first.
public enum PortableMap {
  /// Whether a file that begins with these bytes is one.
  static func isOne(_ bytes: [UInt8]) -> Bool {
    bytes.count > 2 && bytes[0] == UInt8(ascii: "P")
      && [UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "5"), UInt8(ascii: "6")]
        .contains(bytes[1])
  }

  /// The picture in a file's bytes, samples brought to 0...255.
  ///
  /// - Throws: ``DataError`` when they are cut off, or no portable map of gray or RGB.
  static func decode(_ bytes: [UInt8], path: String) throws(DataError) -> Raster {
    var text = Tokens(bytes: bytes, path: path)
    let found = try header(&text)
    let (width, height, channels) = (found.size.width, found.size.height, found.channels)
    let isPlain = bytes[1] <= UInt8(ascii: "3")
    let largest = try text.number("largest sample", in: 1...65_535)
    let count = width * height * channels
    func scaled(_ sample: Int) -> UInt8 {
      UInt8((min(sample, largest) * 255 + largest / 2) / largest)
    }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(min(count, bytes.count))
    if isPlain {
      for _ in 0..<count { pixels.append(try scaled(text.number("sample", in: 0...largest))) }
    } else {
      // One white space ends the header.
      let start = text.position + 1
      let size = largest > 255 ? 2 : 1
      guard bytes.count >= start + count * size else {
        throw DataError(
          path: path,
          reason: "is cut off: \(height) x \(width) pixels take \(count * size) bytes, there are "
            + "\(max(bytes.count - start, 0))")
      }
      for index in 0..<count {
        let at = start + index * size
        pixels.append(
          scaled(size == 1 ? Int(bytes[at]) : Int(bytes[at]) << 8 | Int(bytes[at + 1])))
      }
    }
    return Raster(width: width, height: height, channels: channels, pixels: pixels)
  }

  /// The size and the channels in the header of a file's bytes.
  ///
  /// - Throws: ``DataError`` when they are cut off before them, or no portable map of gray or RGB.
  static func header(_ bytes: [UInt8], path: String) throws(DataError) -> PictureHeader {
    var text = Tokens(bytes: bytes, path: path)
    return try header(&text)
  }

  private static func header(_ text: inout Tokens) throws(DataError) -> PictureHeader {
    guard isOne(text.bytes) else {
      throw DataError(path: text.path, reason: "is no PGM or PPM file")
    }
    let kind = text.bytes[1]
    let width = try text.number("width", in: 1...PNG.largestSide)
    let height = try text.number("height", in: 1...PNG.largestSide)
    return PictureHeader(
      size: PictureSize(height: height, width: width),
      channels: kind == UInt8(ascii: "3") || kind == UInt8(ascii: "6") ? 3 : 1)
  }

  /// The numbers of a header, between white space and comments.
  private struct Tokens {
    let bytes: [UInt8]
    let path: String
    /// Behind the last number.
    var position = 2

    mutating func number(_ what: String, in range: ClosedRange<Int>) throws(DataError) -> Int {
      skipSpace()
      var (value, digits) = (0, 0)
      while position < bytes.count,
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]),
        digits < 8
      {
        value = value * 10 + Int(bytes[position] - UInt8(ascii: "0"))
        digits += 1
        position += 1
      }
      guard digits > 0 else {
        throw DataError(
          path: path,
          reason: position >= bytes.count
            ? "is cut off before its \(what)" : "has no number where its \(what) should be")
      }
      guard range.contains(value) else {
        throw DataError(
          path: path,
          reason:
            "has a \(what) of \(value); \(range.lowerBound) to \(range.upperBound) can be read")
      }
      return value
    }

    private mutating func skipSpace() {
      while position < bytes.count {
        switch bytes[position] {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
          position += 1
        case UInt8(ascii: "#"):
          while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        default: return
        }
      }
    }
  }
}
