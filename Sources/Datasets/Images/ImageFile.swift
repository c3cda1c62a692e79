import Programs

/// What the header of a picture file says.
struct PictureHeader: Equatable {
  /// Height and width in pixels.
  let size: PictureSize
  /// 1 for gray, 3 for RGB.
  let channels: Int
}

/// A picture in a file, PNG, PGM or PPM, told apart by its first bytes.
public enum ImageFile {
  /// What file names of pictures end in.
  public static let endings = ["png", "pgm", "ppm", "pnm"]

  /// Whether a file with this name is taken for a picture.
  public static func hasEnding(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
    return endings.contains(name[name.index(after: dot)...].lowercased())
  }

  /// Reads a picture as 8-bit gray or RGB; transparent pixels become white paper.
  ///
  /// - Parameter channels: 1 for gray, 3 for RGB; `nil` keeps what the file has.
  /// - Throws: ``DataError`` when the file is missing, damaged, too large or of another format.
  public static func read(_ path: String, channels: Int? = nil) throws(DataError) -> Raster {
    let bytes = try bytes(of: path)
    let raster =
      try PortableMap.isOne(bytes)
      ? PortableMap.decode(bytes, path: path) : PNG.decode(bytes, path: path)
    return raster.converted(toChannels: channels)
  }

  /// Reads the size and the channels of a picture without unpacking its pixels.
  ///
  /// - Throws: ``DataError`` as `read` does, but for damage behind the header.
  static func header(_ path: String) throws(DataError) -> PictureHeader {
    let bytes = try bytes(of: path)
    return try PortableMap.isOne(bytes)
      ? PortableMap.header(bytes, path: path) : PNG.header(bytes, path: path)
  }

  private static func bytes(of path: String) throws(DataError) -> [UInt8] {
    let file = try FileReader(path: path)
    return try file.read(count: file.size)
  }
}

extension Raster {
  /// The same picture in gray (1 channel) or as RGB (3); `nil` leaves it as it is.
  func converted(toChannels channels: Int?) -> Raster {
    demand(channels == nil || channels == 1 || channels == 3, "picture: 1 or 3 channels")
    return switch channels {
    case 1: gray
    case 3: rgb
    default: self
    }
  }

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
