/// A checkpoint that cannot be written, read or gone on from.
public struct CheckpointError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Whose fault it is, which decides the exit code of the command line.
  public enum Kind: Equatable, Sendable {
    /// It is damaged, or of another run.
    case badData
    /// Reading or writing failed.
    case inputOutput
  }

  /// The file or folder.
  public let path: String
  /// What is wrong, what to do.
  public let reason: String
  /// A bad file, or a failure to read or write it.
  public let kind: Kind

  /// An error about the file or folder at `path`.
  public init(path: String, reason: String, kind: Kind = .badData) {
    self.path = path
    self.reason = reason
    self.kind = kind
  }

  /// One line: `PATH: REASON`.
  public var description: String { "\(path): \(reason)" }
}
