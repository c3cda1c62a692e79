import Foundation

/// A file or folder that could not be written.
public struct OutputError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file or folder.
  public let path: String
  /// What went wrong, in words.
  public let reason: String

  /// An error about `path`.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// One line: path and reason.
  public var description: String { "\(path): cannot write: \(reason)" }
}

/// Writes whole files, so that a reader sees the old content or the new, never a part.
package enum OutputFile {
  /// Writes `text` under a temporary name beside `url` and renames it.
  ///
  /// - Throws: ``OutputError``.
  static func write(_ text: String, to url: URL) throws {
    try write(Data(text.utf8), to: url)
  }

  /// Writes `bytes` under a temporary name beside `url` and renames it.
  ///
  /// - Throws: ``OutputError``.
  package static func write(_ bytes: Data, to url: URL) throws {
    let temporary = temporaryName(for: url)
    guard let file = fopen(temporary.path, "wb") else { throw failure(url) }
    let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    let writeError = errno
    // A full disk may show only when the buffer is flushed.
    guard fclose(file) == 0, written == bytes.count else {
      let error = written == bytes.count ? errno : writeError
      unlink(temporary.path)
      throw failure(url, error: error)
    }
    try rename(temporary, to: url)
  }

  /// Renames a finished temporary file to its name; the temporary one is gone either way.
  ///
  /// - Throws: ``OutputError``.
  static func rename(_ temporary: URL, to url: URL) throws {
    guard Foundation.rename(temporary.path, url.path) == 0 else {
      let error = errno
      unlink(temporary.path)
      throw failure(url, error: error)
    }
  }

  /// Makes a folder and those above it, if they are not there.
  ///
  /// - Throws: ``OutputError``.
  package static func makeFolder(_ url: URL) throws {
    if mkdir(url.path, 0o777) == 0 { return }
    let error = errno
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) {
      if isFolder.boolValue { return }
      throw OutputError(path: url.path, reason: "a file is in the place of the folder")
    }
    let parent = url.deletingLastPathComponent()
    guard error == ENOENT, parent.path != url.path else { throw failure(url, error: error) }
    try makeFolder(parent)
    guard mkdir(url.path, 0o777) == 0 || errno == EEXIST else { throw failure(url) }
  }

  /// Removes a file, or a folder with all that is in it, if it is there.
  ///
  /// - Throws: ``OutputError``.
  package static func remove(_ url: URL) throws {
    do {
      try FileManager.default.removeItem(at: url)
    } catch CocoaError.fileNoSuchFile {
      return
    } catch {
      throw OutputError(
        path: url.path, reason: "it cannot be removed: \(error.localizedDescription)")
    }
  }

  /// Finds out whether a file of this name could be written, and leaves nothing.
  ///
  /// - Throws: ``OutputError``.
  package static func checkWritable(_ url: URL) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue
    {
      throw OutputError(path: url.path, reason: "a folder is in the place of the file")
    }
    let temporary = temporaryName(for: url)
    guard let file = fopen(temporary.path, "wb") else { throw failure(url) }
    fclose(file)
    unlink(temporary.path)
  }

  /// The name a file has while it is written.
  static func temporaryName(for url: URL) -> URL {
    url.deletingLastPathComponent()
      .appendingPathComponent(".\(url.lastPathComponent).\(getpid()).tmp")
  }

  private static func failure(_ url: URL, error: Int32 = errno) -> OutputError {
    OutputError(path: url.path, reason: String(cString: strerror(error)))
  }
}
