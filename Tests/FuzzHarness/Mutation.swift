/// Random numbers that depend on nothing but a seed.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// Damages the bytes of a file in one to four places.
struct Mutation {
  private var random: SplitMix64
  /// Whether the file is text, so that words and digits are worth changing as such.
  private let isText: Bool

  init(seed: UInt64, isText: Bool) {
    random = SplitMix64(seed: seed)
    self.isText = isText
  }

  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&bytes) }
    return bytes
  }

  private mutating func damage(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else {
      bytes = [UInt8.random(in: .min ... .max, using: &random)]
      return
    }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<(isText ? 12 : 9), using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
    case 2: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
    case 3: bytes.removeLast(bytes.count - place)
    case 4: bytes.removeSubrange(piece(of: bytes, from: place))
    case 5:
      let piece = Array(bytes[piece(of: bytes, from: place)])
      bytes.insert(contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &random))
    case 6: writeNumber(&bytes, at: place)
    case 7:
      let other = Int.random(in: 0..<bytes.count, using: &random)
      bytes.swapAt(place, other)
    case 8:
      let count = Int.random(in: 1...64, using: &random)
      bytes += (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    case 9: replaceNumber(&bytes)
    default:
      let text = Self.words.randomElement(using: &random) ?? ""
      bytes.insert(contentsOf: Array(text.utf8), at: place)
    }
  }

  private mutating func piece(of bytes: [UInt8], from place: Int) -> Range<Int> {
    place..<min(bytes.count, place + Int.random(in: 1...32, using: &random))
  }

  /// A number that lengths and offsets stumble over, of 2 to 8 bytes in either order.
  private mutating func writeNumber(_ bytes: inout [UInt8], at place: Int) {
    let number = Self.numbers.randomElement(using: &random) ?? 0
    let width = [2, 4, 8].randomElement(using: &random) ?? 4
    var word = (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
    if Bool.random(using: &random) { word.reverse() }
    for (index, byte) in word.enumerated() where place + index < bytes.count {
      bytes[place + index] = byte
    }
  }

  /// Puts another number in the place of one in a text.
  private mutating func replaceNumber(_ bytes: inout [UInt8]) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let starts = bytes.indices.filter {
      digits.contains(bytes[$0]) && ($0 == 0 || !digits.contains(bytes[$0 - 1]))
    }
    guard let start = starts.randomElement(using: &random) else { return }
    let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.endIndex
    let text = Self.numberTexts.randomElement(using: &random) ?? "0"
    bytes.replaceSubrange(start..<end, with: Array(text.utf8))
  }

  private static let numbers: [UInt64] = [
    0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF,
    0x1_0000_0000, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFF,
  ]

  private static let numberTexts = [
    "0", "-1", "1", "2147483647", "2147483648", "4294967296", "9223372036854775807",
    "9223372036854775808", "-9223372036854775808", "18446744073709551616", "1e308", "1e999", "nan",
    "0.1", "00", "1e-400",
  ]

  private static let words = [
    "{", "}", "[", "]", "\"", "\\", ":", ",", "\n", "\t", "\0", "null", "true", "\u{FEFF}", "&a ",
    "*a",
    "- ", "#", "|", "<<: ", "\\ud800", "''", ";", "é", String(repeating: "[", count: 3000),
    String(repeating: "{\"a\":", count: 2000), String(repeating: "9", count: 400),
  ]
}
