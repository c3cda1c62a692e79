import Foundation
import GRDB
import Training

extension SearchStore {
  // MARK: - History

  /// All that is known now.
  ///
  /// - Throws: ``SearchError`` if the store cannot be read or holds what this program did not write.
  public func history() throws -> SearchHistory { try read { try history($0) } }

  private func history(_ db: Database) throws -> SearchHistory {
    let text = ParameterText(space: space)
    let trials = try Row.fetchAll(
      db, sql: "SELECT number, round, parameters FROM trials ORDER BY number"
    ).map { row in
      guard let parameters = text.parameters(row["parameters"]) else {
        throw SearchError(
          .badData, path: path, reason: "trial \(row["number"] as Int) has unknown parameters")
      }
      return SearchTrial(number: row["number"], round: row["round"], parameters: parameters)
    }
    var epochs: [Int64: [EpochRecord]] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT * FROM epochs ORDER BY run, epoch") {
      epochs[row["run"], default: []].append(Self.epoch(row))
    }
    let runs = try Row.fetchAll(
      db, sql: "SELECT id, trial, seed, kind, state, target, owner, note FROM runs ORDER BY id"
    ).map { row in
      guard let state = SearchRun.State(rawValue: row["state"]),
        let kind = SearchRun.Kind(rawValue: row["kind"]), let seed = UInt64(row["seed"] as String)
      else {
        throw SearchError(
          .badData, path: path, reason: "run \(row["id"] as Int64) is none that this program wrote")
      }
      return SearchRun(
        id: row["id"], trial: row["trial"], seed: seed, kind: kind, state: state,
        target: row["target"], owner: row["owner"], note: row["note"],
        epochs: epochs[row["id"]] ?? [])
    }
    return SearchHistory(trials: trials, runs: runs)
  }

  /// SQLite keeps NaN as NULL: a loss that is not there was not finite.
  private static func epoch(_ row: Row) -> EpochRecord {
    func metrics(_ part: String, penalty: Double) -> SplitMetrics {
      SplitMetrics(
        loss: row["\(part)_loss"] ?? .nan, penalty: penalty, accuracy: row["\(part)_accuracy"],
        examples: 0)
    }
    let hasTest = !(row["test_loss"] as DatabaseValue).isNull
    return EpochRecord(
      epoch: row["epoch"], train: metrics("train", penalty: row["train_penalty"] ?? .nan),
      validation: metrics("validation", penalty: 0),
      test: hasTest ? metrics("test", penalty: 0) : nil, seconds: row["seconds"] ?? 0)
  }

  // MARK: - Planning

  /// Takes the search on as far as it goes without training, in one transaction: of several processes one
  /// does it, and the others see it done.
  ///
  /// - Returns: `.wait` or `.finished`, and whether anything was changed.
  /// - Throws: ``SearchError``, or `ConfigError` if the parameters of a trial do not go together.
  public func advance(_ planner: SearchPlanner) throws -> (step: SearchPlanner.Step, changed: Bool)
  {
    try write { db in
      var changed = false
      while true {
        let step = try planner.step(history(db))
        guard case .change(let changes) = step else { return (step, changed) }
        try apply(changes, db)
        changed = true
      }
    }
  }

  private func apply(_ changes: SearchPlanner.Changes, _ db: Database) throws {
    let text = ParameterText(space: space)
    for trial in changes.trials {
      try db.execute(
        sql: "INSERT INTO trials (number, round, parameters) VALUES (?, ?, ?)",
        arguments: [trial.number, trial.round, try text.json(trial.parameters)])
    }
    for run in changes.runs {
      try insert(run, .waiting, note: nil, db)
    }
    for pruning in changes.pruned {
      try db.execute(
        sql: """
          UPDATE runs SET state = 'pruned', owner = NULL, note = ?
          WHERE trial = ? AND kind = 'search' AND state != 'done'
          """, arguments: [pruning.reason, pruning.trial])
      for seed in pruning.seeds {
        let run = SearchPlanner.NewRun(
          trial: pruning.trial, seed: seed, kind: .search, target: 0)
        try insert(run, .pruned, note: pruning.reason, db)
      }
    }
    for raising in changes.raised {
      try db.execute(
        sql: "UPDATE runs SET target = ? WHERE trial = ? AND kind = 'search'",
        arguments: [raising.target, raising.trial])
    }
  }

  private func insert(
    _ run: SearchPlanner.NewRun, _ state: SearchRun.State, note: String?, _ db: Database
  ) throws {
    try db.execute(
      sql: "INSERT INTO runs (trial, seed, kind, state, target, note) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        run.trial, String(run.seed), run.kind.rawValue, state.rawValue, run.target, note,
      ])
  }

  // MARK: - Workers

  /// Adds a process, and gives runs that failed another chance if it is the only one.
  public func join(_ worker: SearchWorker, device: String) throws {
    try write { db in
      try takeBack(from: worker, db)
      // SQLite's write-ahead log needs memory that all processes share.
      let hosts = try String.fetchAll(db, sql: "SELECT host FROM workers")
      if let other = hosts.map({ SearchWorker(name: "", host: $0, process: 0) })
        .first(where: { $0.machine != worker.machine })
      {
        throw SearchError(
          .inputOutput, path: path,
          reason:
            "is in use on \(other.machine); processes that share a search must be on one machine")
      }
      try upsert(worker, device: device, db)
      if try workerCount(db) == 1 {
        try db.execute(
          sql: "UPDATE runs SET state = 'waiting', note = NULL WHERE state = 'failed'")
      }
    }
  }

  /// Says that a process lives, also where others took it for dead.
  func beat(_ worker: SearchWorker, device: String) throws {
    try write { try upsert(worker, device: device, $0) }
  }

  private func upsert(_ worker: SearchWorker, device: String, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO workers (name, host, process, device, heartbeat) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET heartbeat = excluded.heartbeat
        """,
      arguments: [worker.name, worker.host, worker.process, device, Date().timeIntervalSince1970])
  }

  /// Removes a process; what it had claimed waits for others.
  public func leave(_ worker: SearchWorker) throws {
    try write { try remove(worker.name, $0) }
  }

  /// The processes that work on the search, those that are dead removed.
  @discardableResult
  public func takeBack(from worker: SearchWorker) throws -> Int {
    try write { db in
      try takeBack(from: worker, db)
      return try workerCount(db)
    }
  }

  /// Whether a process works on the search in a run folder; not where there is none, or none that can be read.
  public static func isInUse(inRun folder: String) -> Bool {
    let path = "\(folder)/\(fileName)"
    guard FileManager.default.fileExists(atPath: path) else { return false }
    var configuration = Configuration()
    configuration.readonly = true
    let now = Date().timeIntervalSince1970
    let workers = try? DatabaseQueue(path: path, configuration: configuration).read { db in
      try Row.fetchAll(db, sql: "SELECT name, host, process, heartbeat FROM workers").map { row in
        (
          worker: SearchWorker(
            name: try row.decode(forColumn: "name"), host: try row.decode(forColumn: "host"),
            process: try row.decode(forColumn: "process")),
          heartbeat: try row.decode(Double.self, forColumn: "heartbeat")
        )
      }
    }
    let own = SearchWorker()
    return (workers ?? []).contains { !own.isDead($0.worker, silence: now - $0.heartbeat) }
  }

  private func workerCount(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM workers") ?? 0
  }

  private func takeBack(from worker: SearchWorker, _ db: Database) throws {
    let now = Date().timeIntervalSince1970
    for row in try Row.fetchAll(db, sql: "SELECT name, host, process, heartbeat FROM workers") {
      let other = SearchWorker(name: row["name"], host: row["host"], process: row["process"])
      if worker.isDead(other, silence: now - (row["heartbeat"] as Double)) {
        try remove(other.name, db)
      }
    }
    try db.execute(
      sql: """
        UPDATE runs SET state = 'waiting', owner = NULL
        WHERE state = 'running' AND owner NOT IN (SELECT name FROM workers) AND owner != ?
        """, arguments: [worker.name])
  }

  private func remove(_ worker: String, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE runs SET state = 'waiting', owner = NULL WHERE owner = ? AND state = 'running'",
      arguments: [worker])
    try db.execute(sql: "DELETE FROM workers WHERE name = ?", arguments: [worker])
  }

  // MARK: - Runs

  /// Claims runs that wait.
  ///
  /// - Returns: Those of `runs` that nobody else has claimed meanwhile.
  func claim(_ runs: [Int64], for worker: SearchWorker, device: String) throws -> Set<Int64> {
    try write { db in
      var claimed: Set<Int64> = []
      for run in runs {
        try db.execute(
          sql: """
            UPDATE runs SET state = 'running', owner = ?, device = ?
            WHERE id = ? AND state = 'waiting'
            """, arguments: [worker.name, device, run])
        if db.changesCount > 0 { claimed.insert(run) }
      }
      return claimed
    }
  }

  /// Keeps an epoch of runs that train together.
  ///
  /// - Parameters:
  ///   - epochs: one for each run.
  ///   - isLast: whether the runs are done with it.
  func record(
    _ epochs: [EpochRecord], of runs: [Int64], isLast: Bool, by worker: SearchWorker
  ) throws {
    try write { db in
      let statement = try db.makeStatement(
        sql: "INSERT OR REPLACE INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      for (run, epoch) in zip(runs, epochs) {
        try statement.execute(arguments: [
          run, epoch.epoch, epoch.train.loss, epoch.train.penalty, epoch.train.accuracy,
          epoch.validation?.loss, epoch.validation?.accuracy, epoch.test?.loss,
          epoch.test?.accuracy, epoch.seconds,
        ])
      }
      guard isLast else { return }
      for run in runs { try finish(run, .done, note: nil, by: worker, db) }
    }
  }

  /// Marks runs that ended with an error.
  func fail(_ runs: [Int64], _ reason: String, by worker: SearchWorker) throws {
    try write { db in
      for run in runs { try finish(run, .failed, note: reason, by: worker, db) }
    }
  }

  /// A run that another process has taken over is left to that one.
  private func finish(
    _ run: Int64, _ state: SearchRun.State, note: String?, by worker: SearchWorker, _ db: Database
  ) throws {
    try db.execute(
      sql: "UPDATE runs SET state = ?, owner = NULL, note = ? WHERE id = ? AND owner = ?",
      arguments: [state.rawValue, note, run, worker.name])
  }
}
