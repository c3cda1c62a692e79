import Crypto

extension DataFile {
  /// Checks that the file at `path` has exactly these bytes.
  ///
  /// - Parameter remedy: What to do about a file that has not, as the end of the message.
  /// - Throws: ``DataError`` when it is missing, cut off, too long or altered.
  func check(at path: String, remedy: String) throws(DataError) {
    let file = try FileReader(path: path)
    guard file.size == size else {
      let what = file.size < size ? "is cut off" : "is not the file that was published"
      throw DataError(
        path: path, reason: "\(what): \(file.size) bytes, expected \(size); \(remedy)")
    }
    let found = try Self.sha256(of: file)
    guard found == sha256 else {
      throw DataError(
        path: path, reason: "is altered: SHA-256 \(found), expected \(sha256); \(remedy)")
    }
  }

  /// The SHA-256 of the rest of a file, in lower-case hexadecimal.
  private static func sha256(of file: FileReader) throws(DataError) -> String {
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { chunk.deallocate() }
    var hash = SHA256()
    while true {
      let got = try file.read(into: chunk)
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: chunk[..<got]))
      if got < chunk.count { break }
    }
    return hash.finalize().map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}
