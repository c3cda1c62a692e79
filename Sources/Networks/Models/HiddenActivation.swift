import Programs

/// What a hidden layer does to its sums.
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

extension HiddenActivation {
  /// A layer of sums with this activation, and batch normalisation where it is asked for.
  ///
  /// - Parameter sums: the layer with the function that it can apply itself.
  public func layers(
    after sums: (Activation) -> any Layer, batchNorm: BatchNormPlacement
  ) -> [any Layer] {
    var layers: [any Layer]
    switch (self, batchNorm) {
    case (.function(let function), .before):
      layers = [sums(.identity), BatchNormalization(activation: function)]
    case (.function(let function), _):
      layers = [sums(function)]
    case (.rectifier(let slopes), _):
      layers = [sums(.identity)]
      if batchNorm == .before { layers.append(BatchNormalization()) }
      layers.append(Rectifier(slopes))
    }
    if batchNorm == .after { layers.append(BatchNormalization()) }
    return layers
  }
}
