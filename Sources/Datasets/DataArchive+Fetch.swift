import Foundation

extension DataArchive {
  /// Downloads the archive of a set and takes `files` out of it into `folder`.
  ///
  /// Each file gets its name only when its SHA-256 is right; the archive is removed at the end.
  ///
  /// - Throws: ``DataError`` when the download fails, the system's `tar` is missing or fails, or a file
  ///   in the archive is not the published one.
  func fetch(
    _ files: [DataFile], of source: DataSource, in folder: String, with downloader: Downloader,
    environment: [String: String]
  ) throws(DataError) {
    let archive = "\(folder)/\(file.name)"
    if !FileSystem.exists(archive) { try downloader.download(file, of: source, to: archive) }
    let unpacked = "\(folder)/.unpacked"
    try FileSystem.makeDirectory(unpacked)
    defer { try? FileManager.default.removeItem(atPath: unpacked) }
    try unpack(files, from: archive, to: unpacked, environment: environment)
    for file in files {
      let path = "\(unpacked)/\(self.folder)/\(file.name)"
      try file.check(at: path, remedy: "remove \(archive) and fetch it again")
      guard rename(path, "\(folder)/\(file.name)") == 0 else {
        throw DataError(
          path: "\(folder)/\(file.name)", reason: "cannot write: \(FileSystem.lastError)",
          kind: .inputOutput)
      }
    }
    unlink(archive)
  }

  private func unpack(
    _ files: [DataFile], from archive: String, to target: String, environment: [String: String]
  ) throws(DataError) {
    let process = Process()
    process.executableURL = URL(
      fileURLWithPath: try Downloader.program("tar", for: "unpack", environment: environment))
    process.arguments =
      ["-xzf", archive, "-C", target] + files.map { "\(folder)/\($0.name)" }
    // tar finds gzip there.
    process.environment = ["PATH": environment["PATH"] ?? ""]
    let messages = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardError = messages
    do {
      try process.run()
    } catch {
      throw DataError(path: "tar", reason: "cannot be started", kind: .inputOutput)
    }
    let text = String(
      decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let reason = text.split(separator: "\n").first.map { ": \($0)" } ?? ""
      throw DataError(path: archive, reason: "cannot be unpacked\(reason)", kind: .inputOutput)
    }
  }
}
