import Datasets
import Networks
import Programs
import Training
import Yams

/// Writes a config in full: every default filled in, every path absolute, so that it means the same
/// trials wherever and whenever it is read again.
struct ResolvedConfig {
  let name: String
  let grid: TrialGrid
  let decoder: TrialDecoder
  let execution: ExecutionConfig
  let published: ConfigNode?
  let findings: [FindingConfig]
  let search: SearchConfig?

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
      ("data", try data(config.data)),
      ("model", model(config.network, weights: config.weights)),
      ("loss", text(config.loss.rawValue)),
      ("label-smoothing", number(config.labelSmoothing)),
    ]
    let varied = grid.axes.map(\.name) + (search?.space.dimensions.map(\.key) ?? [])
    for (key, inFull) in [
      ("optimizer", optimizer(config.optimizer)), ("schedule", schedule(config.schedule)),
    ] {
      // Defaults depend on the name: if that is varied, only what was written holds for every trial.
      let isNameVaried = varied.contains("\(key).name")
      guard let value = isNameVaried ? grid.base[key].map(asWritten) : inFull else { continue }
      entries.append((text(key), value))
    }
    entries += [
      ("regularizer", regularizer(config.regularizer)),
      ("clip", clip(config.clip)),
      ("augmentation", augmentation(config.augmentation)),
      ("epochs", number(config.epochs)),
      ("early-stopping", earlyStopping(config.earlyStopping)),
      ("batch", number(config.batch)),
      ("seed", number(config.seed)),
      ("engine", text(execution.engine.rawValue)),
      ("padding", text(execution.padding.rawValue)),
      ("deterministic", Node("\(execution.isDeterministic)", .implicit, .plain)),
    ]
    var trials: [(Node, Node)] = []
    for axis in grid.axes where axis.key != "data.sets" {
      var values: [Node] = []
      for value in axis.values { values.append(try resolved(value.node, at: axis.name)) }
      trials.append((text(axis.name), flow(values)))
    }
    if !trials.isEmpty { entries.append(("trials", Node(trials, .implicit, .block))) }
    if let search { entries.append(("search", try self.search(search))) }
    if let published { entries.append(("published", asWritten(published))) }
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

  // MARK: - Search

  private func search(_ search: SearchConfig) throws(ConfigError) -> Node {
    var entries: [(Node, Node)] = [("method", text(search.method.rawValue))]
    switch search.method {
    case .grid: break
    case .random: entries.append(("trials", number(search.trials)))
    case .coarseToFine:
      entries += [
        ("trials", number(search.trials)), ("rounds", number(search.rounds)),
        ("keep", number(search.keep)),
      ]
    case .successiveHalving:
      entries += [
        ("trials", number(search.trials)), ("rungs", flow(search.rungs.map { number($0) })),
        ("reduction", number(search.reduction)),
      ]
    }
    entries.append(("seeds", flow(search.seeds.map { number($0) })))
    if let stopping = search.stopping {
      entries.append(
        (
          "stop",
          flow([
            ("method", text("wilcoxon")), ("p", number(stopping.p)),
            ("after", number(stopping.after)),
          ])
        ))
    }
    entries.append(("metric", text(search.metric.rawValue)))
    var space: [(Node, Node)] = []
    for dimension in search.space.dimensions {
      space.append((text(dimension.key), try range(dimension)))
    }
    entries.append(("space", Node(space, .implicit, .block)))
    return Node(entries, .implicit, .block)
  }

  private func range(_ dimension: SearchSpace.Dimension) throws(ConfigError) -> Node {
    var entries: [(Node, Node)] = []
    switch dimension.range {
    case .uniform(let range):
      entries = [("uniform", flow([number(range.lowerBound), number(range.upperBound)]))]
    case .logUniform(let range):
      entries = [("log-uniform", flow([number(range.lowerBound), number(range.upperBound)]))]
    case .integer(let range):
      entries = [("integer", flow([number(range.lowerBound), number(range.upperBound)]))]
    case .choice(let choices):
      var values: [Node] = []
      for choice in choices { values.append(try resolved(choice.node, at: dimension.key)) }
      entries = [("choice", flow(values))]
    }
    if let steps = dimension.steps { entries.append(("steps", number(steps))) }
    return flow(entries)
  }

  // MARK: - Sections

  private func data(_ data: DataConfig) throws(ConfigError) -> Node {
    let axis = grid.axes.first { $0.key == "data.sets" }
    var sets = [text(data.set)]
    if let axis {
      sets = []
      for value in axis.values { sets.append(text(try decoder.dataSet(value.node))) }
    }
    let entries: [(Node, Node)] = [
      ("sets", flow(sets)),
      ("train", data.train.map { number($0) } ?? text("all")),
      ("validation", number(data.validation)),
      ("hold-out", text(data.holdOut.rawValue)),
      ("test", data.test.map { number($0) } ?? text("all")),
      ("order", text(data.order.rawValue)),
      ("standardize", isStandardized(data)),
    ]
    return flow(entries + own(data))
  }

  /// `auto` where it was left to data sets of which several are varied: they may be of both kinds.
  private func isStandardized(_ data: DataConfig) -> Node {
    let isWritten = grid.base["data"]?["standardize"].map { !$0.isWord("auto") } ?? false
    let isSame = isWritten || !grid.axes.contains { $0.key == "data.sets" }
    return isSame ? Node("\(data.isStandardized)", .implicit, .plain) : text("auto")
  }

  /// How the user's own data is read.
  private func own(_ data: DataConfig) -> [(Node, Node)] {
    guard OwnData(named: data.set) != nil else { return [] }
    let own = data.own
    var entries: [(Node, Node)] = []
    if let size = own.size {
      entries.append(("size", flow([number(size.height), number(size.width)])))
    }
    if let target = own.target { entries.append(("target", text(target))) }
    if let task = own.task { entries.append(("task", text(task.rawValue))) }
    if !own.ignored.isEmpty { entries.append(("ignore", flow(own.ignored.map { text($0) }))) }
    let split: [(Node, Node)] = [("test", number(own.testShare)), ("seed", number(own.splitSeed))]
    return entries + [("split", flow(split))]
  }

  private func optimizer(_ optimizer: OptimizerConfig) -> Node {
    var entries: [(Node, Node)] = [
      ("name", text(optimizer.name.configName)), ("rate", number(optimizer.rate)),
    ]
    for name in optimizer.name.coefficientNames {
      if let value = optimizer.coefficients[name] { entries.append((text(name), number(value))) }
    }
    if optimizer.name == .nesterov {
      entries.append((text("nesterov"), Node("true", .implicit, .plain)))
    }
    return flow(entries)
  }

  private func schedule(_ schedule: Schedule) -> Node {
    flow(
      [(text("name"), text(schedule.method.rawValue))]
        + schedule.method.settings.map { (text($0.name), setting(schedule[$0.name])) })
  }

  /// Numbers of epochs or pixels are read as whole numbers only.
  private func setting(_ value: Double) -> Node {
    value == value.rounded() && abs(value) < 1e9 ? number(Int(value)) : number(value)
  }

  private func regularizer(_ regularizer: RegularizerConfig) -> Node {
    let entries = regularizer.strengths.map { (text($0.name), number($0.value)) }
    return entries.isEmpty ? text("none") : flow(entries)
  }

  private func clip(_ clip: GradientClip) -> Node {
    switch clip {
    case .none: text("none")
    case .value(let value): flow([("value", number(value))])
    case .norm(let norm): flow([("norm", number(norm))])
    }
  }

  private func augmentation(_ augmentation: ImageAugmentation) -> Node {
    let entries = augmentation.strengths.filter { $0.value != 0 }
      .map { (text($0.name), setting($0.value)) }
    return entries.isEmpty ? text("none") : flow(entries)
  }

  private func earlyStopping(_ rule: EarlyStopping?) -> Node {
    guard let rule else { return text("none") }
    return flow([("patience", number(rule.patience)), ("min-delta", number(rule.minDelta))])
  }

  /// A value of a varied key in full.
  private func resolved(_ value: ConfigNode, at key: String) throws(ConfigError) -> Node {
    switch key {
    case "optimizer": return optimizer(try decoder.optimizer(value))
    case "schedule": return schedule(try decoder.schedule(value))
    case "clip": return clip(try decoder.clip(value))
    case "augmentation": return augmentation(try decoder.augmentation(value))
    case "early-stopping": return earlyStopping(try decoder.earlyStopping(value))
    case "regularizer": return regularizer(try decoder.regularizer(value))
    case _ where key == "model" || key.hasPrefix("model."): return try model(value, at: key)
    case NamedSettings.key:
      var entries: [(Node, Node)] = []
      for entry in try value.entries(key, example: NamedSettings.example) {
        entries.append((text(entry.key), try resolved(entry.value, at: entry.key)))
      }
      return flow(entries)
    default: return asWritten(value)
    }
  }

  // MARK: - Nodes

  func text(_ text: String) -> Node { .scalar(text.represented()) }

  func number(_ value: some BinaryInteger) -> Node { Node("\(value)", .implicit, .plain) }

  /// Readers of YAML 1.1 take `1e-07` for a text: it needs the point.
  func number(_ value: Double) -> Node {
    var text = "\(value)"
    if let exponent = text.firstIndex(of: "e"), !text.contains(".") {
      text.insert(contentsOf: ".0", at: exponent)
    }
    return Node(text, .implicit, .plain)
  }

  func flow(_ elements: [Node]) -> Node { Node(elements, .implicit, .flow) }

  func flow(_ entries: [(Node, Node)]) -> Node { Node(entries, .implicit, .flow) }

  func asWritten(_ node: ConfigNode) -> Node {
    switch node.value {
    case .scalar(let text, isPlain: true): Node(text, .implicit, .plain)
    case .scalar(let text, isPlain: false): Node(text, .implicit, .singleQuoted)
    case .list(let elements): flow(elements.map { asWritten($0) })
    case .map(let entries): flow(entries.map { (text($0.key), asWritten($0.value)) })
    }
  }
}
