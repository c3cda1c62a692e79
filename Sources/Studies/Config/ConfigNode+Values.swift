/// What a number in a config may be; judged as the 32-bit float that training uses.
enum NumberRule: String {
  case finite = "a finite number"
  case positive = "above 0"
  case nonNegative = "0 or more"
  case share = "at least 0 and below 1"
  case inside = "above 0 and below 1"
  case probability = "from 0 to 1"
  case angle = "from 0 to 180 degrees"

  func allows(_ value: Double) -> Bool {
    let value = Float(value)
    return switch self {
    case .finite: value.isFinite
    case .positive: value > 0 && value.isFinite
    case .nonNegative: value >= 0 && value.isFinite
    case .share: value >= 0 && value < 1
    case .inside: value > 0 && value < 1
    case .probability: value >= 0 && value <= 1
    case .angle: value >= 0 && value <= 180
    }
  }
}

/// Typed reading; `key` is the dotted key that an error names.
extension ConfigNode {
  /// An error about this value.
  func error(_ key: String, _ reason: String) -> ConfigError { place.error(key, reason) }

  /// An error that says what was found in place of `expected`.
  func mismatch(_ key: String, expected: String) -> ConfigError {
    switch value {
    case .scalar("", isPlain: true): error(key, "needs a value: \(expected)")
    case .scalar(let text, isPlain: true): error(key, "'\(text)' is not \(expected)")
    case .scalar(let text, isPlain: false):
      error(key, "the quoted text '\(text)' is not \(expected)")
    case .list: error(key, "a list is not \(expected)")
    case .map: error(key, "a map is not \(expected)")
    }
  }

  /// Whether this is the plain word `word`.
  func isWord(_ word: String) -> Bool {
    if case .scalar(word, isPlain: true) = value { true } else { false }
  }

  /// Whether this is `[]`, which leaves out what may be left out.
  var isEmptyList: Bool {
    if case .list(let elements) = value { elements.isEmpty } else { false }
  }

  /// A text, quoted or not, that is not empty.
  func text(_ key: String, expected: String = "a text") throws(ConfigError) -> String {
    guard case .scalar(let text, _) = value, !text.isEmpty else {
      throw mismatch(key, expected: expected)
    }
    return text
  }

  /// A whole number within `range`.
  func integer<Number: FixedWidthInteger>(
    _ key: String, in range: ClosedRange<Number>
  ) throws(ConfigError) -> Number {
    guard case .scalar(let text, isPlain: true) = value, Self.isWholeNumber(text) else {
      throw mismatch(key, expected: "a whole number")
    }
    // What does not parse has the right form, so it is beyond the type.
    let tooLow = Number(text).map { $0 < range.lowerBound } ?? text.hasPrefix("-")
    if tooLow { throw error(key, "must be at least \(range.lowerBound), is \(text)") }
    guard let number = Number(text), number <= range.upperBound else {
      throw error(key, "must be at most \(range.upperBound), is \(text)")
    }
    return number
  }

  /// A decimal number that obeys `rule`.
  func number(_ key: String, _ rule: NumberRule) throws(ConfigError) -> Double {
    // `Double` would also take "nan", "infinity" and hexadecimal numbers.
    guard case .scalar(let text, isPlain: true) = value,
      text.allSatisfy({ "0123456789+-.eE".contains($0) }), let number = Double(text)
    else { throw mismatch(key, expected: "a number") }
    guard rule.allows(number) else { throw error(key, "must be \(rule.rawValue), is \(text)") }
    return number
  }

  /// `true` or `false`.
  func boolean(_ key: String) throws(ConfigError) -> Bool {
    try word(key, among: ["true", "false"]) == "true"
  }

  /// One of the words of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, of type: Choice.Type
  ) throws(ConfigError) -> Choice where Choice.RawValue == String {
    let words = Choice.allCases.map(\.rawValue)
    let word = try self.word(key, among: words)
    guard let choice = Choice(rawValue: word) else {
      throw unknownWord(word, key, among: words)
    }
    return choice
  }

  /// One of `words`.
  func word(_ key: String, among words: [String]) throws(ConfigError) -> String {
    let expected = words.count == 1 ? words[0] : "one of " + words.joined(separator: ", ")
    guard case .scalar(let word, _) = value, !word.isEmpty else {
      throw mismatch(key, expected: expected)
    }
    guard words.contains(word) else { throw unknownWord(word, key, among: words) }
    return word
  }

  private func unknownWord(_ word: String, _ key: String, among words: [String]) -> ConfigError {
    let allowed = words.count == 1 ? words[0] : "one of " + words.joined(separator: ", ")
    let hint = Spelling.nearest(to: word, among: words).map { "; did you mean '\($0)'?" } ?? ""
    return error(key, "'\(word)' is not \(allowed)\(hint)")
  }

  /// The elements of a list that is not empty.
  func list(_ key: String, example: String) throws(ConfigError) -> [ConfigNode] {
    guard case .list(let elements) = value else {
      throw mismatch(key, expected: "a list such as \(example)")
    }
    guard !elements.isEmpty else {
      throw error(key, "the list is empty; write one such as \(example)")
    }
    return elements
  }

  /// The entries of a map.
  func entries(_ key: String, example: String) throws(ConfigError) -> [ConfigEntry] {
    guard case .map(let entries) = value else {
      throw mismatch(key, expected: "a map such as \(example)")
    }
    return entries
  }

  /// The value of `name` in this map, whose own key is `parent`.
  func required(_ name: String, of parent: String, example: String) throws(ConfigError)
    -> ConfigNode
  {
    guard let node = self[name] else {
      throw error(ConfigSchema.join(parent, name), "missing; add one, such as '\(example)'")
    }
    return node
  }

  /// Whether `text` is a whole number as it should be written: `7`, `-7`, not `007`, `7.0`, `0x7`.
  private static func isWholeNumber(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    return !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isNumber }
      && (digits == "0" || !digits.hasPrefix("0"))
  }
}
