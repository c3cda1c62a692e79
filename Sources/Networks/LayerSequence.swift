import Programs

/// Layers one after another: a whole network, or one branch of it.
public struct LayerSequence: Sendable {
  /// The layers, first to last.
  public let layers: [any Layer]

  /// A sequence of these layers; none pass on what they get.
  public init(_ layers: [any Layer]) { self.layers = layers }

  /// The number of layers, those inside others included.
  var count: Int { layers.reduce(0) { $0 + $1.count } }

  /// The shape of one example after the last layer.
  ///
  /// - Precondition: `misfit` finds nothing wrong with the input.
  public func output(input: FeatureShape) -> FeatureShape {
    layers.reduce(input) { $1.output(input: $0) }
  }

  /// Every layer with its place, each before those inside it.
  ///
  /// - Parameter number: that of the first layer.
  func placed(input: FeatureShape, number: Int = 0, depth: Int = 0) -> [PlacedLayer] {
    var (shape, number) = (input, number)
    var placed: [PlacedLayer] = []
    for layer in layers {
      placed.append(PlacedLayer(layer: layer, number: number, depth: depth, input: shape))
      var inner = number + 1
      for sequence in layer.sequences {
        placed += sequence.placed(input: shape, number: inner, depth: depth + 1)
        inner += sequence.count
      }
      shape = layer.output(input: shape)
      number = inner
    }
    return placed
  }

  /// The first layer that cannot take what comes to it, and why; `nil` if there is none.
  public func misfit(input: FeatureShape) -> (layer: any Layer, reason: String)? {
    var shape = input
    for layer in layers {
      for sequence in layer.sequences {
        if let misfit = sequence.misfit(input: shape) { return misfit }
      }
      if let reason = layer.misfit(input: shape) { return (layer, reason) }
      shape = layer.output(input: shape)
    }
    return nil
  }
}

/// A layer and its place in a model.
public struct PlacedLayer: Sendable {
  /// The layer.
  public let layer: any Layer
  /// Its number, counted through the whole model.
  public let number: Int
  /// How many layers it is inside of.
  public let depth: Int
  /// The shape of one example before it.
  public let input: FeatureShape
}

extension Layer {
  /// The number of layers, itself and those inside.
  fileprivate var count: Int { sequences.reduce(1) { $0 + $1.count } }
}

/// Where a sequence stands in a routine.
struct SequenceContext {
  let routine: RoutineContext
  /// The number of the first layer.
  let number: Int
  /// The shape of one example before the first layer.
  let input: FeatureShape
  /// Whether the gradient by its inputs is asked for.
  let needsInputGradient: Bool
  /// Where the output of the last layer should go, see ``LayerContext/destination``.
  var destination: Tensor?
  /// What the gradient of the first layer should be added to, see ``LayerContext/gradientSum``.
  var gradientSum: Tensor?
}

extension LayerContext {
  /// The contexts of the sequences inside.
  func inner(_ sequences: [LayerSequence]) -> [SequenceContext] {
    var number = index + 1
    return sequences.map { sequence in
      defer { number += sequence.count }
      return SequenceContext(
        routine: routine, number: number, input: input, needsInputGradient: needsInputGradient)
    }
  }
}

extension LayerSequence {
  /// Records the layers' forward operations, first to last.
  ///
  /// - Returns: What each layer left.
  func forward(_ input: Tensor, _ context: SequenceContext) -> [LayerRecord] {
    zip(layers, contexts(context)).reduce(into: []) { records, item in
      var context = item.1
      context.isInputFree = records.last?.isOutputFree ?? false
      records.append(item.0.forward(records.last?.output ?? input, context))
    }
  }

  /// Records the layers' backward operations, last to first.
  ///
  /// - Returns: The gradient by the inputs, or `nil` if the context does not ask for it.
  func backward(
    _ gradient: Tensor, _ records: [LayerRecord], _ context: SequenceContext
  ) -> Tensor? {
    var gradient: Tensor? = gradient
    for (index, context) in contexts(context).enumerated().reversed() {
      guard let current = gradient else { return nil }
      gradient = layers[index].backward(current, records[index], context)
    }
    return context.needsInputGradient ? gradient : nil
  }

  private func contexts(_ sequence: SequenceContext) -> [LayerContext] {
    var (number, shape) = (sequence.number, sequence.input)
    return layers.indices.map { index in
      defer {
        number += layers[index].count
        shape = layers[index].output(input: shape)
      }
      return LayerContext(
        routine: sequence.routine, index: number, input: shape,
        needsInputGradient: sequence.needsInputGradient
          || sequence.routine.layout.trains(sequence.number..<number),
        destination: index == layers.count - 1 ? sequence.destination : nil,
        gradientSum: index == 0 ? sequence.gradientSum : nil)
    }
  }
}
