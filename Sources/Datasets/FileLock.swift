import Foundation

/// Keeps two processes from downloading into the same folder at the same time.
enum FileLock {
  /// Waits until the lock at `path` is free and holds it while `body` runs.
  ///
  /// The system drops the lock when the process ends, however it ends; the empty file stays.
  static func hold<Result>(
    _ path: String, while body: () throws(DataError) -> Result
  ) throws(DataError) -> Result {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw DataError(
        path: path, reason: "cannot write: \(FileSystem.lastError)", kind: .inputOutput)
    }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        throw DataError(
          path: path, reason: "cannot lock: \(FileSystem.lastError)", kind: .inputOutput)
      }
    }
    return try body()
  }
}
