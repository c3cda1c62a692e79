import Programs

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
    Model(
      input: input,
      layers: mlpLayers(
        hidden: hidden, outputs: outputs, activation: activation, batchNorm: batchNorm,
        dropout: dropout))
  }

  /// The layers of ``mlp(input:hidden:outputs:activation:batchNorm:dropout:)``.
  public static func mlpLayers(
    hidden: [Int], outputs: Int, activation: HiddenActivation, batchNorm: BatchNormPlacement,
    dropout: Bool
  ) -> [any Layer] {
    var layers: [any Layer] = []
    for width in hidden {
      layers += activation.layers(after: { Dense(width, activation: $0) }, batchNorm: batchNorm)
      if dropout { layers.append(DropoutLayer()) }
    }
    layers.append(Dense(outputs, activation: .identity))
    return layers
  }
}
