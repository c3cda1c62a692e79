import Crypto
import Foundation

/// A file under construction that takes the place of another one when it is complete.
///
/// The bytes go to another name in the same folder, reach the disk, and only then take the name:
/// whatever fails, the old file stays whole and no other is left.
package struct ReplacementFile {
  private let path: String
  private let temporary: String
  private let descriptor: Int32
  /// The bytes so far.
  package private(set) var byteCount = 0
  /// The SHA-256 of all bytes so far, where it is wanted.
  private var hash: SHA256?

  /// What the name of every unfinished file begins with.
  package static let prefix = ".unfinished-"

  /// Opens a file that is to become the one at `path`.
  ///
  /// - Parameter hashes: whether the SHA-256 of the file is found while it is written.
  package init(for path: String, hashes: Bool = false) throws(WeightsError) {
    self.path = path
    hash = hashes ? SHA256() : nil
    // The process id keeps two programs apart, the random part two threads of one.
    let url = URL(fileURLWithPath: path)
    let name =
      "\(Self.prefix)\(url.lastPathComponent).\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    temporary = url.deletingLastPathComponent().appendingPathComponent(name).path
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure() }
  }

  /// Writes `bytes` after what is there; after an error the file is gone.
  package mutating func append(_ bytes: Data) throws(WeightsError) {
    try append { (body) in bytes.withUnsafeBytes(body) }
  }

  /// Writes `bytes` after what is there; after an error the file is gone.
  package mutating func append(_ bytes: [UInt8]) throws(WeightsError) {
    try append { (body) in bytes.withUnsafeBytes(body) }
  }

  private mutating func append(
    _ access: ((UnsafeRawBufferPointer) -> Bool) -> Bool
  ) throws(WeightsError) {
    let descriptor = self.descriptor
    var newHash = hash
    var newBytes = 0
    let isWritten = access { buffer in
      newHash?.update(bufferPointer: buffer)
      newBytes = buffer.count
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
    hash = newHash
    byteCount += newBytes
  }

  /// Gives the file its name; after an error the file is gone.
  ///
  /// - Parameter syncsFolder: whether the name, too, has reached the disk afterwards.
  /// - Returns: The SHA-256 in hexadecimal, if it was wanted.
  @discardableResult
  package func commit(syncsFolder: Bool = false) throws(WeightsError) -> String? {
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw discard() }
    close(descriptor)
    if syncsFolder { try Self.sync(folder: URL(fileURLWithPath: path).deletingLastPathComponent()) }
    return hash?.finalize().hexadecimal
  }

  /// Waits until the names in a folder have reached the disk.
  package static func sync(folder: URL) throws(WeightsError) {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(descriptor) }
    // Some file systems have nothing to do here and say EINVAL.
    guard descriptor >= 0, fsync(descriptor) == 0 || errno == EINVAL else {
      throw WeightsError(
        path: folder.path, reason: "cannot be written: \(systemErrorText())", kind: .inputOutput)
    }
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

extension Sequence<UInt8> {
  /// Two lower-case digits for each byte.
  package var hexadecimal: String {
    map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
