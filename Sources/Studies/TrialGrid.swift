import Datasets

/// The varied keys of a config with the values each takes; every combination is one trial.
///
/// The data sets are outermost, then the keys of `trials` in the order of the file; the last key
/// changes fastest.
struct TrialGrid {
  /// One varied key.
  struct Axis {
    /// The name of the column, such as `data` or `optimizer.rate`.
    var name: String
    /// The key as it stands in the config, for errors.
    var key: String
    /// Where the key was written.
    var keyPlace: ConfigPlace
    /// What it takes, one after the other.
    var values: [AxisValue]
  }

  /// One value of a varied key.
  struct AxisValue {
    /// As it was written.
    var node: ConfigNode
    /// As it stands in tables.
    var text: String
    /// What it changes in the config: one key, or several for a value of `setting`.
    var assignments: [Assignment]
  }

  /// One key of the config and what it gets.
  struct Assignment {
    var path: [String]
    var node: ConfigNode
    var keyPlace: ConfigPlace
  }

  /// More trials than anyone means.
  static let largestCount = 100_000

  /// The varied keys, outermost first.
  private(set) var axes: [Axis]
  /// The config without `trials`, with a single `data.set` if the data sets are not varied.
  private(set) var base: ConfigNode
  let decoder: TrialDecoder

  /// The grid of a whole config.
  init(_ root: ConfigNode, decoder: TrialDecoder) throws(ConfigError) {
    self.decoder = decoder
    axes = []
    base = root
    base.remove("trials")
    try readDataSets()
    if let trials = root["trials"] {
      for entry in try trials.entries("trials", example: "{seed: [1, 2, 3]}") {
        axes.append(try axis(entry))
      }
    }
    try checkKeysAreVariedOnce()
    var count = 1
    for axis in axes {
      let (product, overflow) = count.multipliedReportingOverflow(by: axis.values.count)
      guard !overflow, product <= Self.largestCount else {
        throw axis.keyPlace.error(
          axis.key, "the grid has more than \(Self.largestCount) trials; vary fewer values")
      }
      count = product
    }
  }

  // MARK: - Reading

  private mutating func readDataSets() throws(ConfigError) {
    guard let data = base["data"], case .map(var entries) = data.value,
      let index = entries.firstIndex(where: { $0.key == "sets" })
    else { return }
    let sets = entries[index]
    guard data["set"] == nil else {
      throw sets.keyPlace.error("data.sets", "stands beside data.set; keep one of them")
    }
    let values = try sets.value.list("data.sets", example: "[mnist, fashion-mnist]")
    if values.count == 1 {
      entries[index] = ConfigEntry(key: "set", keyPlace: sets.keyPlace, value: values[0])
    } else {
      entries.remove(at: index)
      var axisValues: [AxisValue] = []
      for value in values {
        var text = try value.text("data.sets", expected: "a data set such as mnist")
        // Of the user's own data the whole path, the same wherever the config lies.
        if OwnData(named: text) != nil { text = try decoder.dataSet(value) }
        axisValues.append(
          AxisValue(
            node: value, text: text,
            assignments: [
              Assignment(path: ["data", "set"], node: value, keyPlace: sets.keyPlace)
            ]))
      }
      axes.append(
        Axis(name: "data", key: "data.sets", keyPlace: sets.keyPlace, values: axisValues))
    }
    try base.set(
      ["data"], to: ConfigNode(value: .map(entries), place: data.place), keyPlace: sets.keyPlace)
  }

  /// Refuses a key of a named setting that is varied beside it: one of the two would do nothing.
  private func checkKeysAreVariedOnce() throws(ConfigError) {
    for settings in axes where settings.name == NamedSettings.key {
      for assignment in settings.values.flatMap(\.assignments) {
        let dotted = assignment.path.joined(separator: ".")
        guard let other = axes.first(where: { $0.name == dotted }) else { continue }
        throw assignment.keyPlace.error(
          "\(settings.key).\(dotted)", "is also varied by \(other.key); keep one of them")
      }
    }
  }

  private func axis(_ entry: ConfigEntry) throws(ConfigError) -> Axis {
    let key = "trials.\(entry.key)"
    if entry.key == NamedSettings.key {
      return Axis(
        name: entry.key, key: key, keyPlace: entry.keyPlace,
        values: try NamedSettings(entry.value, at: key).values)
    }
    guard ConfigSchema.variableKeys.contains(entry.key) else {
      throw entry.keyPlace.error(key, Self.notVariable(entry.key))
    }
    let values = try entry.value.list(key, example: "[1, 2, 3]")
    for value in values { try ConfigSchema.checkKeys(of: value, at: entry.key) }
    var texts: [String] = []
    for value in values { texts.append(try text(of: value, at: entry.key)) }
    if Set(texts).count < texts.count {
      // Weights files of the same name in different folders.
      texts = []
      for value in values { texts.append(try text(of: value, at: entry.key, fullPaths: true)) }
    }
    let path = entry.key.split(separator: ".").map(String.init)
    return Axis(
      name: entry.key, key: key, keyPlace: entry.keyPlace,
      values: zip(values, texts).map { node, text in
        let assignment = Assignment(path: path, node: node, keyPlace: entry.keyPlace)
        return AxisValue(node: node, text: text, assignments: [assignment])
      })
  }

  private static func notVariable(_ key: String) -> String {
    switch key {
    case "data", "data.set", "data.sets":
      "list the data sets under data.sets; they become the varied key 'data'"
    default:
      ConfigSchema.isKey(key)
        ? "this key cannot be varied"
        : ConfigSchema.unknownKey(key, among: ConfigSchema.variableKeys)
    }
  }

  /// A value of a varied key as it stands in tables.
  func text(
    of value: ConfigNode, at key: String, fullPaths: Bool = false
  ) throws(ConfigError) -> String {
    switch key {
    case "optimizer": return VariedText.optimizer(try decoder.optimizer(value))
    case "regularizer": return VariedText.regularizer(try decoder.regularizer(value))
    case _ where key == "model" || key.hasPrefix("model."):
      return try modelText(of: value, at: key, fullPaths: fullPaths)
    case "clip": return VariedText.clip(try decoder.clip(value))
    case "augmentation": return VariedText.augmentation(try decoder.augmentation(value))
    case "early-stopping": return VariedText.earlyStopping(try decoder.earlyStopping(value))
    case "schedule": return VariedText.schedule(try decoder.schedule(value))
    default: return try value.text("trials.\(key)", expected: "a single value")
    }
  }

  /// A value of a varied key under `model`, or of `model` itself.
  private func modelText(
    of value: ConfigNode, at key: String, fullPaths: Bool
  ) throws(ConfigError) -> String {
    let path = key.split(separator: ".").map(String.init)
    if key == "model" {
      let weights = try value["weights"].flatMap(decoder.weights)
      let model = VariedText.model(try decoder.model(value))
      guard let weights else { return model }
      return "\(model) from \(VariedText.path(weights, full: fullPaths))"
    }
    if key == "model.weights" {
      return try decoder.weights(value).map { VariedText.path($0, full: fullPaths) } ?? "none"
    }
    if key == "model.layers" {
      var layers = LayerDecoder(decoder: decoder)
      let decoded = try layers.layers(value, at: key)
      return VariedText.layers(decoded, layers.slope)
    }
    if path.count == 2, ConfigSchema.networks.contains(path[1]) {
      return VariedText.model(try decoder.network(value, named: path[1]))
    }
    switch path.last {
    case "activation":
      let (activation, slope) = try decoder.activation(value, key)
      return VariedText.activation(activation, slope)
    case "batch-norm" where ConfigSchema.keys[key]?.contains("placement") == true:
      let (placement, constants) = try decoder.batchNorm(value, key)
      return VariedText.batchNorm(placement, constants)
    case "batch-norm":
      let constants = VariedText.constants(try decoder.constants(value, key))
      return constants.isEmpty ? "default" : constants.joined(separator: " ")
    case "initializer": return VariedText.initializer(try decoder.initializer(value, key))
    case "hidden": return VariedText.widths(try decoder.hidden(value))
    default: return try value.text("trials.\(key)", expected: "a single value")
    }
  }

  // MARK: - Expanding

  /// The number of trials.
  var count: Int { axes.reduce(1) { $0 * $1.values.count } }

  /// Leaves each varied key the one value that it has in trial `number`, from 1.
  mutating func keep(trial number: Int) {
    for (index, choice) in choices(of: number).enumerated() {
      axes[index].values = [axes[index].values[choice]]
    }
  }

  /// Every combination, numbered from 1.
  func trials() throws(ConfigError) -> [Trial] {
    var trials: [Trial] = []
    var numbers: [TrialConfig: Int] = [:]
    for number in 1...count {
      let choices = choices(of: number)
      var settings = base
      let assignments = zip(axes, choices).flatMap { $0.values[$1].assignments }
      // Whole values first: `optimizer.rate` goes into what `optimizer` takes.
      for assignment in assignments.sorted(by: { $0.path.count < $1.path.count }) {
        try settings.set(
          assignment.path[...], to: assignment.node, keyPlace: assignment.keyPlace)
      }
      let config = try decoder.trial(settings)
      if let twin = numbers.updateValue(number, forKey: config) {
        throw duplicate(twin, number)
      }
      let varied = zip(axes, choices).map { axis, choice in axis.values[choice].text }
      trials.append(Trial(number: number, varied: varied, config: config))
    }
    return trials
  }

  /// The settings of the config itself.
  ///
  /// A varied key has the value that stands outside `trials`, which is checked here though no trial
  /// may use it, else that of the first trial.
  func baseConfig() throws(ConfigError) -> TrialConfig {
    var settings = base
    var filled: [[String]] = []
    // A key that only some named settings have is left to its default in the others.
    let assignments = axes.flatMap { axis in
      axis.values[0].assignments.filter { assignment in
        axis.values.allSatisfy { $0.assignments.contains { $0.path == assignment.path } }
      }
    }
    for assignment in assignments.sorted(by: { $0.path.count < $1.path.count }) {
      let path = assignment.path
      let isGiven = (1...path.count).contains { length in
        let prefix = Array(path.prefix(length))
        let isVaried = length == path.count || assignments.contains { $0.path == prefix }
        return isVaried && base.node(at: prefix) != nil && !filled.contains(prefix)
      }
      guard !isGiven else { continue }
      filled.append(path)
      try settings.set(path[...], to: assignment.node, keyPlace: assignment.keyPlace)
    }
    return try decoder.trial(settings)
  }

  /// Which value each axis takes in trial `number`: a number with one digit an axis.
  private func choices(of number: Int) -> [Int] {
    var rest = number - 1
    var choices = [Int](repeating: 0, count: axes.count)
    for index in axes.indices.reversed() {
      (rest, choices[index]) = rest.quotientAndRemainder(dividingBy: axes[index].values.count)
    }
    return choices
  }

  private func duplicate(_ first: Int, _ second: Int) -> ConfigError {
    let choices = choices(of: second)
    let different = zip(self.choices(of: first), choices).enumerated().first { $1.0 != $1.1 }
    let index = different?.offset ?? 0
    let value = axes[index].values[choices[index]]
    return value.node.error(
      axes[index].key, "'\(value.text)' makes trial \(second) the same as trial \(first)")
  }
}
