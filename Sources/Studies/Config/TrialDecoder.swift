import Foundation
import Networks
import Programs
import Training

/// Reads the settings of one trial from a config in which nothing is varied any more.
struct TrialDecoder {
  /// The folder that relative file names in the config start from.
  let folder: String
  /// The names of data sets that the program itself has.
  var ownDataSets: Set<String> = []

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
    let lossKind = try loss.choice("loss", of: LossKind.self)
    let epochCount = try epochs.integer("epochs", in: counts)
    let (data, network) = (try self.data(dataNode), try self.model(model))
    let regularizer = try root["regularizer"].map(self.regularizer) ?? RegularizerConfig()
    if regularizer.dropout > 0, !network.model.hasDropout, let node = root["regularizer"] {
      throw node.error("regularizer.dropout", "no layer drops out; add 'dropout' to model.layers")
    }
    return TrialConfig(
      data: data,
      model: network.model,
      initializer: network.initializer,
      slope: network.slope,
      batchNorm: network.batchNorm,
      weights: try model["weights"].flatMap(weights),
      loss: lossKind,
      labelSmoothing: try labelSmoothing(root["label-smoothing"], lossKind),
      optimizer: try self.optimizer(optimizer),
      schedule: try root["schedule"].map { node throws(ConfigError) in
        try self.schedule(node, epochs: epochCount)
      } ?? .constant,
      regularizer: regularizer,
      clip: try root["clip"].map(clip) ?? .none,
      augmentation: try root["augmentation"].map(augmentation) ?? .none,
      epochs: epochCount,
      earlyStopping: try root["early-stopping"].flatMap(earlyStopping),
      batch: try root["batch"]?.integer("batch", in: counts) ?? 32,
      seed: try root["seed"]?.integer("seed", in: UInt64.min...UInt64.max) ?? 1)
  }

  // MARK: - Files

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
