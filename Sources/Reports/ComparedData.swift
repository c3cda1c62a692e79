import Datasets
import Studies

/// Which data sets of several runs are the same one, and what they are called.
struct ComparedData {
  /// What a data set is taken for.
  private struct Data {
    /// What the first run with it calls it, for programs.
    let key: String
    let kind: OwnData.Kind
    /// The path in the first run with it.
    let path: String
    /// The fingerprints that it has in the runs so far.
    var fingerprints: Set<String>
    /// The last run that has it.
    var run: Int
  }

  private let names: [DataNames]
  /// The data that each run's own data sets are, by their names in its config.
  private let keys: [[String: String]]
  private let titles: [String: String]

  /// The data of these runs.
  ///
  /// The user's own data is the same if it has the same fingerprint, whatever it is called; else if it has the same
  /// path, else the same file name, since whoever runs a study again does so in a folder of their own.
  init(_ runs: [RunComparison.Run]) {
    names = runs.map { DataNames($0.result) }
    var known: [Data] = []
    keys = runs.enumerated().map { run, value in
      var keys: [String: String] = [:]
      var open = Set(value.result.study.trials.map(\.config.data.set)).sorted()
        .compactMap { OwnData(named: $0) }
      let isSame: [(Data, OwnData, String?) -> Bool] = [
        { data, _, print in print.map(data.fingerprints.contains) ?? false },
        { data, own, _ in data.path == own.path },
        { data, own, _ in OwnData(data.kind, path: data.path).title == own.title },
      ]
      for rule in isSame {
        for own in open {
          let print = value.fingerprints[own.name]
          let index = known.firstIndex { data in
            data.run < run && data.kind == own.kind && rule(data, own, print)
          }
          guard let index else { continue }
          keys[own.name] = known[index].key
          known[index].run = run
          if let print { known[index].fingerprints.insert(print) }
        }
        open.removeAll { keys[$0.name] != nil }
      }
      for own in open {
        keys[own.name] = own.name
        known.append(
          Data(
            key: own.name, kind: own.kind, path: own.path,
            fingerprints: Set([value.fingerprints[own.name]].compactMap(\.self)), run: run))
      }
      return keys
    }
    titles = PathNames.titles(ofData: known.map(\.key))
  }

  /// What a run's data set is called, for programs and for people.
  func names(of dataSet: String, in run: Int) -> (key: String, title: String) {
    guard let key = keys[run][dataSet] else {
      return (names[run].label(dataSet), names[run].title(dataSet))
    }
    return (key, titles[key] ?? DataNames.title(key))
  }
}
