/// A piece of HTML, or of the SVG within it.
///
/// Texts and the values of attributes are escaped when it is written, so that no name and no value of a
/// config can become markup.
indirect enum HTML: Sendable, Equatable {
  /// Text.
  case text(String)
  /// An element with its attributes and what is in it.
  case element(String, [Attribute], [HTML])
  /// Pieces one after another.
  case group([HTML])
  /// A style sheet of this program's own, written as it is.
  case style(String)

  /// A name and its value.
  struct Attribute: Sendable, Equatable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// An element; attributes without a value are left out.
  static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ children: [HTML] = []
  ) -> HTML {
    .element(
      name, attributes.compactMap { name, value in value.map { Attribute(name, $0) } }, children)
  }

  /// An element with nothing but text in it.
  static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String
  ) -> HTML {
    tag(name, attributes, [.text(text)])
  }

  /// Text in which `**` stands around what is strong.
  static func emphasized(_ text: String) -> HTML {
    let parts = text.split(separator: "**", omittingEmptySubsequences: false).map(String.init)
    // Every second part is strong; an odd `**` opens nothing.
    guard parts.count > 1, !parts.count.isMultiple(of: 2) else { return .text(text) }
    return .group(
      parts.enumerated().map { index, part in
        index.isMultiple(of: 2) ? .text(part) : .tag("strong", text: part)
      })
  }

  /// The text of the piece.
  var source: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to target: inout String) {
    switch self {
    case .text(let text): target += Self.escaped(text)
    case .group(let pieces): for piece in pieces { piece.write(to: &target) }
    case .style(let sheet): target += "<style>\n\(sheet)</style>\n"
    case .element(let name, let attributes, let children):
      target += "<\(name)"
      for attribute in attributes {
        target += " \(attribute.name)=\"\(Self.escaped(attribute.value))\""
      }
      target += ">"
      guard !Self.voidElements.contains(name) else {
        target += "\n"
        return
      }
      for child in children { child.write(to: &target) }
      target += "</\(name)>"
      if Self.lineElements.contains(name) { target += "\n" }
    }
  }

  /// Text with nothing in it that a browser takes for markup, nor characters that HTML does not allow.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        result.unicodeScalars.append("\u{FFFD}")
      // Marks that turn the direction of what follows could show a text in another order than it has.
      case _
      where (0x202A...0x202E).contains(scalar.value)
        || (0x2066...0x2069).contains(scalar.value):
        result.unicodeScalars.append("\u{FFFD}")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Elements without content, which have no end.
  private static let voidElements: Set<String> = ["br", "col", "img", "link", "meta"]
  /// Elements after which the source goes on in a new line.
  private static let lineElements: Set<String> = [
    "body", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3",
    "head", "header", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "svg",
    "table", "tbody", "thead", "title", "tr", "ul",
  ]
}
