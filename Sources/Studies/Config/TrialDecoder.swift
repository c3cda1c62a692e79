import Datasets
import Foundation
import Networks
import Programs

/// Reads the settings of one trial from a config in which nothing is varied any more.
struct TrialDecoder {
  /// The folder that relative file names in the config start from.
  let folder: String

  /// What every count in a config may at most be: the devices index with 32 bits.
  static let largestCount = Int(Int32.max)

  /// All settings, defaults filled in.
  func trial(_ root: ConfigNode) throws(ConfigError) -> TrialConfig {
    let dataNode = try root.required("data", of: "", example: "data: {set: mnist}")
    let model = try root.required("model", of: "", example: Self.modelExample)
    let loss = try root.required("loss", of: "", example: "loss: cross-entropy")
    let optimizer = try root.required("optimizer", of: "", example: "optimizer: adam")
    let epochs = try root.required("epochs", of: "", example: "epochs: 10")
    let counts = 1...Self.largestCount
    let (data, network) = (try self.data(dataNode), try self.model(model))
    return TrialConfig(
      data: data,
      model: network.model,
      initializer: network.initializer,
      slope: network.slope,
      batchNorm: network.batchNorm,
      weights: try model["weights"].flatMap(weights),
      loss: try loss.choice("loss", of: LossKind.self),
      optimizer: try self.optimizer(optimizer),
      schedule: try root["schedule"].map(self.schedule) ?? .constant,
      regularizer: try root["regularizer"].map(self.regularizer)
        ?? RegularizerConfig(dropout: 0, l2: 0),
      epochs: try epochs.integer("epochs", in: counts),
      batch: try root["batch"]?.integer("batch", in: counts) ?? 32,
      seed: try root["seed"]?.integer("seed", in: UInt64.min...UInt64.max) ?? 1)
  }

  // MARK: - Data

  private func data(_ node: ConfigNode) throws(ConfigError) -> DataConfig {
    _ = try node.entries("data", example: "{set: mnist}")
    let set = try node.required("set", of: "data", example: "set: mnist")
    let train = try node["train"]?.exampleCount("data.train") ?? nil
    let validation =
      try node["validation"]?.integer("data.validation", in: 0...Self.largestCount) ?? 0
    if let train, validation >= train {
      throw (node["validation"] ?? node).error(
        "data.validation", "\(validation) of \(train) training examples leave none to train on")
    }
    return DataConfig(
      set: try dataSet(set), train: train, validation: validation,
      test: try node["test"]?.exampleCount("data.test") ?? nil,
      order: try node["order"]?.choice("data.order", of: DataOrder.self) ?? .shuffled)
  }

  private func dataSet(_ node: ConfigNode) throws(ConfigError) -> String {
    let name = try node.text("data.set", expected: "a data set such as mnist")
    if name.hasPrefix("images:") || name.hasPrefix("csv:") { return name }
    return try node.word("data.set", among: DataCatalog.standard.sets.map(\.name))
  }

  // MARK: - Model

  private static let modelExample = "model: {mlp: {hidden: [128, 64]}}"

  /// The network; `model.weights` is read apart.
  func model(_ node: ConfigNode) throws(ConfigError) -> MLPConfig {
    _ = try node.entries("model", example: "{mlp: {hidden: [128, 64]}}")
    return try mlp(
      try node.required("mlp", of: "model", example: "mlp: {hidden: [128, 64]}"))
  }

  /// The absolute path of a weights file, or `nil` for the word `none`.
  ///
  /// Absolute, so that the resolved config means the same file in whatever folder it is kept. A path
  /// in a config starts from the config's folder, one in an override from the working folder.
  func weights(_ node: ConfigNode) throws(ConfigError) -> String? {
    if node.isWord("none") { return nil }
    let path = try node.text("model.weights", expected: "a safetensors file")
    return switch node.place {
    case .file: absolutePath(path, from: folder)
    case .override: absolutePath(path, from: FileManager.default.currentDirectoryPath)
    }
  }

  // MARK: - Training

  /// An optimizer, by name or with settings.
  func optimizer(_ node: ConfigNode) throws(ConfigError) -> OptimizerConfig {
    let name = try self.name(of: node, "optimizer", example: "name: adam")
    let method = try name.node.choice(name.key, of: OptimizerMethod.self)
    var coefficients: [String: Double] = [:]
    for name in OptimizerMethod.allCoefficientNames {
      let key = "optimizer.\(name)"
      guard method.coefficientNames.contains(name) else {
        if let unused = node[name] { throw unused.error(key, "\(method.rawValue) has no \(name)") }
        continue
      }
      coefficients[name] =
        try node[name]?.number(key, name == "epsilon" ? .positive : .share)
        ?? method.defaultCoefficient(name)
    }
    return OptimizerConfig(
      name: method,
      rate: try node["rate"]?.number("optimizer.rate", .positive) ?? method.defaultRate,
      coefficients: coefficients)
  }

  /// A schedule, by name or with settings.
  func schedule(_ node: ConfigNode) throws(ConfigError) -> ScheduleConfig {
    let name = try self.name(of: node, "schedule", example: "name: constant")
    return try name.node.choice(name.key, of: ScheduleConfig.self)
  }

  /// The name in `adam` or `{name: adam, ...}`, and the key that an error about it names.
  private func name(of node: ConfigNode, _ key: String, example: String)
    throws(ConfigError) -> (node: ConfigNode, key: String)
  {
    if case .scalar = node.value { return (node, key) }
    _ = try node.entries(key, example: "{\(example)}")
    return (try node.required("name", of: key, example: example), "\(key).name")
  }

  /// A regularizer: `none`, or strengths by name.
  func regularizer(_ node: ConfigNode) throws(ConfigError) -> RegularizerConfig {
    let node = ConfigSchema.expandingShortForm(node, at: "regularizer")
    guard case .map = node.value else {
      throw node.mismatch("regularizer", expected: "none or a map such as {dropout: 0.2}")
    }
    return RegularizerConfig(
      dropout: try node["dropout"]?.number("regularizer.dropout", .share) ?? 0,
      l2: try node["l2"]?.number("regularizer.l2", .nonNegative) ?? 0)
  }
}

extension ConfigNode {
  /// A number of examples, or `nil` for the word `all`.
  fileprivate func exampleCount(_ key: String) throws(ConfigError) -> Int? {
    isWord("all") ? nil : try integer(key, in: 1...TrialDecoder.largestCount)
  }
}

/// `path`, started from `folder` unless it is absolute, without `.` and `..`.
func absolutePath(_ path: String, from folder: String) -> String {
  let folder = URL(fileURLWithPath: folder, isDirectory: true)
  return URL(fileURLWithPath: path, relativeTo: folder).standardizedFileURL.path
}
