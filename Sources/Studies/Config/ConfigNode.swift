import Yams

/// Where a piece of a config was written.
enum ConfigPlace: Equatable, Sendable {
  /// A line of a file, from 1; `nil` for the file as a whole.
  case file(String, line: Int?)
  /// `--set KEY=...`
  case override(String)

  /// An error here, about `key`.
  func error(_ key: String?, _ reason: String) -> ConfigError {
    switch self {
    case .file(let file, let line):
      ConfigError(file: file, line: line, key: key, reason: reason)
    case .override(let override):
      ConfigError(file: "--set \(override)", line: nil, key: key ?? override, reason: reason)
    }
  }

  /// The same file or override at another line.
  fileprivate func atLine(_ line: Int?) -> ConfigPlace {
    switch self {
    case .file(let file, _): .file(file, line: line)
    case .override: self
    }
  }
}

/// A value of a config that knows where it was written.
struct ConfigNode: Sendable {
  /// The three kinds of YAML values.
  enum Value: Sendable {
    case scalar(String, isPlain: Bool)
    case list([ConfigNode])
    case map([ConfigEntry])
  }

  var value: Value
  var place: ConfigPlace

  /// The value of `key`, if this is a map that has it.
  subscript(key: String) -> ConfigNode? {
    guard case .map(let entries) = value else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The value at a path of keys.
  func node(at path: [String]) -> ConfigNode? {
    path.reduce(self as ConfigNode?) { $0?[$1] }
  }
}

/// One line of a map.
struct ConfigEntry: Sendable {
  var key: String
  var keyPlace: ConfigPlace
  var value: ConfigNode
}

// MARK: - From YAML

extension ConfigNode {
  /// More nodes than any config has; aliases of aliases can make a short file explode.
  private static let nodeLimit = 100_000

  /// The one document in `yaml`, or `nil` if there is none.
  static func parse(yaml: String, at place: ConfigPlace) throws(ConfigError) -> ConfigNode? {
    let document: Node?
    do {
      document = try compose(yaml: yaml)
    } catch {
      throw syntaxError(error, at: place)
    }
    guard let document else { return nil }
    var budget = nodeLimit
    return try ConfigNode(document, at: place, budget: &budget)
  }

  private init(_ node: Node, at place: ConfigPlace, budget: inout Int) throws(ConfigError) {
    budget -= 1
    guard budget > 0 else {
      throw place.error(nil, "has more than \(Self.nodeLimit) values; that is no config")
    }
    self.place = place.atLine(node.mark?.line)
    switch node {
    case .scalar(let scalar):
      value = .scalar(scalar.string, isPlain: scalar.style == .plain)
    case .sequence(let sequence):
      var elements: [ConfigNode] = []
      for element in sequence {
        elements.append(try ConfigNode(element, at: place, budget: &budget))
      }
      value = .list(elements)
    case .mapping(let mapping):
      var entries: [ConfigEntry] = []
      for (key, element) in mapping {
        let keyPlace = place.atLine(key.mark?.line)
        guard case .scalar(let name) = key else {
          throw keyPlace.error(nil, "a key must be a word, not a list or map")
        }
        entries.append(
          ConfigEntry(
            key: name.string, keyPlace: keyPlace,
            value: try ConfigNode(element, at: place, budget: &budget)))
      }
      value = .map(entries)
    case .alias:
      throw self.place.error(nil, "an alias that stands for nothing")
    }
  }

  /// The parser's error in one line: its own texts quote several lines of the file.
  private static func syntaxError(_ error: any Error, at place: ConfigPlace) -> ConfigError {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let text = [context?.text, problem].compactMap { $0 }.joined(separator: ", ")
      // An override is short enough to find the place without a column.
      let column = if case .file = place { " (column \(mark.column))" } else { "" }
      return place.atLine(mark.line).error(nil, "not valid YAML: \(text)\(column)")
    case .reader(let problem, let offset, _, let yaml):
      let line = offset.map { yaml.prefix($0).count { $0.isNewline } + 1 }
      return place.atLine(line).error(nil, "not valid YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      return place.atLine(context.mark.line).error(keys.first, "the key stands twice in one map")
    default:
      return place.error(nil, "not valid YAML: \(error)")
    }
  }
}
