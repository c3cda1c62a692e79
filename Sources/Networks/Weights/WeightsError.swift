/// A weights file that cannot be read, written or used.
public struct WeightsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What is wrong, what was expected, what to do.
  public let reason: String

  /// An error about the file at `path`.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// One line: `PATH: REASON`.
  public var description: String { "\(path): \(reason)" }
}
