/// How data sets are called in titles, and what was really used when one could not be had.
struct DataNames {
  /// Data sets that were replaced by `synthetic-digits`.
  let substituted: [String]

  /// The name for people.
  static func title(_ dataSet: String) -> String {
    switch dataSet {
    case "mnist": "MNIST"
    case "fashion-mnist": "Fashion-MNIST"
    case "cifar-10": "CIFAR-10"
    case "california-housing": "California housing"
    default: dataSet
    }
  }

  /// Whether a data set was replaced by `synthetic-digits`.
  func isSubstituted(_ dataSet: String) -> Bool { substituted.contains(dataSet) }

  /// What a cell or a title says was trained on: `MNIST`, or `synthetic-digits, NOT MNIST`.
  func title(_ dataSet: String) -> String {
    let title = Self.title(dataSet)
    return isSubstituted(dataSet) ? "synthetic-digits, NOT \(title)" : title
  }

  /// The part of a table's title that names its data: loud where it is not what was asked for.
  func suffix(_ dataSets: [String]) -> String {
    var seen = Set<String>()
    let unique = dataSets.filter { seen.insert($0).inserted }
    let replaced = unique.filter(isSubstituted).map(Self.title)
    let real = unique.filter { !isSubstituted($0) }.map(Self.title)
    var parts: [String] = []
    if !replaced.isEmpty {
      parts.append("synthetic-digits, NOT " + replaced.joined(separator: " and NOT "))
    }
    if !real.isEmpty {
      parts.append(real.joined(separator: " and ") + (substituted.isEmpty ? "" : " (real data)"))
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
