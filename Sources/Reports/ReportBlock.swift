/// A part of a report, apart from how it is written: as Markdown in `tables.md`, as HTML in `report.html`.
///
/// In texts `**` stands around what is strong.
enum ReportBlock: Sendable, Equatable {
  /// A title; 1 is that of the whole.
  case heading(Int, String)
  /// A paragraph.
  case prose(String)
  /// What nobody may overlook.
  case warning(String)
  /// Points one below another.
  case list([String])
  /// Figures in rows and columns.
  case table(Table)
  /// A drawing in a file beside the report.
  case figure(path: String, caption: String)

  /// A text that is a user's own: no `**` in it makes anything strong.
  static func plain(_ text: String) -> String { text.replacing("**", with: "* *") }

  /// A text in which nothing begins a tag: viewers of Markdown take HTML as it is.
  static func withoutTags(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var previous: Character?
    for character in text {
      if previous == "<", character.isLetter || "/!?".contains(character) {
        result.removeLast()
        result += "\\<"
      }
      result.append(character)
      previous = character
    }
    return result
  }

  /// The block as Markdown, its lines as long as they come.
  var markdown: String {
    switch self {
    case .heading(let level, let text):
      String(repeating: "#", count: level) + " " + Self.withoutTags(text)
    case .prose(let text): Self.withoutTags(text)
    case .warning(let text): "> **\(Self.withoutTags(text))**"
    case .list(let items): items.map { "- " + Self.withoutTags($0) }.joined(separator: "\n")
    case .table(let table): String(table.markdown().dropLast())
    case .figure(let path, let caption): "![\(caption)](\(path))\n\n\(caption)."
    }
  }
}
