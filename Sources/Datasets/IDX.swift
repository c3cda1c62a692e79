import Programs

/// The content of an IDX file of unsigned bytes, the format of MNIST.
///
/// A big-endian magic number and extents, then the bytes, plain or in a gzip file. Source of the
/// format: LeCun, Cortes, Burges, "The MNIST database of handwritten digits".
public struct IDX: Sendable {
  /// What an IDX file holds, by its magic number.
  public enum Kind: UInt32, Sendable {
    /// One byte an example: shape [N].
    case labels = 2049
    /// One gray image an example: shape [N, height, width].
    case images = 2051

    /// The number of extents in the header.
    var rank: Int { self == .images ? 3 : 1 }
    /// The name for messages.
    var noun: String { self == .images ? "images" : "labels" }
  }

  /// The extents, examples first: [N] or [N, height, width].
  public let shape: [Int]
  /// All bytes, example after example.
  public let bytes: [UInt8]

  /// The number of examples, N.
  public var count: Int { shape[0] }

  /// Reads the file at `path`, plain or gzip.
  ///
  /// Every extent is checked against what the file can hold before memory is claimed.
  ///
  /// - Parameters:
  ///   - kind: What the file must hold.
  ///   - limit: Read the first `limit` examples only; the rest is then not looked at.
  /// - Throws: ``DataError`` when the file is missing, cut off, corrupt, of another kind, longer or
  ///   shorter than its header says, or has fewer examples than `limit`.
  public init(contentsOf path: String, kind: Kind, limit: Int? = nil) throws(DataError) {
    demand(limit ?? 1 > 0, "IDX: a limit of at least 1 example, got \(limit ?? 0)")
    let file = try FileReader(path: path)
    let isGzip = path.hasSuffix(".gz")
    let source: any ByteSource = isGzip ? try GzipReader(file) : file
    var header = Header(path: path, kind: kind)
    try header.parse(source.read(count: header.size))
    try header.check(fileSize: file.size, isGzip: isGzip)

    let total = header.shape[0]
    let count = limit ?? total
    guard count <= total else {
      throw DataError(path: path, reason: "has \(total) \(kind.noun), \(count) were asked for")
    }
    let expected = count * header.bytesPerExample
    bytes = try source.read(count: expected)
    guard bytes.count == expected else {
      throw DataError(
        path: path,
        reason: "is cut off: \(bytes.count) bytes of \(kind.noun), expected \(expected)")
    }
    if count == total {
      // The read past the end also makes zlib judge the checksum of the last member.
      guard try source.read(count: 1).isEmpty else {
        throw DataError(
          path: path, reason: "goes on behind the \(total) \(kind.noun) its header promises")
      }
    }
    shape = [count] + header.shape.dropFirst()
  }

  /// The magic number and the extents.
  private struct Header {
    let path: String
    let kind: Kind
    var shape: [Int] = []
    var bytesPerExample = 0

    init(path: String, kind: Kind) {
      self.path = path
      self.kind = kind
    }

    var size: Int { 4 + 4 * kind.rank }

    mutating func parse(_ bytes: [UInt8]) throws(DataError) {
      guard bytes.count >= 4 else {
        throw DataError(
          path: path, reason: "is cut off: \(bytes.count) bytes, no room for an IDX header")
      }
      let words = stride(from: 0, to: bytes.count - 3, by: 4).map { offset in
        bytes[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      }
      guard words[0] == kind.rawValue else {
        let found = Kind(rawValue: words[0]).map { "\(words[0]) (\($0.noun))" } ?? "\(words[0])"
        throw DataError(
          path: path,
          reason: "is no IDX file of \(kind.noun): magic number \(found), "
            + "expected \(kind.rawValue)")
      }
      guard bytes.count == size else {
        throw DataError(
          path: path, reason: "is cut off in its header: \(bytes.count) bytes, expected \(size)")
      }
      shape = words.dropFirst().map { Int($0) }
    }

    /// Refuses extents of zero and products that overflow or that the file cannot hold.
    mutating func check(fileSize: Int, isGzip: Bool) throws(DataError) {
      let text = shape.map(String.init).joined(separator: " x ")
      guard shape.allSatisfy({ $0 > 0 }) else {
        throw DataError(path: path, reason: "its header says \(text) \(kind.noun)")
      }
      var total = 1
      for extent in shape {
        let (product, overflow) = total.multipliedReportingOverflow(by: extent)
        guard !overflow else {
          throw DataError(path: path, reason: "its header says \(text) bytes, which is too many")
        }
        total = product
      }
      bytesPerExample = total / shape[0]
      if isGzip {
        guard total / GzipReader.largestRatio <= fileSize else {
          throw DataError(
            path: path,
            reason:
              "its header says \(text) bytes, more than \(fileSize) bytes of gzip can hold; it is "
              + "cut off or no IDX file")
        }
      } else if total != fileSize - size {
        let what = fileSize - size < total ? "is cut off" : "is too long"
        throw DataError(
          path: path,
          reason: "\(what): \(fileSize - size) bytes behind the header, expected \(text)")
      }
    }
  }
}

extension IDX {
  /// Joins images and labels to examples.
  ///
  /// - Parameters:
  ///   - shape: The extent that every image must have.
  ///   - classes: Labels must lie in `0 ..< classes`.
  ///   - limit: Take the first `limit` examples only.
  /// - Throws: ``DataError`` when a file is bad, the two do not fit together, or a label is out of
  ///   range.
  static func examples(
    images imagePath: String, labels labelPath: String, shape: ExampleShape, classes: Int,
    limit: Int? = nil
  ) throws(DataError) -> Examples {
    let images = try IDX(contentsOf: imagePath, kind: .images, limit: limit)
    let labels = try IDX(contentsOf: labelPath, kind: .labels, limit: limit)
    guard images.shape.dropFirst().elementsEqual([shape.height, shape.width]) else {
      throw DataError(
        path: imagePath,
        reason: "images of \(images.shape[1]) x \(images.shape[2]) pixels, "
          + "expected \(shape.height) x \(shape.width)")
    }
    guard labels.count == images.count else {
      throw DataError(
        path: labelPath,
        reason: "\(labels.count) labels for the \(images.count) images of \(imagePath)")
    }
    if let position = labels.bytes.firstIndex(where: { $0 >= classes }) {
      throw DataError(
        path: labelPath,
        reason: "label \(labels.bytes[position]) at position \(position), "
          + "expected 0 to \(classes - 1)")
    }
    return Examples(
      count: images.count, featureCount: shape.count, features: .bytes(images.bytes),
      targets: .labels(labels.bytes.map { Int32($0) }, classes: classes))
  }
}
