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
    let found = try SHA256.text(of: file)
    guard found == sha256 else {
      throw DataError(
        path: path, reason: "is altered: SHA-256 \(found), expected \(sha256); \(remedy)")
    }
  }

  /// Whether the file at `path`, or what it holds if it is a gzip file, has exactly these bytes.
  ///
  /// - Throws: ``DataError`` when it cannot be read or its gzip data is corrupt.
  func isContent(of path: String) throws(DataError) -> Bool {
    let file = try FileReader(path: path)
    if path.hasSuffix(".gz") { return try SHA256.text(of: GzipReader(file)) == sha256 }
    guard file.size == size else { return false }
    return try SHA256.text(of: file) == sha256
  }
}

extension SHA256 {
  /// The SHA-256 of the rest of a source, in lower-case hexadecimal.
  fileprivate static func text(of source: any ByteSource) throws(DataError) -> String {
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { chunk.deallocate() }
    var hash = SHA256()
    while true {
      let got = try source.read(into: chunk)
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: chunk[..<got]))
      if got < chunk.count { break }
    }
    return hash.finalize().map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}
