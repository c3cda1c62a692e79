import Programs

/// Text in rows and columns, written as Markdown, plain text or CSV.
public struct Table: Sendable, Equatable {
  /// Where the text of a column stands.
  public enum Alignment: Sendable { case left, right }

  /// The head of a column.
  public struct Column: Sendable, Equatable {
    /// The text of the first line.
    public let header: String
    /// Left for words, right for numbers.
    public let alignment: Alignment

    /// A column of words.
    public static func left(_ header: String) -> Column {
      Column(header: header, alignment: .left)
    }

    /// A column of numbers.
    public static func right(_ header: String) -> Column {
      Column(header: header, alignment: .right)
    }
  }

  /// The columns from left to right.
  public let columns: [Column]
  /// The rows from top to bottom, each with one text for each column.
  public private(set) var rows: [[String]] = []

  /// An empty table with these columns.
  public init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row at the bottom.
  ///
  /// - Precondition: It has one text for each column.
  public mutating func append(_ row: [String]) {
    demand(
      row.count == columns.count,
      "table: \(columns.count) columns, but a row of \(row.count): \(row)")
    rows.append(row)
  }

  /// A Markdown table whose columns stand straight as plain text, too.
  public func markdown() -> String {
    let escaped = cells.map { row in
      row.map { ReportBlock.withoutTags($0.replacing("|", with: "\\|")) }
    }
    let widths = widths(of: escaped, minimum: 3)
    let rule = zip(columns, widths).map { column, width in
      column.alignment == .left
        ? String(repeating: "-", count: width) : String(repeating: "-", count: width - 1) + ":"
    }
    let lines = [padded(escaped[0], widths), rule] + escaped.dropFirst().map { padded($0, widths) }
    return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  /// Columns set apart by two spaces, for a terminal.
  public func plainText() -> String {
    let widths = widths(of: cells, minimum: 0)
    return cells.map { row in
      var line = padded(row, widths).joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// Comma-separated values with a header line; cells are quoted where RFC 4180 asks for it, lines
  /// end in a line feed.
  public func csv() -> String {
    cells.map { row in row.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
  }

  private var cells: [[String]] { [columns.map(\.header)] + rows }

  private func widths(of cells: [[String]], minimum: Int) -> [Int] {
    columns.indices.map { column in cells.reduce(minimum) { max($0, $1[column].count) } }
  }

  private func padded(_ row: [String], _ widths: [Int]) -> [String] {
    columns.indices.map { column in
      let space = String(repeating: " ", count: widths[column] - row[column].count)
      return columns[column].alignment == .left ? row[column] + space : space + row[column]
    }
  }

  private static func quoted(_ cell: String) -> String {
    // A line break of two characters, "\r\n", is one Character: look at the scalars.
    let needsQuotes = cell.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
  }
}
