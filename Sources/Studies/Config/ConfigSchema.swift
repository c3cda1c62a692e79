import Networks
import Programs
import Training

/// Which keys a config may have, and which of them may be varied.
enum ConfigSchema {
  /// The keys under `model` that are networks, of which a config has one.
  static let networks =
    ["mlp"] + ConvolutionalConfig.Name.allCases.map(\.rawValue) + ["mobilenetv2", "layers"]

  /// The keys of every map, by the dotted key of the map; the config itself is "".
  static let keys: [String: [String]] = [
    "": [
      "name", "data", "model", "loss", "label-smoothing", "optimizer", "schedule", "regularizer",
      "clip", "augmentation", "epochs", "early-stopping", "batch", "seed", "engine", "padding",
      "deterministic",
      "trials", "search", "published", "findings",
    ],
    "search": [
      "method", "trials", "rounds", "keep", "rungs", "reduction", "seeds", "repeats", "stop",
      "metric", "space",
    ],
    "search.stop": ["method", "p", "after"],
    "data": [
      "sets", "set", "train", "validation", "hold-out", "test", "order", "standardize", "size",
      "target",
      "task", "ignore", "split",
    ],
    "data.split": ["test", "seed"],
    "model": networks + ["initializer", "batch-norm", "weights"],
    "model.initializer": initializers,
    "model.batch-norm": ["momentum", "epsilon"],
    "model.mlp": ["hidden", "activation", "initializer", "batch-norm"],
    "model.mlp.activation": slopedActivations,
    "model.mlp.batch-norm": ["placement", "momentum", "epsilon"],
    "model.mlp.initializer": initializers,
    "model.lenet": ["width", "activation", "initializer", "batch-norm"],
    "model.lenet.activation": slopedActivations,
    "model.lenet.batch-norm": ["placement", "momentum", "epsilon"],
    "model.lenet.initializer": initializers,
    "model.squeezenet": ["width", "activation", "initializer", "batch-norm"],
    "model.squeezenet.activation": slopedActivations,
    "model.squeezenet.batch-norm": ["placement", "momentum", "epsilon"],
    "model.squeezenet.initializer": initializers,
    "model.mobilenetv2": [
      "width", "stem", "bias", "expand-first", "activation", "initializer", "batch-norm",
    ],
    "model.mobilenetv2.activation": slopedActivations,
    "model.mobilenetv2.batch-norm": ["momentum", "epsilon"],
    "model.mobilenetv2.initializer": initializers,
    "optimizer": ["name"] + OptimizerMethod.allSettings,
    "schedule": ["name"] + ScheduleMethod.allSettings,
    "clip": ["value", "norm"],
    "augmentation": ImageAugmentation.none.strengths.map(\.name),
    "early-stopping": ["patience", "min-delta"],
    "regularizer": RegularizerConfig.settings.map(\.name),
  ]

  private static let slopedActivations = Activation.allCases.filter { $0.defaultSlope != nil }
    .map(\.rawValue)
  private static let initializers = ["constant", "orthogonal"]

  /// Every dotted key that may stand under `trials`.
  static let variableKeys: [String] = {
    let notVaried: Set = [
      "name", "data", "data.sets", "data.set", "data.size", "data.target", "data.task",
      "data.ignore", "data.split", "data.split.test", "data.split.seed", "engine", "padding",
      "deterministic", "trials", "search", "published", "findings",
    ]
    return allKeys(under: "").filter { !notVaried.contains($0) && !$0.hasPrefix("search.") }
  }()

  /// Whether there is such a key, by its dotted name.
  static func isKey(_ dotted: String) -> Bool { allKeys(under: "").contains(dotted) }

  private static func allKeys(under parent: String) -> [String] {
    (keys[parent] ?? []).flatMap { key in
      let dotted = join(parent, key)
      return [dotted] + allKeys(under: dotted)
    }
  }

  /// `parent.key`, or `key` at the top.
  static func join(_ parent: String, _ key: String) -> String {
    parent.isEmpty ? key : "\(parent).\(key)"
  }

  /// Refuses keys that do not exist, here and in the maps below.
  static func checkKeys(of node: ConfigNode, at parent: String) throws(ConfigError) {
    guard let known = keys[parent], case .map(let entries) = node.value else { return }
    for entry in entries {
      let dotted = join(parent, entry.key)
      guard known.contains(entry.key) else {
        throw entry.keyPlace.error(dotted, unknownKey(entry.key, among: known))
      }
      try checkKeys(of: entry.value, at: dotted)
    }
  }

  /// What to say about a key that is not among `known`.
  static func unknownKey(_ key: String, among known: [String]) -> String {
    // A key that exists in another map is found by its last part: `rate` is `optimizer.rate`.
    let near =
      Spelling.nearest(to: key, among: known)
      ?? allKeys(under: "").first { $0.hasSuffix(".\(key)") }
    if let near { return "unknown key; did you mean '\(near)'?" }
    return "unknown key; there are " + known.joined(separator: ", ")
  }

  /// The map that a short form such as `optimizer: adam` stands for.
  static func expandingShortForm(_ node: ConfigNode, at key: String) -> ConfigNode {
    guard case .scalar(let text, _) = node.value, !text.isEmpty else { return node }
    switch key {
    case "optimizer", "schedule":
      let name = ConfigEntry(key: "name", keyPlace: node.place, value: node)
      return ConfigNode(value: .map([name]), place: node.place)
    case "model.mlp.batch-norm", "model.lenet.batch-norm", "model.squeezenet.batch-norm":
      let placement = ConfigEntry(key: "placement", keyPlace: node.place, value: node)
      return ConfigNode(value: .map([placement]), place: node.place)
    case "regularizer", "clip", "augmentation", "early-stopping":
      guard node.isWord("none") else { return node }
      return ConfigNode(value: .map([]), place: node.place)
    default:
      return node
    }
  }
}

// MARK: - Changing a config

extension ConfigNode {
  /// Puts `new` at a path of keys; maps on the way are made, short forms opened.
  mutating func set(
    _ path: ArraySlice<String>, to new: ConfigNode, keyPlace: ConfigPlace, under parent: String = ""
  ) throws(ConfigError) {
    guard let key = path.first else {
      self = new
      return
    }
    let opened = ConfigSchema.expandingShortForm(self, at: parent)
    guard case .map(var entries) = opened.value else {
      throw keyPlace.error(nil, "cannot be set, since '\(parent)' is not a map")
    }
    let index: Int
    if let existing = entries.firstIndex(where: { $0.key == key }) {
      index = existing
    } else {
      index = entries.count
      let empty = ConfigNode(value: .map([]), place: keyPlace)
      entries.append(ConfigEntry(key: key, keyPlace: keyPlace, value: empty))
    }
    if path.count == 1 { entries[index].keyPlace = keyPlace }
    try entries[index].value.set(
      path.dropFirst(), to: new, keyPlace: keyPlace, under: ConfigSchema.join(parent, key))
    self = ConfigNode(value: .map(entries), place: opened.place)
  }

  /// Takes `key` out of this map, if it is there.
  mutating func remove(_ key: String) {
    guard case .map(let entries) = value else { return }
    value = .map(entries.filter { $0.key != key })
  }
}
