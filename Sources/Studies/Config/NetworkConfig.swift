import Networks
import Programs

/// Everything about the network that stands under `model`: what the program is made of, and what each
/// replica has for itself.
struct NetworkConfig: Hashable {
  /// What trials of one program have in common.
  var model: ModelConfig
  /// How starting weights are drawn.
  var initializer = Initializer.glorotUniform
  /// What the activation multiplies with below 0, if there is a choice.
  var slope: Double?
  /// Momentum and epsilon of batch normalisation.
  var batchNorm = BatchNormConstants()
}

extension TrialConfig {
  /// The settings under `model`.
  var network: NetworkConfig {
    NetworkConfig(model: model, initializer: initializer, slope: slope, batchNorm: batchNorm)
  }
}

// MARK: - Reading

extension TrialDecoder {
  static let modelExample = "model: {mlp: {hidden: [128, 64]}}"

  /// The network; `model.weights` is read apart.
  func model(_ node: ConfigNode) throws(ConfigError) -> NetworkConfig {
    let entries = try node.entries("model", example: "{mlp: {hidden: [128, 64]}}")
    let networks = entries.filter { ConfigSchema.networks.contains($0.key) }
    guard let network = networks.first else {
      throw node.error("model.mlp", "missing; add one, such as 'mlp: {hidden: [128, 64]}'")
    }
    if networks.count > 1 {
      throw networks[1].keyPlace.error(
        "model.\(networks[1].key)", "stands beside model.\(network.key); keep one of them")
    }
    if network.key != "layers" {
      for entry in entries where ["initializer", "batch-norm"].contains(entry.key) {
        throw entry.keyPlace.error(
          "model.\(entry.key)",
          "goes with 'layers'; write it under model.\(network.key)")
      }
      return try self.network(network.value, named: network.key)
    }
    return try layers(network.value, of: node)
  }

  /// A network by its key under `model`, other than `layers`.
  func network(_ node: ConfigNode, named key: String) throws(ConfigError) -> NetworkConfig {
    if let name = ConvolutionalConfig.Name(rawValue: key) { return try convolutional(node, name) }
    return try key == "mobilenetv2" ? mobileNetV2(node) : mlp(node)
  }

  /// The settings of a multilayer perceptron.
  private func mlp(_ node: ConfigNode) throws(ConfigError) -> NetworkConfig {
    _ = try node.entries("model.mlp", example: "{hidden: [128, 64]}")
    let hidden = try node.required("hidden", of: "model.mlp", example: "hidden: [128, 64]")
    let (activation, slope) = try activation(in: node, "model.mlp", default: .function(.relu))
    let batchNorm = try batchNorm(in: node, "model.mlp")
    return NetworkConfig(
      model: .mlp(
        hidden: try self.hidden(hidden), activation: activation, batchNorm: batchNorm.placement),
      initializer: try initializer(in: node, "model.mlp"), slope: slope,
      batchNorm: batchNorm.constants)
  }

  /// The settings of a convolutional network that is known by its name.
  private func convolutional(
    _ node: ConfigNode, _ name: ConvolutionalConfig.Name
  ) throws(ConfigError) -> NetworkConfig {
    let key = "model.\(name.rawValue)"
    _ = try node.entries(key, example: "{width: 0.5}, or {} for what was published")
    var network = ConvolutionalConfig(name)
    if let width = node["width"] { network.width = try self.width(width, "\(key).width") }
    let (activation, slope) = try activation(in: node, key, default: network.activation)
    network.activation = activation
    let batchNorm = try batchNorm(in: node, key)
    network.batchNorm = batchNorm.placement
    return NetworkConfig(
      model: .convolutional(network), initializer: try initializer(in: node, key), slope: slope,
      batchNorm: batchNorm.constants)
  }

  /// The settings of a MobileNetV2.
  private func mobileNetV2(_ node: ConfigNode) throws(ConfigError) -> NetworkConfig {
    let key = "model.mobilenetv2"
    _ = try node.entries(key, example: "{width: 0.5}, or {} for what was published")
    var form = MobileNetV2Form()
    if let width = node["width"] { form.width = try self.width(width, "\(key).width") }
    if let stem = node["stem"] { form.stem = try stem.integer("\(key).stem", in: 1...4096) }
    if let bias = node["bias"] { form.hasBias = try bias.boolean("\(key).bias") }
    if let first = node["expand-first"] {
      form.expandsFirst = try first.boolean("\(key).expand-first")
    }
    let (activation, slope) = try activation(in: node, key, default: form.activation)
    form.activation = activation
    return NetworkConfig(
      model: .mobileNetV2(form), initializer: try initializer(in: node, key), slope: slope,
      batchNorm: try node["batch-norm"].map { (node) throws(ConfigError) in
        try constants(node, "\(key).batch-norm")
      } ?? BatchNormConstants())
  }

  /// A width multiplier.
  private func width(_ node: ConfigNode, _ key: String) throws(ConfigError) -> Double {
    let width = try node.number(key, .positive)
    guard width <= 16 else { throw node.error(key, "must be at most 16, is \(width)") }
    return width
  }

  /// A network that is listed layer by layer, with what stands beside the list.
  private func layers(
    _ list: ConfigNode, of model: ConfigNode
  ) throws(ConfigError) -> NetworkConfig {
    var decoder = LayerDecoder(decoder: self)
    let layers = try decoder.layers(list, at: "model.layers")
    var network = NetworkConfig(
      model: .layers(layers), initializer: try initializer(in: model, "model"),
      slope: decoder.slope)
    if let node = model["batch-norm"] {
      guard network.model.hasBatchNorm else {
        throw node.error("model.batch-norm", "no layer normalises; add one such as 'batch-norm'")
      }
      network.batchNorm = try constants(node, "model.batch-norm")
    }
    return network
  }
}
