import Foundation

/// A check that Foundation's JSON decoders leave out.
enum JSONKeys {
  /// A key that stands twice in one object of `json`, or `nil`.
  ///
  /// `json` must be valid: only strings, colons and braces are looked at.
  static func firstDuplicate(in json: Data) -> String? {
    var seen: [Set<String>] = []
    var index = json.startIndex
    while index < json.endIndex {
      switch json[index] {
      case UInt8(ascii: "{"): seen.append([])
      case UInt8(ascii: "}"): _ = seen.popLast()
      case UInt8(ascii: "\""):
        let literal = index...endOfString(in: json, from: index)
        index = literal.upperBound
        // A string is a key if a colon follows.
        let next = json[(index + 1)...].first { !" \t\r\n".utf8.contains($0) }
        if next == UInt8(ascii: ":"), let key = decoded(json[literal]), !seen.isEmpty,
          !seen[seen.count - 1].insert(key).inserted
        {
          return key
        }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// Where the closing quote is of the string that opens at `start`.
  private static func endOfString(in json: Data, from start: Data.Index) -> Data.Index {
    var index = start + 1
    while index < json.endIndex - 1, json[index] != UInt8(ascii: "\"") {
      index += json[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index, json.endIndex - 1)
  }

  /// The text that a JSON string stands for: `"\u0061"` is the same key as `"a"`.
  private static func decoded(_ literal: Data) -> String? {
    try? JSONDecoder().decode(String.self, from: Data(literal))
  }
}
