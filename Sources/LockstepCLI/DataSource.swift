import Datasets
import Foundation
import Studies

/// Where the data sets of a study come from, and what is done when one cannot be had.
struct DataSource {
  let store: DataStore
  /// Whether a missing set is replaced by `synthetic-digits`.
  let substitutesMissing: Bool

  /// The data sets by the name the trials use, and the names that were replaced.
  struct Loaded {
    var sets: [String: Dataset] = [:]
    var substituted: [String] = []
  }

  /// Loads every data set of a study, as long as its trials ask for.
  ///
  /// - Throws: `DataError` for a set that is missing, altered or too short.
  func load(_ study: Study, _ console: Console) throws -> Loaded {
    var loaded = Loaded()
    for name in Self.names(study) {
      let configs = study.trials.map(\.config.data).filter { $0.set == name }
      let train = Self.limit(configs.map(\.train))
      let test = Self.limit(configs.map(\.test))
      do {
        loaded.sets[name] = try store.load(name, trainLimit: train, testLimit: test)
      } catch let error where substitutesMissing && error.isMissing {
        console.warn(
          "WARNING: \(error)\nWARNING: '\(name)' is replaced by synthetic-digits: the figures below "
            + "are NOT about \(name)")
        // Each replaced set gets digits of its own, else two columns would be one.
        loaded.sets[name] = try store.load(
          "synthetic-digits", trainLimit: train ?? 7000, testLimit: test ?? 1500,
          seed: UInt64(loaded.substituted.count))
        loaded.substituted.append(name)
      }
    }
    return loaded
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
