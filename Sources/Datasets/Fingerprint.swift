import Crypto
import Foundation
import Synchronization

extension Dataset {
  /// Tells this data from any other: how many examples there are, and the start of a SHA-256 over all of them.
  ///
  /// It is computed when it is first asked for, once for all copies of the data set.
  public var fingerprint: String { lazyFingerprint.text(computed: computeFingerprint) }

  private func computeFingerprint() -> String {
    var hash = SHA256()
    for part in [train, test] {
      switch part.features {
      case .bytes(let bytes): bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
      case .floats(let floats): floats.withUnsafeBytes { hash.update(bufferPointer: $0) }
      }
      switch part.targets {
      case .labels(let labels, _): labels.withUnsafeBytes { hash.update(bufferPointer: $0) }
      case .values(let values, _): values.withUnsafeBytes { hash.update(bufferPointer: $0) }
      }
    }
    let digest = hash.finalize().prefix(8).map { String(format: "%02x", $0) }.joined()
    return "\(train.count) + \(test.count), \(digest)"
  }
}

/// The fingerprint of a data set and its copies, once it is known.
final class LazyFingerprint: Sendable {
  private let known = Mutex<String?>(nil)

  /// The text that is known, or else what `compute` returns; whoever asks meanwhile waits for it.
  func text(computed compute: () -> String) -> String {
    known.withLock { known in
      if let text = known { return text }
      let text = compute()
      known = text
      return text
    }
  }
}
