import Programs

extension Model {
  /// A multilayer perceptron: dense layers with one activation, dropout after each hidden one if asked,
  /// and a plain dense layer at the end.
  ///
  /// - Parameters:
  ///   - input: the shape of one example.
  ///   - hidden: the width of each hidden layer.
  ///   - outputs: the number of classes or values.
  ///   - dropout: whether dropout layers are recorded; their rate is a setting of each replica.
  public static func mlp(
    input: FeatureShape, hidden: [Int], outputs: Int, activation: Activation = .relu,
    dropout: Bool = false
  ) -> Model {
    var layers: [any Layer] = []
    for width in hidden {
      layers.append(Dense(width, activation: activation))
      if dropout { layers.append(DropoutLayer()) }
    }
    layers.append(Dense(outputs, activation: .identity))
    return Model(input: input, layers: layers)
  }
}
