import Datasets
import Foundation
import Studies

/// Where the data sets of a study come from, and what is done when one cannot be had.
struct StudyData {
  private let store: DataStore
  private let console: Console
  /// Whether a missing set is replaced by `synthetic-digits`.
  private let substitutesMissing: Bool

  /// The places that `--data` and the environment name, and downloads.
  ///
  /// - Throws: `DataError` if the folder of `--data` does not exist.
  init(_ option: DataOption, substitutesMissing: Bool, _ console: Console) throws {
    self.console = console
    self.substitutesMissing = substitutesMissing
    let progress = DownloadProgress(isQuiet: console.isQuiet)
    store = try DataStore(directory: option.data, downloadsMissing: true) {
      progress.handle($0)
    } shouldStop: {
      Interrupts.signalNumber != nil
    }
  }

  /// The data sets by the name the trials use, and the names that were replaced.
  struct Loaded {
    var sets: [String: Dataset] = [:]
    var substituted: [String] = []
  }

  /// Loads every data set of a study, as long as its trials ask for.
  ///
  /// - Throws: `DataError` for a set that is missing, altered or too short.
  ///
  /// - Parameter substituted: sets that are to be replaced whether they can be had or not.
  func load(_ study: Study, substituting substituted: [String] = []) throws -> Loaded {
    var loaded = Loaded()
    for name in Self.names(study) {
      let configs = study.trials.map(\.config.data).filter { $0.set == name }
      let train = Self.limit(configs.map(\.train))
      let test = Self.limit(configs.map(\.test))
      do {
        guard !substituted.contains(name) else {
          throw DataError(path: name, reason: "the run did without it")
        }
        if let own = OwnData(named: name) {
          loaded.sets[name] = try Self.loadOwn(own, configs[0].own, console)
        } else {
          loaded.sets[name] = try store.load(name, trainLimit: train, testLimit: test)
          if try !store.isPublished(name) {
            console.note(
              "\(name): not all files are the official ones ('lockstep data verify \(name)' names "
                + "them), so figures are not comparable with published ones")
          }
        }
      } catch {
        if let signal = Interrupts.signalNumber { throw Interrupted(signal: signal) }
        guard substituted.contains(name) || (substitutesMissing && isNowhere(name)) else {
          throw error
        }
        console.warn(
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

  /// Reads the user's own data, and says what was made of it.
  static func loadOwn(
    _ own: OwnData, _ options: OwnData.Options, _ console: Console
  ) throws -> Dataset {
    let set = try own.load(options)
    let shape = set.exampleShape
    let features =
      own.kind == .csv
      ? "\(shape.channels) features"
      : "\(shape.height) x \(shape.width) pixels\(shape.channels == 3 ? " in colour" : "")"
    let targets = set.classNames.isEmpty ? "a value" : "\(set.classNames.count) classes"
    console.note(
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
  static func names(_ study: Study) -> [String] {
    study.trials.reduce(into: []) { names, trial in
      if !names.contains(trial.config.data.set) { names.append(trial.config.data.set) }
    }
  }

  /// The largest limit, or `nil` if any trial takes all.
  private static func limit(_ limits: [Int?]) -> Int? {
    limits.contains { $0 == nil } ? nil : limits.compactMap { $0 }.max()
  }
}
