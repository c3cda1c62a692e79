import Foundation

/// Colours, where they are wanted: on a terminal, unless `NO_COLOR` is set (no-color.org) or the terminal is
/// `dumb`.
struct TerminalStyle {
  /// Whether anything is coloured.
  let isOn: Bool

  /// The style of what is written to a file descriptor.
  init(
    descriptor: Int32, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    isOn =
      isatty(descriptor) == 1 && (environment["NO_COLOR"] ?? "").isEmpty
      && environment["TERM"] != "dumb"
  }

  /// What results are printed in.
  static let output = TerminalStyle(descriptor: STDOUT_FILENO)
  /// What messages are printed in.
  static let error = TerminalStyle(descriptor: STDERR_FILENO)

  func bold(_ text: String) -> String { styled(text, "1") }
  func red(_ text: String) -> String { styled(text, "1;31") }
  func green(_ text: String) -> String { styled(text, "32") }
  func yellow(_ text: String) -> String { styled(text, "33") }

  private func styled(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
