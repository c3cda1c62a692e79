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

  /// The first layer that cannot take what comes to it, or makes too much of it; `nil` if there is none.
  public func misfit(input: FeatureShape) -> LayerMisfit? {
    var shape = input
    for (place, layer) in layers.enumerated() {
      for (branch, sequence) in layer.sequences.enumerated() {
        if let inner = sequence.misfit(input: shape) { return inner.inside(branch, of: place) }
      }
      if let reason = layer.misfit(input: shape) ?? layer.excess(input: shape) {
        return LayerMisfit(path: [place], layer: layer, reason: reason)
      }
      shape = layer.output(input: shape)
    }
    return nil
  }
}

/// A layer that cannot be where it is.
public struct LayerMisfit: Sendable {
  /// Its place in its sequence, from 0; of a layer inside another that one's place, the place of the sequence
  /// in it, and its own in that.
  public let path: [Int]
  /// The layer.
  public let layer: any Layer
  /// What is wrong, and what can be done.
  public let reason: String

  /// Where it is in words, counted from 1: `layer 3`, `layer 3, branch 2, layer 1`.
  public var place: String {
    path.enumerated().map { "\($0 % 2 == 0 ? "layer" : "branch") \($1 + 1)" }
      .joined(separator: ", ")
  }

  fileprivate func inside(_ branch: Int, of layer: Int) -> LayerMisfit {
    LayerMisfit(path: [layer, branch] + path, layer: self.layer, reason: reason)
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

  /// Why it is larger than devices can index, or `nil`.
  fileprivate func excess(input: FeatureShape) -> String? {
    let limit = Int(Int32.max)
    let weights = parameters(input: input).map { parameter in
      parameter.dimensions.reduce((1, false)) { product, dimension in
        let next = product.0.multipliedReportingOverflow(by: dimension)
        return (next.partialValue, product.1 || next.overflow)
      }
    }
    guard weights.allSatisfy({ !$1 && $0 <= limit }) else {
      return "has more than \(limit) weights; take fewer units or filters, or pool before it"
    }
    guard output(input: input).count <= limit else {
      return "comes to more than \(limit) numbers for each example; take fewer units or filters"
    }
    return nil
  }
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
