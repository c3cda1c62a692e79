import Training

/// The regularisers of one trial; all 0 for none.
public struct RegularizerConfig: Sendable, Hashable {
  /// The share of hidden units that dropout sets to zero.
  public var dropout: Double
  /// Lambda of the L2 penalty `lambda * sum(w^2)` over weights, biases left out (Keras's `l2`).
  public var l2: Double
  /// Lambda of the L1 penalty `lambda * sum(|w|)` over the same weights (Keras's `l1`).
  public var l1: Double
  /// The largest length of the weights into one unit (Keras's `MaxNorm`), 0 for any.
  public var maxNorm: Double
  /// The standard deviation of noise on the inputs in training, as a share of that of a batch's inputs.
  public var noise: Double

  /// Regularisers of these strengths.
  public init(
    dropout: Double = 0, l2: Double = 0, l1: Double = 0, maxNorm: Double = 0, noise: Double = 0
  ) {
    self.dropout = dropout
    self.l2 = l2
    self.l1 = l1
    self.maxNorm = maxNorm
    self.noise = noise
  }
}

extension RegularizerConfig {
  /// A regulariser by its name in configs.
  typealias Setting = (
    name: String, path: any WritableKeyPath<RegularizerConfig, Double> & Sendable, rule: NumberRule
  )

  /// All of them, in the order in which tables name them.
  static let settings: [Setting] = [
    ("dropout", \.dropout, .share), ("l2", \.l2, .nonNegative), ("l1", \.l1, .nonNegative),
    ("max-norm", \.maxNorm, .nonNegative), ("noise", \.noise, .nonNegative),
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

extension TrialDecoder {
  /// A limit to gradients: `none`, `{value: 1}` or `{norm: 1}`.
  func clip(_ node: ConfigNode) throws(ConfigError) -> GradientClip {
    if node.isWord("none") { return .none }
    guard case .map = node.value else {
      throw node.mismatch("clip", expected: "none or a map such as {norm: 1}")
    }
    switch (node["value"], node["norm"]) {
    case (let value?, nil): return .value(try value.number("clip.value", .positive))
    case (nil, let norm?): return .norm(try norm.number("clip.norm", .positive))
    case (nil, nil): throw node.error("clip", "is empty; write none, {value: 1} or {norm: 1}")
    case (_?, let norm?):
      throw norm.error("clip.norm", "stands beside clip.value; keep one of them")
    }
  }
}
