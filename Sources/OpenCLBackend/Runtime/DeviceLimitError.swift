/// Something that is too large for a device, found before the driver sees it.
public struct DeviceLimitError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What exceeds the limit, and by how much.
  public let problem: String
  /// The device's name.
  public let device: String
  /// What to do about it.
  public let advice: String

  /// One line with problem, device and advice.
  public var description: String { "\(problem) on \(device); \(advice)" }

  /// Bytes in the largest unit that leaves at least one digit before the point.
  static func format(_ bytes: Int) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
    var value = Double(bytes)
    var unit = 0
    while value >= 1024, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    let tenths = Int((value * 10).rounded())
    return unit == 0 ? "\(bytes) bytes" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }
}
