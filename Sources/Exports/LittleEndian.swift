import Foundation

extension Data {
  /// The bytes of numbers, lowest first.
  init(littleEndian numbers: [some FixedWidthInteger]) {
    self = numbers.map(\.littleEndian).withUnsafeBytes { Data($0) }
  }
}
