import ArgumentParser
import Datasets
import Foundation

/// `lockstep data`: what data sets there are, where they lie and what they look like.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "List, fetch, verify and show data sets.",
    discussion: """
      A set NAME lies as DIR/NAME/FILE. The places looked in, in order: --data DIR, the \
      directory in LOCKSTEP_DATA, the cache (lockstep/data in XDG_CACHE_HOME or ~/.cache). \
      synthetic-digits needs no files; images:DIR and csv:FILE in a config are your own.

      Example: lockstep data fetch mnist fashion-mnist
      """,
    subcommands: [List.self, Fetch.self, Verify.self, Show.self])

  /// The options of every subcommand.
  struct Options: ParsableArguments {
    @Option(
      name: .customLong("data"),
      help: ArgumentHelp("Look in this directory first.", valueName: "dir"))
    var directory: String?

    @Flag(name: .shortAndLong, help: "Print no messages, only results and errors.")
    var quiet = false

    /// A store that tells of downloads on standard error.
    func store(downloads: Bool = false) throws -> DataStore {
      let progress = DownloadProgress(isQuiet: quiet)
      return try DataStore(directory: directory, downloadsMissing: downloads) {
        progress.handle($0)
      }
    }
  }

  /// Prints `value` as indented JSON on standard output.
  static func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}

extension DataCommand {
  /// The command `lockstep data list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the known data sets and where they are.",
      discussion: """
        Looks only whether the files are there and how long they are; `lockstep data verify` \
        reads them.

        Example: lockstep data list --json
        """)

    @OptionGroup var options: Options
    @Flag(help: "Print one JSON object.")
    var json = false

    private struct Row: Encodable {
      let name: String
      let title: String
      let train: Int
      let test: Int
      let shape: [Int]
      let state: String
      let path: String?
    }

    func run() throws {
      let store = try options.store()
      let rows = try store.catalog.sets.map { source in
        let (state, path) = Self.describe(try store.presence(of: source.name))
        return Row(
          name: source.name, title: source.title, train: source.trainCount, test: source.testCount,
          shape: [source.shape.height, source.shape.width, source.shape.channels], state: state,
          path: path)
      }
      if json {
        try printJSON(["sets": rows])
        return
      }
      let cells =
        [["NAME", "TRAIN", "TEST", "SHAPE", "STATE", "PATH"]]
        + rows.map { row in
          [
            row.name, "\(row.train)", "\(row.test)",
            row.shape.map { String($0) }.joined(separator: "x"), row.state, row.path ?? "-",
          ]
        }
      for line in aligned(cells) { print(line) }
    }

    private static func describe(_ presence: DataStore.Presence) -> (String, String?) {
      switch presence {
      case .generated: ("generated", nil)
      case .complete(let path): ("present", path)
      case .damaged(let path, _): ("damaged", path)
      case .incomplete(let path, _): ("incomplete", path)
      case .absent: ("absent", nil)
      }
    }

    /// The rows with every column padded to its widest cell.
    private func aligned(_ rows: [[String]]) -> [String] {
      let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
      return rows.map { row in
        zip(row, widths).map { cell, width in
          cell + String(repeating: " ", count: width - cell.count)
        }.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
      }
    }
  }

  /// The command `lockstep data fetch`.
  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Download data sets that are not here yet.",
      discussion: """
        Files go to --data DIR, else to the cache, under their name only when their SHA-256 is \
        right. A broken download is continued. Files that are here are checked, never replaced.

        Example: lockstep data fetch mnist --data ~/datasets
        """)

    @OptionGroup var options: Options
    @Argument(help: "The names of the sets.")
    var sets: [String]

    func run() throws {
      if let directory = options.directory {
        do {
          try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        } catch {
          throw DataError(
            path: directory, reason: "--data: cannot make this folder", kind: .inputOutput)
        }
      }
      let store = try options.store()
      for name in sets { _ = try store.catalog.source(named: name) }
      for name in sets {
        print(name, try store.fetch(name) ?? "generated, needs no files", separator: "\t")
      }
    }
  }

  /// The command `lockstep data verify`.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check the files of data sets against their published SHA-256.",
      discussion: """
        Without names, checks every set that is here. Ends with status 65 when a file is \
        missing, cut off or altered. Of cifar-10 any files of the right form can be used: \
        each is named with its records and whether it is the official one, and the set is \
        'unofficial' if one is not, or 'part' if official training files are missing.

        Example: lockstep data verify mnist
        """)

    @OptionGroup var options: Options
    @Flag(help: "Print one JSON object.")
    var json = false
    @Argument(help: "The names of the sets.")
    var sets: [String] = []

    private struct Row: Encodable {
      let name: String
      let state: String
      let path: String?
      let reason: String?
      var files: [File]?
    }

    private struct File: Encodable {
      let path: String
      let examples: Int
      let official: Bool
    }

    func run() throws {
      let store = try options.store()
      for name in sets { _ = try store.catalog.source(named: name) }
      var rows: [Row] = []
      var firstError: DataError?
      for name in sets.isEmpty ? store.catalog.sets.map(\.name) : sets {
        let row: Row
        do throws(DataError) {
          row = try check(name, in: store)
        } catch {
          firstError = firstError ?? error
          row = try failure(error, name, in: store)
        }
        rows.append(row)
        guard !json else { continue }
        print([row.name, row.state, row.path ?? "-"].joined(separator: "\t"))
        for file in row.files ?? [] {
          print(
            row.name, file.official ? "official" : "not official", file.path,
            "\(file.examples) examples", separator: "\t")
        }
      }
      if json { try printJSON(["sets": rows]) }
      if let firstError { throw firstError }
    }

    /// The row of a set that was not found good; one that is nowhere is absent, not bad.
    private func failure(
      _ error: DataError, _ name: String, in store: DataStore
    ) throws(DataError) -> Row {
      let state: String
      switch try store.presence(of: name) {
      case .absent:
        return Row(name: name, state: "absent", path: nil, reason: error.reason)
      case .incomplete: state = "incomplete"
      case .damaged: state = "damaged"
      case .complete, .generated: state = "bad"
      }
      return Row(name: name, state: state, path: error.path, reason: error.reason)
    }

    private func check(_ name: String, in store: DataStore) throws(DataError) -> Row {
      if let folder = try store.find(name) {
        let files = try store.contents(of: name).map {
          File(path: $0.path, examples: $0.examples, official: $0.isPublished)
        }
        let isWhole = try store.catalog.source(named: name).files.count == files.count
        let state =
          files.isEmpty || (isWhole && files.allSatisfy(\.official))
          ? "good" : files.allSatisfy(\.official) ? "part" : "unofficial"
        return Row(
          name: name, state: state, path: folder, reason: nil, files: files.isEmpty ? nil : files)
      }
      switch try store.presence(of: name) {
      case .generated: return Row(name: name, state: "generated", path: nil, reason: nil)
      // Only a set that was asked for must be here.
      case .absent where sets.isEmpty:
        return Row(name: name, state: "absent", path: nil, reason: nil)
      default: throw store.absence(of: name)
      }
    }
  }

  /// The command `lockstep data show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a contact sheet of a data set as a PNG file.",
      discussion: """
        One row a class, the first examples of each. Prints the path of the file. The set may be \
        one's own pictures, images:DIR.

        Example: lockstep data show synthetic-digits --seed 7 --out digits.png
        """)

    /// The parts of a data set.
    enum Part: String, ExpressibleByArgument, CaseIterable {
      case train
      case test
    }

    @OptionGroup var options: Options
    @Argument(help: "The name of the set.")
    var set: String
    @Option(
      help: ArgumentHelp("The file to write. (default: SET-PART.png)", valueName: "file"))
    var out: String?
    @Option(help: "The part to show.")
    var part: Part = .train
    @Option(help: ArgumentHelp("The seed of a generated set. (default: 0)", valueName: "n"))
    var seed: UInt64?
    @Option(help: ArgumentHelp("The examples of each class, 1 to 200.", valueName: "n"))
    var columns = 20
    @Option(
      help: ArgumentHelp("The side of the square that shows one pixel, 1 to 50.", valueName: "n"))
    var scale = 2
    @Flag(inversion: .prefixedNo, help: "Write the class names before the rows.")
    var labels = true

    func validate() throws {
      guard (1...200).contains(columns) else {
        throw ValidationError("--columns \(columns): must be 1 to 200")
      }
      guard (1...50).contains(scale) else {
        throw ValidationError("--scale \(scale): must be 1 to 50")
      }
      // An unknown name is no wrong usage: loading tells of it.
      if seed != nil, let source = try? DataCatalog.standard.source(named: set),
        !source.files.isEmpty
      {
        throw ValidationError("--seed: \(set) comes from files and has no seed")
      }
    }

    private func load() throws -> Dataset {
      if let own = OwnData(named: set), own.kind == .images { return try own.load() }
      let store = try options.store(downloads: true)
      let source = try store.catalog.source(named: set)
      var limit: Int?
      if case .generated = source.origin {
        // Every class comes once in as many examples as there are classes.
        limit = columns * source.classNames.count
      }
      return try store.load(set, trainLimit: limit, testLimit: limit, seed: seed ?? 0)
    }

    func run() throws {
      let data = try load()
      let sheet = try ContactSheet(
        part == .train ? data.train : data.test, named: set, shape: data.exampleShape,
        classNames: data.classNames,
        layout: ContactSheet.Layout(columns: columns, scale: scale, isLabelled: labels))
      let path = out ?? "\(OwnData(named: set)?.title ?? set)-\(part.rawValue).png"
      try PNG.write(sheet.raster, to: path)
      print(path)
    }
  }
}
