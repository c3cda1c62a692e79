import Datasets
import Studies

/// The data sets of a study: where they come from, and what is done when one cannot be had.
package struct StudyDataSets {
  /// Finds, checks and downloads known sets.
  package var store: DataStore
  /// Whether a missing set of pictures is replaced by `synthetic-digits`.
  package var substitutesMissing = false
  /// Hears what is worth knowing, one line each: what was made of the user's own data, files that are not the
  /// published ones.
  package var note: (String) -> Void = { _ in }
  /// Hears of replaced sets.
  package var warn: (String) -> Void = { _ in }
  /// Asked after a failure: whether it is due to a stop that was asked for, so that nothing is replaced.
  package var isStopped: () -> Bool = { false }

  /// Data sets from this store.
  package init(store: DataStore) { self.store = store }

  /// Data sets as the options say.
  ///
  /// - Throws: `DataError` for a folder that is not there.
  init(_ options: RunOptions, _ shouldStop: @escaping @Sendable () -> Bool) throws(DataError) {
    self.init(
      store: try DataStore(
        directory: options.dataFolder, downloadsMissing: options.downloadsMissing,
        shouldStop: shouldStop))
  }

  /// Does `body`; data that is missing since a cancellation ended its download is the cancellation's doing.
  ///
  /// - Throws: ``StudyError/cancelled(_:)``, or what `body` throws.
  static func noticingCancellation<Outcome>(
    _ shouldStop: () -> Bool, _ body: () throws -> Outcome
  ) throws -> Outcome {
    do {
      return try body()
    } catch let error as DataError {
      if shouldStop() { throw StudyError.cancelled(nil) }
      throw error
    }
  }

  /// The data sets by the name the trials use, and the names that were replaced.
  package struct Loaded: Sendable {
    /// The sets.
    package var sets: [String: Dataset] = [:]
    /// The names of sets that `synthetic-digits` stand in for.
    package var substituted: [String] = []
  }

  /// Loads every data set of a study, as long as its trials ask for; those in `Study.ownDataSets` are there.
  ///
  /// - Parameter substituted: sets that are to be replaced whether they can be had or not.
  /// - Throws: `DataError` for a set that is missing, altered or too short.
  package func load(
    _ study: Study, substituting substituted: [String] = []
  ) throws(DataError) -> Loaded {
    var loaded = Loaded()
    for name in Self.names(study) {
      if let own = study.ownDataSets[name] {
        loaded.sets[name] = own
        continue
      }
      let configs = study.trials.map(\.config.data).filter { $0.set == name }
      let train = Self.limit(configs.map(\.train))
      let test = Self.limit(configs.map(\.test))
      do throws(DataError) {
        guard !substituted.contains(name) else {
          throw DataError(path: name, reason: "the run did without it")
        }
        loaded.sets[name] = try load(name, configs[0].own, train, test)
      } catch {
        let isReplaced =
          substituted.contains(name) || (substitutesMissing && isNowhere(name))
        guard isReplaced, !isStopped() else { throw error }
        warn(
          "WARNING: \(error)\nWARNING: '\(name)' is replaced by synthetic-digits: the figures below "
            + "are NOT about \(name)")
        // Each replaced set gets digits of its own, else two columns would be one.
        loaded.sets[name] = try store.load(
          "synthetic-digits", trainLimit: train ?? 7000, testLimit: test ?? 1500,
          seed: name.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
        loaded.substituted.append(name)
      }
    }
    return loaded
  }

  private func load(
    _ name: String, _ options: OwnData.Options, _ train: Int?, _ test: Int?
  ) throws(DataError) -> Dataset {
    if let own = OwnData(named: name) { return try Self.loadOwn(own, options, note) }
    let set = try store.load(name, trainLimit: train, testLimit: test)
    if try !store.isPublished(name) {
      note(
        "\(name): not all files are the official ones ('lockstep data verify \(name)' names "
          + "them), so figures are not comparable with published ones")
    }
    return set
  }

  /// Reads the user's own data, and tells `note` what was made of it.
  package static func loadOwn(
    _ own: OwnData, _ options: OwnData.Options, _ note: (String) -> Void
  ) throws(DataError) -> Dataset {
    let set = try own.load(options)
    let shape = set.exampleShape
    let features =
      own.kind == .csv
      ? "\(shape.channels) features"
      : "\(shape.height) x \(shape.width) pixels\(shape.channels == 3 ? " in colour" : "")"
    let targets = set.classNames.isEmpty ? "a value" : "\(set.classNames.count) classes"
    note(
      "\(own.name): \(set.train.count) training and \(set.test.count) test examples of \(features) "
        + "with \(targets)")
    return set
  }

  /// Whether a set has no file at all; a damaged one is never replaced, nor are numbers by digits.
  private func isNowhere(_ name: String) -> Bool {
    do {
      return try OwnData(named: name) == nil && store.find(name) == nil
        && !store.catalog.source(named: name).classNames.isEmpty
    } catch { return false }
  }

  /// The data sets of a study in the order of its trials.
  package static func names(_ study: Study) -> [String] {
    study.trials.reduce(into: []) { names, trial in
      if !names.contains(trial.config.data.set) { names.append(trial.config.data.set) }
    }
  }

  /// The largest limit, or `nil` if any trial takes all.
  private static func limit(_ limits: [Int?]) -> Int? {
    limits.contains { $0 == nil } ? nil : limits.compactMap { $0 }.max()
  }
}
