import ExportMessages
import Foundation
import Networks

/// The graph of a network under construction: nodes in order, constants, names.
struct ONNXGraphBuilder {
  /// The operators so far, in an order in which they can run.
  private(set) var nodes: [ONNXNode] = []
  /// The constants that they read.
  private(set) var constants: [ONNXTensor] = []
  private var names: Set<String> = []

  /// Adds a constant of floats and returns its name.
  mutating func constant(_ name: String, _ shape: [Int], _ values: [Float]) -> String {
    constant(name, shape, .float, Data(littleEndian: values.map(\.bitPattern)))
  }

  /// Adds a constant list of whole numbers, such as a shape, and returns its name.
  mutating func constant(_ name: String, _ values: [Int]) -> String {
    constant(
      name, [values.count], .int64, Data(littleEndian: values.map { UInt64(bitPattern: Int64($0)) })
    )
  }

  private mutating func constant(
    _ name: String, _ shape: [Int], _ element: ONNXElementType, _ data: Data
  ) -> String {
    var tensor = ONNXTensor()
    tensor.name = unused(name)
    tensor.dims = shape.map(Int64.init)
    tensor.dataType = element
    tensor.rawData = data
    constants.append(tensor)
    return tensor.name
  }

  /// Adds an operator of one output.
  ///
  /// - Parameters:
  ///   - place: what names of node and output begin with.
  ///   - output: the name of the output, in place of one that says place and operator.
  /// - Returns: The name of the output.
  mutating func append(
    _ operation: String, _ inputs: [String], at place: String, output: String? = nil,
    _ attributes: [ONNXAttribute] = []
  ) -> String {
    var node = ONNXNode()
    node.opType = operation
    node.input = inputs
    node.name = unused("\(place).\(operation)")
    node.output = [output.map { unused($0) } ?? "\(node.name).output"]
    node.attribute = attributes
    nodes.append(node)
    return node.output[0]
  }

  /// The name itself, or with a number where it is taken.
  mutating func unused(_ name: String) -> String {
    var candidate = name
    var number = 2
    while !names.insert(candidate).inserted {
      candidate = "\(name)_\(number)"
      number += 1
    }
    return candidate
  }
}

extension ONNXAttribute {
  static func int(_ name: String, _ value: Int) -> ONNXAttribute {
    var attribute = ONNXAttribute()
    attribute.name = name
    attribute.type = .int
    attribute.i = Int64(value)
    return attribute
  }

  static func ints(_ name: String, _ values: [Int]) -> ONNXAttribute {
    var attribute = ONNXAttribute()
    attribute.name = name
    attribute.type = .ints
    attribute.ints = values.map(Int64.init)
    return attribute
  }

  static func float(_ name: String, _ value: Double) -> ONNXAttribute {
    var attribute = ONNXAttribute()
    attribute.name = name
    attribute.type = .float
    attribute.f = Float(value)
    return attribute
  }
}
