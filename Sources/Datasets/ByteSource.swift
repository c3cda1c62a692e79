import Foundation

/// Bytes that come one buffer at a time: a plain file, or what a gzip file holds.
protocol ByteSource: AnyObject {
  /// The file that the bytes come from, for messages.
  var path: String { get }

  /// Fills `buffer` as far as there are bytes.
  ///
  /// - Returns: The number of bytes; fewer than asked for only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int
}

extension ByteSource {
  /// Reads `count` bytes, or as many as there are.
  ///
  /// The array grows with what really arrives, so a lying header cannot claim memory.
  func read(count: Int) throws(DataError) -> [UInt8] {
    let chunk = UnsafeMutableRawBufferPointer.allocate(
      byteCount: min(max(count, 1), 1 << 20), alignment: 16)
    defer { chunk.deallocate() }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(count, 64 << 20))
    while bytes.count < count {
      let wanted = min(chunk.count, count - bytes.count)
      let got = try read(into: UnsafeMutableRawBufferPointer(rebasing: chunk[..<wanted]))
      bytes.append(contentsOf: chunk[..<got])
      if got < wanted { break }
    }
    return bytes
  }
}

/// The bytes of a plain file.
final class FileReader: ByteSource {
  let path: String
  /// The size of the file in bytes when it was opened.
  let size: Int
  private let descriptor: Int32

  /// Opens a regular file.
  init(path: String) throws(DataError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let missing = errno == ENOENT
      throw DataError(
        path: path, reason: missing ? "no such file" : "cannot read: \(FileSystem.lastError)",
        kind: missing ? .badData : .inputOutput)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw DataError(path: path, reason: "is not a regular file")
    }
    self.path = path
    self.size = Int(status.st_size)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let got = Foundation.read(descriptor, rest.baseAddress, rest.count)
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else {
        throw DataError(
          path: path, reason: "cannot read: \(FileSystem.lastError)", kind: .inputOutput)
      }
      if got == 0 { break }
      filled += got
    }
    return filled
  }
}
