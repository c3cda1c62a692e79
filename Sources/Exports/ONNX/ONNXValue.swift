import ExportMessages
import Networks

/// A tensor between two layers of a graph.
///
/// Images are [N, C, H, W], features [N, F], N being open. Features that a ``/Networks/Flatten`` made are
/// channel by channel in the graph, as in weight files and in PyTorch, and pixel by pixel in Lockstep's memory:
/// ``ONNXGraphBuilder/rows(_:at:)`` makes the one of the other where a layer counts on it.
struct ONNXValue {
  /// The name in the graph.
  var name: String
  /// The shape of one example.
  var shape: FeatureShape
  /// Whether it is [N, C, H, W].
  var isImage: Bool
}

extension ONNXGraphBuilder {
  /// The value as images [N, C, H, W].
  mutating func image(_ value: ONNXValue, at place: String) -> ONNXValue {
    if value.isImage { return value }
    let rows = rows(value, at: place)
    let shape = constant("\(place).shape", [0, rows.shape.channels, 1, 1])
    let name = append("Reshape", [rows.name, shape], at: place)
    return ONNXValue(name: name, shape: rows.shape, isImage: true)
  }

  /// The value as rows of numbers [N, F], channel by channel, as a ``/Networks/Flatten`` gives them.
  mutating func flattened(_ value: ONNXValue, at place: String) -> ONNXValue {
    guard value.isImage else { return value }
    let name = append("Flatten", [value.name], at: place, [.int("axis", 1)])
    return ONNXValue(name: name, shape: value.shape.flat, isImage: false)
  }

  /// The value as rows of numbers [N, F] in the order of Lockstep's memory: pixel by pixel.
  mutating func rows(_ value: ONNXValue, at place: String) -> ONNXValue {
    var image = value
    if !value.isImage {
      guard let extents = value.shape.flattened, extents[2] > 1 else {
        return ONNXValue(
          name: value.name, shape: FeatureShape(channels: value.shape.count), isImage: false)
      }
      let shape = constant("\(place).shape", [0, extents[2], extents[0], extents[1]])
      image.name = append("Reshape", [value.name, shape], at: place)
      image.shape = FeatureShape(height: extents[0], width: extents[1], channels: extents[2])
    }
    var name = image.name
    if image.shape.positions > 1, image.shape.channels > 1 {
      name = append("Transpose", [name], at: place, [.ints("perm", [0, 2, 3, 1])])
    }
    name = append("Flatten", [name], at: place, [.int("axis", 1)])
    return ONNXValue(name: name, shape: FeatureShape(channels: value.shape.count), isImage: false)
  }
}
