import Crypto
import Foundation

extension Dataset {
  /// Tells this data from any other: how many examples there are, and the start of a SHA-256 over all of them.
  public var fingerprint: String {
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
