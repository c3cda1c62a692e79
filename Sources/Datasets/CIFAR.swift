import Programs

/// Files in CIFAR-10's binary format: records of one label byte and 3,072 pixel bytes, the red, green and
/// blue plane of 32 x 32 pixels one after another, plain or in a gzip file.
///
/// Any number of records is well-formed. Source of the format: Krizhevsky, "Learning multiple layers of
/// features from tiny images", 2009, and the page of the data set.
package enum CIFAR {
  /// The extent of one image.
  static let shape = ExampleShape(height: 32, width: 32, channels: 3)
  /// The number of classes.
  static let classes = 10
  /// The bytes of a record.
  static let recordSize = 1 + shape.count
  /// Records that are read at a time.
  private static let chunk = 256

  /// The records of some files, one file after another, as images [N, 32, 32, 3] with labels.
  ///
  /// - Parameter limit: Take the first `limit` records only, or all if there are fewer; what comes after
  ///   them is not looked at.
  /// - Throws: ``DataError`` when a file is missing, empty, cut off within a record or corrupt, or has a
  ///   label above 9.
  package static func examples(_ paths: [String], limit: Int? = nil) throws(DataError) -> Examples {
    var pixels: [UInt8] = []
    var labels: [Int32] = []
    for path in paths where labels.count < limit ?? .max {
      try read(path, limit: limit.map { $0 - labels.count }) { record in
        labels.append(Int32(record[0]))
        appendPixels(of: record, to: &pixels)
      }
    }
    return Examples(
      count: labels.count, featureCount: shape.count, features: .bytes(pixels),
      targets: .labels(labels, classes: classes))
  }

  /// Checks a whole file and counts its records.
  ///
  /// - Throws: ``DataError`` as ``examples(_:limit:)``.
  static func records(of path: String) throws(DataError) -> Int {
    var count = 0
    try read(path, limit: nil) { _ in count += 1 }
    return count
  }

  /// The planes of a record, woven into pixels of three channels.
  private static func appendPixels(of record: UnsafeRawBufferPointer, to pixels: inout [UInt8]) {
    let plane = shape.height * shape.width
    for pixel in 1...plane {
      pixels.append(record[pixel])
      pixels.append(record[pixel + plane])
      pixels.append(record[pixel + 2 * plane])
    }
  }

  /// Hands every record of a file to `take`, or the first `limit` ones.
  private static func read(
    _ path: String, limit: Int?, _ take: (UnsafeRawBufferPointer) -> Void
  ) throws(DataError) {
    let file = try FileReader(path: path)
    let source: any ByteSource = path.hasSuffix(".gz") ? try GzipReader(file) : file
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: chunk * recordSize, alignment: 16)
    defer { buffer.deallocate() }
    var count = 0
    while count < limit ?? .max {
      let wanted = min(chunk, (limit ?? .max) - count)
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(wanted * recordSize)])
      let got = try source.read(into: room)
      guard got % recordSize == 0 else {
        throw DataError(
          path: path,
          reason: "is cut off: \(count * recordSize + got) bytes, which is no multiple of the "
            + "\(recordSize) bytes of a record")
      }
      for start in stride(from: 0, to: got, by: recordSize) {
        guard buffer[start] < classes else {
          throw DataError(
            path: path,
            reason: "label \(buffer[start]) at record \(count), expected 0 to \(classes - 1); "
              + "this is no file in CIFAR-10's binary format")
        }
        take(UnsafeRawBufferPointer(rebasing: buffer[start..<start + recordSize]))
        count += 1
      }
      if got < room.count { break }
    }
    guard count > 0 else { throw DataError(path: path, reason: "is empty, expected records") }
  }
}

/// The files of a data set in CIFAR-10's binary format, as they were published.
public struct CIFARFiles: Sendable {
  /// Records to train on, in order.
  public let train: [DataFile]
  /// Records to test on.
  public let test: DataFile

  /// These files.
  public init(train: [DataFile], test: DataFile) {
    self.train = train
    self.test = test
  }

  /// All files, those to train on first.
  public var all: [DataFile] { train + [test] }
}

/// A folder with files in CIFAR-10's binary format.
///
/// Each may be plain or have `.gz` behind its name; later training files may be left out.
struct CIFARFolder {
  /// The path of the folder.
  let path: String
  /// The files that are there and the published files of the same name, those to train on first.
  let files: [(path: String, published: DataFile)]
  /// The files that are needed and not there.
  let missing: [String]
  private let trainCount: Int

  /// The folder, or nil when it has none of the files.
  init?(_ path: String, _ published: CIFARFiles) {
    func find(_ file: DataFile) -> String? {
      ["\(path)/\(file.name)", "\(path)/\(file.name).gz"].first(where: FileSystem.exists)
    }
    let train = published.train.map(find)
    let test = find(published.test)
    guard train.contains(where: { $0 != nil }) || test != nil else { return nil }
    // "The first N training examples" would mean others if one in the middle were passed over.
    let needed = max(1, (train.lastIndex { $0 != nil } ?? 0) + 1)
    self.path = path
    trainCount = train.prefix(needed).count { $0 != nil }
    files = zip(train + [test], published.all).compactMap { found, file in
      found.map { ($0, file) }
    }
    missing =
      zip(train.prefix(needed), published.train).filter { $0.0 == nil }.map(\.1.name)
      + (test == nil ? [published.test.name] : [])
  }

  /// The files to train on.
  var train: [String] { files.prefix(trainCount).map(\.path) }
  /// The files to test on.
  var test: [String] { files.dropFirst(trainCount).map(\.path) }

  /// The meaning of the labels that `batches.meta.txt` gives, if it is there.
  ///
  /// - Throws: ``DataError`` when it does not name ten classes.
  func classNames() throws(DataError) -> [String]? {
    let file = path + "/batches.meta.txt"
    guard FileSystem.exists(file) else { return nil }
    let bytes = try FileReader(path: file).read(count: 1 << 16)
    let names = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { String($0.trimmingPrefix(while: \.isWhitespace)) }.filter { !$0.isEmpty }
    guard names.count == CIFAR.classes else {
      throw DataError(
        path: file, reason: "names \(names.count) classes, expected \(CIFAR.classes), one a line")
    }
    return names
  }
}
