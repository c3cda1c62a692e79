import Foundation

/// Keeps two processes from downloading into the same folder at the same time.
enum FileLock {
  /// Waits until the lock at `path` is free and holds it while `body` runs.
  ///
  /// The system drops the lock when the process ends, however it ends; the empty file stays.
  ///
  /// - Parameter shouldStop: Asked ten times a second whether to give up waiting.
  /// - Throws: ``DataError`` when the file cannot be locked or the wait was given up, and what `body`
  ///   throws.
  static func hold<Result>(
    _ path: String, shouldStop: () -> Bool, while body: () throws(DataError) -> Result
  ) throws(DataError) -> Result {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw DataError(
        path: path, reason: "cannot write: \(FileSystem.lastError)", kind: .inputOutput)
    }
    defer { close(descriptor) }
    // A signal need not end a wait inside flock: handlers may be set to restart it.
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw DataError(
          path: path, reason: "cannot lock: \(FileSystem.lastError)", kind: .inputOutput)
      }
      guard !shouldStop() else {
        throw DataError(
          path: path, reason: "interrupted: while another program was downloading",
          kind: .inputOutput)
      }
      usleep(100_000)
    }
    return try body()
  }
}
