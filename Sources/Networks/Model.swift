import Programs

/// A network: layers one after another, and the shape of what it takes.
public struct Model: Sendable {
  /// The shape of one example.
  public let input: FeatureShape
  /// The layers, first to last.
  public let layers: [any Layer]

  /// A network of these layers.
  public init(input: FeatureShape, layers: [any Layer]) {
    demand(!layers.isEmpty, "model: at least one layer is needed")
    self.input = input
    self.layers = layers
  }

  /// The shape of one example before each layer, and after the last.
  public var shapes: [FeatureShape] {
    layers.reduce(into: [input]) { shapes, layer in
      shapes.append(layer.output(input: shapes[shapes.count - 1]))
    }
  }

  /// The shape of one prediction.
  public var output: FeatureShape { shapes[layers.count] }

  /// The slope below 0 of its activations unless a replica has another: all layers share one.
  public var defaultSlope: Double? { layers.lazy.compactMap(\.defaultSlope).first }

  /// The number of parameters, running statistics included, as Keras counts "total params".
  public var parameterCount: Int { ParameterLayout(self).parameterCount }

  /// Records the layers' forward operations, first to last.
  ///
  /// - Returns: What each layer left.
  func forward(_ input: Tensor, _ context: (Int) -> LayerContext) -> [LayerRecord] {
    layers.enumerated().reduce(into: []) { records, layer in
      records.append(
        layer.element.forward(records.last?.output ?? input, context(layer.offset)))
    }
  }

  /// Records the layers' backward operations, last to first.
  func backward(_ gradient: Tensor, _ records: [LayerRecord], _ context: (Int) -> LayerContext) {
    var gradient: Tensor? = gradient
    for (index, layer) in layers.enumerated().reversed() {
      guard let current = gradient else { return }
      gradient = layer.backward(current, records[index], context(index))
    }
  }
}
