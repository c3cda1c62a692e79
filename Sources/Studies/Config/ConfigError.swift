/// A config that cannot be used: where it is wrong and what to do about it.
public struct ConfigError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The config file as it was named, or `--set KEY` for an override.
  public let file: String
  /// The line in the file, from 1; `nil` for overrides and for what is missing altogether.
  public let line: Int?
  /// The dotted key, such as `optimizer.rate`; `nil` if the file as a whole is wrong.
  public let key: String?
  /// What is wrong, what was expected, what to do.
  public let reason: String

  /// An error at `line` of `file`, about `key`.
  public init(file: String, line: Int?, key: String?, reason: String) {
    self.file = file
    self.line = line
    self.key = key
    self.reason = reason
  }

  /// One line: `FILE:LINE: KEY: REASON`.
  public var description: String {
    var parts = [line.map { "\(file):\($0)" } ?? file]
    // An override names its key already.
    if let key, file != "--set \(key)" { parts.append(key) }
    return (parts + [reason]).joined(separator: ": ")
  }
}
