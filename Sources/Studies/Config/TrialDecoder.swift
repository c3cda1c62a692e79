import Foundation
import Networks
import Programs
import Training

/// Reads the settings of one trial from a config in which nothing is varied any more.
struct TrialDecoder {
  /// The folder that relative file names in the config start from.
  let folder: String

  /// What every count in a config may at most be: the devices index with 32 bits.
  static let largestCount = Int(Int32.max)

  /// All settings, defaults filled in.
  func trial(_ root: ConfigNode) throws(ConfigError) -> TrialConfig {
    let data = try root.required("data", of: "", example: "data: {set: mnist}")
    let model = try root.required("model", of: "", example: Self.modelExample)
    let loss = try root.required("loss", of: "", example: "loss: cross-entropy")
    let optimizer = try root.required("optimizer", of: "", example: "optimizer: adam")
    let epochs = try root.required("epochs", of: "", example: "epochs: 10")
    let counts = 1...Self.largestCount
    let lossKind = try loss.choice("loss", of: LossKind.self)
    let epochCount = try epochs.integer("epochs", in: counts)
    return TrialConfig(
      data: try self.data(data),
      model: try self.model(model),
      initializer: try initializer(of: model["mlp"]),
      weights: try model["weights"].flatMap(weights),
      loss: lossKind,
      labelSmoothing: try labelSmoothing(root["label-smoothing"], lossKind),
      optimizer: try self.optimizer(optimizer),
      schedule: try root["schedule"].map { node throws(ConfigError) in
        try self.schedule(node, epochs: epochCount)
      } ?? .constant,
      regularizer: try root["regularizer"].map(self.regularizer)
        ?? RegularizerConfig(),
      clip: try root["clip"].map(clip) ?? .none,
      epochs: epochCount,
      earlyStopping: try root["early-stopping"].flatMap(earlyStopping),
      batch: try root["batch"]?.integer("batch", in: counts) ?? 32,
      seed: try root["seed"]?.integer("seed", in: UInt64.min...UInt64.max) ?? 1)
  }

  // MARK: - Model

  private static let modelExample = "model: {mlp: {hidden: [128, 64]}}"

  /// The network; its initializer and `model.weights` are read apart.
  func model(_ node: ConfigNode) throws(ConfigError) -> ModelConfig {
    _ = try node.entries("model", example: "{mlp: {hidden: [128, 64]}}")
    return try mlp(
      try node.required("mlp", of: "model", example: "mlp: {hidden: [128, 64]}"))
  }

  /// The settings of a multilayer perceptron.
  func mlp(_ node: ConfigNode) throws(ConfigError) -> ModelConfig {
    _ = try node.entries("model.mlp", example: "{hidden: [128, 64]}")
    let hidden = try node.required("hidden", of: "model.mlp", example: "hidden: [128, 64]")
    return .mlp(
      hidden: try self.hidden(hidden),
      activation: try node["activation"]?.choice("model.mlp.activation", of: Activation.self)
        ?? .relu)
  }

  /// How the weights of a multilayer perceptron are drawn; read apart, since it is no part of the program.
  func initializer(of mlp: ConfigNode?) throws(ConfigError) -> Initializer {
    try mlp?["initializer"].map(initializer) ?? .glorotUniform
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

  /// The absolute path of a weights file, or `nil` for the word `none`.
  ///
  /// Absolute, so that the resolved config means the same file in whatever folder it is kept.
  func weights(_ node: ConfigNode) throws(ConfigError) -> String? {
    if node.isWord("none") { return nil }
    return absolute(
      try node.text("model.weights", expected: "a safetensors file"), writtenAt: node.place)
  }

  /// The absolute path of a file that is named at `place`: one in a config starts from the config's
  /// folder, one in an override from the working folder.
  func absolute(_ path: String, writtenAt place: ConfigPlace) -> String {
    switch place {
    case .file: absolutePath(path, from: folder)
    case .override: absolutePath(path, from: FileManager.default.currentDirectoryPath)
    }
  }

  // MARK: - Training

  private func labelSmoothing(
    _ node: ConfigNode?, _ loss: LossKind
  ) throws(ConfigError) -> Double {
    guard let node else { return 0 }
    let smoothing = try node.number("label-smoothing", .share)
    guard smoothing == 0 || loss == .crossEntropy else {
      throw node.error(
        "label-smoothing", "goes with 'loss: cross-entropy', not with \(loss.rawValue)")
    }
    return smoothing
  }

  /// The name in `adam` or `{name: adam, ...}`, and the key that an error about it names.
  func name(of node: ConfigNode, _ key: String, example: String)
    throws(ConfigError) -> (node: ConfigNode, key: String)
  {
    if case .scalar = node.value { return (node, key) }
    _ = try node.entries(key, example: "{\(example)}")
    return (try node.required("name", of: key, example: example), "\(key).name")
  }
}

/// The folder part of a path, without a slash at its end; empty for a mere name.
///
/// By hand: Foundation's crashes on a name of one letter on Linux.
func folderName(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "" }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// `path`, started from `folder` unless it is absolute, without `.` and `..`.
func absolutePath(_ path: String, from folder: String) -> String {
  let folder = URL(fileURLWithPath: folder, isDirectory: true)
  return URL(fileURLWithPath: path, relativeTo: folder).standardizedFileURL.path
}
