import Datasets
import Foundation
import Reports

/// What a run was trained on, as its `data.json` says: enough to tell whether data is that still.
///
/// The scales of the inputs, the order of the classes and the names of the features are found in the data again
/// whenever weights are used; other data would give others than the weights were trained with.
package struct DataRecord: Codable, Equatable, Sendable {
  private struct Entry: Codable, Equatable, Sendable {
    /// The name in configs.
    let name: String
    /// `Dataset.fingerprint`, which tells nothing of names.
    let examples: String
    /// The names of the classes in the order of their labels; empty for regression.
    let classes: [String]
    /// What each feature of a table is; empty where that is not known, `nil` in records of earlier versions.
    let features: [String]?
  }

  private let sets: [Entry]

  /// The record of these data sets, by their names in configs; hashes their examples if that was not done yet.
  package init(_ sets: [String: Dataset]) {
    self.sets = sets.sorted { $0.key < $1.key }.map { name, set in
      Entry(
        name: name, examples: set.fingerprint, classes: set.classNames, features: set.featureNames)
    }
  }

  /// What tells the examples of each set from others, by the set's name in configs.
  package var fingerprints: [String: String] {
    Dictionary(sets.map { ($0.name, $0.examples) }) { first, _ in first }
  }

  private static func path(inRun folder: String) -> String { "\(folder)/data.json" }

  /// The record in a run folder; `nil` in those of earlier versions.
  ///
  /// - Throws: `DataError` if it is damaged.
  package init?(inRun folder: String) throws(DataError) {
    let path = Self.path(inRun: folder)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path),
      let record = try? JSONDecoder().decode(DataRecord.self, from: data)
    else { throw DataError(path: path, reason: "is damaged; run the study again") }
    self = record
  }

  /// Writes the record into a run folder.
  ///
  /// - Throws: `OutputError`.
  package func write(inRun folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var data = try encoder.encode(self)
    data.append(contentsOf: Array("\n".utf8))
    try OutputFile.write(data, to: URL(filePath: Self.path(inRun: folder)))
  }

  /// Makes sure that data sets are what the run was trained on.
  ///
  /// - Parameters:
  ///   - sets: the data sets by their names in configs.
  ///   - run: the run folder, for the error to name.
  /// - Throws: `DataError` for a set that has changed.
  package func check(_ sets: [String: Dataset], trainedIn run: String) throws(DataError) {
    for (name, set) in sets.sorted(by: { $0.key < $1.key }) {
      guard let entry = self.sets.first(where: { $0.name == name }),
        let change = Self.change(of: set, since: entry)
      else { continue }
      throw DataError(
        path: name,
        reason:
          "has changed since \(run) was trained on it: it has \(change); bring that data back, "
          + "or train again")
    }
  }

  /// What a set has now in place of what it had.
  private static func change(of set: Dataset, since entry: Entry) -> String? {
    if let change = change(of: set.classNames, since: entry.classes, "class", "classes") {
      return change
    }
    if let features = entry.features,
      let change = change(of: set.featureNames, since: features, "feature", "named features")
    {
      return change
    }
    let examples = set.fingerprint
    return examples == entry.examples
      ? nil : "other examples (\(examples); they were \(entry.examples))"
  }

  /// The first name that is another now, or how many there are.
  private static func change(
    of now: [String], since then: [String], _ one: String, _ several: String
  ) -> String? {
    for (name, before) in zip(now, then) where name != before {
      return "\(one) '\(name)' where '\(before)' was"
    }
    return now.count == then.count ? nil : "\(now.count) \(several), not \(then.count)"
  }
}
