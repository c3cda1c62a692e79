import Foundation
import SwiftCSV

/// A CSV file of a run folder.
struct SavedTable {
  /// The file.
  let path: String
  /// The rows below the header.
  let rows: [SavedRow]

  /// Reads a file.
  ///
  /// - Parameter columns: those that it must have.
  /// - Throws: ``SavedRunError`` if it is missing, is no text, or lacks one of them.
  init(_ folder: URL, _ name: String, columns: [String]) throws(SavedRunError) {
    let file = folder.appending(path: name).path
    path = file
    guard let text = String(validating: try SavedRun.contents(of: file), as: UTF8.self),
      let csv = try? NamedCSV(string: text, delimiter: .comma, loadColumns: false)
    else { throw SavedRunError(path: file, reason: "is damaged; run the study again") }
    guard columns.allSatisfy(csv.header.contains) else {
      throw SavedRunError(
        path: file,
        reason: "has no columns \(columns.joined(separator: ", ")); run the study again")
    }
    rows = csv.rows.enumerated().map { SavedRow(cells: $1, place: "\(file):\($0 + 2)") }
  }
}

/// A row of a ``SavedTable``: an empty cell, or a column that earlier versions did not write, is `nil`.
struct SavedRow {
  /// What no number of examples, parameters or seconds comes near, and what sums of many stay whole under.
  static let largest = 1 << 48

  /// The cells by column.
  fileprivate let cells: [String: String]
  /// File and line, for errors to name.
  let place: String

  /// A text.
  subscript(column: String) -> String? { cells[column].flatMap { $0.isEmpty ? nil : $0 } }

  /// A number, which may be infinite or none, as where training diverged.
  func number(_ column: String) throws(SavedRunError) -> Double? {
    guard let text = self[column] else { return nil }
    guard let number = Double(text) else { throw error(column, "is not a number") }
    return number
  }

  /// A number of things, or of seconds.
  func amount(_ column: String) throws(SavedRunError) -> Double? {
    guard let number = try number(column) else { return nil }
    guard (0...Double(Self.largest)).contains(number) else {
      throw error(column, "cannot be what it says")
    }
    return number
  }

  /// A whole number of things.
  func count(_ column: String) throws(SavedRunError) -> Int? {
    guard let number = try amount(column) else { return nil }
    guard let whole = Int(exactly: number) else { throw error(column, "is no whole number") }
    return whole
  }

  /// An error about a cell.
  func error(_ column: String, _ words: String) -> SavedRunError {
    error("'\(column)' \(words)")
  }

  /// An error about the row.
  func error(_ words: String) -> SavedRunError {
    SavedRunError(path: place, reason: "\(words); run the study again")
  }
}
