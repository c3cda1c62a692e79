/// A run folder that cannot be read back, or the index of runs that cannot be used.
public struct SavedRunError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Whose fault it is, which decides the exit code of the command line.
  public enum Kind: Equatable, Sendable {
    /// A file is not what it should be.
    case badData
    /// A file is missing or cannot be read.
    case inputOutput
  }

  /// The folder or file, with a line where there is one.
  public let path: String
  /// What is wrong and what to do.
  public let reason: String
  /// A damaged file, or one that is not there.
  public let kind: Kind

  /// An error about the folder or file at `path`.
  public init(path: String, reason: String, kind: Kind = .badData) {
    self.path = path
    self.reason = reason
    self.kind = kind
  }

  /// One line: path and reason.
  public var description: String { "\(path): \(reason)" }
}
