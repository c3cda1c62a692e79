import Networks
import Programs
import Yams

/// Writes a config in full: every default filled in, every path absolute, so that it means the same
/// trials wherever and whenever it is read again.
struct ResolvedConfig {
  let name: String
  let grid: TrialGrid
  let decoder: TrialDecoder
  let execution: ExecutionConfig
  let published: String?
  let findings: [FindingConfig]

  /// The YAML text.
  func yaml() throws(ConfigError) -> String {
    let root = try document()
    do {
      return try serialize(node: root, width: -1, allowUnicode: true)
    } catch {
      throw ConfigError(
        file: name, line: nil, key: nil, reason: "cannot be written as YAML: \(error)")
    }
  }

  private func document() throws(ConfigError) -> Node {
    let config = try grid.baseConfig()
    var entries: [(Node, Node)] = [
      ("name", text(name)),
      ("data", data(config.data)),
      ("model", model(config.mlp, weights: config.weights)),
      ("loss", text(config.loss.rawValue)),
    ]
    // The defaults of an optimizer depend on its name: if that is varied, only what was written
    // holds for every trial.
    if grid.axes.contains(where: { $0.name == "optimizer.name" }) {
      if let written = grid.base["optimizer"] { entries.append(("optimizer", asWritten(written))) }
    } else {
      entries.append(("optimizer", optimizer(config.optimizer)))
    }
    entries += [
      ("schedule", flow([("name", text(config.schedule.rawValue))])),
      ("regularizer", regularizer(config.regularizer)),
      ("epochs", number(config.epochs)),
      ("batch", number(config.batch)),
      ("seed", number(config.seed)),
      ("engine", text(execution.engine.rawValue)),
      ("deterministic", Node("\(execution.isDeterministic)", .implicit, .plain)),
    ]
    var trials: [(Node, Node)] = []
    for axis in grid.axes where axis.key != "data.sets" {
      var values: [Node] = []
      for value in axis.values { values.append(try resolved(value.node, at: axis.name)) }
      trials.append((text(axis.name), flow(values)))
    }
    if !trials.isEmpty { entries.append(("trials", Node(trials, .implicit, .block))) }
    if let published { entries.append(("published", text(published))) }
    if !findings.isEmpty {
      let list = findings.map {
        flow([
          ("claim", text($0.claim)), ("study", text(absolutePath($0.study, from: decoder.folder))),
        ])
      }
      entries.append(("findings", Node(list, .implicit, .block)))
    }
    return Node(entries, .implicit, .block)
  }

  // MARK: - Sections

  private func data(_ data: DataConfig) -> Node {
    let axis = grid.axes.first { $0.key == "data.sets" }
    let sets = axis.map { $0.values.map { text($0.text) } } ?? [text(data.set)]
    return flow([
      ("sets", flow(sets)),
      ("train", data.train.map { number($0) } ?? text("all")),
      ("validation", number(data.validation)),
      ("test", data.test.map { number($0) } ?? text("all")),
      ("order", text(data.order.rawValue)),
    ])
  }

  private func model(_ config: MLPConfig, weights: String?) -> Node {
    var entries: [(Node, Node)] = [("mlp", mlp(config))]
    if let weights { entries.append(("weights", text(weights))) }
    return flow(entries)
  }

  private func mlp(_ config: MLPConfig) -> Node {
    switch config.model {
    case .mlp(let hidden, let activation, let placement):
      flow([
        ("hidden", flow(hidden.map { number($0) })),
        ("activation", self.activation(activation, config.slope)),
        ("initializer", initializer(config.initializer)),
        ("batch-norm", batchNorm(placement, config.batchNorm)),
      ])
    }
  }

  private func activation(_ activation: HiddenActivation, _ slope: Double?) -> Node {
    guard case .function(let function) = activation, function.defaultSlope != nil, let slope
    else { return text(activation.name) }
    return flow([(text(activation.name), number(slope))])
  }

  private func batchNorm(_ placement: BatchNormPlacement, _ constants: BatchNormConstants) -> Node {
    if placement == .none { return text(placement.rawValue) }
    return flow([
      ("placement", text(placement.rawValue)), ("momentum", number(constants.momentum)),
      ("epsilon", number(constants.epsilon)),
    ])
  }

  private func initializer(_ initializer: Initializer) -> Node {
    switch initializer {
    case .constant(let value): flow([(text(initializer.name), number(value))])
    case .orthogonal(let gain): flow([(text(initializer.name), number(gain))])
    case .scaled, .zeros: text(initializer.name)
    }
  }

  private func optimizer(_ optimizer: OptimizerConfig) -> Node {
    var entries: [(Node, Node)] = [
      ("name", text(optimizer.name.rawValue)), ("rate", number(optimizer.rate)),
    ]
    for name in optimizer.name.coefficientNames {
      if let value = optimizer.coefficients[name] { entries.append((text(name), number(value))) }
    }
    return flow(entries)
  }

  private func regularizer(_ regularizer: RegularizerConfig) -> Node {
    let entries: [(Node, Node)] = [("dropout", regularizer.dropout), ("l2", regularizer.l2)]
      .filter { $0.1 != 0 }.map { (text($0.0), number($0.1)) }
    return entries.isEmpty ? text("none") : flow(entries)
  }

  /// A value of a varied key in full.
  private func resolved(_ value: ConfigNode, at key: String) throws(ConfigError) -> Node {
    switch key {
    case "optimizer": return optimizer(try decoder.optimizer(value))
    case "regularizer": return regularizer(try decoder.regularizer(value))
    case "model":
      let weights = try value["weights"].flatMap(decoder.weights)
      return model(try decoder.model(value), weights: weights)
    case "model.mlp": return mlp(try decoder.mlp(value))
    case "model.mlp.activation":
      let (activation, slope) = try decoder.activation(value)
      return self.activation(activation, slope)
    case "model.mlp.batch-norm":
      let (placement, constants) = try decoder.batchNorm(value)
      return batchNorm(placement, constants)
    case "model.mlp.initializer": return initializer(try decoder.initializer(value))
    case "model.weights": return text(try decoder.weights(value) ?? "none")
    default: return asWritten(value)
    }
  }

  // MARK: - Nodes

  private func text(_ text: String) -> Node { .scalar(text.represented()) }

  private func number(_ value: some BinaryInteger) -> Node { Node("\(value)", .implicit, .plain) }

  /// Readers of YAML 1.1 take `1e-07` for a text: it needs the point.
  private func number(_ value: Double) -> Node {
    var text = "\(value)"
    if let exponent = text.firstIndex(of: "e"), !text.contains(".") {
      text.insert(contentsOf: ".0", at: exponent)
    }
    return Node(text, .implicit, .plain)
  }

  private func flow(_ elements: [Node]) -> Node { Node(elements, .implicit, .flow) }

  private func flow(_ entries: [(Node, Node)]) -> Node { Node(entries, .implicit, .flow) }

  private func asWritten(_ node: ConfigNode) -> Node {
    switch node.value {
    case .scalar(let text, isPlain: true): Node(text, .implicit, .plain)
    case .scalar(let text, isPlain: false): Node(text, .implicit, .singleQuoted)
    case .list(let elements): flow(elements.map { asWritten($0) })
    case .map(let entries): flow(entries.map { (text($0.key), asWritten($0.value)) })
    }
  }
}
