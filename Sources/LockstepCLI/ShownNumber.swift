import Foundation

/// Numbers for people, never by locale.
enum ShownNumber {
  /// A fixed number of decimals.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    String(format: "%.\(decimals)f", locale: Locale(identifier: "en_US_POSIX"), value)
  }
}
