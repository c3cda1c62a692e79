import Training

extension ScheduleMethod {
  /// Every key that may stand beside the name, each once.
  static let allSettings: [String] = allCases.flatMap(\.settings).map(\.name)
    .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
}

extension TrialDecoder {
  /// A schedule, by name or with settings.
  ///
  /// - Parameter epochs: all epochs of the training, if they are known: a warm-up must be shorter.
  func schedule(_ node: ConfigNode, epochs: Int? = nil) throws(ConfigError) -> Schedule {
    let (nameNode, key) = try name(of: node, "schedule", example: "name: constant")
    if nameNode.isWord("warm-up") {
      throw nameNode.error(
        key, "a warm-up is a setting of every schedule; write {name: constant, warm-up: 1}")
    }
    let method = try nameNode.choice(key, of: ScheduleMethod.self)
    let names = method.settings.map(\.name)
    for name in ScheduleMethod.allSettings where !names.contains(name) {
      if let unused = node[name] {
        throw unused.error(
          "schedule.\(name)",
          "\(method.rawValue) has no \(name); it takes \(names.joined(separator: ", "))")
      }
    }
    var settings: [String: Double] = [:]
    for setting in method.settings {
      if let value = node[setting.name] {
        settings[setting.name] = try number(value, of: setting.name, method)
      } else if setting.fallback == nil {
        let example = Self.examples[setting.name] ?? "1"
        throw nameNode.error(
          "schedule.\(setting.name)",
          "missing; write {name: \(method.rawValue), \(setting.name): \(example)}")
      }
    }
    if let epochs, let warmUp = settings["warm-up"], warmUp >= Double(epochs),
      let written = node["warm-up"]
    {
      throw written.error(
        "schedule.warm-up", "\(VariedText.number(warmUp)) of \(epochs) epochs leave none after it")
    }
    return Schedule(method, settings)
  }

  /// Values that a missing setting could have.
  private static let examples = ["every": "5", "decay": "0.95", "cycle": "4"]

  private func number(
    _ node: ConfigNode, of name: String, _ method: ScheduleMethod
  ) throws(ConfigError) -> Double {
    let key = "schedule.\(name)"
    return switch name {
    case "every", "patience": Double(try node.integer(key, in: 1...Self.largestCount))
    case "cooldown": Double(try node.integer(key, in: 0...Self.largestCount))
    case "factor" where method == .reduceOnPlateau: try node.number(key, .inside)
    case "decay", "factor", "start", "cycle": try node.number(key, .positive)
    case "rise": try node.number(key, .inside)
    default: try node.number(key, .nonNegative)
    }
  }
}

extension TrialDecoder {
  /// A rule of early stopping, or `nil` for the word `none`.
  func earlyStopping(_ node: ConfigNode) throws(ConfigError) -> EarlyStopping? {
    let key = "early-stopping"
    if node.isWord("none") { return nil }
    guard case .map = node.value else {
      throw node.mismatch(key, expected: "none or a map such as {patience: 5}")
    }
    let patience = try node.required("patience", of: key, example: "patience: 5")
    return EarlyStopping(
      patience: try patience.integer("\(key).patience", in: 1...Self.largestCount),
      minDelta: try node["min-delta"]?.number("\(key).min-delta", .nonNegative) ?? 0)
  }
}
