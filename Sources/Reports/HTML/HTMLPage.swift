/// A whole document: sections under a title, with a list of contents, in one file that loads nothing.
struct HTMLPage {
  /// A part of the page under a heading of the second level.
  struct Section {
    let identifier: String
    let title: String
    let content: [HTML]

    /// A section; `nil` if there is nothing to show.
    init?(_ title: String, _ content: [HTML]) {
      guard !content.isEmpty else { return nil }
      self.title = title
      self.content = content
      identifier = Self.identifier(title)
    }

    /// A title as the end of a link: letters and digits of ASCII, and hyphens between.
    private static func identifier(_ title: String) -> String {
      title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        .joined(separator: "-")
    }
  }

  let title: String
  /// What the page is about, in one or two sentences.
  let lead: [HTML]
  let sections: [Section]

  /// The text of the file.
  func source() -> String {
    let policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    let head = HTML.tag(
      "head", [:],
      [
        .tag("meta", ["charset": "utf-8"]),
        .tag(
          "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .tag("meta", ["name": "color-scheme", "content": "light dark"]),
        // No script, and nothing from anywhere else, whatever a name or a config may contain.
        .tag("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
        .tag("meta", ["name": "generator", "content": "Lockstep"]),
        .tag("title", text: title),
        .style(Stylesheet.text),
      ])
    let contents = HTML.tag(
      "nav", ["aria-label": "Contents"],
      [
        .tag(
          "ul", [:],
          sections.map { section in
            .tag(
              "li", [:], [.tag("a", ["href": "#\(section.identifier)"], text: section.title)])
          })
      ])
    let body = HTML.tag(
      "body", [:],
      [
        .tag(
          "header", [:], [.tag("h1", text: title)] + lead + (sections.count > 1 ? [contents] : [])),
        .tag(
          "main", [:],
          sections.map { section in
            .tag(
              "section",
              ["id": section.identifier, "aria-labelledby": "\(section.identifier)-title"],
              [.tag("h2", ["id": "\(section.identifier)-title"], text: section.title)]
                + section.content)
          }),
        .tag("footer", [:], [.tag("p", text: "Written by Lockstep. This page loads nothing.")]),
      ])
    return "<!DOCTYPE html>\n" + HTML.tag("html", ["lang": "en"], [head, body]).source
  }
}
