import Networks
import Programs
import Yams

/// What stands under `model`, in full.
extension ResolvedConfig {
  /// The whole of it.
  func model(_ config: NetworkConfig, weights: String?) -> Node {
    var entries: [(Node, Node)] = []
    switch config.model {
    case .mlp: entries = [("mlp", settings(config))]
    case .convolutional(let network): entries = [(text(network.name.rawValue), settings(config))]
    case .mobileNetV2: entries = [("mobilenetv2", settings(config))]
    case .layers(let layers):
      entries = [
        ("layers", list(layers, config)), ("initializer", initializer(config.initializer)),
      ]
      if config.model.hasBatchNorm {
        entries.append(("batch-norm", flow(constants(config.batchNorm))))
      }
    }
    if let weights { entries.append(("weights", text(weights))) }
    return flow(entries)
  }

  /// A value of a varied key under `model`, or of `model` itself.
  func model(_ value: ConfigNode, at key: String) throws(ConfigError) -> Node {
    let path = key.split(separator: ".").map(String.init)
    if key == "model" {
      return model(try decoder.model(value), weights: try value["weights"].flatMap(decoder.weights))
    }
    if key == "model.weights" { return text(try decoder.weights(value) ?? "none") }
    if key == "model.layers" {
      var layers = LayerDecoder(decoder: decoder)
      let decoded = try layers.layers(value, at: key)
      return list(decoded, NetworkConfig(model: .layers(decoded), slope: layers.slope))
    }
    if path.count == 2, ConfigSchema.networks.contains(path[1]) {
      return settings(try decoder.network(value, named: path[1]))
    }
    switch path.last {
    case "activation":
      let (activation, slope) = try decoder.activation(value, key)
      return self.activation(activation, slope)
    case "batch-norm" where ConfigSchema.keys[key]?.contains("placement") == true:
      let (placement, constants) = try decoder.batchNorm(value, key)
      return batchNorm(placement, constants)
    case "batch-norm": return flow(constants(try decoder.constants(value, key)))
    case "initializer": return initializer(try decoder.initializer(value, key))
    default: return asWritten(value)
    }
  }

  /// The settings of a network under its name.
  private func settings(_ config: NetworkConfig) -> Node {
    let start: [(Node, Node)]
    let end: [(Node, Node)]
    switch config.model {
    case .mlp(let hidden, let activation, let placement):
      start = [
        ("hidden", flow(hidden.map { number($0) })),
        ("activation", self.activation(activation, config.slope)),
      ]
      end = [("batch-norm", batchNorm(placement, config.batchNorm))]
    case .convolutional(let network):
      start = [
        ("width", number(network.width)),
        ("activation", self.activation(network.activation, config.slope)),
      ]
      end = [("batch-norm", batchNorm(network.batchNorm, config.batchNorm))]
    case .mobileNetV2(let form):
      start = [
        ("width", number(form.width)), ("stem", number(form.stem)), ("bias", boolean(form.hasBias)),
        ("expand-first", boolean(form.expandsFirst)),
        ("activation", self.activation(form.activation, config.slope)),
      ]
      end = [("batch-norm", flow(constants(config.batchNorm)))]
    case .layers(let layers): return list(layers, config)
    }
    return flow(start + [("initializer", initializer(config.initializer))] + end)
  }

  private func boolean(_ value: Bool) -> Node { Node("\(value)", .implicit, .plain) }

  private func activation(_ activation: HiddenActivation, _ slope: Double?) -> Node {
    guard case .function(let function) = activation, function.defaultSlope != nil, let slope
    else { return text(activation.name) }
    return flow([(text(activation.name), number(slope))])
  }

  private func batchNorm(_ placement: BatchNormPlacement, _ constants: BatchNormConstants) -> Node {
    if placement == .none { return text(placement.rawValue) }
    return flow([("placement", text(placement.rawValue))] + self.constants(constants))
  }

  private func constants(_ constants: BatchNormConstants) -> [(Node, Node)] {
    [("momentum", number(constants.momentum)), ("epsilon", number(constants.epsilon))]
  }

  private func initializer(_ initializer: Initializer) -> Node {
    switch initializer {
    case .constant(let value): flow([(text(initializer.name), number(value))])
    case .orthogonal(let gain): flow([(text(initializer.name), number(gain))])
    case .scaled, .zeros: text(initializer.name)
    }
  }

  // MARK: - Layers

  private func list(_ layers: [LayerConfig], _ config: NetworkConfig) -> Node {
    flow(layers.map { layer($0, config) })
  }

  private func layer(_ layer: LayerConfig, _ config: NetworkConfig) -> Node {
    func count(_ count: Int?) -> Node { count.map { number($0) } ?? text("outputs") }
    func activation(_ activation: HiddenActivation) -> (Node, Node) {
      ("activation", self.activation(activation, config.slope))
    }
    func bias(_ hasBias: Bool) -> (Node, Node) {
      ("bias", boolean(hasBias))
    }
    switch layer {
    case .dense(let units, let function):
      return flow([("dense", flow([("units", count(units)), activation(function)]))])
    case .convolution(let filters, let form, let hasBias, let function):
      let settings = window(form) + [bias(hasBias), activation(function)]
      return flow([("conv", flow([("filters", count(filters))] + settings))])
    case .depthwise(let form, let hasBias, let function):
      let settings = window(form) + [bias(hasBias), activation(function)]
      return flow([("depthwise-conv", flow(settings))])
    case .pool(let kind, let form):
      let name = kind == .max ? "max-pool" : "average-pool"
      guard let form else { return text("global-\(name)") }
      return flow([(text(name), flow(window(form).filter { $0.0.string != "dilation" }))])
    case .batchNorm(let function):
      return flow([("batch-norm", flow([activation(function)]))])
    case .activation(let function): return flow([activation(function)])
    case .dropout: return text("dropout")
    case .flatten: return text("flatten")
    case .branch(let branches):
      return flow([("branch", flow(branches.map { list($0, config) }))])
    case .residual(let layers, let shortcut):
      guard !shortcut.isEmpty else { return flow([("residual", list(layers, config))]) }
      return flow([
        (
          "residual",
          flow([("layers", list(layers, config)), ("shortcut", list(shortcut, config))])
        )
      ])
    }
  }

  private func window(_ form: WindowForm) -> [(Node, Node)] {
    func extent(_ height: Int, _ width: Int) -> Node {
      height == width ? number(height) : flow([number(height), number(width)])
    }
    let padding =
      switch form.padding {
      case .valid: text("valid")
      case .same: text("same")
      case .covering: text("cover")
      case .explicit(let padding):
        if padding == Window.Padding(all: padding.top) {
          number(padding.top)
        } else {
          flow([padding.top, padding.bottom, padding.left, padding.right].map { number($0) })
        }
      }
    return [
      ("size", extent(form.height, form.width)),
      ("stride", extent(form.strideY, form.strideX)),
      ("dilation", number(form.dilation)), ("padding", padding),
    ]
  }
}
