extension HTML {
  /// Tables of more columns have smaller letters on paper.
  private static let wideColumns = 6

  /// A table; the first column holds the heads of the rows.
  ///
  /// It scrolls by itself where the page is narrower, and can be scrolled with the keyboard then.
  ///
  /// - Parameter caption: What the table shows, also its name for screen readers.
  static func table(_ table: Table, caption: String) -> HTML {
    let head = table.columns.map { column in
      // An empty corner is no head of anything.
      column.header.isEmpty
        ? HTML.tag("td")
        : .tag("th", ["scope": "col", "class": column.cellClass("")], text: column.header)
    }
    let rows = table.rows.map { row in
      HTML.tag(
        "tr", [:],
        zip(table.columns, row).enumerated().map { index, cell in
          index == 0
            ? .tag("th", ["scope": "row", "class": cell.0.headClass(cell.1)], text: cell.1)
            : .tag(
              "td", ["class": cell.0.cellClass(cell.1)],
              // Where a line must end, it ends before the sign.
              text: cell.1.replacing("± ", with: "±\u{A0}"))
        })
    }
    return scrolling(
      caption,
      .tag(
        "table", ["class": table.columns.count > wideColumns ? "wide" : nil],
        [
          .caption(caption), .tag("thead", [:], [.tag("tr", [:], head)]),
          .tag("tbody", [:], rows),
        ]))
  }

  /// The caption of a table, which stays in view while the table is scrolled.
  static func caption(_ text: String) -> HTML {
    .tag("caption", [:], [.tag("span", text: text)])
  }

  /// What may be wider than the page.
  static func scrolling(_ label: String, _ content: HTML) -> HTML {
    .tag(
      "div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": label], [content])
  }

  /// What nobody may overlook.
  static func warning(_ text: String) -> HTML {
    .tag("p", ["class": "warning", "role": "note"], text: text)
  }

  /// What is shown when its summary is clicked.
  static func details(_ summary: String, isOpen: Bool = false, _ content: [HTML]) -> HTML {
    .tag("details", ["open": isOpen ? "" : nil], [.tag("summary", text: summary)] + content)
  }

  /// Blocks of a report as they stand below a heading of the second level; of their own titles those of the
  /// third level remain, each with what belongs to it behind its summary.
  ///
  /// - Parameter openSections: how many of these are open from the start.
  static func blocks(_ blocks: [ReportBlock], openSections: Int = 1) -> [HTML] {
    var result: [HTML] = []
    var title: String?
    var content: [HTML] = []
    var sections = 0
    func close() {
      guard let title else { return }
      result.append(details(title, isOpen: sections < openSections, content))
      sections += 1
      content = []
    }
    for block in blocks {
      switch block {
      case .heading(let level, let text):
        close()
        title = level > 2 ? text : nil
        if level == 2 { result.append(.tag("h3", text: text)) }
      default:
        let piece = piece(block, title: title ?? "Figures")
        if title == nil { result.append(piece) } else { content.append(piece) }
      }
    }
    close()
    return result
  }

  private static func piece(_ block: ReportBlock, title: String) -> HTML {
    switch block {
    case .heading(_, let text): .tag("h3", text: text)
    case .prose(let text): .tag("p", [:], [.emphasized(text)])
    case .warning(let text): .warning(text)
    case .list(let items): .tag("ul", [:], items.map { .tag("li", [:], [.emphasized($0)]) })
    case .table(let table): .table(table, caption: title)
    case .figure(_, let caption): .tag("p", text: caption)
    }
  }
}

extension Table.Column {
  /// The class of a cell: numbers stand on the right, short words in one line, long ones have room.
  fileprivate func cellClass(_ text: String) -> String? {
    if alignment == .right { return "n" }
    return text.isEmpty ? nil : text.count <= 18 ? "short" : "long"
  }

  /// The class of the head of a row; one that begins with spaces is a part of the row above, and moved in.
  fileprivate func headClass(_ text: String) -> String? {
    text.hasPrefix("  ") ? "part \(cellClass(text) ?? "")" : cellClass(text)
  }
}
