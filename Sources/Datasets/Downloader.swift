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
  private let failures: DownloadFailures
  private let shouldStop: @Sendable () -> Bool

  /// A downloader that uses the `curl` on the `PATH` of `environment`.
  ///
  /// - Parameters:
  ///   - failures: The addresses that are not tried, or tried last; those that fail are added.
  ///   - shouldStop: Asked ten times a second whether to give up.
  /// - Throws: ``DataError`` when there is none.
  init(
    environment: [String: String], failures: DownloadFailures,
    shouldStop: @escaping @Sendable () -> Bool, report: @escaping @Sendable (DownloadEvent) -> Void
  ) throws(DataError) {
    curl = try Self.program("curl", for: "download", environment: environment)
    self.report = report
    self.failures = failures
    self.shouldStop = shouldStop
  }

  /// The path of a program on the `PATH` of `environment`.
  ///
  /// - Parameter purpose: What it is needed to do, for the message.
  /// - Throws: ``DataError`` when there is none.
  static func program(
    _ name: String, for purpose: String, environment: [String: String]
  ) throws(DataError) -> String {
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    guard
      let path = folders.map({ "\($0)/\(name)" }).first(where: {
        access($0, X_OK) == 0 && FileSystem.size(of: $0) != nil
      })
    else {
      throw DataError(
        path: name,
        reason: "not found on PATH, and needed to \(purpose); install it (apt install \(name))",
        kind: .inputOutput)
    }
    return path
  }

  /// Downloads a file of a set from the first address that delivers it.
  ///
  /// What an address failed to deliver once is not asked of it again.
  ///
  /// - Parameter path: Where the file goes.
  /// - Throws: ``DataError`` that says what became of every address, that writing failed, or that the
  ///   download was interrupted.
  func download(
    _ file: DataFile, of source: DataSource, to path: String
  ) throws(DataError) {
    let part = path + ".part"
    if let size = FileSystem.size(of: part), size >= file.size,
      try finish(file, part: part, path: path) == nil
    {
      return
    }
    // An address that failed for another file may be out of reach: it comes last.
    let addresses = source.addresses(of: file)
    let doubtful = addresses.filter { failures.hasAny(under: $0.upToLastSlash) }
    var reasons: [String] = []
    for address in addresses.filter({ !doubtful.contains($0) }) + doubtful {
      if let reason = failures.reason(address) {
        reasons.append("\(address) \(reason)")
        continue
      }
      guard let reason = try download(file, address: address, part: part, path: path) else {
        return
      }
      reasons.append("\(address) \(reason)")
      failures.add(address, reason: reason)
      report(.failed(file: file.name, address: address, reason: reason))
    }
    throw DataError(
      path: path,
      reason:
        "cannot be downloaded: \(reasons.joined(separator: "; ")); check the network, or name "
        + "the folder that holds \(source.name)/ with --data DIR or LOCKSTEP_DATA"
        + (source.classNames.isEmpty
          ? ""
          : ", or take synthetic-digits (`lockstep study` does with --fallback-synthetic)"),
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
      "--connect-timeout", "5", "--speed-limit", "1", "--speed-time", "30",
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
      // Not SIGTERM: curl inherits the signals that this thread blocks, and has nothing to save.
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
    }
    switch try copy(content, to: output, part: part, file: file, offset: offset) {
    case .excess:
      return .failed("delivers more than the \(file.size) bytes that were published")
    // A signal from the terminal may have ended curl as well, which is then no failure of its own.
    case .stop,
      .end where shouldStop():
      throw interruption(part)
    case .end: break
    }
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

  /// The error of a download that the caller wants no more; what arrived is kept.
  private func interruption(_ part: String) -> DataError {
    let size = FileSystem.size(of: part) ?? 0
    if size == 0 { unlink(part) }
    return DataError(
      path: part,
      reason: "interrupted: \(size) bytes are here; the next download goes on from there",
      kind: .inputOutput)
  }

  private enum CopyEnd {
    /// The pipe or the file ended.
    case end
    /// There was more than the file may hold; the partial file is removed.
    case excess
    /// The caller wants no more.
    case stop
  }

  /// Copies the pipe to the file until either ends or the caller wants no more.
  private func copy(
    _ pipe: Pipe, to output: Int32, part: String, file: DataFile, offset: Int
  ) throws(DataError) -> CopyEnd {
    let input = pipe.fileHandleForReading.fileDescriptor
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { chunk.deallocate() }
    var received = offset
    while true {
      guard !shouldStop() else { return .stop }
      // A read alone would wait as long as the server does.
      var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 100) > 0 else { continue }
      let got = read(input, chunk.baseAddress, chunk.count)
      if got < 0 && errno == EINTR { continue }
      guard got > 0 else { return .end }
      received += got
      guard received <= file.size else {
        unlink(part)
        return .excess
      }
      guard FileSystem.writeAll(UnsafeRawBufferPointer(rebasing: chunk[..<got]), to: output) else {
        throw DataError(
          path: part, reason: "cannot write: \(FileSystem.lastError)", kind: .inputOutput)
      }
      report(.received(file: file.name, bytes: received, size: file.size))
    }
  }
}

extension String {
  /// The folder of an address, slash included.
  fileprivate var upToLastSlash: String {
    String(prefix(upTo: lastIndex(of: "/").map(index(after:)) ?? startIndex))
  }
}
