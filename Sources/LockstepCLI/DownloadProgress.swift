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

  private func say(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  private static func megabytes(_ bytes: Int) -> String {
    let tenths = (bytes + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10)"
  }
}
