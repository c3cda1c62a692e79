import Synchronization

/// Remembers which addresses did not deliver, so that no run waits twice for the same timeout.
public final class DownloadFailures: Sendable {
  /// What this process has seen, whatever store saw it.
  public static let ofProcess = DownloadFailures()

  private let reasons = Mutex<[String: String]>([:])

  /// A memory in which every address is worth a try.
  public init() {}

  /// Why the file at `address` was not delivered, or nil when that was not tried yet.
  func reason(_ address: String) -> String? { reasons.withLock { $0[address] } }

  /// Whether any file of the folder at `address`, which ends in a slash, was not delivered.
  func hasAny(under address: String) -> Bool {
    reasons.withLock { reasons in reasons.keys.contains { $0.hasPrefix(address) } }
  }

  /// Notes that the file at `address` was not delivered.
  func add(_ address: String, reason: String) {
    reasons.withLock { $0[address] = reason }
  }
}
