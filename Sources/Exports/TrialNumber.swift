/// The number of a trial as it stands in names of files, which sort by it: `007`.
package enum TrialNumber {
  /// At least three digits.
  package static func text(_ number: Int) -> String {
    String(repeating: "0", count: max(0, 3 - "\(number)".count)) + "\(number)"
  }
}
