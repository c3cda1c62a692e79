import Foundation

/// Work on whole files through POSIX calls, whose errors become one-line ``DataError`` values.
enum FileSystem {
  /// The text of the last failed system call.
  static var lastError: String { String(cString: strerror(errno)) }

  /// The size of the regular file at `path` in bytes, or nil when there is none.
  static func size(of path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Whether anything at all lies at `path`: also a folder, or a link that leads nowhere.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Whether `path` is a folder.
  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes the folder and those above it.
  static func makeDirectory(_ path: String) throws(DataError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    } catch {
      throw DataError(
        path: path, reason: "cannot make this folder; choose another one", kind: .inputOutput)
    }
  }

  /// Writes a file under a temporary name and renames it, so that no half file is ever seen.
  ///
  /// Renaming would put the file in the place of a device, a pipe or a link: those are refused.
  static func write(_ bytes: [UInt8], to path: String) throws(DataError) {
    var status = stat()
    guard lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
      throw DataError(
        path: path, reason: "cannot write: exists and is not a regular file; name another file",
        kind: .inputOutput)
    }
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw DataError(path: path, reason: "cannot write: \(lastError)", kind: .inputOutput)
    }
    let complete = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
    let closed = close(descriptor) == 0
    guard complete, closed, rename(temporary, path) == 0 else {
      let reason = lastError
      unlink(temporary)
      throw DataError(path: path, reason: "cannot write: \(reason)", kind: .inputOutput)
    }
  }

  /// Writes every byte; false, with `errno` set, when the system refuses.
  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let written = Foundation.write(descriptor, part.baseAddress, part.count)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return false }
      rest = rest.dropFirst(written)
    }
    return true
  }
}
