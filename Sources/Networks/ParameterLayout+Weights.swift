import Programs

/// A named tensor of a weight file.
public struct NamedWeights: Sendable, Equatable {
  /// The name, such as `layers.0.weight`.
  public let name: String
  /// The dimensions in PyTorch's convention: [out, in] for a dense weight, [N, C, kh, kw] for filters.
  public let shape: [Int]
  /// The elements, last dimension contiguous.
  public let values: [Float]

  /// A named tensor.
  public init(name: String, shape: [Int], values: [Float]) {
    self.name = name
    self.shape = shape
    self.values = values
  }
}

extension ParameterLayout {
  /// The parameters of one replica as named tensors in PyTorch's convention.
  ///
  /// - Parameter flat: the replica's part [P] of the flat tensor.
  public func weights(_ flat: ArraySlice<Float>) -> [NamedWeights] {
    entries.map { entry in
      let start = flat.startIndex + entry.offset
      let order = entry.parameter.fileOrder
      return NamedWeights(
        name: entry.name, shape: order.shape,
        values: order.fromMemory(flat[start..<start + entry.parameter.count]))
    }
  }

  /// The flat part [P] of one replica from named tensors.
  ///
  /// - Throws: ``WeightsMismatch`` naming the first tensor that is missing, superfluous or of another shape.
  public func flatten(_ weights: [NamedWeights]) throws -> [Float] {
    var flat = [Float](repeating: 0, count: count)
    for entry in entries {
      guard let found = weights.first(where: { $0.name == entry.name }) else {
        throw WeightsMismatch(reason: "tensor \(entry.name) is missing")
      }
      let order = entry.parameter.fileOrder
      guard found.shape == order.shape else {
        throw WeightsMismatch(
          reason: "tensor \(entry.name) has shape \(found.shape), the model needs \(order.shape)")
      }
      let values = order.toMemory(found.values)
      flat.replaceSubrange(entry.offset..<entry.offset + values.count, with: values)
    }
    if let extra = weights.first(where: { found in !entries.contains { $0.name == found.name } }) {
      throw WeightsMismatch(reason: "tensor \(extra.name) belongs to no layer of the model")
    }
    return flat
  }
}

/// Weights that do not fit a model.
public struct WeightsMismatch: Error, Equatable, Sendable, CustomStringConvertible {
  /// Which tensor, and what the model needs.
  public let reason: String
  /// One line for people.
  public var description: String { reason }

  /// A mismatch for this reason.
  public init(reason: String) { self.reason = reason }
}
