import Programs

/// What a hidden layer of a multilayer perceptron does to its sums.
public enum HiddenActivation: Hashable, Sendable {
  /// A function.
  case function(Activation)
  /// A leaky rectifier whose slopes are learnt or drawn.
  case rectifier(Rectifier.Slopes)

  /// Every one.
  public static let all: [HiddenActivation] =
    Activation.allCases.map(HiddenActivation.function)
    + Rectifier.Slopes.allCases.map(HiddenActivation.rectifier)

  /// The name: `relu`, `prelu`.
  public var name: String {
    switch self {
    case .function(let activation): activation.rawValue
    case .rectifier(let slopes): slopes.rawValue
    }
  }

  /// The replica's slope unless another is given: Keras's default, or the mean of those that are drawn;
  /// `nil` where there is none.
  public var defaultSlope: Double? {
    switch self {
    case .function(let activation): activation.defaultSlope
    case .rectifier(.drawn): Rectifier.meanSlope
    case .rectifier(.learnt): nil
    }
  }
}

/// Where batch normalisation stands in a hidden layer.
public enum BatchNormPlacement: String, CaseIterable, Sendable, Codable {
  /// Nowhere.
  case none
  /// Between the sums and the activation.
  case before
  /// After the activation, before dropout.
  case after
}

extension Model {
  /// A multilayer perceptron: dense layers with one activation, batch normalisation and dropout in each
  /// hidden one if asked, and a plain dense layer at the end.
  ///
  /// Dense layers keep their bias before a batch normalisation, as Keras's do, though it has no effect there.
  /// - Parameters:
  ///   - input: the shape of one example.
  ///   - hidden: the width of each hidden layer.
  ///   - outputs: the number of classes or values.
  ///   - batchNorm: where batch normalisation stands; momentum and epsilon are settings of each replica.
  ///   - dropout: whether dropout layers are recorded; their rate is a setting of each replica.
  public static func mlp(
    input: FeatureShape, hidden: [Int], outputs: Int,
    activation: HiddenActivation = .function(.relu), batchNorm: BatchNormPlacement = .none,
    dropout: Bool = false
  ) -> Model {
    var layers: [any Layer] = []
    for (ordinal, width) in hidden.enumerated() {
      switch (activation, batchNorm) {
      case (.function(let function), .before):
        layers += [Dense(width, activation: .identity), BatchNormalization(activation: function)]
      case (.function(let function), _):
        layers.append(Dense(width, activation: function))
      case (.rectifier(let slopes), _):
        layers.append(Dense(width, activation: .identity))
        if batchNorm == .before { layers.append(BatchNormalization()) }
        layers.append(Rectifier(slopes, ordinal: ordinal))
      }
      if batchNorm == .after { layers.append(BatchNormalization()) }
      if dropout { layers.append(DropoutLayer()) }
    }
    layers.append(Dense(outputs, activation: .identity))
    return Model(input: input, layers: layers)
  }
}
