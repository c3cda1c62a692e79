import ArgumentParser
import Foundation
import Reports
import Runs

/// `lockstep runs show`.
struct RunsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a run is, what it came to, and its files.")

  @Argument(help: RunName.help, completion: RunName.completion)
  var name: String

  @OptionGroup var option: RunsOption

  @Flag(help: "Print one JSON object on standard output.")
  var json = false

  private struct File: Encodable {
    let path: String
    let bytes: Int
  }

  private struct Description: Encodable {
    let folder: String
    let run: RunEntry
    let files: [File]
  }

  func run() throws {
    let folder = try option.folder(name)
    let url = URL(filePath: folder.path)
    let entry = RunEntry(readingFrom: url, name: url.lastPathComponent)
    let files = FolderSize(url)
    if json {
      return try printJSON(
        Description(
          folder: folder.path, run: entry,
          files: files.parts.map { File(path: $0.name, bytes: $0.bytes) }))
    }
    print(Self.facts(entry, folder.path, files).plainText())
    if entry.kind == .study, entry.state == .finished || entry.state == .interrupted {
      print(ConsoleSummary.text(try SavedRun(url, hasEpochs: false).result))
    }
    var table = Table([.left("file"), .right("size")])
    for part in files.parts { table.append([part.name, FolderSize.words(part.bytes)]) }
    print(table.plainText(), terminator: "")
  }

  private static func facts(_ entry: RunEntry, _ path: String, _ size: FolderSize) -> Table {
    var table = Table([.left("run"), .left(entry.name)])
    let facts: [(String, String)] = [
      ("folder", "\(path), \(FolderSize.words(size.total))"),
      ("kind", "\(entry.kind.rawValue) \(entry.study)"), ("state", entry.state.rawValue),
      ("began", entry.startedAt), ("device", entry.device), ("data", entry.data),
      ("trials", entry.trials.grouped),
      ("training", entry.trainingSeconds.map(Console.duration) ?? ""), ("best", entry.best),
      ("figure", RunsTable.figure(entry)),
    ]
    for (name, value) in facts where !value.isEmpty { table.append([name, value]) }
    return table
  }
}

/// How much is in a folder, by its files and subfolders.
struct FolderSize {
  /// The files and subfolders by name, a subfolder with a slash behind it.
  let parts: [(name: String, bytes: Int)]

  /// All bytes.
  var total: Int { parts.reduce(0) { $0 + $1.bytes } }

  /// The sizes in a folder; links are not followed.
  init(_ folder: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    parts = names.sorted().map { name in
      let path = folder.appending(path: name).path
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard attributes?[.type] as? FileAttributeType == .typeDirectory else {
        return (name, (attributes?[.size] as? NSNumber)?.intValue ?? 0)
      }
      return (name + "/", FolderSize(URL(filePath: path)).total)
    }
  }

  /// `3.2 MB`.
  static func words(_ bytes: Int) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"]
    var value = Double(bytes)
    var unit = 0
    while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
    return "\(ShownNumber.fixed(value, unit == 0 || value >= 100 ? 0 : 1)) \(units[unit])"
  }
}
