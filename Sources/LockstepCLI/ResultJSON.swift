import Foundation
import Reports
import Studies

/// What `--json` prints: the columns of `trials.csv` by name, and for studies the summary beside them.
enum ResultJSON {
  /// One object: the trial itself if there is only one, else `trials` and `summary`; and `profile`, one
  /// entry for each group, if there are profiles.
  static func text(_ result: StudyResult, profiles: [ProfileSummary]? = nil) throws -> String {
    let table = Table.trials(of: result)
    let names = table.columns.map(\.header)
    let trials = table.rows.map { row in
      Dictionary(zip(names, row.map(value)), uniquingKeysWith: { first, _ in first })
    }
    var object: [String: Any] = trials.first ?? [:]
    if trials.count > 1 {
      let summary = Data(try StudyReport.summary(of: result).utf8)
      object = [
        "trials": trials, "summary": try JSONSerialization.jsonObject(with: summary),
      ]
    }
    if let profiles {
      object["profile"] = try JSONSerialization.jsonObject(with: JSONText.data(profiles))
    }
    let data = try JSONSerialization.data(
      withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }

  /// A number if it is a finite one, null if the field is empty, else the text.
  private static func value(_ field: String) -> Any {
    if field.isEmpty { return NSNull() }
    if let whole = Int(field) { return whole }
    if let seed = UInt64(field) { return NSNumber(value: seed) }
    if let number = Double(field), number.isFinite { return number }
    return field
  }
}
