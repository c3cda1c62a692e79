import Foundation
import Reports
import Studies

/// What the index knows of a run: a line of `lockstep runs list`.
public struct RunEntry: Sendable, Equatable, Encodable {
  /// What kind of work it was.
  public enum Kind: String, Sendable, Encodable { case study, search }

  /// How far it got.
  public enum State: String, Sendable, Encodable {
    /// All of it is done.
    case finished
    /// It was stopped, and what there was is kept.
    case interrupted
    /// It runs, or ended without keeping anything but weights.
    case unfinished
    /// Its files cannot be read.
    case damaged
  }

  /// The name of its folder.
  public var name: String
  /// What kind of work it was.
  public var kind: Kind
  /// How far it got.
  public var state: State
  /// The name in its config.
  public var study: String
  /// When it began, ISO 8601; empty if that is not known.
  public var startedAt: String
  /// The device's own name.
  public var device: String
  /// The data sets, a comma between them.
  public var data: String
  /// The number of trials.
  public var trials: Int
  /// Wall seconds of training.
  public var trainingSeconds: Double?
  /// The best setting, or the best trial of a search.
  public var best: String
  /// The figure that it is the best by, as its column in `trials.csv`.
  public var metric: String
  /// That figure, a mean over the seeds; accuracies are shares.
  public var value: Double?
  /// Half its 95 % interval over the seeds.
  public var halfWidth: Double?

  /// An entry of a run that nothing is known of yet.
  init(name: String, kind: Kind, state: State) {
    self.name = name
    self.kind = kind
    self.state = state
    study = ""
    startedAt = ""
    device = ""
    data = ""
    trials = 0
    best = ""
    metric = ""
  }

  /// The entry of the run in a folder; one that cannot be read is damaged, not an error.
  public init(readingFrom folder: URL, name: String) {
    let isSearch = Self.exists(folder, SearchStore.fileName)
    self.init(name: name, kind: isSearch ? .search : .study, state: .unfinished)
    do {
      if isSearch { try readSearch(folder) } else { try readStudy(folder) }
    } catch {
      state = .damaged
    }
  }

  private mutating func readStudy(_ folder: URL) throws {
    let config = try SavedRun.study(folder)
    describe(config)
    guard Self.exists(folder, "environment.json") else { return }
    let run = try SavedRun(folder, hasEpochs: false)
    // They are not read for a list, but without them there is no report.
    guard Self.exists(folder, "epochs.csv") else {
      throw SavedRunError(path: folder.path, reason: "has no epochs.csv")
    }
    state = Self.exists(folder, "tables.md") ? .finished : .interrupted
    describe(run.result.run)
    guard let leader = Leader(run.result) else { return }
    best = leader.label
    metric = leader.metric.rawValue
    value = leader.mean
    halfWidth = leader.halfWidth
  }

  /// The part of `search.json` that is listed.
  private struct Search: Decodable {
    struct Trial: Decodable {
      let trial: Int
      let parameters: [String: String]
      let mean: Double?
      let halfWidth: Double?
    }
    let metric: String
    let finished: Bool
    /// Not in files of earlier versions.
    let substitutedDataSets: [String]?
    let best: Int?
    let trials: [Trial]
  }

  private mutating func readSearch(_ folder: URL) throws {
    describe(try SavedRun.study(folder))
    guard Self.exists(folder, "search.json") else { return }
    let search: Search = try SavedRun.json(folder, "search.json")
    state = search.finished ? .finished : .interrupted
    trials = search.trials.count
    metric = search.metric.replacing("-", with: "_")
    if let leader = search.trials.first(where: { $0.trial == search.best }) {
      best = leader.parameters.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        .joined(separator: ", ")
      value = leader.mean
      halfWidth = leader.halfWidth
    }
    if let replaced = search.substitutedDataSets { describe(replaced: replaced) }
    let last = folder.appending(path: "best")
    guard Self.exists(last, "environment.json") else { return }
    var record = try SavedRun.record(last)
    if search.substitutedDataSets != nil { record.substitutedDataSets = [] }
    describe(record)
    // That is the time of the last training alone.
    trainingSeconds = nil
  }

  private mutating func describe(_ config: Study) {
    study = config.name
    trials = config.trials.count
    var seen = Set<String>()
    data = config.trials.map(\.config.data.set).filter { seen.insert($0).inserted }
      .joined(separator: ", ")
  }

  private mutating func describe(_ run: RunRecord) {
    startedAt = run.startedAt
    device = run.device
    trainingSeconds = run.trainingSeconds
    describe(replaced: run.substitutedDataSets)
  }

  private mutating func describe(replaced: [String]) {
    guard !replaced.isEmpty else { return }
    data += " (on synthetic-digits: \(replaced.joined(separator: ", ")))"
  }

  private static func exists(_ folder: URL, _ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path)
  }
}
