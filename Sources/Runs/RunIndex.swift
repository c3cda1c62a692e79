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
  private static let version = 3
  /// Says in SQLite's header whose file it is: `Lkst`.
  private static let application: Int32 = 0x4C6B_7374

  private let folders: RunFolders

  /// The index of a folder.
  public init(_ folders: RunFolders) { self.folders = folders }

  /// All runs as their folders are now, the latest first.
  ///
  /// - Parameter anew: whether everything known is forgotten and all folders are read.
  /// - Throws: ``SavedRunError`` if SQLite has no memory for it.
  public func entries(anew: Bool = false) throws(SavedRunError) -> [RunEntry] {
    let path = "\(folders.path)/\(Self.fileName)"
    // Without runs there is nothing to leave behind. A damaged file is tried again once it is gone.
    for attempt in 0..<(folders.names.isEmpty ? 0 : 2) {
      do {
        return try entries(in: Self.file(path), anew: anew)
      } catch {
        guard attempt == 0, Self.isDamage(error), Self.isReplaceable(path), Self.remove(path) else {
          break
        }
      }
    }
    do {
      let memory = try DatabaseQueue()
      try memory.write(Self.prepare)
      return try entries(in: memory, anew: false)
    } catch {
      throw SavedRunError(
        path: path, reason: "no index can be made: \(error)", kind: .inputOutput)
    }
  }

  private func entries(in queue: DatabaseQueue, anew: Bool) throws -> [RunEntry] {
    try queue.write { db in
      if anew { try db.execute(sql: "DELETE FROM runs") }
      try refresh(db)
      return try Row.fetchAll(db, sql: "SELECT * FROM runs ORDER BY started_at DESC, name")
        .map(RunEntry.init)
    }
  }

  /// Reads the folders that changed, and forgets those that are gone.
  private func refresh(_ db: Database) throws {
    let known = try Row.fetchAll(db, sql: "SELECT name, stamp FROM runs")
      .reduce(into: [String: String]()) {
        $0[try $1.decode(forColumn: "name")] = try $1.decode(String.self, forColumn: "stamp")
      }
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
      "config.yaml", "environment.json", "trials.csv", "epochs.csv", "tables.md", "search.json",
      "best/environment.json",
    ].map { name in
      var status = stat()
      guard stat(folder.appending(path: name).path, &status) == 0 else { return "-" }
      let time = status.modificationTime
      return "\(status.st_size):\(time.tv_sec).\(time.tv_nsec)"
    }.joined(separator: " ")
  }

  // MARK: - The file

  private struct Damage: Error {}

  /// Whether an error says that the file is not the index of this version, and not that it cannot be written.
  private static func isDamage(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return true }
    return [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR].contains(error.resultCode)
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

  /// Removes the file, with what SQLite would otherwise write back into the next one.
  private static func remove(_ path: String) -> Bool {
    try? FileManager.default.removeItem(atPath: path + "-journal")
    return (try? FileManager.default.removeItem(atPath: path)) != nil
  }

  /// The index in a whole file of this program's own version.
  private static func file(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write(prepare)
    return queue
  }

  private static func prepare(_ db: Database) throws {
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard found != version else {
      guard try String.fetchAll(db, sql: "PRAGMA quick_check(1)") == ["ok"] else { throw Damage() }
      return
    }
    guard found == 0, try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0 else {
      throw Damage()
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
}

extension RunEntry {
  /// - Throws: If a value is missing or of another type, as in a damaged file.
  fileprivate init(_ row: Row) throws {
    self.init(
      name: try row.decode(forColumn: "name"),
      kind: Kind(rawValue: try row.decode(forColumn: "kind")) ?? .study,
      state: State(rawValue: try row.decode(forColumn: "state")) ?? .damaged)
    study = try row.decode(forColumn: "study")
    startedAt = try row.decode(forColumn: "started_at")
    device = try row.decode(forColumn: "device")
    data = try row.decode(forColumn: "data")
    trials = try row.decode(forColumn: "trials")
    trainingSeconds = try row.decode(Double?.self, forColumn: "training_seconds")
    best = try row.decode(forColumn: "best")
    metric = try row.decode(forColumn: "metric")
    value = try row.decode(Double?.self, forColumn: "value")
    halfWidth = try row.decode(Double?.self, forColumn: "half_width")
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
