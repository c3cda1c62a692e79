import Datasets
import Foundation

/// Tells of downloads on standard error: one changing line on a terminal, plain lines otherwise.
final class DownloadProgress: Sendable {
  private let isQuiet: Bool
  private let isTerminal: Bool

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
    isTerminal = isatty(STDERR_FILENO) == 1
  }

  /// Tells of one event.
  func handle(_ event: DownloadEvent) {
    if isQuiet { return }
    switch event {
    case .started(let file, let address, let offset, let size):
      let rest = offset > 0 ? ", continued at \(Self.megabytes(offset)) MB" : ""
      say("fetching \(file) (\(Self.megabytes(size)) MB\(rest)) from \(address)\n")
    case .received(let file, let bytes, let size):
      guard isTerminal else { return }
      let share = size > 0 ? 100 * bytes / size : 100
      say("\r\(file): \(Self.megabytes(bytes)) of \(Self.megabytes(size)) MB, \(share) %")
    case .failed(_, let address, let reason): say("\(clear)\(address) \(reason)\n")
    case .finished(_, let path): say("\(clear)checked \(path)\n")
    }
  }

  /// Takes the changing line away.
  private var clear: String { isTerminal ? "\r\u{1B}[K" : "" }

  /// Writes what can be written: a download must not end because nobody can read of it.
  ///
  /// Not through `FileHandle.write`, which traps when standard error is closed or full.
  private func say(_ text: String) {
    Array(text.utf8).withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let written = write(STDERR_FILENO, part.baseAddress, part.count)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return }
        rest = rest.dropFirst(written)
      }
    }
  }

  private static func megabytes(_ bytes: Int) -> String {
    let tenths = (bytes + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10)"
  }
}
