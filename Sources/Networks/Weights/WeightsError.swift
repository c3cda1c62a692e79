/// A weights file that cannot be read, written or used.
public struct WeightsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Whose fault it is, which decides the exit code of the command line.
  public enum Kind: Equatable, Sendable {
    /// The file is missing, is not what it should be, or does not fit.
    case badData
    /// Reading or writing failed.
    case inputOutput
  }

  /// The file.
  public let path: String
  /// What is wrong, what was expected, what to do.
  public let reason: String
  /// A bad file, or a failure to read or write it.
  public let kind: Kind

  /// An error about the file at `path`.
  public init(path: String, reason: String, kind: Kind = .badData) {
    self.path = path
    self.reason = reason
    self.kind = kind
  }

  /// One line: `PATH: REASON`.
  public var description: String { "\(path): \(reason)" }
}
