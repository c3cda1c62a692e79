/// Input data that cannot be used: missing, cut off, altered or of the wrong form.
public struct DataError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Whose fault it is, which decides the exit code of the command line.
  public enum Kind: Equatable, Sendable {
    /// The data is missing or not what it should be.
    case badData
    /// Reading, writing or downloading failed.
    case inputOutput
  }

  /// The file or address.
  public let path: String
  /// What is wrong, what was expected, what to do.
  public let reason: String
  /// Bad data, or a failure to read, write or download it.
  public let kind: Kind

  /// An error about the file at `path`.
  public init(path: String, reason: String, kind: Kind = .badData) {
    self.path = path
    self.reason = reason
    self.kind = kind
  }

  /// One line: the path and the reason.
  public var description: String { "\(path): \(reason)" }
}
