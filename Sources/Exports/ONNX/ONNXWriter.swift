import ExportMessages
import Networks

/// Writes the layers of a network into a graph, first to last.
struct ONNXWriter {
  let network: ExportedNetwork
  /// The graph so far.
  var graph = ONNXGraphBuilder()
  private let layout: ParameterLayout
  private let weights: [String: NamedWeights]
  /// The number of the next layer, counted as the model counts.
  private var number = 0

  /// A writer for a network.
  init(_ network: ExportedNetwork) {
    self.network = network
    layout = ParameterLayout(network.model)
    weights = Dictionary(network.weights.map { ($0.name, $0) }) { first, _ in first }
  }

  /// What activations multiply with below 0, one for all layers; `nil` where there is no choice.
  var slope: Double? { network.slope ?? network.model.defaultSlope }

  /// Adds a sequence of layers, each before those inside it, as they are numbered.
  mutating func append(_ sequence: LayerSequence, to input: ONNXValue) throws -> ONNXValue {
    var value = input
    for layer in sequence.layers {
      guard let layer = layer as? any ONNXLayer else {
        throw ExportError(reason: "ONNX: no operators are known for a layer '\(layer.title)'")
      }
      let entries = layout.entries.filter { $0.layer == number }
      let place = ONNXPlace(
        name: "layer\(number)", weights: entries.compactMap { weights[$0.name] })
      number += 1
      value = try layer.record(value, place, &self)
    }
    return value
  }
}
