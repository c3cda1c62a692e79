/// Rows of numbers amid guards: before the first, between them and behind the last.
///
/// A kernel may load 60 bytes beyond the last element, so there is room for that, and for stores that go
/// further; it must store nothing there, and no result may depend on it. Guards differ from place to place
/// and are too large for any result.
struct GuardedRows<Element: GuardedElement> {
  let rows: Int
  let channels: Int
  /// The elements from one row to the next.
  let stride: Int
  private static var margin: Int { 128 }
  private var storage: [Element]

  /// `rows` rows of `channels` elements with `gap` guards between them; without values the rows hold
  /// guards too, for a kernel to overwrite.
  init(
    _ rows: Int, _ channels: Int, gap: Int,
    _ value: ((_ row: Int, _ channel: Int) -> Element)? = nil
  ) {
    (self.rows, self.channels, stride) = (rows, channels, channels + gap)
    storage = (0..<2 * Self.margin + rows * (channels + gap)).map(Element.guarding)
    guard let value else { return }
    for row in 0..<rows {
      for channel in 0..<channels { storage[place(row, channel)] = value(row, channel) }
    }
  }

  private func place(_ row: Int, _ channel: Int) -> Int { Self.margin + row * stride + channel }

  subscript(row: Int, channel: Int) -> Element { storage[place(row, channel)] }

  /// Whether every guard outside the rows is as it was.
  var keepsGuards: Bool {
    var isInside = [Bool](repeating: false, count: storage.count)
    for row in 0..<rows {
      for channel in 0..<channels { isInside[place(row, channel)] = true }
    }
    return storage.indices.allSatisfy { isInside[$0] || storage[$0] == Element.guarding($0) }
  }

  /// Whether the guards are as they were and every element is close to what it should be.
  func holds(_ tolerance: Double = 0, _ expected: (_ row: Int, _ channel: Int) -> Double) -> Bool {
    keepsGuards
      && (0..<rows).allSatisfy { row in
        (0..<channels).allSatisfy { channel in
          let right = expected(row, channel)
          return abs(self[row, channel].double - right) <= tolerance * max(1, abs(right))
        }
      }
  }

  /// Calls `body` with the first element.
  mutating func withStart<Result>(_ body: (UnsafeMutablePointer<Element>) -> Result) -> Result {
    storage.withUnsafeMutableBufferPointer { body($0.baseAddress! + Self.margin) }
  }
}

/// What a kernel reads or writes.
protocol GuardedElement: Equatable {
  /// The guard of a place.
  static func guarding(_ place: Int) -> Self
  var double: Double { get }
}

extension Float: GuardedElement {
  static func guarding(_ place: Int) -> Float { -1e6 - Float(place) }
  var double: Double { Double(self) }
}

extension UInt32: GuardedElement {
  static func guarding(_ place: Int) -> UInt32 { 4_000_000_000 + UInt32(place) }
  var double: Double { Double(self) }
}

extension UInt8: GuardedElement {
  static func guarding(_ place: Int) -> UInt8 { UInt8(255 - place % 16) }
  var double: Double { Double(self) }
}
