import Programs

/// A network: layers one after another, and the shape of what it takes.
public struct Model: Sendable {
  /// The shape of one example.
  public let input: FeatureShape
  /// The layers, first to last; some may be made of layers themselves.
  public let sequence: LayerSequence

  /// A network of these layers.
  ///
  /// - Precondition: There are layers, and each can take what comes to it.
  public init(input: FeatureShape, layers: [any Layer]) {
    demand(!layers.isEmpty, "model: at least one layer is needed")
    self.input = input
    sequence = LayerSequence(layers)
    if let misfit = sequence.misfit(input: input) {
      reject("model: \(misfit.place), \(misfit.layer.title): \(misfit.reason)")
    }
  }

  /// Every layer with its place, each before those inside it.
  public var placedLayers: [PlacedLayer] { sequence.placed(input: input) }

  /// The shape of one prediction.
  public var output: FeatureShape { sequence.output(input: input) }

  /// The slope below 0 of its activations unless a replica has another: all layers share one.
  public var defaultSlope: Double? { placedLayers.lazy.compactMap(\.layer.defaultSlope).first }

  /// The number of parameters, running statistics included, as Keras counts "total params".
  public var parameterCount: Int { ParameterLayout(self).parameterCount }

  /// Records the layers' forward operations, first to last.
  ///
  /// - Returns: What each layer left.
  func forward(_ input: Tensor, _ context: RoutineContext) -> [LayerRecord] {
    sequence.forward(input, self.context(context))
  }

  /// Records the layers' backward operations, last to first.
  func backward(_ gradient: Tensor, _ records: [LayerRecord], _ context: RoutineContext) {
    _ = sequence.backward(gradient, records, self.context(context))
  }

  private func context(_ routine: RoutineContext) -> SequenceContext {
    SequenceContext(routine: routine, number: 0, input: input, needsInputGradient: false)
  }
}
