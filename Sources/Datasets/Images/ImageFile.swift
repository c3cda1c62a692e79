/// A picture in a file, PNG, PGM or PPM, told apart by its first bytes.
public enum ImageFile {
  /// What file names of pictures end in.
  public static let endings = ["png", "pgm", "ppm", "pnm"]

  /// Whether a file with this name is taken for a picture.
  public static func hasEnding(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
    return endings.contains(name[name.index(after: dot)...].lowercased())
  }

  /// Reads a picture as 8-bit gray or RGB.
  ///
  /// - Parameters:
  ///   - channels: 1 for gray, 3 for RGB; `nil` keeps what the file has.
  ///   - background: the gray that transparent pixels are laid on.
  /// - Throws: ``DataError`` when the file is missing, damaged, too large or of another format.
  public static func read(
    _ path: String, channels: Int? = nil, background: UInt8 = 0
  ) throws(DataError) -> Raster {
    let file = try FileReader(path: path)
    let bytes = try file.read(count: file.size)
    if PortableMap.isOne(bytes) {
      let raster = try PortableMap.decode(bytes, path: path)
      return channels == 1 ? raster.gray : channels == 3 ? raster.rgb : raster
    }
    return try PNG.decode(bytes, path: path, channels: channels, background: background)
  }
}

extension Raster {
  /// The same picture in gray: the luma of ITU-R BT.601.
  var gray: Raster {
    guard channels == 3 else { return self }
    let luma = (0..<width * height).map { pixel in
      let (red, green, blue) = (
        Int(pixels[3 * pixel]), Int(pixels[3 * pixel + 1]), Int(pixels[3 * pixel + 2])
      )
      return UInt8((299 * red + 587 * green + 114 * blue + 500) / 1000)
    }
    return Raster(width: width, height: height, channels: 1, pixels: luma)
  }

  /// The same picture as RGB.
  var rgb: Raster {
    guard channels == 1 else { return self }
    return Raster(
      width: width, height: height, channels: 3, pixels: pixels.flatMap { [$0, $0, $0] })
  }
}
