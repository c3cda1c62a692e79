import Programs

/// Where each parameter lies in the flat tensor [R, P], most of which the optimizer updates in one operation.
///
/// Regularised parameters come first, so that a penalty applies to a prefix, and those that are not trained
/// last, so that an update does. Each parameter starts at a
/// multiple of 64 bytes; the gaps stay 0.
public struct ParameterLayout: Sendable, Equatable {
  /// One parameter and its place.
  public struct Entry: Sendable, Equatable {
    /// The parameter as its layer declared it.
    public let parameter: Parameter
    /// The layer's number, counted through the whole model.
    public let layer: Int
    /// The name in weight files: `layers.N.NAME`, N counting the layers that have parameters, branch by
    /// branch where there are some.
    public let name: String
    /// The position among all parameters in the order of layers: keys its initial draw.
    public let index: Int
    /// The first element in the flat tensor.
    public let offset: Int
  }

  /// The parameters in the order of layers.
  public let entries: [Entry]
  /// The length of the flat tensor, gaps included.
  public let count: Int
  /// The length of the regularised prefix, gaps included.
  public let regularizedCount: Int
  /// The length of the prefix that is trained, gaps included: that of gradients and moments.
  public let trainableCount: Int

  /// The layout of a model's parameters.
  public init(_ model: Model) {
    var declared: [(parameter: Parameter, layer: Int, name: String)] = []
    var number = 0
    for placed in model.placedLayers {
      let parameters = placed.layer.parameters(input: placed.input)
      for parameter in parameters {
        declared.append((parameter, placed.number, "layers.\(number).\(parameter.name)"))
      }
      if !parameters.isEmpty { number += 1 }
    }
    var offsets = [Int](repeating: 0, count: declared.count)
    var next = 0
    func place(_ belongs: (Parameter) -> Bool) {
      for (index, item) in declared.enumerated() where belongs(item.parameter) {
        offsets[index] = next
        next += (item.parameter.count + 15) / 16 * 16
      }
    }
    place { $0.isTrainable && $0.isRegularized }
    regularizedCount = next
    place { $0.isTrainable && !$0.isRegularized }
    trainableCount = next
    place { !$0.isTrainable }
    count = next
    entries = declared.enumerated().map { index, item in
      Entry(
        parameter: item.parameter, layer: item.layer, name: item.name, index: index,
        offset: offsets[index])
    }
  }

  /// The number of numbers, running statistics included and gaps left out: Keras's "total params".
  public var parameterCount: Int { entries.reduce(0) { $0 + $1.parameter.count } }

  /// Whether one of these layers has parameters that are trained.
  func trains(_ layers: Range<Int>) -> Bool {
    entries.contains { layers.contains($0.layer) && $0.parameter.isTrainable }
  }

  /// The views of a layer's parameters in a flat tensor [R, P], or of those that are trained in one of that
  /// length.
  func tensors(ofLayer layer: Int, in flat: Tensor) -> [Tensor] {
    entries.filter { $0.layer == layer && $0.offset < flat.count }.map {
      Tensor(buffer: flat.buffer, offset: $0.offset, dimensions: $0.parameter.dimensions)
    }
  }

  /// Initial values of all parameters for a trial: [P].
  ///
  /// - Parameter initializer: how parameters start that have no way of their own.
  public func initialValues(
    seed: UInt64, initializer: Initializer = .glorotUniform
  ) -> [Float] {
    var values = [Float](repeating: 0, count: count)
    for entry in entries {
      let parameter = entry.parameter
      let drawn = (parameter.initializer ?? initializer).values(
        dimensions: parameter.dimensions, fanIn: parameter.fanIn, fanOut: parameter.fanOut,
        seed: seed, stream: .initializer(entry.index))
      values.replaceSubrange(entry.offset..<entry.offset + parameter.count, with: drawn)
    }
    return values
  }
}
