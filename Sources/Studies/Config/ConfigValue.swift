import Datasets

/// A value of a config that a program writes, in place of YAML.
///
/// ```swift
/// let optimizer: ConfigValue = ["name": "adam", "rate": 0.001]
/// ```
public indirect enum ConfigValue: Sendable, Equatable {
  /// A word, a number or a text, as it would be written.
  case scalar(String)
  /// A list.
  case list([ConfigValue])
  /// A map; the order of its entries is kept, since that of varied keys numbers the trials.
  case map([Entry])

  /// A key and its value.
  public struct Entry: Sendable, Equatable {
    /// The key, dotted where it names one of a map further down (`optimizer.rate` under `trials`).
    public var key: String
    /// The value.
    public var value: ConfigValue

    /// A key with a value.
    public init(_ key: String, _ value: ConfigValue) {
      self.key = key
      self.value = value
    }
  }

  /// A word or a text.
  public static func text(_ text: String) -> ConfigValue { .scalar(text) }
  /// A whole number.
  public static func number(_ value: some BinaryInteger) -> ConfigValue { .scalar("\(value)") }
  /// A number.
  public static func number(_ value: Double) -> ConfigValue { .scalar("\(value)") }
  /// A truth value.
  public static func truth(_ value: Bool) -> ConfigValue { .scalar("\(value)") }

  /// The value of `key`, if this is a map; `nil` takes the key out.
  public subscript(key: String) -> ConfigValue? {
    get {
      guard case .map(let entries) = self else { return nil }
      return entries.first { $0.key == key }?.value
    }
    set {
      guard case .map(var entries) = self else { return }
      let index = entries.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): entries[index].value = value
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append(Entry(key, value))
      case (nil, nil): return
      }
      self = .map(entries)
    }
  }

  /// The same as read from a file, all of it at one place.
  func node(at place: ConfigPlace) -> ConfigNode {
    let value: ConfigNode.Value =
      switch self {
      case .scalar(let text): .scalar(text, isPlain: true)
      case .list(let elements): .list(elements.map { $0.node(at: place) })
      case .map(let entries):
        .map(
          entries.map {
            ConfigEntry(key: $0.key, keyPlace: place, value: $0.value.node(at: place))
          })
      }
    return ConfigNode(value: value, place: place)
  }
}

extension ConfigValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// A word or a text.
  public init(stringLiteral text: String) { self = .text(text) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(value) }
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .truth(value) }
  /// A list.
  public init(arrayLiteral elements: ConfigValue...) { self = .list(elements) }
  /// A map.
  public init(dictionaryLiteral elements: (String, ConfigValue)...) {
    self = .map(elements.map { Entry($0, $1) })
  }
}

extension StudyConfig {
  /// The study that a program describes: read, checked and laid out as the same config in a file is.
  ///
  /// - Parameters:
  ///   - config: the keys of a config, but for `name`.
  ///   - name: the study's name.
  ///   - dataSets: data that the program itself has; a config names them by `Dataset.name`, before any other
  ///     data set of that name.
  /// - Throws: `ConfigError` if it is no valid config; in place of a file it names the study.
  public static func study(
    _ config: ConfigValue, name: String, dataSets: [Dataset] = []
  ) throws(ConfigError) -> Study {
    let place = ConfigPlace.file("study \(name)", line: nil)
    var own: [String: Dataset] = [:]
    for set in dataSets where own.updateValue(set, forKey: set.name) != nil {
      throw place.error("data.sets", "two data sets are named '\(set.name)'; rename one of them")
    }
    var root = config
    root["name"] = .text(name)
    guard case .map = root else {
      throw place.error(nil, "a config is a map of keys, such as [\"epochs\": 10]")
    }
    let file = ConfigFile(path: "study \(name)", overrides: [], ownDataSets: Set(own.keys))
    var study = try file.study(root: root.node(at: place), isFinding: false)
    study.ownDataSets = own
    return study
  }
}
