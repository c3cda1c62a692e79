import Datasets
import Lockstep
import Studies

/// Where the data sets of a study come from on the command line, and what is said about them.
struct StudyData {
  let sets: StudyDataSets

  /// The places that `--data` and the environment name, and downloads.
  ///
  /// - Parameter downloads: Whether a set that is not here is fetched.
  /// - Throws: `DataError` if the folder of `--data` does not exist.
  init(
    _ option: DataOption, substitutesMissing: Bool, downloads: Bool = true, _ console: Console
  ) throws {
    let progress = DownloadProgress(isQuiet: console.isQuiet)
    let store = try DataStore(directory: option.data, downloadsMissing: downloads) {
      progress.handle($0)
    } shouldStop: {
      Interrupts.signalNumber != nil
    }
    var sets = StudyDataSets(store: store)
    sets.substitutesMissing = substitutesMissing
    sets.note = { console.note($0) }
    sets.warn = { console.warn($0) }
    sets.isStopped = { Interrupts.signalNumber != nil }
    self.sets = sets
  }

  /// Loads every data set of a study, as long as its trials ask for.
  ///
  /// - Parameter substituted: sets that are to be replaced whether they can be had or not.
  /// - Throws: `DataError` for a set that is missing, altered or too short; ``Interrupted``.
  func load(
    _ study: Study, substituting substituted: [String] = []
  ) throws -> StudyDataSets.Loaded {
    try noticingInterrupts { try sets.load(study, substituting: substituted) }
  }

  /// Loads what some trials of a run were trained on, and makes sure that it is that still.
  ///
  /// - Parameters:
  ///   - study: the run's study with all its trials, by which goes how much of a set is loaded.
  ///   - record: how the run went.
  /// - Throws: `DataError` for a set that is missing, altered, or has changed since; ``Interrupted``.
  func load(
    _ trials: [Trial], of study: Study, in folder: RunFolder, _ record: RunRecord
  ) throws -> [String: Dataset] {
    let names = Set(trials.map(\.config.data.set))
    var whole = study
    whole.trials = study.trials.filter { names.contains($0.config.data.set) }
    let loaded = try load(whole, substituting: record.substitutedDataSets).sets
    try DataRecord(inRun: folder.path)?.check(loaded, trainedIn: folder.path)
    return loaded
  }

  /// Does `body`; data that is missing since a signal ended its download is that signal's doing.
  ///
  /// - Throws: ``Interrupted``, or what `body` throws.
  func noticingInterrupts<Outcome>(_ body: () throws -> Outcome) throws -> Outcome {
    do {
      return try body()
    } catch let error as DataError {
      if let signal = Interrupts.signalNumber { throw Interrupted(signal: signal) }
      throw error
    }
  }
}
