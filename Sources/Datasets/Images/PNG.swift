import CLibPNG
import Programs

/// A picture of 8-bit pixels, gray or RGB.
public struct Raster: Equatable, Sendable {
  /// Columns of pixels.
  public let width: Int
  /// Rows of pixels.
  public let height: Int
  /// 1 for gray, 3 for RGB.
  public let channels: Int
  /// The pixels [height, width, channels].
  public var pixels: [UInt8]

  /// A black picture.
  public init(width: Int, height: Int, channels: Int) {
    self.init(
      width: width, height: height, channels: channels,
      pixels: [UInt8](repeating: 0, count: width * height * channels))
  }

  /// A picture of these pixels.
  ///
  /// - Precondition: 1 or 3 channels, at least one pixel, and as many bytes as that takes.
  public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
    demand(
      (channels == 1 || channels == 3) && width > 0 && height > 0
        && pixels.count == width * height * channels,
      "raster: \(height) x \(width) x \(channels) pixels of \(pixels.count) bytes")
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }
}

/// Reading and writing PNG files through libpng's simplified interface.
///
/// That interface needs no `setjmp`, which Swift cannot call: errors come back as messages.
public enum PNG {
  /// The largest width and height that is read; more is refused before memory is claimed.
  public static let largestSide = 16_384

  /// Writes a picture as a PNG file, under a temporary name first.
  ///
  /// - Throws: ``DataError`` when the file cannot be written, or something that is not a regular file
  ///   has its name.
  public static func write(_ raster: Raster, to path: String) throws(DataError) {
    try FileSystem.write(try encode(raster, path: path), to: path)
  }

  /// The bytes of a PNG file of a picture.
  ///
  /// - Parameter path: What errors name.
  /// - Throws: ``DataError`` when libpng cannot encode it.
  public static func encode(
    _ raster: Raster, path: String = "picture"
  ) throws(DataError) -> [UInt8] {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(raster.width)
    image.height = UInt32(raster.height)
    image.format = format(channels: raster.channels)
    let stride = Int32(raster.width * raster.channels)
    // Room for the worst case: stored blocks, one filter byte a row, headers.
    let raw = raster.pixels.count + raster.height
    var bytes = [UInt8](repeating: 0, count: raw + raw / 1000 + 1024)
    var size = bytes.count
    guard png_image_write_to_memory(&image, &bytes, &size, 0, raster.pixels, stride, nil) != 0
    else {
      throw DataError(
        path: path, reason: "cannot be encoded as PNG: \(message(&image))", kind: .inputOutput)
    }
    bytes.removeLast(bytes.count - size)
    return bytes
  }

  /// Reads a PNG file of any kind as 8-bit gray or RGB; transparent pixels become white paper.
  ///
  /// - Parameter channels: 1 for gray, 3 for RGB; nil keeps what the file has.
  /// - Throws: ``DataError`` when the file is missing, damaged or too large.
  public static func read(_ path: String, channels: Int? = nil) throws(DataError) -> Raster {
    let file = try FileReader(path: path)
    return try decode(try file.read(count: file.size), path: path).converted(toChannels: channels)
  }

  /// The picture in a PNG file's bytes, gray or RGB as it is stored, transparent pixels white.
  ///
  /// libpng's own gray is a mean of linear light, another one than ``Raster`` makes of other formats.
  static func decode(_ bytes: [UInt8], path: String) throws(DataError) -> Raster {
    try opened(bytes, path: path) { image -> Result<Raster, DataError> in
      let found = pictureHeader(image)
      image.pointee.format = format(channels: found.channels)
      // As in other formats; without it libpng takes 16-bit samples for linear light.
      image.pointee.flags |= flag16BitSRGB
      var raster = Raster(
        width: found.size.width, height: found.size.height, channels: found.channels)
      var ground = png_color(red: paper, green: paper, blue: paper)
      let stride = Int32(raster.width * raster.channels)
      guard png_image_finish_read(image, &ground, &raster.pixels, stride, nil) != 0 else {
        return .failure(
          DataError(path: path, reason: "is a damaged PNG: \(message(&image.pointee))"))
      }
      return .success(raster)
    }
  }

  /// The size and the channels in the header of a PNG file's bytes.
  static func header(_ bytes: [UInt8], path: String) throws(DataError) -> PictureHeader {
    try opened(bytes, path: path) { image -> Result<PictureHeader, DataError> in
      .success(pictureHeader(image))
    }
  }

  /// What `body` makes of the file in `bytes` after its header was read and its size found usable.
  private static func opened<Value>(
    _ bytes: [UInt8], path: String,
    _ body: (UnsafeMutablePointer<png_image>) -> Result<Value, DataError>
  ) throws(DataError) -> Value {
    // libpng keeps pointers to the bytes and to the image between its calls.
    let image = UnsafeMutablePointer<png_image>.allocate(capacity: 1)
    image.initialize(to: png_image())
    image.pointee.version = UInt32(PNG_IMAGE_VERSION)
    defer {
      png_image_free(image)
      image.deallocate()
    }
    // libpng claims what a chunk says it has before it looks whether it is there.
    guard hasRoomForHeader(bytes) else {
      throw DataError(
        path: path, reason: "is no usable PNG: it is cut off or damaged before its pixels")
    }
    let result: Result<Value, DataError> = bytes.withUnsafeBytes { memory in
      guard png_image_begin_read_from_memory(image, memory.baseAddress, memory.count) != 0 else {
        return .failure(
          DataError(path: path, reason: "is no usable PNG: \(message(&image.pointee))"))
      }
      let (width, height) = (image.pointee.width, image.pointee.height)
      guard width <= largestSide, height <= largestSide else {
        return .failure(
          DataError(
            path: path,
            reason: "has \(height) x \(width) pixels; at most \(largestSide) a side are read"))
      }
      // A row of the least pixels, 8 of them in a byte, at the most that deflate can make of a byte.
      let most = memory.count * GzipReader.largestRatio * 8
      guard Int(width) * Int(height) <= most else {
        return .failure(
          DataError(
            path: path,
            reason: "has \(height) x \(width) pixels by its header, more than its \(memory.count) "
              + "bytes can hold; it is cut off or damaged"))
      }
      return body(image)
    }
    return try result.get()
  }

  /// Whether every chunk before the pixels has as many bytes as it says.
  private static func hasRoomForHeader(_ bytes: [UInt8]) -> Bool {
    // What is no PNG at all, libpng says better.
    guard bytes.dropFirst().starts(with: "PNG".utf8) else { return true }
    var rest = bytes.dropFirst(8)
    // A length, a type, what the length says, a checksum.
    while rest.count >= 12, !rest.dropFirst(4).starts(with: "IDAT".utf8) {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      guard length <= rest.count - 12 else { return false }
      rest = rest.dropFirst(length + 12)
    }
    return true
  }

  /// What libpng read in a header.
  private static func pictureHeader(_ image: UnsafeMutablePointer<png_image>) -> PictureHeader {
    PictureHeader(
      size: PictureSize(height: Int(image.pointee.height), width: Int(image.pointee.width)),
      channels: image.pointee.format & formatColor != 0 ? 3 : 1)
  }

  /// What transparent pixels are laid on.
  private static let paper: UInt8 = 255

  /// `PNG_IMAGE_FLAG_16BIT_sRGB`: samples of 16 bits are sRGB where the file does not say otherwise.
  private static let flag16BitSRGB: UInt32 = 0x04

  /// `PNG_FORMAT_FLAG_COLOR`, a macro that Swift does not see.
  private static let formatColor: UInt32 = 0x02

  private static func format(channels: Int) -> UInt32 { channels == 3 ? formatColor : 0 }

  /// libpng's message in the fixed array of characters.
  private static func message(_ image: inout png_image) -> String {
    withUnsafeBytes(of: &image.message) { characters in
      String(decoding: characters.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
