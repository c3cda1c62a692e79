import Foundation

/// A file under construction that takes the place of another one when it is complete.
///
/// The bytes go to another name in the same folder, reach the disk, and only then take the name:
/// whatever fails, the old file stays whole and no other is left.
struct ReplacementFile {
  private let path: String
  private let temporary: String
  private let descriptor: Int32

  /// Opens a file that is to become the one at `path`.
  init(for path: String) throws(WeightsError) {
    self.path = path
    // The process id keeps two programs apart, the random part two threads of one.
    let url = URL(fileURLWithPath: path)
    let name = ".\(url.lastPathComponent).\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    temporary = url.deletingLastPathComponent().appendingPathComponent(name).path
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure() }
  }

  /// Writes `bytes` after what is there; after an error the file is gone.
  func append(_ bytes: Data) throws(WeightsError) {
    let isWritten = bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
    guard isWritten else { throw discard() }
  }

  /// Gives the file its name; after an error the file is gone.
  func commit() throws(WeightsError) {
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw discard() }
    close(descriptor)
  }

  /// Removes the file and says why: the last failed system call.
  private func discard() -> WeightsError {
    let failure = failure()
    close(descriptor)
    unlink(temporary)
    return failure
  }

  private func failure() -> WeightsError {
    WeightsError(
      path: path, reason: "cannot be written: \(systemErrorText())", kind: .inputOutput)
  }
}
