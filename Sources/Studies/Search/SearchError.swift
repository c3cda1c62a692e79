/// A search that cannot go on.
public struct SearchError: Error, Sendable, CustomStringConvertible {
  /// By whose fault.
  public enum Kind: Sendable {
    /// The store is damaged, or is that of another search.
    case badData
    /// The store cannot be read or written.
    case inputOutput
    /// A run ended with an error.
    case failedRuns
  }

  /// By whose fault.
  public let kind: Kind
  /// The store or the config.
  public let path: String
  /// What is wrong and what to do.
  public let reason: String

  /// An error about the file or folder at `path`.
  public init(_ kind: Kind, path: String, reason: String) {
    self.kind = kind
    self.path = path
    self.reason = reason
  }

  /// One line: `PATH: REASON`.
  public var description: String { "\(path): \(reason)" }
}
