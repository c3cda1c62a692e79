import Foundation

/// What happens during a download, for whoever tells the user.
public enum DownloadEvent: Equatable, Sendable {
  /// A file is about to be asked for, from byte `offset` on.
  case started(file: String, address: String, offset: Int, size: Int)
  /// So many bytes of the file are here.
  case received(file: String, bytes: Int, size: Int)
  /// An address did not deliver; the next one is tried.
  case failed(file: String, address: String, reason: String)
  /// The file is complete, checked and in its place.
  case finished(file: String, path: String)
}

/// Downloads files with the system's `curl`, continuing broken downloads.
///
/// Bytes go through a pipe into `NAME.part` and the file gets its name only when size and SHA-256 are
/// right. Through a pipe, so that curl ends with this process and never writes behind its back.
struct Downloader: Sendable {
  private let curl: String
  private let report: @Sendable (DownloadEvent) -> Void

  /// A downloader that uses the `curl` on the `PATH` of `environment`.
  ///
  /// - Throws: ``DataError`` when there is none.
  init(
    environment: [String: String], report: @escaping @Sendable (DownloadEvent) -> Void
  ) throws(DataError) {
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    guard
      let curl = folders.map({ "\($0)/curl" }).first(where: {
        access($0, X_OK) == 0 && FileSystem.size(of: $0) != nil
      })
    else {
      throw DataError(
        path: "curl",
        reason: "not found on PATH, and needed to download; install it (apt install curl)",
        kind: .inputOutput)
    }
    self.curl = curl
    self.report = report
  }

  /// Downloads a file from the first address that delivers it.
  ///
  /// - Parameters:
  ///   - addresses: Folders, each ending in a slash.
  ///   - path: Where the file goes.
  /// - Throws: ``DataError`` that says what became of every address, or that writing failed.
  func download(
    _ file: DataFile, from addresses: [String], to path: String
  ) throws(DataError) {
    let part = path + ".part"
    if let size = FileSystem.size(of: part), size >= file.size,
      try finish(file, part: part, path: path) == nil
    {
      return
    }
    var failures: [String] = []
    for address in addresses.map({ $0 + file.name }) {
      guard let reason = try download(file, address: address, part: part, path: path) else {
        return
      }
      failures.append("\(address) \(reason)")
      report(.failed(file: file.name, address: address, reason: reason))
    }
    throw DataError(
      path: path,
      reason: "cannot be downloaded: \(failures.joined(separator: "; ")); "
        + "check the network, or put the file here by hand",
      kind: .inputOutput)
  }

  /// Tries one address, a second time from the start when a partial file proves useless there.
  ///
  /// - Returns: Nil when the file is in its place, else why not.
  private func download(
    _ file: DataFile, address: String, part: String, path: String
  ) throws(DataError) -> String? {
    while true {
      let offset = FileSystem.size(of: part) ?? 0
      report(.started(file: file.name, address: address, offset: offset, size: file.size))
      switch try transfer(file, address: address, part: part, offset: offset) {
      case .failed(let reason):
        if FileSystem.size(of: part) == 0 { unlink(part) }
        return reason
      case .refusedOffset: unlink(part)
      case .complete:
        guard let reason = try finish(file, part: part, path: path) else { return nil }
        if offset == 0 { return reason }
      }
    }
  }

  /// Gives a right file its name and throws a wrong one away.
  ///
  /// - Returns: Nil when it was right, else what was wrong.
  private func finish(_ file: DataFile, part: String, path: String) throws(DataError) -> String? {
    do {
      try file.check(at: part, remedy: "thrown away")
    } catch {
      guard error.kind == .badData else { throw error }
      unlink(part)
      return "delivered a file that " + error.reason
    }
    guard rename(part, path) == 0 else {
      throw DataError(
        path: path, reason: "cannot write: \(FileSystem.lastError)", kind: .inputOutput)
    }
    report(.finished(file: file.name, path: path))
    return nil
  }

  private enum Outcome {
    case complete
    /// The address cannot start in the middle of the file.
    case refusedOffset
    /// In curl's words; what arrived is kept.
    case failed(String)
  }

  /// Appends what the address delivers from byte `offset` on to the partial file.
  private func transfer(
    _ file: DataFile, address: String, part: String, offset: Int
  ) throws(DataError) -> Outcome {
    let output = open(part, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard output >= 0 else {
      throw DataError(
        path: part, reason: "cannot write: \(FileSystem.lastError)", kind: .inputOutput)
    }
    defer { close(output) }
    let (content, messages) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = URL(fileURLWithPath: curl)
    process.arguments = [
      "--disable", "--fail", "--location", "--silent", "--show-error",
      "--connect-timeout", "15", "--speed-limit", "1", "--speed-time", "30",
      "--continue-at", String(offset), address,
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = content
    process.standardError = messages
    do {
      try process.run()
    } catch {
      throw DataError(path: curl, reason: "cannot be started", kind: .inputOutput)
    }
    defer {
      if process.isRunning { process.terminate() }
      process.waitUntilExit()
    }
    let excess = try copy(content, to: output, part: part, file: file, offset: offset)
    if excess { return .failed("delivers more than the \(file.size) bytes that were published") }
    let message = String(
      decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // 33: no byte ranges here; HTTP 416: none that starts so late.
    let status = process.terminationStatus
    switch status {
    case 0: return .complete
    case 33 where offset > 0: return .refusedOffset
    case 22 where offset > 0 && message.contains("error: 416"): return .refusedOffset
    default:
      let text = message.split(separator: "\n").last.map { ": \($0)" } ?? ""
      return .failed("failed\(text.isEmpty ? " with curl's status \(status)" : text)")
    }
  }

  /// Copies the pipe to the file until either ends.
  ///
  /// - Returns: Whether there was more than the file may hold; the partial file is then removed.
  private func copy(
    _ pipe: Pipe, to output: Int32, part: String, file: DataFile, offset: Int
  ) throws(DataError) -> Bool {
    let input = pipe.fileHandleForReading.fileDescriptor
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { chunk.deallocate() }
    var received = offset
    while true {
      let got = read(input, chunk.baseAddress, chunk.count)
      if got < 0 && errno == EINTR { continue }
      guard got > 0 else { return false }
      received += got
      guard received <= file.size else {
        unlink(part)
        return true
      }
      guard FileSystem.writeAll(UnsafeRawBufferPointer(rebasing: chunk[..<got]), to: output) else {
        throw DataError(
          path: part, reason: "cannot write: \(FileSystem.lastError)", kind: .inputOutput)
      }
      report(.received(file: file.name, bytes: received, size: file.size))
    }
  }
}
