import Foundation
import Training

/// What people read: messages and a status line on standard error; results go to standard output.
final class Console {
  /// Whether only results, warnings and errors are said.
  let isQuiet: Bool
  private let isTerminal: Bool
  private var statusWidth = 0

  init(quiet: Bool) {
    isQuiet = quiet
    isTerminal = isatty(STDERR_FILENO) == 1
  }

  /// One line of news.
  func note(_ text: String) {
    guard !isQuiet else { return }
    warn(text)
  }

  /// One line that is said even when quiet.
  func warn(_ text: String) {
    clearStatus()
    StandardError.write(Self.highlighted(text) + "\n")
  }

  /// The text with the word `warning:` in front of a line in yellow, on a terminal.
  private static func highlighted(_ text: String) -> String {
    guard TerminalStyle.error.isOn else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      for word in ["warning:", "WARNING:"] where line.hasPrefix(word) {
        return TerminalStyle.error.yellow(word) + line.dropFirst(word.count)
      }
      return String(line)
    }.joined(separator: "\n")
  }

  /// The start of a lockstep group.
  func startGroup(_ number: Int, of count: Int, _ description: String) {
    note("group \(number) of \(count): \(description)")
  }

  /// Where a group stands: one line that renews itself on a terminal, one line an epoch elsewhere.
  func progress(_ progress: GroupProgress) {
    guard !isQuiet else { return }
    let isEpochEnd = progress.step == progress.steps
    guard isTerminal || isEpochEnd, progress.elapsedSeconds > 0 else { return }
    let left = progress.elapsedSeconds * (1 - progress.fraction) / max(progress.fraction, 1e-9)
    var line =
      "epoch \(progress.epoch)/\(progress.epochs) · step \(progress.step)/\(progress.steps)"
      + " · \(progress.replicas) replica\(progress.replicas == 1 ? "" : "s")"
      + " · \(Int(progress.examplesPerSecond.rounded()).grouped) examples/s"
    if let loss = progress.loss {
      line += " · loss \(String(format: "%.4f", loss)) in epoch \(progress.epoch - 1)"
    }
    line += " · \(Self.duration(left)) left"
    if isTerminal {
      let padding = String(repeating: " ", count: max(0, statusWidth - line.count))
      statusWidth = line.count
      StandardError.write("\r" + line + padding)
    } else {
      StandardError.write(line + "\n")
    }
  }

  /// Removes the status line.
  func clearStatus() {
    guard statusWidth > 0 else { return }
    let blank = "\r" + String(repeating: " ", count: statusWidth) + "\r"
    StandardError.write(blank)
    statusWidth = 0
  }

  /// Seconds in words: `0.4 s`, `12 s`, `3 min 05 s`.
  static func duration(_ seconds: Double) -> String {
    if seconds < 9.95 { return String(format: "%.1f s", seconds) }
    guard let whole = Int(exactly: seconds.rounded()) else { return "\(seconds) s" }
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(String(format: "%02d", whole % 60)) s"
  }
}

extension Int {
  /// The number with commas between groups of three digits.
  var grouped: String {
    var digits = Array(String(magnitude))
    for index in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: index) }
    return (self < 0 ? "-" : "") + String(digits)
  }
}
