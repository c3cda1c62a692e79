import Networks
import Programs

/// The optimizer of one trial.
public struct OptimizerConfig: Sendable, Hashable {
  /// The method.
  public var name: OptimizerMethod
  /// The learning rate.
  public var rate: Double
  /// The method's other constants by name (`beta1`, `beta2`, `epsilon`), Keras's defaults filled in.
  public var coefficients: [String: Double]
}

extension OptimizerMethod {
  /// The name in configs: as in Keras, momentum and Nesterov's momentum are options of `sgd`.
  var configName: String {
    switch self {
    case .momentum, .nesterov: OptimizerMethod.sgd.rawValue
    default: rawValue
    }
  }

  /// The method in words: `adam`, `sgd with momentum`.
  var words: String {
    switch self {
    case .momentum: "sgd with momentum"
    case .nesterov: "sgd with Nesterov momentum"
    default: rawValue
    }
  }

  /// Every name that configs have, each once.
  static let configNames: [String] = distinct(allCases.map(\.configName))

  /// The names of all coefficients of all methods, each once.
  static let allCoefficientNames: [String] = distinct(allCases.flatMap(\.coefficientNames))

  /// Every key that may stand beside the name.
  static let allSettings: [String] = ["rate"] + allCoefficientNames + ["nesterov"]

  /// The keys that may stand beside `name`.
  static func settings(of name: String) -> [String] {
    let methods = allCases.filter { $0.configName == name }
    return ["rate"] + distinct(methods.flatMap(\.coefficientNames))
      + (methods.contains(.nesterov) ? ["nesterov"] : [])
  }

  private static func distinct(_ names: [String]) -> [String] {
    names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension TrialDecoder {
  /// An optimizer, by name or with settings.
  func optimizer(_ node: ConfigNode) throws(ConfigError) -> OptimizerConfig {
    let (nameNode, key) = try name(of: node, "optimizer", example: "name: adam")
    let name = try optimizerName(nameNode, key)
    let settings = OptimizerMethod.settings(of: name)
    for setting in OptimizerMethod.allSettings where !settings.contains(setting) {
      if let unused = node[setting] {
        throw unused.error(
          "optimizer.\(setting)",
          "\(name) has no \(setting); it takes \(settings.joined(separator: ", "))")
      }
    }
    let method = try optimizerMethod(name, node)
    var coefficients: [String: Double] = [:]
    for name in method.coefficientNames {
      coefficients[name] =
        try node[name]?.number("optimizer.\(name)", rule(of: name))
        ?? method.defaultCoefficient(name)
    }
    return OptimizerConfig(
      name: method,
      rate: try node["rate"]?.number("optimizer.rate", .positive) ?? method.defaultRate,
      coefficients: coefficients)
  }

  private func optimizerName(_ node: ConfigNode, _ key: String) throws(ConfigError) -> String {
    if node.isWord("momentum") || node.isWord("nesterov") {
      let option = node.isWord("nesterov") ? ", nesterov: true" : ""
      throw node.error(
        key, "momentum is an option of sgd; write {name: sgd, momentum: 0.9\(option)}")
    }
    return try node.word(key, among: OptimizerMethod.configNames)
  }

  /// A momentum that is written makes another method of `sgd`, also one of 0: trials of all momenta share
  /// a program.
  private func optimizerMethod(
    _ name: String, _ node: ConfigNode
  ) throws(ConfigError) -> OptimizerMethod {
    let nesterov = node["nesterov"]
    let isNesterov =
      try nesterov?.boolean("optimizer.nesterov") == true
    guard node["momentum"] == nil else { return isNesterov ? .nesterov : .momentum }
    if isNesterov, let nesterov {
      throw nesterov.error(
        "optimizer.nesterov", "needs a momentum beside it, such as 'momentum: 0.9'")
    }
    guard let method = OptimizerMethod(rawValue: name) else {
      reject("optimizer: no method \(name)")
    }
    return method
  }

  private func rule(of coefficient: String) -> NumberRule {
    switch coefficient {
    case "epsilon": .positive
    case "initial-accumulator", "weight-decay": .nonNegative
    default: .share
    }
  }
}
