/// The regularisers of one trial; all 0 for none.
public struct RegularizerConfig: Sendable, Hashable {
  /// The share of hidden units that dropout sets to zero.
  public var dropout = 0.0
  /// Lambda of the L2 penalty `lambda * sum(w^2)` over weights, biases left out (Keras's `l2`).
  public var l2 = 0.0
  /// The standard deviation of noise on the inputs in training, as a share of that of a batch's inputs.
  public var noise = 0.0
}

extension RegularizerConfig {
  /// A regulariser by its name in configs.
  typealias Setting = (
    name: String, path: WritableKeyPath<RegularizerConfig, Double> & Sendable, rule: NumberRule
  )

  /// All of them, in the order in which tables name them.
  static let settings: [Setting] = [
    ("dropout", \.dropout, .share), ("l2", \.l2, .nonNegative), ("noise", \.noise, .nonNegative),
  ]

  /// Those that are not 0.
  var strengths: [(name: String, value: Double)] {
    Self.settings.map { ($0.name, self[keyPath: $0.path]) }.filter { $0.value != 0 }
  }
}

extension TrialDecoder {
  /// A regularizer: `none`, or strengths by name.
  func regularizer(_ node: ConfigNode) throws(ConfigError) -> RegularizerConfig {
    let node = ConfigSchema.expandingShortForm(node, at: "regularizer")
    guard case .map = node.value else {
      throw node.mismatch("regularizer", expected: "none or a map such as {dropout: 0.2}")
    }
    var regularizer = RegularizerConfig()
    for setting in RegularizerConfig.settings {
      guard let strength = node[setting.name] else { continue }
      regularizer[keyPath: setting.path] = try strength.number(
        "regularizer.\(setting.name)", setting.rule)
    }
    return regularizer
  }
}
