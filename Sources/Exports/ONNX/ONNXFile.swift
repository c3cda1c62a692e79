import Datasets
import ExportMessages
import Foundation
import Networks
import SwiftProtobuf

/// A network as an ONNX file, for any number of examples at once.
///
/// The network has one input: `pixels` (bytes as they are in image files, 0 to 255), `features` (numbers, or bytes
/// that are no image, as they are in the data), or `inputs` (what the network itself takes, after preprocessing). Of
/// images it is [N, C, H, W] with rows from above and channels in the order red, green, blue, of examples of 1 x 1
/// pixels, as those of a table are, [N, F]. Of a classification it gives `logits` and `probabilities`
/// [N, classes], of a regression `predictions` [N, values].
public struct ONNXFile {
  /// The version of the operators.
  public static let operatorSet = 17
  /// The version of the format that brought them.
  static let formatVersion = 8
  /// The name of the open dimension, N.
  static let batchName = "batch"

  /// The bytes of the file.
  public let data: Data
  /// The name of the input.
  public let input: String
  /// The names of the outputs.
  public let outputs: [String]

  /// The file of a network.
  ///
  /// - Parameters:
  ///   - preprocesses: whether the network takes examples as they are in the data set, else scaled.
  ///   - version: that of this program.
  /// - Throws: ``ExportError`` if a layer has no form in ONNX, or the weights do not fit into one file.
  public init(_ network: ExportedNetwork, preprocesses: Bool, version: String) throws {
    try Self.checkSize(ofWeights: 4 * network.weights.reduce(0) { $0 + $1.values.count })
    var writer = ONNXWriter(network)
    let start = writer.appendInput(preprocesses: preprocesses)
    let end = try writer.append(network.model.sequence, to: start.value)
    let outputs = writer.appendOutputs(end)
    input = start.info.name
    self.outputs = outputs.map(\.name)

    var graph = ONNXGraph()
    graph.name = network.origin["study"] ?? "network"
    graph.node = writer.graph.nodes
    graph.initializer = writer.graph.constants
    graph.input = [start.info]
    graph.output = outputs
    var operators = ONNXOperatorSet()
    operators.version = Int64(Self.operatorSet)
    var model = ONNXModel()
    model.irVersion = Int64(Self.formatVersion)
    model.producerName = "lockstep"
    model.producerVersion = version
    model.docString = network.title
    model.opsetImport = [operators]
    model.graph = graph
    let facts = network.facts(preprocesses: preprocesses).sorted { $0.key < $1.key }
    model.metadataProps = facts.map { key, value in
      var property = ONNXProperty()
      property.key = key
      property.value = value
      return property
    }
    data = try model.serializedData()
  }

  /// Messages of protobuf end at 2 GiB; the graph needs far less than what is left here beside the weights.
  static func checkSize(ofWeights bytes: Int) throws {
    let limit = Int(Int32.max) - (16 << 20)
    guard bytes <= limit else {
      throw ExportError(
        reason: "weights of \(bytes >> 20) MiB do not fit into an ONNX file, which holds "
          + "\(limit >> 20) MiB; export them as safetensors")
    }
  }
}

extension ONNXWriter {
  /// Adds what makes inputs of examples.
  fileprivate mutating func appendInput(
    preprocesses: Bool
  ) -> (info: ONNXValueInfo, value: ONNXValue) {
    let shape = network.model.input
    let isImage = shape.positions > 1
    let dimensions = isImage ? [shape.channels, shape.height, shape.width] : [shape.channels]
    let takesBytes = preprocesses && network.inputs.areBytes
    let name = !preprocesses ? "inputs" : isImage && takesBytes ? "pixels" : "features"
    let info = ONNXValueInfo(
      graph.unused(name), takesBytes ? .uint8 : .float, dimensions,
      preprocesses
        ? takesBytes ? "bytes as in the data set, 0 to 255" : "numbers as in the data set"
        : "examples times input_scale plus input_shift")
    var value = ONNXValue(name: info.name, shape: shape, isImage: isImage)
    guard preprocesses else { return (info, value) }
    let place = "input"
    if takesBytes {
      let float = ONNXAttribute.int("to", ONNXElementType.float.rawValue)
      value.name = graph.append("Cast", [value.name], at: place, [float])
    }
    let scales = network.inputs.scales
    let broadcast = isImage ? [shape.channels, 1, 1] : [shape.channels]
    if scales.contains(where: { $0.scale != 1 }) {
      let scale = graph.constant("\(place).scale", broadcast, scales.map(\.scale))
      value.name = graph.append("Mul", [value.name, scale], at: place)
    }
    if scales.contains(where: { $0.shift != 0 }) {
      let shift = graph.constant("\(place).shift", broadcast, scales.map(\.shift))
      value.name = graph.append("Add", [value.name, shift], at: place)
    }
    return (info, value)
  }

  /// Adds what the network gives.
  fileprivate mutating func appendOutputs(_ end: ONNXValue) -> [ONNXValueInfo] {
    let rows = graph.rows(end, at: "output")
    let dimensions = [rows.shape.channels]
    switch network.task {
    case .classification:
      let logits = graph.append("Identity", [rows.name], at: "output", output: "logits")
      let probabilities = graph.append(
        "Softmax", [rows.name], at: "output", output: "probabilities", [.int("axis", 1)])
      return [
        ONNXValueInfo(logits, .float, dimensions, "before the softmax"),
        ONNXValueInfo(probabilities, .float, dimensions, "of the classes in class_names"),
      ]
    case .regression:
      let values = graph.append("Identity", [rows.name], at: "output", output: "predictions")
      return [ONNXValueInfo(values, .float, dimensions, "in the unit of the data set's values")]
    }
  }
}

extension ONNXValueInfo {
  /// A tensor [N, `dimensions`], N being open.
  fileprivate init(
    _ name: String, _ element: ONNXElementType, _ dimensions: [Int], _ description: String
  ) {
    self.init()
    self.name = name
    docString = description
    var batch = ONNXTensorShape.Dimension()
    batch.dimParam = ONNXFile.batchName
    var shape = ONNXTensorShape()
    shape.dim =
      [batch]
      + dimensions.map { extent in
        var dimension = ONNXTensorShape.Dimension()
        dimension.dimValue = Int64(extent)
        return dimension
      }
    type.tensorType.elemType = element
    type.tensorType.shape = shape
  }
}
