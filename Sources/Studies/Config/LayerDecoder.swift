import Networks
import Programs

/// Reads a list of layers, `model.layers`.
///
/// A layer is a word (`flatten`) or a map of one key (`{dense: 128}`, `{conv: {filters: 32, size: 3}}`).
struct LayerDecoder {
  let decoder: TrialDecoder
  /// The slope of the activations that have a choice; a replica has one for all layers.
  private(set) var slope: Double?

  init(decoder: TrialDecoder) { self.decoder = decoder }

  /// The kinds of layers that a word is enough for.
  private static let words = [
    "flatten", "dropout", "batch-norm", "global-max-pool", "global-average-pool",
  ]
  /// All kinds, with an example of their settings.
  private static let examples = [
    ("dense", "{dense: 128}"), ("conv", "{conv: {filters: 32, size: 3}}"),
    ("depthwise-conv", "{depthwise-conv: {size: 3}}"), ("max-pool", "{max-pool: 2}"),
    ("average-pool", "{average-pool: 2}"), ("batch-norm", "{batch-norm: {activation: relu}}"),
    ("activation", "{activation: relu}"), ("branch", "{branch: [[...], [...]]}"),
    ("residual", "{residual: [...]}"),
  ]
  private static let kinds = words + examples.map(\.0).filter { !words.contains($0) }
  private static let example = "[{conv: {filters: 8, size: 3}}, flatten, {dense: outputs}]"

  /// The layers of a list that is not empty.
  mutating func layers(_ node: ConfigNode, at key: String) throws(ConfigError) -> [LayerConfig] {
    var layers: [LayerConfig] = []
    for element in try node.list(key, example: Self.example) {
      layers.append(try layer(element, at: key))
    }
    return layers
  }

  /// The layers of a branch, which may have none.
  private mutating func branch(
    _ node: ConfigNode, at key: String
  ) throws(ConfigError) -> [LayerConfig] {
    node.isEmptyList ? [] : try layers(node, at: key)
  }

  private mutating func layer(
    _ node: ConfigNode, at key: String
  ) throws(ConfigError) -> LayerConfig {
    guard case .map(let entries) = node.value else {
      let word = try node.word(key, among: Self.kinds)
      guard Self.words.contains(word) else {
        let example = Self.examples.first { $0.0 == word }?.1 ?? Self.example
        throw node.error(key, "'\(word)' needs its settings, such as \(example)")
      }
      return plain(word)
    }
    guard let entry = entries.first, entries.count == 1 else {
      throw node.error(key, "each layer is a list element of its own, such as {dense: 128}")
    }
    guard Self.kinds.contains(entry.key) else {
      throw entry.keyPlace.error(
        "\(key).\(entry.key)", ConfigSchema.unknownKey(entry.key, among: Self.kinds))
    }
    return try layer(entry.key, entry.value, at: "\(key).\(entry.key)")
  }

  private func plain(_ word: String) -> LayerConfig {
    switch word {
    case "flatten": .flatten
    case "dropout": .dropout
    case "global-max-pool": .pool(.max, nil)
    case "global-average-pool": .pool(.average(countsPadding: true), nil)
    default: .batchNorm(activation: .function(.identity))
    }
  }

  private mutating func layer(
    _ kind: String, _ node: ConfigNode, at key: String
  ) throws(ConfigError) -> LayerConfig {
    switch kind {
    case "dense":
      guard case .map = node.value else {
        return .dense(units: try count(node, key), activation: .function(.identity))
      }
      try checkKeys(node, key, ["units", "activation"])
      let units = try node.required("units", of: key, example: "units: 128")
      return .dense(
        units: try count(units, "\(key).units"), activation: try activation(in: node, key))
    case "conv":
      try checkKeys(node, key, ["filters"] + Self.windowKeys + ["bias", "activation"])
      let filters = try node.required("filters", of: key, example: "filters: 32")
      return .convolution(
        filters: try count(filters, "\(key).filters"), form: try form(node, key),
        hasBias: try bias(node, key), activation: try activation(in: node, key))
    case "depthwise-conv":
      try checkKeys(node, key, Self.windowKeys + ["bias", "activation"])
      return .depthwise(
        form: try form(node, key), hasBias: try bias(node, key),
        activation: try activation(in: node, key))
    case "max-pool", "average-pool": return try pool(kind, node, key)
    case "batch-norm":
      try checkKeys(node, key, ["activation"])
      return .batchNorm(activation: try activation(in: node, key))
    case "activation": return .activation(try activation(node, key))
    case "branch":
      var branches: [[LayerConfig]] = []
      for element in try node.list(key, example: "[[{dense: 8}], [{dense: 4}]]") {
        branches.append(try branch(element, at: key))
      }
      return .branch(branches)
    case "residual":
      guard case .map = node.value else {
        return .residual(try layers(node, at: key), shortcut: [])
      }
      try checkKeys(node, key, ["layers", "shortcut"])
      let inner = try node.required("layers", of: key, example: "layers: [{dense: 8}]")
      let shortcut = node["shortcut"]
      let layers = try layers(inner, at: "\(key).layers")
      guard let shortcut else { return .residual(layers, shortcut: []) }
      return .residual(layers, shortcut: try branch(shortcut, at: "\(key).shortcut"))
    default:
      throw node.error(key, "takes no settings; write the word '\(kind)'")
    }
  }

  // MARK: - Settings

  private static let windowKeys = ["size", "stride", "dilation", "padding"]

  private func checkKeys(
    _ node: ConfigNode, _ key: String, _ known: [String]
  ) throws(ConfigError) {
    let example = Self.examples.first { key.hasSuffix(".\($0.0)") }?.1 ?? "{size: 3}"
    for entry in try node.entries(key, example: example) where !known.contains(entry.key) {
      throw entry.keyPlace.error(
        "\(key).\(entry.key)", ConfigSchema.unknownKey(entry.key, among: known))
    }
  }

  /// A number of units or filters; `nil` for the word `outputs`.
  private func count(_ node: ConfigNode, _ key: String) throws(ConfigError) -> Int? {
    if node.isWord("outputs") { return nil }
    if case .scalar(let text, isPlain: true) = node.value, Int(text) == nil {
      throw node.mismatch(key, expected: "a whole number or 'outputs'")
    }
    return try node.integer(key, in: 1...TrialDecoder.largestCount)
  }

  private func bias(_ node: ConfigNode, _ key: String) throws(ConfigError) -> Bool {
    try node["bias"]?.boolean("\(key).bias") ?? true
  }

  private mutating func activation(
    in node: ConfigNode, _ key: String
  ) throws(ConfigError) -> HiddenActivation {
    guard let node = node["activation"] else { return .function(.identity) }
    return try activation(node, "\(key).activation")
  }

  private mutating func activation(
    _ node: ConfigNode, _ key: String
  ) throws(ConfigError) -> HiddenActivation {
    let (name, slope) = try decoder.activation(node, key)
    if let slope {
      if let known = self.slope, known != slope {
        let usual = if case .scalar = node.value { " by default" } else { "" }
        throw node.error(
          key,
          "has the slope \(slope)\(usual), a layer before it \(known); a network has one for all layers, so "
            + "give each the same, such as {leaky-relu: 0.3} and {elu: 0.3}")
      }
      self.slope = slope
    }
    return name
  }

  private func pool(
    _ kind: String, _ node: ConfigNode, _ key: String
  ) throws(ConfigError) -> LayerConfig {
    var form: WindowForm
    if case .map = node.value {
      try checkKeys(node, key, Self.windowKeys.filter { $0 != "dilation" })
      form = try self.form(node, key)
      if node["stride"] == nil { (form.strideY, form.strideX) = (form.height, form.width) }
    } else {
      let (height, width) = try extent(node, key)
      form = WindowForm(height: height, width: width, strideY: height, strideX: width)
    }
    if let misfit = form.poolingMisfit { throw node.error(key, misfit) }
    guard kind == "average-pool" else { return .pool(.max, form) }
    // As in PyTorch for padding of a given width; else as in Keras.
    let isExplicit = if case .explicit = form.padding { true } else { false }
    return .pool(.average(countsPadding: isExplicit), form)
  }

  /// Size, stride, dilation and padding.
  private func form(_ node: ConfigNode, _ key: String) throws(ConfigError) -> WindowForm {
    let size = try node.required("size", of: key, example: "size: 3")
    let (height, width) = try extent(size, "\(key).size")
    var form = WindowForm(height: height, width: width)
    if let stride = node["stride"] {
      (form.strideY, form.strideX) = try extent(stride, "\(key).stride")
    }
    if let dilation = node["dilation"] {
      form.dilation = try dilation.integer("\(key).dilation", in: 1...Self.largestExtent)
    }
    if let padding = node["padding"] { form.padding = try self.padding(padding, "\(key).padding") }
    return form
  }

  private static let largestExtent = 4096

  /// One number for both ways, or height and width.
  private func extent(
    _ node: ConfigNode, _ key: String
  ) throws(ConfigError) -> (height: Int, width: Int) {
    let range = 1...Self.largestExtent
    guard case .list(let elements) = node.value else {
      let number = try node.integer(key, in: range)
      return (number, number)
    }
    guard elements.count == 2 else {
      throw node.error(key, "needs one number, or height and width such as [3, 5]")
    }
    return (try elements[0].integer(key, in: range), try elements[1].integer(key, in: range))
  }

  /// A word, the same number of pixels on every side, or those at the top, the bottom, left and right.
  private func padding(
    _ node: ConfigNode, _ key: String
  ) throws(ConfigError) -> Window.PaddingRule {
    let range = 0...Self.largestExtent
    let rule: Window.Padding
    switch node.value {
    case .list(let elements):
      guard elements.count == 4 else {
        throw node.error(key, "needs four numbers: top, bottom, left, right")
      }
      var widths: [Int] = []
      for element in elements { widths.append(try element.integer(key, in: range)) }
      rule = Window.Padding(top: widths[0], bottom: widths[1], left: widths[2], right: widths[3])
    case .scalar(let text, _) where Int(text) != nil:
      rule = Window.Padding(all: try node.integer(key, in: range))
    default:
      return switch try node.word(key, among: ["valid", "same", "cover"]) {
      case "same": .same
      case "cover": .covering
      default: .valid
      }
    }
    return rule == Window.Padding() ? .valid : .explicit(rule)
  }
}
