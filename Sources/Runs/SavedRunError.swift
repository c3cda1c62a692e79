/// A run folder that cannot be read back, or the index of runs that cannot be used.
public struct SavedRunError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The folder or file.
  public let path: String
  /// What is wrong and what to do.
  public let reason: String

  /// An error about the folder or file at `path`.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// One line: path and reason.
  public var description: String { "\(path): \(reason)" }
}
