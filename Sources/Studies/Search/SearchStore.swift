import Foundation
import GRDB
import Training

/// The SQLite file that a search lives in: all its trials, runs and epochs.
///
/// Every change is one transaction, so that a search that is stopped at any point goes on from there, and
/// several processes can share it: runs are claimed before they are trained, and those of a process that
/// died are taken back. The tables are described in `docs/search.md`.
public final class SearchStore: Sendable {
  /// The name of the file in a run folder.
  public static let fileName = "search.sqlite"

  /// The version of the tables, kept in SQLite's `user_version`.
  private static let version = 1
  /// How long to wait for another process's transaction.
  private static let busySeconds = 30.0

  /// The file.
  public let path: String
  /// Tells the search from one that is begun anew in the same folder.
  public let identity: String
  let space: SearchSpace
  private let queue: DatabaseQueue

  /// The store of a search, made if it is not there.
  ///
  /// - Parameters:
  ///   - config: the whole config, resolved; what the store was made for must be the same.
  ///   - mustExist: whether a store that is not there is an error.
  /// - Throws: ``SearchError`` if the file cannot be had, is damaged, or belongs to another search.
  public init(
    path: String, space: SearchSpace, config: String, mustExist: Bool = false
  ) throws {
    self.path = path
    self.space = space
    let exists = FileManager.default.fileExists(atPath: path)
    if mustExist, !exists {
      throw SearchError(
        .badData, path: path, reason: "no such search; 'lockstep search CONFIG' begins one")
    }
    let queue = try Self.open(path)
    self.queue = queue
    identity = try Self.describing(path) {
      try queue.write { db in
        try Self.prepare(db, config: config, path: path)
        return try String.fetchOne(db, sql: "SELECT value FROM search WHERE key = 'identity'") ?? ""
      }
    }
    let stored = try fact("config") ?? ""
    if let difference = Self.difference(from: stored, to: config) {
      throw SearchError(
        .badData, path: path,
        reason: "is the search of another config: \(difference); \(Self.advice)")
    }
  }

  /// Makes the tables of a new search, or makes sure that there are those of an old one.
  private static func prepare(_ db: Database, config: String, path: String) throws {
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard version == 0 else {
      guard version == Self.version else {
        throw SearchError(
          .badData, path: path,
          reason: "was written by another version of this program (format \(version))")
      }
      return
    }
    guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0 else {
      throw SearchError(.badData, path: path, reason: "is another database, not a search")
    }
    try db.execute(sql: Self.schema)
    for (key, value) in [("config", config), ("identity", UUID().uuidString)] {
      try db.execute(
        sql: "INSERT INTO search (key, value) VALUES (?, ?)", arguments: [key, value])
    }
    try db.execute(sql: "PRAGMA user_version = \(Self.version)")
  }

  private static let advice =
    "choose another folder with --out, or remove this one to begin anew"

  private static let schema = """
    CREATE TABLE search (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE workers (
      name TEXT PRIMARY KEY, host TEXT NOT NULL, process INTEGER NOT NULL, device TEXT NOT NULL,
      heartbeat REAL NOT NULL) WITHOUT ROWID;
    CREATE TABLE trials (
      number INTEGER PRIMARY KEY, round INTEGER NOT NULL, parameters TEXT NOT NULL);
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY, trial INTEGER NOT NULL REFERENCES trials, seed TEXT NOT NULL,
      kind TEXT NOT NULL, state TEXT NOT NULL, target INTEGER NOT NULL, owner TEXT, device TEXT,
      note TEXT, UNIQUE (kind, trial, seed));
    CREATE TABLE epochs (
      run INTEGER NOT NULL REFERENCES runs, epoch INTEGER NOT NULL, train_loss REAL,
      train_penalty REAL, train_accuracy REAL, validation_loss REAL, validation_accuracy REAL,
      test_loss REAL, test_accuracy REAL, seconds REAL, PRIMARY KEY (run, epoch)) WITHOUT ROWID;
    """

  private static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busySeconds)
    configuration.journalMode = .wal
    let deadline = Date(timeIntervalSinceNow: busySeconds)
    while true {
      do {
        return try DatabaseQueue(path: path, configuration: configuration)
      } catch let error as DatabaseError {
        // The change to WAL does not wait for another process that makes it at the same time.
        guard error.resultCode == .SQLITE_BUSY, Date() < deadline else {
          throw describe(error, path)
        }
        Thread.sleep(forTimeInterval: 0.05)
      }
    }
  }

  /// What SQLite reports, by whose fault.
  private static func describe(_ error: DatabaseError, _ path: String) -> SearchError {
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      SearchError(
        .badData, path: path,
        reason: "is damaged or no SQLite file; remove it to begin anew, or choose another --out")
    case .SQLITE_FULL:
      SearchError(
        .inputOutput, path: path,
        reason: "the disk is full; free some and give the same command: nothing is lost")
    case .SQLITE_BUSY:
      SearchError(
        .inputOutput, path: path,
        reason: "another process keeps it locked; give the same command again")
    default:
      SearchError(
        .inputOutput, path: path,
        reason: "cannot be read or written (\(error.message ?? "\(error.resultCode)"))")
    }
  }

  private static func describing<Value>(
    _ path: String, _ body: () throws -> Value
  ) throws -> Value {
    do { return try body() } catch let error as DatabaseError { throw describe(error, path) }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.describing(path) { try queue.read(body) }
  }

  /// One transaction, begun by taking the lock, so that what it reads stays true.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.describing(path) { try queue.write(body) }
  }

  // MARK: - The config

  private func fact(_ key: String) throws -> String? {
    try read {
      try String.fetchOne($0, sql: "SELECT value FROM search WHERE key = ?", arguments: [key])
    }
  }

  /// Notes something that figures depend on, such as data sets that were replaced.
  ///
  /// - Throws: ``SearchError`` if it was something else before.
  public func agree(on key: String, _ value: String) throws {
    try write { db in
      try db.execute(
        sql: "INSERT OR IGNORE INTO search (key, value) VALUES (?, ?)", arguments: [key, value])
    }
    guard let stored = try fact(key), stored != value else { return }
    throw SearchError(
      .badData, path: path,
      reason: "began with \(key) '\(stored)', now it is '\(value)'; \(Self.advice)")
  }

  private static let replacedSets = "replaced data sets"

  /// Notes which data sets are replaced by generated digits.
  ///
  /// - Throws: ``SearchError`` if others were before.
  public func agree(onReplaced sets: [String]) throws {
    try agree(on: Self.replacedSets, sets.joined(separator: ", "))
  }

  /// The data sets that were replaced by generated digits; none before anything was trained.
  ///
  /// - Throws: ``SearchError`` if the store cannot be read.
  public func replacedDataSets() throws -> [String] {
    try (fact(Self.replacedSets) ?? "").split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }

  /// The devices that runs were trained on.
  public func devices() throws -> [String] {
    try read {
      try String.fetchAll(
        $0, sql: "SELECT DISTINCT device FROM runs WHERE device IS NOT NULL ORDER BY device")
    }
  }

  /// The first line in which two resolved configs differ, in words; `nil` if they are the same.
  static func difference(from old: String, to new: String) -> String? {
    let (old, new) = (lines(old), lines(new))
    var found: [(key: String, text: String)] = new.compactMap { line in
      guard let before = old.first(where: { $0.key == line.key }) else {
        return (line.key, "\(line.key) is new ('\(line.value)')")
      }
      guard before != line else { return nil }
      return (line.key, "\(line.key) was '\(before.value)' and is now '\(line.value)'")
    }
    found += old.filter { line in !new.contains { $0.key == line.key } }
      .map { ($0.key, "\($0.key) is gone (it was '\($0.value)')") }
    // A key that is searched gets a value in the config, too: the search says more.
    let difference = found.first { $0.key.hasPrefix("search.") } ?? found.first
    return difference?.text ?? (old == new ? nil : "the order of its keys has changed")
  }

  private struct Line: Equatable {
    let key: String
    let value: String
  }

  /// The lines of a resolved config that results depend on, by dotted key: blocks are indented by two spaces.
  private static func lines(_ yaml: String) -> [Line] {
    var path: [String] = []
    return yaml.split(separator: "\n").compactMap { line in
      let indentation = line.prefix { $0 == " " }.count
      let parts = line.trimmingCharacters(in: .whitespaces)
        .split(separator: ":", maxSplits: 1).map(String.init)
      path = Array(path.prefix(indentation / 2)) + [parts[0]]
      guard parts.count == 2, path[0] != "published" else { return nil }
      return Line(
        key: path.joined(separator: "."), value: parts[1].trimmingCharacters(in: .whitespaces))
    }
  }
}
