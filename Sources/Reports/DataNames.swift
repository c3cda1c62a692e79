import Datasets
import Studies

/// How data sets are called in titles, and what was really used when one could not be had.
struct DataNames {
  /// Data sets that were replaced by `synthetic-digits`.
  let substituted: [String]
  /// The titles of the user's own data by its names in configs, which tell files of one name apart.
  private let own: [String: String]

  /// The names for a run.
  init(_ result: StudyResult) {
    self.init(result.study, substituted: result.run.substitutedDataSets)
  }

  /// The names for a study of which these data sets were replaced.
  init(_ study: Study, substituted: [String]) {
    self.substituted = substituted
    own = PathNames.titles(ofData: study.trials.map(\.config.data.set))
  }

  /// The names for a study and its findings together, whose data sets may be others.
  init(withFindingsOf result: StudyResult) {
    let all = [result] + result.findings
    var seen = Set<String>()
    substituted = all.flatMap(\.run.substitutedDataSets).filter { seen.insert($0).inserted }
    own = PathNames.titles(ofData: all.flatMap { $0.study.trials.map(\.config.data.set) })
  }

  /// The name for people.
  static func title(_ dataSet: String) -> String {
    switch dataSet {
    case "mnist": "MNIST"
    case "fashion-mnist": "Fashion-MNIST"
    case "cifar-10": "CIFAR-10"
    case "california-housing": "California housing"
    default: OwnData(named: dataSet)?.title ?? dataSet
    }
  }

  /// Whether a data set was replaced by `synthetic-digits`.
  func isSubstituted(_ dataSet: String) -> Bool { substituted.contains(dataSet) }

  /// What people call a data set, replaced or not.
  private func plainTitle(_ dataSet: String) -> String { own[dataSet] ?? Self.title(dataSet) }

  /// What a cell or a title says was trained on: `MNIST`, or `synthetic-digits, NOT MNIST`.
  func title(_ dataSet: String) -> String {
    let title = plainTitle(dataSet)
    return isSubstituted(dataSet) ? "synthetic-digits, NOT \(title)" : title
  }

  /// What files for programs say was trained on: `mnist`, or `synthetic-digits (not mnist)`.
  func label(_ dataSet: String) -> String {
    isSubstituted(dataSet) ? "synthetic-digits (not \(dataSet))" : dataSet
  }

  /// The part of a table's title that names its data: loud where it is not what was asked for.
  func suffix(_ dataSets: [String]) -> String {
    var seen = Set<String>()
    let unique = dataSets.filter { seen.insert($0).inserted }
    let replaced = unique.filter(isSubstituted).map(plainTitle)
    // Generated digits that were asked for are no real data either.
    let real = unique.filter { !isSubstituted($0) }.map { dataSet in
      let isReal = !substituted.isEmpty && dataSet != "synthetic-digits"
      return plainTitle(dataSet) + (isReal ? " (real data)" : "")
    }
    var parts: [String] = []
    if !replaced.isEmpty {
      parts.append("synthetic-digits, NOT " + replaced.joined(separator: " and NOT "))
    }
    if !real.isEmpty {
      parts.append(real.joined(separator: " and "))
    }
    return parts.isEmpty ? "" : "on " + parts.joined(separator: ", and ")
  }

  /// The sentence that opens every output when data sets were replaced; `nil` when none was.
  var warning: String? {
    guard !substituted.isEmpty else { return nil }
    let names = substituted.map(Self.title).joined(separator: " and ")
    return
      "ON SYNTHETIC-DIGITS, NOT \(names.uppercased()): the data could not be had, so generated "
      + "digits took its place. No figure here says anything about \(names), and none can be compared "
      + "with a published one."
  }
}
