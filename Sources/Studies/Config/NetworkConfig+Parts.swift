import Networks
import Programs

/// Settings that several networks have.
extension TrialDecoder {
  /// The activation under `parent`, and its slope.
  func activation(
    in node: ConfigNode, _ parent: String, default fallback: HiddenActivation
  ) throws(ConfigError) -> (name: HiddenActivation, slope: Double?) {
    guard let node = node["activation"] else { return (fallback, fallback.defaultSlope) }
    return try activation(node, "\(parent).activation")
  }

  /// Where batch normalisation stands under `parent`, and its constants.
  func batchNorm(
    in node: ConfigNode, _ parent: String
  ) throws(ConfigError) -> (placement: BatchNormPlacement, constants: BatchNormConstants) {
    guard let node = node["batch-norm"] else { return (.none, BatchNormConstants()) }
    return try batchNorm(node, "\(parent).batch-norm")
  }

  /// The initializer under `parent`.
  func initializer(
    in node: ConfigNode, _ parent: String
  ) throws(ConfigError) -> Initializer {
    guard let node = node["initializer"] else { return .glorotUniform }
    return try initializer(node, "\(parent).initializer")
  }

  /// An activation: a name, or a name with its slope.
  func activation(
    _ node: ConfigNode, _ key: String
  ) throws(ConfigError) -> (name: HiddenActivation, slope: Double?) {
    guard case .map(let entries) = node.value else {
      let word = try node.word(key, among: HiddenActivation.all.map(\.name))
      let found = HiddenActivation.all.first { $0.name == word } ?? .function(.relu)
      return (found, found.defaultSlope)
    }
    let examples = "{leaky-relu: 0.01} or {elu: 0.5}"
    guard entries.count == 1, let entry = entries.first else {
      throw node.error(key, "needs one name with its slope: \(examples)")
    }
    guard let activation = Activation(rawValue: entry.key), activation.defaultSlope != nil else {
      throw entry.keyPlace.error("\(key).\(entry.key)", "takes no slope; only \(examples) do")
    }
    return (.function(activation), try entry.value.number("\(key).\(entry.key)", .positive))
  }

  /// Where batch normalisation stands, and its constants: a word, or a map.
  ///
  /// Where it stands nowhere, constants are those of every other such trial.
  func batchNorm(
    _ node: ConfigNode, _ key: String
  ) throws(ConfigError) -> (placement: BatchNormPlacement, constants: BatchNormConstants) {
    if case .scalar = node.value {
      return (try node.choice(key, of: BatchNormPlacement.self), BatchNormConstants())
    }
    _ = try node.entries(key, example: "{placement: before}")
    let word = try node.required("placement", of: key, example: "placement: before")
    let placement = try word.choice("\(key).placement", of: BatchNormPlacement.self)
    let constants = try self.constants(node, key)
    return (placement, placement == .none ? BatchNormConstants() : constants)
  }

  /// Momentum and epsilon of batch normalisation.
  func constants(_ node: ConfigNode, _ key: String) throws(ConfigError) -> BatchNormConstants {
    _ = try node.entries(key, example: "{momentum: 0.9}")
    var constants = BatchNormConstants()
    if let momentum = try node["momentum"]?.number("\(key).momentum", .share) {
      constants.momentum = momentum
    }
    if let epsilon = try node["epsilon"]?.number("\(key).epsilon", .positive) {
      constants.epsilon = epsilon
    }
    return constants
  }

  /// An initializer: a name, or a name with its number.
  func initializer(_ node: ConfigNode, _ key: String) throws(ConfigError) -> Initializer {
    let examples = "{constant: 0.05} or {orthogonal: 1.4}"
    guard case .map(let entries) = node.value else {
      let word = try node.word(key, among: Initializer.named.map(\.name) + ["constant"])
      guard let initializer = Initializer.named.first(where: { $0.name == word }) else {
        throw node.error(key, "constant needs its value; write {constant: 0.05}")
      }
      return initializer
    }
    guard entries.count == 1, let entry = entries.first else {
      throw node.error(key, "needs one name with its number: \(examples)")
    }
    let number = { (rule: NumberRule) throws(ConfigError) in
      try entry.value.number("\(key).\(entry.key)", rule)
    }
    switch entry.key {
    case "constant": return .constant(try number(.finite))
    case "orthogonal": return .orthogonal(gain: try number(.positive))
    default:
      throw entry.keyPlace.error("\(key).\(entry.key)", "takes no number; only \(examples) do")
    }
  }

  /// The widths of the hidden layers.
  func hidden(_ node: ConfigNode) throws(ConfigError) -> [Int] {
    var widths: [Int] = []
    for width in try node.list("model.mlp.hidden", example: "[128, 64]") {
      widths.append(try width.integer("model.mlp.hidden", in: 1...Self.largestCount))
    }
    return widths
  }
}
