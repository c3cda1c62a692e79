import Datasets
import Foundation
import Lockstep
import Networks
import Programs
import Reports
import Studies
import Training

/// One process's part in a search, from config to files.
struct SearchRun {
  let study: Study
  let folder: SearchFolder
  let console: Console
  let search: SearchConfig
  let store: SearchStore

  /// Opens or begins the search of a study.
  ///
  /// - Parameter mustExist: whether there has to be one already.
  /// - Throws: ``RunFolderError``; `SearchError` if the folder holds the search of another config.
  init(study: Study, folder: SearchFolder, console: Console, mustExist: Bool) throws {
    guard let search = study.search else { throw UsageError("\(study.name) has no search block") }
    self.study = study
    self.folder = folder
    self.console = console
    self.search = search
    if !mustExist { try folder.create() }
    store = try SearchStore(
      path: folder.store, space: search.space, config: study.resolvedYAML, mustExist: mustExist)
    if !mustExist { try SearchReport.writeConfig(of: study, to: URL(filePath: folder.path)) }
  }

  /// What is known now.
  func summary() throws -> SearchSummary {
    SearchSummary(
      study: study, search: search, history: try store.history(),
      substituted: try store.replacedDataSets())
  }

  /// Writes tables and pictures of what is known now.
  @discardableResult
  func report() throws -> SearchSummary {
    let summary = try summary()
    // Written when the best trial has been measured.
    let best = try? folder.best.record()
    let notices = try SearchReport.write(
      summary, device: store.devices().joined(separator: "; "),
      run: summary.isFinished ? best : nil, to: URL(filePath: folder.path))
    for notice in notices { console.warn("warning: \(notice)") }
    return summary
  }

  /// Trains until the search is finished.
  ///
  /// - Throws: ``Interrupted`` after saving what there is, if a signal asked to stop.
  func train(on choice: DeviceChoice, _ data: StudyData, largestGroup: Int?) throws {
    let started = Date()
    let loadingStart = DispatchTime.now().uptimeNanoseconds
    let loaded = try data.load(study)
    try store.agree(onReplaced: loaded.substituted)
    for (name, set) in loaded.sets.sorted(by: { $0.key < $1.key }) {
      try store.agree(on: "the examples of \(name)", set.fingerprint)
    }
    let starting = try study.startingWeights()
    let loadingSeconds = Double(DispatchTime.now().uptimeNanoseconds - loadingStart) * 1e-9
    let runner = SearchRunner(
      study: study, store: store, dataSets: loaded.sets, startingWeights: starting,
      backend: choice.backend)
    runner.largestGroup = largestGroup
    var news = SearchNews(search: search)
    var observer = SearchRunner.Observer()
    observer.groupWillStart = { [console] plan, start in
      let place = start.steps > 0 ? ", step \(start.steps) of the next" : ""
      console.note(
        "group: \(plan)"
          + (start.epochs + start.steps > 0 ? ", going on after epoch \(start.epochs)\(place)" : "")
      )
    }
    observer.progress = { [console] in console.progress($0) }
    observer.historyDidChange = { [console] history in
      for line in news.lines(history) { console.note(line) }
    }
    observer.willWait = { [console] in console.note("waiting for other processes' runs") }
    observer.shouldStop = { Interrupts.signalNumber != nil }
    observer.bestDidFinish = { best in
      let record = RunRecord(
        device: choice.backend.device.name, deviceIdentifier: choice.backend.device.identifier,
        deviceReason: choice.reason, versions: RunEnvironment.versions(choice.backend.device),
        loadingSeconds: loadingSeconds, preparationSeconds: best.result.preparationSeconds,
        trainingSeconds: best.result.trainingSeconds,
        evaluationSeconds: best.result.evaluationSeconds, groups: best.result.groups,
        substitutedDataSets: loaded.substituted, startedAt: started.formatted(.iso8601),
        launchesPerStep: best.result.launchesPerStep.isEmpty ? nil : best.result.launchesPerStep,
        operationsPerStep: best.result.operationsPerStep)
      // As much of the sets as the best trials ask for, which others may exceed: what reading them back loads.
      var source = data.sets
      source.note = { _ in }
      source.warn = { _ in }
      let own = try source.load(best.study, substituting: loaded.substituted).sets
      try write(best, record, DataRecord(own))
    }
    let result = try runner.run(observer)
    console.clearStatus()
    guard result.wasStopped, let signal = Interrupts.signalNumber else { return }
    try report()
    console.warn(
      "interrupted: \(folder.path) has what was found so far; the same command goes on with it")
    throw Interrupted(signal: signal)
  }

  /// Writes the run folder of the best trial.
  private func write(
    _ best: SearchRunner.Best, _ record: RunRecord, _ data: DataRecord
  ) throws {
    let folder = folder.best
    try folder.create()
    try data.write(inRun: folder.path)
    for (trial, weights) in zip(best.study.trials, best.weights) {
      try folder.write(weights, trial: trial.number, best.position)
    }
    _ = try StudyReport.writeData(
      of: StudyResult(
        study: best.study, outcomes: best.result.outcomes, run: record, findings: []),
      to: URL(filePath: folder.path))
  }
}

/// Says what has been decided since it was last asked.
struct SearchNews {
  let search: SearchConfig
  private var rounds = 0
  private var runs = 0
  private var pruned: Set<Int> = []
  private var isTesting = false

  init(search: SearchConfig) { self.search = search }

  mutating func lines(_ history: SearchHistory) -> [String] {
    var lines: [String] = []
    let dropped = Set(history.runs.filter { $0.state == .pruned }.map(\.trial))
    if dropped.count > pruned.count {
      let left = history.trials.count - dropped.count
      lines.append("\(dropped.count - pruned.count) trials dropped, \(left) left")
    }
    let round = history.trials.last?.round ?? 0
    if round > rounds {
      let trials = history.trials.count { $0.round == round }
      let of = search.rounds > 1 ? "round \(round) of \(search.rounds): " : ""
      lines.append(
        "\(of)\(trials) trials with \(search.seeds.count) seed\(search.seeds.count == 1 ? "" : "s")"
      )
    } else if history.runs.count > runs, runs > 0,
      !history.runs.contains(where: { $0.kind == .test })
    {
      lines.append("\(history.runs.count { $0.state == .waiting }) runs with a further seed")
    }
    if !isTesting, let test = history.runs.first(where: { $0.kind == .test }) {
      isTesting = true
      lines.append("best: trial \(test.trial); training it once more for the test set")
    }
    (rounds, runs, pruned) = (round, history.runs.count, dropped)
    return lines
  }
}
