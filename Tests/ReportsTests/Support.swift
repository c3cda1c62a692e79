import Foundation

/// A new empty folder, removed when the test ends.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("reports-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The text of a file in it.
  func text(_ name: String) throws -> String {
    try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
  }
}

/// Reads CSV by RFC 4180, apart from the code that writes it.
func parseCSV(_ text: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var cell = ""
  var isQuoted = false
  var rest = Substring(text).unicodeScalars
  while let scalar = rest.popFirst() {
    if isQuoted {
      if scalar != "\"" {
        cell.unicodeScalars.append(scalar)
      } else if rest.first == "\"" {
        cell.unicodeScalars.append(rest.removeFirst())
      } else {
        isQuoted = false
      }
      continue
    }
    switch scalar {
    case "\"": isQuoted = true
    case ",":
      row.append(cell)
      cell = ""
    case "\n":
      rows.append(row + [cell])
      (row, cell) = ([], "")
    default: cell.unicodeScalars.append(scalar)
    }
  }
  return rows
}

/// The rows of the Markdown table under a title, header first; `nil` without such a title.
func markdownTable(_ title: String, in text: String) -> [[String]]? {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  guard let start = lines.firstIndex(where: { $0 == "### " + title }) else { return nil }
  return lines[(start + 2)...].prefix { $0.hasPrefix("|") }
    .filter { !$0.hasPrefix("| -") }
    .map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
