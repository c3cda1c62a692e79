import Foundation
import GRDB
import Synchronization
import Testing
import Training

@testable import Studies

@Suite("The store of a search")
struct SearchStoreTests {
  private let block = "method: random\ntrials: 12\nseeds: [1, 2]\n\(rateSpace)"

  private func accuracy(_ parameters: [ParameterValue], _ seed: UInt64, _ epoch: Int) -> Double {
    (parameters[0].number ?? 0) / 2 + Double(seed) / 1000 + Double(epoch) / 10000
  }

  @Test func parametersComeBackAsTheyWere() throws {
    let study = try study(
      searchConfig(
        """
        method: random
        trials: 9
        space:
          optimizer.rate: {log-uniform: [0.0000001, 1]}
          regularizer.dropout: {uniform: [0, 0.5]}
          batch: {integer: [16, 64]}
          model.mlp.hidden: {choice: [[8], [16, 8]]}
        """))
    let folder = try TemporaryStore()
    let store = try folder.open(study)
    let planner = SearchPlanner(search: try study.search.unwrapped())
    guard case .change(let changes) = try planner.step(SearchHistory()) else {
      Issue.record("a new search begins with trials")
      return
    }
    #expect(try store.advance(planner).step == .wait)
    #expect(try folder.open(study).history().trials == changes.trials)
    let text = try store.read {
      try String.fetchOne($0, sql: "SELECT parameters FROM trials WHERE number = 1")
    }
    #expect(text?.contains("\"model.mlp.hidden\":\"") == true, "\(text ?? "")")
  }

  @Test func aSearchThatIsStoppedAnywhereFindsTheSame() throws {
    let study = try study(
      searchConfig(
        """
        method: coarse-to-fine
        trials: 12
        rounds: 3
        keep: 2
        repeats: 6
        stop: {method: wilcoxon, p: 0.2}
        \(rateSpace)
        """))
    let whole = try TemporaryStore()
    let expected = try SearchSimulation(
      study: study, store: whole.open(study), accuracy: accuracy
    ).run()
    let cut = try TemporaryStore()
    var parts = 0
    // Another process each time, and the one before left claims behind.
    while parts < 1000 {
      parts += 1
      let dead = SearchWorker(name: "\(parts)", host: "elsewhere \(parts)", process: 1)
      let simulation = SearchSimulation(
        study: study, store: try cut.open(study), accuracy: accuracy)
      let history = try simulation.run(dead, together: 5) { $0 < 2 }
      if history.runs.contains(where: { $0.kind == .test && $0.state == .done }) { break }
      try simulation.store.write {
        try $0.execute(sql: "UPDATE workers SET heartbeat = heartbeat - 1000")
      }
    }
    #expect(parts > 3 && parts < 1000)
    let found = try cut.open(study).history()
    #expect(found.trials == expected.trials)
    func key(_ run: SearchRun) -> String {
      "\(run.trial) \(run.seed) \(run.kind) \(run.state) \(run.epochs.map(\.validation))"
    }
    #expect(Set(found.runs.map(key)) == Set(expected.runs.map(key)))
    #expect(found.runs.count == expected.runs.count)
  }

  @Test func twoConnectionsNeverClaimTheSameRun() throws {
    let study = try study(searchConfig(block))
    let folder = try TemporaryStore()
    let planner = SearchPlanner(search: try study.search.unwrapped())
    _ = try folder.open(study).advance(planner)
    let ids = try folder.open(study).history().runs.map(\.id)
    #expect(ids.count == 24)
    let claimed = Mutex<[Int64]>([])
    let stores = try (0..<4).map { _ in try folder.open(study) }
    DispatchQueue.concurrentPerform(iterations: 4) { index in
      let worker = SearchWorker(name: "w\(index)", host: "here", process: Int32(index))
      for start in 0..<ids.count {
        let wanted = [ids[start], ids[(start + 5) % ids.count]]
        guard let mine = try? stores[index].claim(wanted, for: worker, device: "cpu") else {
          Issue.record("a claim failed")
          return
        }
        claimed.withLock { $0 += mine }
      }
    }
    #expect(claimed.withLock { $0.sorted() } == ids)
  }

  @Test func twoProcessesAddTheTrialsOfARoundOnce() throws {
    let study = try study(searchConfig(block))
    let folder = try TemporaryStore()
    let planner = SearchPlanner(search: try study.search.unwrapped())
    let stores = try (0..<4).map { _ in try folder.open(study) }
    DispatchQueue.concurrentPerform(iterations: 4) { index in
      if (try? stores[index].advance(planner)) == nil { Issue.record("planning failed") }
    }
    #expect(try stores[0].history().trials.count == 12)
  }

  @Test func claimsOfTheDeadAreTakenBackAndThoseOfTheLivingAreNot() throws {
    let study = try study(searchConfig(block))
    let folder = try TemporaryStore()
    let store = try folder.open(study)
    _ = try store.advance(SearchPlanner(search: try study.search.unwrapped()))
    let here = SearchWorker()
    // A process of this machine that has surely ended.
    let child = Process()
    child.executableURL = URL(filePath: "/bin/true")
    try child.run()
    child.waitUntilExit()
    let dead = SearchWorker(name: "dead", host: here.host, process: child.processIdentifier)
    let living = SearchWorker(name: "living", host: here.host, process: getppid())
    let silent = SearchWorker(name: "silent", host: "far away", process: 1)
    let distant = SearchWorker(name: "distant", host: "far away", process: 2)
    let workers = [dead, living, silent, distant]
    let ids = try store.history().runs.map(\.id)
    for (index, worker) in workers.enumerated() {
      // Joining takes back what the dead have: straight into the table.
      try store.write {
        try $0.execute(
          sql: "INSERT INTO workers VALUES (?, ?, ?, 'cpu', ?)",
          arguments: [
            worker.name, worker.host, worker.process,
            Date().timeIntervalSince1970 - (worker == silent ? 100 : 0),
          ])
      }
      #expect(
        try store.claim([ids[index]], for: worker, device: "cpu") == [ids[index]])
    }
    #expect(try store.takeBack(from: here) == 2)
    let runs = try store.history().runs
    #expect(runs.prefix(4).map(\.state) == [.waiting, .running, .waiting, .running])
    #expect(runs.prefix(4).map(\.owner) == [nil, "living", nil, "distant"])
    // Who was thought dead and comes back leaves the run to its new owner.
    _ = try store.claim([ids[0]], for: here, device: "cpu")
    try store.record([epoch(9, accuracy: 0.5)], of: [ids[0]], isLast: true, by: dead)
    #expect(try store.history().runs[0].state == .running)
    // However long it is silent, a process of this machine that is there will go on.
    try store.write {
      try $0.execute(
        sql: "UPDATE workers SET heartbeat = heartbeat - 1000 WHERE name = 'living'")
    }
    _ = try store.takeBack(from: here)
    #expect(try store.history().runs[1].owner == "living")
  }

  @Test("what belongs to nobody is taken back, and who was forgotten comes back")
  func runsOfTheForgotten() throws {
    let study = try study(searchConfig(block))
    let folder = try TemporaryStore()
    let store = try folder.open(study)
    _ = try store.advance(SearchPlanner(search: try study.search.unwrapped()))
    let here = SearchWorker()
    let forgotten = SearchWorker(name: "forgotten", host: here.host, process: getppid())
    let id = try store.history().runs[0].id
    _ = try store.claim([id], for: forgotten, device: "cpu")
    try store.join(here, device: "cpu")
    #expect(try store.history().runs[0].state == .waiting)
    try store.beat(forgotten, device: "cpu")
    _ = try store.claim([id], for: forgotten, device: "cpu")
    #expect(try store.takeBack(from: here) == 2)
    #expect(try store.history().runs[0].owner == "forgotten")
  }

  @Test("a search is not shared between machines")
  func otherMachines() throws {
    let study = try study(searchConfig(block))
    let folder = try TemporaryStore()
    let store = try folder.open(study)
    try store.join(SearchWorker(name: "a", host: "one pid:[1]", process: 1), device: "cpu")
    try store.join(SearchWorker(name: "b", host: "one pid:[2]", process: 1), device: "cpu")
    #expect {
      try store.join(SearchWorker(name: "c", host: "two pid:[1]", process: 1), device: "cpu")
    } throws: {
      "\($0)".contains("is in use on one; processes that share a search must be on one machine")
    }
  }

  @Test func failedRunsGetAnotherChance() throws {
    let study = try study(searchConfig(block))
    let folder = try TemporaryStore()
    let store = try folder.open(study)
    _ = try store.advance(SearchPlanner(search: try study.search.unwrapped()))
    let worker = SearchWorker()
    try store.join(worker, device: "cpu")
    let id = try store.history().runs[0].id
    _ = try store.claim([id], for: worker, device: "cpu")
    try store.fail([id], "the device went away", by: worker)
    #expect(try store.history().runs[0].note == "the device went away")
    try store.leave(worker)
    try store.join(worker, device: "cpu")
    let run = try store.history().runs[0]
    #expect(run.state == .waiting && run.note == nil)
  }

  @Test func theSearchOfAnotherConfigSaysWhatDiffers() throws {
    let folder = try TemporaryStore()
    _ = try folder.open(study(searchConfig(block)))
    func reason(_ overrides: String...) -> String? {
      do {
        _ = try folder.open(
          StudyConfig.parse(
            yaml: searchConfig(block), file: "configs/x.yaml", overrides: overrides))
        return nil
      } catch { return "\(error)" }
    }
    let advice = "; choose another folder with --out, or remove this one to begin anew"
    #expect(reason() == nil)
    #expect(
      reason("search.trials=13")
        == "\(folder.path): is the search of another config: search.trials was '12' and is now '13'"
        + advice)
    #expect(
      reason("search.space.optimizer.rate={uniform: [1, 2]}")?.contains(
        "search.space.optimizer.rate was '{log-uniform: [0.001, 1.0]}' and is now "
          + "'{uniform: [1.0, 2.0]}'") == true)
    #expect(
      reason("search.space.batch={choice: [1, 2]}")?.contains(
        "search.space.batch is new ('{choice: [1, 2]}')") == true)
    #expect(reason("epochs=10")?.contains("epochs was '9' and is now '10'") == true)
  }

  @Test func otherFilesAreNotTakenForASearch() throws {
    let study = try study(searchConfig(block))
    let text = try TemporaryStore()
    try String(repeating: "no database ", count: 100)
      .write(toFile: text.path, atomically: true, encoding: .utf8)
    #expect {
      try text.open(study)
    } throws: {
      "\($0)".hasSuffix(
        "is damaged or no SQLite file; remove it to begin anew, or choose another --out")
    }
    let foreign = try TemporaryStore()
    try DatabaseQueue(path: foreign.path).write {
      try $0.execute(sql: "CREATE TABLE songs (title TEXT)")
    }
    #expect {
      try foreign.open(study)
    } throws: {
      "\($0)".hasSuffix("is another database, not a search")
    }
    let missing = try TemporaryStore()
    #expect {
      try missing.open(study, mustExist: true)
    } throws: {
      "\($0)".hasSuffix("no such search; 'lockstep search CONFIG' begins one")
    }
    let later = try TemporaryStore()
    try later.open(study).write { try $0.execute(sql: "PRAGMA user_version = 9") }
    #expect {
      try later.open(study)
    } throws: {
      "\($0)".hasSuffix("was written by another version of this program (format 9)")
    }
  }

  @Test func whatSQLiteCannotHoldIsStillNotANumber() throws {
    let study = try study(searchConfig("method: random\ntrials: 1\n\(rateSpace)"))
    let folder = try TemporaryStore()
    let history = try SearchSimulation(study: study, store: folder.open(study)) { _, _, _ in .nan }
      .run()
    let last = try #require(history.runs[0].epochs.last)
    #expect(last.validation?.loss.isNaN == true)
    #expect(history.runs[0].state == .done)
  }
}
