import Foundation
import GRDB

/// A table of all runs in a folder, kept in SQLite so that listing many runs reads none of them twice.
///
/// It holds nothing that the run folders do not say: it follows them whenever it is read, and where it is missing,
/// damaged or of another version it is made anew. Where it cannot be written, it lives in memory.
public final class RunIndex: Sendable {
  /// The name of the file among the run folders.
  public static let fileName = "index.sqlite"

  /// The version of the table, kept in SQLite's `user_version`.
  private static let version = 1
  /// Says in SQLite's header whose file it is: `Lkst`.
  private static let application: Int32 = 0x4C6B_7374

  private let folders: RunFolders
  private let queue: DatabaseQueue

  /// The index of a folder.
  ///
  /// - Throws: ``SavedRunError`` if SQLite has no memory for it.
  public init(_ folders: RunFolders) throws(SavedRunError) {
    self.folders = folders
    queue = try Self.open(
      "\(folders.path)/\(Self.fileName)", isEmpty: folders.names.isEmpty)
  }

  /// All runs as their folders are now, the latest first.
  ///
  /// - Throws: ``SavedRunError`` if the index cannot be read or written.
  public func entries() throws(SavedRunError) -> [RunEntry] {
    try describing {
      try queue.write { db in
        try refresh(db)
        return try Row.fetchAll(db, sql: "SELECT * FROM runs ORDER BY started_at DESC, name")
          .map(RunEntry.init)
      }
    }
  }

  /// Forgets everything and reads all run folders.
  ///
  /// - Throws: ``SavedRunError`` if the index cannot be written.
  public func rebuild() throws(SavedRunError) {
    try describing {
      try queue.write { db in
        try db.execute(sql: "DELETE FROM runs")
        try refresh(db)
      }
    }
  }

  /// Reads the folders that changed, and forgets those that are gone.
  private func refresh(_ db: Database) throws {
    let known = try Row.fetchAll(db, sql: "SELECT name, stamp FROM runs")
      .reduce(into: [String: String]()) { $0[$1["name"]] = $1["stamp"] }
    let names = folders.names
    for name in known.keys where !names.contains(name) {
      try db.execute(sql: "DELETE FROM runs WHERE name = ?", arguments: [name])
    }
    for name in names {
      let folder = URL(filePath: "\(folders.path)/\(name)")
      let stamp = Self.stamp(folder)
      guard known[name] != stamp else { continue }
      try RunEntry(readingFrom: folder, name: name).write(to: db, stamp: stamp)
    }
  }

  /// Size and time of the files that an entry is read from: another stamp, another entry.
  private static func stamp(_ folder: URL) -> String {
    [
      "config.yaml", "environment.json", "trials.csv", "tables.md", "search.json",
      "best/environment.json",
    ].map { name in
      var status = stat()
      guard stat(folder.appending(path: name).path, &status) == 0 else { return "-" }
      let time = status.modificationTime
      return "\(status.st_size):\(time.tv_sec).\(time.tv_nsec)"
    }.joined(separator: " ")
  }

  // MARK: - The file

  private static func open(_ path: String, isEmpty: Bool) throws(SavedRunError) -> DatabaseQueue {
    do {
      // Without runs there is nothing to leave behind.
      if !isEmpty {
        if let queue = try? usable(path) { return queue }
        if isReplaceable(path) {
          try FileManager.default.removeItem(atPath: path)
          if let queue = try? usable(path) { return queue }
        }
      }
    } catch {}
    do {
      let queue = try DatabaseQueue()
      try queue.write(prepare)
      return queue
    } catch {
      throw SavedRunError(path: path, reason: "no index can be made: \(error)")
    }
  }

  /// Whether the file is an index, of another version or damaged, and not somebody else's database.
  private static func isReplaceable(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path),
      let header = try? file.read(upToCount: 100) ?? Data()
    else { return false }
    guard header.count == 100, header.starts(with: Data("SQLite format 3\0".utf8)) else {
      return true
    }
    return header[68..<72].reduce(0) { $0 << 8 | Int32($1) } == application
  }

  /// The index in a file of this program's own version.
  private static func usable(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write(prepare)
    return queue
  }

  private struct WrongVersion: Error {}

  private static func prepare(_ db: Database) throws {
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard found != version else {
      _ = try Row.fetchAll(db, sql: "SELECT name, stamp, half_width FROM runs LIMIT 1")
      return
    }
    guard found == 0, try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0 else {
      throw WrongVersion()
    }
    try db.execute(
      sql: """
        CREATE TABLE runs (
          name TEXT PRIMARY KEY, stamp TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
          study TEXT NOT NULL, started_at TEXT NOT NULL, device TEXT NOT NULL, data TEXT NOT NULL,
          trials INTEGER NOT NULL, training_seconds REAL, best TEXT NOT NULL, metric TEXT NOT NULL,
          value REAL, half_width REAL) WITHOUT ROWID;
        PRAGMA user_version = \(version);
        PRAGMA application_id = \(application)
        """)
  }

  private func describing<Value>(_ body: () throws -> Value) throws(SavedRunError) -> Value {
    do { return try body() } catch {
      throw SavedRunError(
        path: "\(folders.path)/\(Self.fileName)",
        reason: "cannot be used (\(error)); remove it, it is made anew")
    }
  }
}

extension RunEntry {
  fileprivate init(_ row: Row) {
    self.init(
      name: row["name"], kind: Kind(rawValue: row["kind"]) ?? .study,
      state: State(rawValue: row["state"]) ?? .damaged)
    study = row["study"]
    startedAt = row["started_at"]
    device = row["device"]
    data = row["data"]
    trials = row["trials"]
    trainingSeconds = row["training_seconds"]
    best = row["best"]
    metric = row["metric"]
    value = row["value"]
    halfWidth = row["half_width"]
  }

  fileprivate func write(to db: Database, stamp: String) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        name, stamp, kind.rawValue, state.rawValue, study, startedAt, device, data, trials,
        trainingSeconds, best, metric, value, halfWidth,
      ])
  }
}

extension stat {
  /// When the file was last written to.
  fileprivate var modificationTime: timespec {
    #if canImport(Darwin)
      st_mtimespec
    #else
      st_mtim
    #endif
  }
}
