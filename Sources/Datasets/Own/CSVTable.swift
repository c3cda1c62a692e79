import Foundation
import Programs
import SwiftCSV

/// A table of comma-separated values (or semicolons, or tabs) with a header line.
struct CSVTable {
  private let path: String
  private let options: OwnData.Options
  private let header: [String]
  private let rows: [[String]]
  /// The number of each row in the file, the header being row 1.
  private let rowNumbers: [Int]

  /// Texts of which one column may have so many before it is taken for names, not kinds.
  static let largestKindCount = 100

  /// Reads the file at `path`.
  ///
  /// - Throws: ``DataError`` when it is missing, no text, has a quote that is never closed, rows of
  ///   different lengths, or no rows.
  init(_ path: String, _ options: OwnData.Options) throws(DataError) {
    self.path = path
    self.options = options
    let file = try FileReader(path: path)
    guard let text = String(validating: try file.read(count: file.size), as: UTF8.self) else {
      throw DataError(path: path, reason: "is not a text file (UTF-8)")
    }
    guard text.utf8.count(where: { $0 == UInt8(ascii: "\"") }).isMultiple(of: 2) else {
      throw DataError(path: path, reason: "has a quote (\") that is never closed")
    }
    let all = try Self.parse(text, path).map { $0.map { $0.trimmingCharacters(in: .whitespaces) } }
    // An empty line is one empty cell.
    let rows = all.enumerated().filter { $0.element != [""] }
    guard let header = rows.first?.element, rows.count > 1 else {
      throw DataError(
        path: path, reason: "has no rows; expected a header line and rows of values under it")
    }
    for (index, row) in rows where row.count != header.count {
      throw DataError(
        path: path,
        reason: "row \(index + 1) has \(row.count) cells, the header has \(header.count)")
    }
    self.header = header
    self.rows = rows.dropFirst().map { $0.element }
    rowNumbers = rows.dropFirst().map { $0.offset + 1 }
    try checkHeader()
  }

  private static func parse(_ text: String, _ path: String) throws(DataError) -> [[String]] {
    do {
      let text = text.hasSuffix("\n") ? text : text + "\n"
      let firstLine = text.prefix { !$0.isNewline }
      let delimiter = try EnumeratedCSV(string: String(firstLine), loadColumns: false).delimiter
      let csv = try EnumeratedCSV(
        string: text, delimiter: delimiter, loadColumns: false, rowLimit: 0)
      var rows: [[String]] = []
      try csv.enumerateAsArray(startAt: 0, rowLimit: nil) { rows.append($0) }
      return rows
    } catch CSVParseError.quotation(let message) {
      throw DataError(
        path: path,
        reason: "cannot be read: a quoted cell goes on behind its quote "
          + "(\(message.suffix(1))); double the quotes inside it")
    } catch {
      throw DataError(path: path, reason: "cannot be read as comma-separated values: \(error)")
    }
  }

  private func checkHeader() throws(DataError) {
    var seen = Set<String>()
    for (index, name) in header.enumerated() {
      guard !name.isEmpty else {
        throw DataError(path: path, reason: "column \(index + 1) has no name in the header line")
      }
      guard seen.insert(name).inserted else {
        throw DataError(path: path, reason: "two columns are called '\(name)'")
      }
    }
    var asked = options.ignored.map { ("data.ignore", $0) }
    if let target = options.target { asked.insert(("data.target", target), at: 0) }
    for (key, name) in asked where !seen.contains(name) {
      let near = header.first { $0.lowercased() == name.lowercased() }
      throw DataError(
        path: path,
        reason: "\(key): there is no column '\(name)'; "
          + (near.map { "did you mean '\($0)'?" } ?? "there are \(header.joined(separator: ", "))"))
    }
  }

  // MARK: - Columns

  /// What the cells of a column are.
  private enum Column {
    case numbers([Double])
    /// Texts, and the different ones in order.
    case texts([String], kinds: [String])
  }

  /// What stands for a value that is not known, in quotes or not: the parser drops them.
  private static let missing: Set = ["", "na", "n/a", "nan", "null", "none", "?"]

  /// The cells of a column: numbers if most of them are.
  private func column(_ index: Int) throws(DataError) -> Column {
    let cells = rows.map { $0[index] }
    let numbers = cells.map { Double($0).flatMap { $0.isFinite ? $0 : nil } }
    guard numbers.count(where: { $0 != nil }) * 2 > cells.count else {
      return .texts(cells, kinds: Set(cells).sorted())
    }
    if let row = numbers.firstIndex(where: { $0 == nil }) {
      throw DataError(
        path: path,
        reason:
          "row \(rowNumbers[row]), column '\(header[index])': '\(cells[row])' is no number, as most of "
          + "the column are")
    }
    let values = numbers.compactMap(\.self)
    if let row = values.firstIndex(where: { !Float($0).isFinite }) {
      throw DataError(
        path: path,
        reason: "row \(rowNumbers[row]), column '\(header[index])': '\(cells[row])' is too large; "
          + "numbers are held in 32 bits, up to 3.4e38")
    }
    return .numbers(values)
  }

  /// Refuses cells without a value, and says where they are.
  private func checkMissing(_ used: [Int]) throws(DataError) {
    var places: [(row: Int, column: Int)] = []
    for (row, cells) in rows.enumerated() {
      for column in used where Self.missing.contains(cells[column].lowercased()) {
        places.append((row, column))
      }
    }
    guard let first = places.first else { return }
    let cell = rows[first.row][first.column]
    let others = places.count > 1 ? ", and \(places.count - 1) more" : ""
    throw DataError(
      path: path,
      reason: "row \(rowNumbers[first.row]), column '\(header[first.column])': "
        + (cell.isEmpty ? "the value is missing" : "'\(cell)' stands for a missing value")
        + "\(others); fill it in, remove the row, "
        + (cell.isEmpty
          ? "or leave the column out with data.ignore"
          : "leave the column out with data.ignore, or write another word if it is a value"))
  }

  // MARK: - Examples

  /// The rows as examples: features [N, F] in which a column of numbers is one feature and a column of
  /// texts one for each different text, 1 where a row has it.
  ///
  /// The target is one value, or the class of a text (or of a number, if the task says so).
  /// - Throws: ``DataError`` for a missing value, a text among numbers, a column of too many texts, and a
  ///   target that does not fit the task.
  func dataset(of data: OwnData) throws(DataError) -> Dataset {
    guard let target = options.target.flatMap(header.firstIndex(of:)) else {
      throw DataError(path: path, reason: "data.target must name the column to predict")
    }
    let ignored = Set(options.ignored)
    let used = header.indices.filter { $0 != target && !ignored.contains(header[$0]) }
    guard !used.isEmpty else {
      throw DataError(path: path, reason: "has no column beside the target '\(header[target])'")
    }
    try checkMissing((used + [target]).sorted())
    var features: [[Float]] = []
    var names: [String] = []
    var indicators: Set<Int> = []
    for index in used {
      switch try column(index) {
      case .numbers(let numbers):
        features.append(numbers.map { Float($0) })
        names.append(header[index])
      case .texts(let cells, let kinds):
        guard kinds.count <= Self.largestKindCount else {
          throw DataError(
            path: path,
            reason: "column '\(header[index])' has \(kinds.count) different texts, more than "
              + "\(Self.largestKindCount); leave it out with 'data.ignore: [\(header[index])]'")
        }
        for kind in kinds {
          indicators.insert(features.count)
          features.append(cells.map { $0 == kind ? 1 : 0 })
          names.append("\(header[index])=\(kind)")
        }
      }
    }
    let targets = try self.targets(target)
    let split = try HashSplit(
      rows.map { $0.joined(separator: "\u{1F}") }, options, of: path)
    func examples(_ positions: [Int]) -> Examples {
      Examples(
        count: positions.count, featureCount: features.count,
        features: .floats(positions.flatMap { row in features.map { $0[row] } }),
        targets: targets.at(positions))
    }
    return Dataset(
      name: data.name, title: data.title,
      exampleShape: ExampleShape(height: 1, width: 1, channels: features.count),
      classNames: targets.classNames, train: examples(split.train), test: examples(split.test),
      indicatorChannels: indicators, featureNames: names)
  }

  /// The target of every row.
  private enum Targets {
    case labels([Int32], names: [String])
    case values([Float])

    var classNames: [String] {
      if case .labels(_, let names) = self { names } else { [] }
    }

    func at(_ rows: [Int]) -> Examples.Targets {
      switch self {
      case .labels(let labels, let names): .labels(rows.map { labels[$0] }, classes: names.count)
      case .values(let values): .values(rows.map { values[$0] }, width: 1)
      }
    }
  }

  private func targets(_ index: Int) throws(DataError) -> Targets {
    switch (try column(index), options.task) {
    case (.numbers(let numbers), nil), (.numbers(let numbers), .regression):
      return .values(numbers.map { Float($0) })
    case (.numbers(let numbers), .classification):
      let kinds = Set(numbers).sorted()
      return try labels(
        numbers, kinds, names: kinds.map { Int(exactly: $0).map(String.init) ?? "\($0)" }, index)
    case (.texts(let cells, let kinds), nil), (.texts(let cells, let kinds), .classification):
      return try labels(cells, kinds, names: kinds, index)
    case (.texts(let cells, _), .regression):
      throw DataError(
        path: path,
        reason: "data.task: regression, but column '\(header[index])' has texts such as "
          + "'\(cells[0])'")
    }
  }

  private func labels<Value: Hashable>(
    _ values: [Value], _ kinds: [Value], names: [String], _ index: Int
  ) throws(DataError) -> Targets {
    guard (2...Self.largestKindCount).contains(kinds.count) else {
      throw DataError(
        path: path,
        reason: "column '\(header[index])' has \(kinds.count) different values, expected 2 to "
          + "\(Self.largestKindCount) classes")
    }
    let numbers = Dictionary(uniqueKeysWithValues: zip(kinds, kinds.indices.map { Int32($0) }))
    return .labels(values.compactMap { numbers[$0] }, names: names)
  }
}
