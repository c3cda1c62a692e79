import Reports
import Runs

/// The lines of `lockstep runs list`.
struct RunsTable {
  private let entries: [RunEntry]

  init(_ entries: [RunEntry]) { self.entries = entries }

  /// Settings longer than this are cut: the table is for a terminal.
  private static let settingLimit = 34

  /// The table, states that want a look in colour.
  func text(_ style: TerminalStyle) -> String {
    var table = Table([
      .left("run"), .left("state"), .left("began"), .right("trials"), .left("data"),
      .left("best"), .right("figure"),
    ])
    for entry in entries {
      table.append([
        entry.name, entry.kind == .search ? "\(entry.state.rawValue) search" : entry.state.rawValue,
        Self.date(entry.startedAt), entry.trials.grouped, entry.data, Self.shortened(entry.best),
        Self.figure(entry),
      ])
    }
    let lines = table.plainText().split(separator: "\n").map(String.init)
    let coloured = zip(entries, lines.dropFirst()).map { entry, line in
      switch entry.state {
      case .finished: line
      case .interrupted, .unfinished: style.yellow(line)
      case .damaged: style.red(line)
      }
    }
    return ([style.bold(lines.first ?? "")] + coloured).map { $0 + "\n" }.joined()
  }

  /// `2026-11-21T21:55:51Z` as `2026-11-21 21:55`.
  private static func date(_ text: String) -> String {
    String(text.prefix(16)).replacing("T", with: " ")
  }

  private static func shortened(_ text: String) -> String {
    text.count <= settingLimit ? text : text.prefix(settingLimit - 1) + "…"
  }

  /// `test accuracy 93.25 ± 0.35 %`.
  static func figure(_ entry: RunEntry) -> String {
    guard let value = entry.value, value.isFinite else { return "" }
    let isShare = entry.metric.hasSuffix("_accuracy")
    let decimals = isShare ? 2 : 4
    func shown(_ value: Double) -> String {
      ShownNumber.fixed(isShare ? 100 * value : value, decimals)
    }
    let width = entry.halfWidth.map { " ± \(shown($0))" } ?? ""
    let name = entry.metric.replacing("_", with: " ").replacing("rmse", with: "RMSE")
    return "\(name) \(shown(value))\(width)\(isShare ? " %" : "")"
  }
}
