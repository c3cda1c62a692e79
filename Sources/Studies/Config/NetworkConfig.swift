import Networks
import Programs

/// Everything that stands under `model.mlp`: what the program is made of, and what each replica has for
/// itself.
struct MLPConfig: Hashable {
  /// What trials of one program have in common.
  var model: ModelConfig
  /// How starting weights are drawn.
  var initializer: Initializer
  /// What the activation multiplies with below 0, if there is a choice.
  var slope: Double?
  /// Momentum and epsilon of batch normalisation.
  var batchNorm: BatchNormConstants
}

extension TrialConfig {
  /// The settings under `model.mlp`.
  var mlp: MLPConfig {
    MLPConfig(model: model, initializer: initializer, slope: slope, batchNorm: batchNorm)
  }
}

// MARK: - Reading

extension TrialDecoder {
  /// The settings of a multilayer perceptron.
  func mlp(_ node: ConfigNode) throws(ConfigError) -> MLPConfig {
    _ = try node.entries("model.mlp", example: "{hidden: [128, 64]}")
    let hidden = try node.required("hidden", of: "model.mlp", example: "hidden: [128, 64]")
    let activation = try node["activation"].map(self.activation)
    let batchNorm = try node["batch-norm"].map(self.batchNorm)
    let name = activation?.name ?? .function(.relu)
    return MLPConfig(
      model: .mlp(
        hidden: try self.hidden(hidden), activation: name, batchNorm: batchNorm?.placement ?? .none),
      initializer: try node["initializer"].map(initializer) ?? .glorotUniform,
      slope: activation?.slope ?? name.defaultSlope,
      batchNorm: batchNorm?.constants ?? BatchNormConstants())
  }

  /// An activation: a name, or a name with its slope.
  func activation(_ node: ConfigNode) throws(ConfigError) -> (
    name: HiddenActivation, slope: Double?
  ) {
    let key = "model.mlp.activation"
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
  func batchNorm(_ node: ConfigNode) throws(ConfigError) -> (
    placement: BatchNormPlacement, constants: BatchNormConstants
  ) {
    let key = "model.mlp.batch-norm"
    var constants = BatchNormConstants()
    if case .scalar = node.value {
      return (try node.choice(key, of: BatchNormPlacement.self), constants)
    }
    _ = try node.entries(key, example: "{placement: before}")
    let word = try node.required("placement", of: key, example: "placement: before")
    let placement = try word.choice("\(key).placement", of: BatchNormPlacement.self)
    if let momentum = try node["momentum"]?.number("\(key).momentum", .share) {
      constants.momentum = momentum
    }
    if let epsilon = try node["epsilon"]?.number("\(key).epsilon", .positive) {
      constants.epsilon = epsilon
    }
    return (placement, placement == .none ? BatchNormConstants() : constants)
  }

  /// An initializer: a name, or a name with its number.
  func initializer(_ node: ConfigNode) throws(ConfigError) -> Initializer {
    let key = "model.mlp.initializer"
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
