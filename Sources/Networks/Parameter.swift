/// A tensor of a model as a layer declares it.
public struct Parameter: Sendable, Equatable {
  /// The name within the layer in PyTorch's convention, such as `weight`.
  public let name: String
  /// The dimensions in memory: [in, out] for a dense weight, [kh x kw x C, N] for one of a convolution.
  public let dimensions: [Int]
  /// How weight files have it.
  public let fileOrder: WeightFileOrder
  /// Whether L1 and L2 penalties apply; biases are left out, as in Keras.
  public let isRegularized: Bool
  /// Whether the optimizer changes it; running statistics are kept by their layer.
  public let isTrainable: Bool
  /// How it starts; `nil` for the way of the trial.
  public let initializer: Initializer?
  /// Inputs of one unit.
  public let fanIn: Int
  /// Units that one input feeds.
  public let fanOut: Int
  /// What the numbers of a unit are that a narrower network lacks (see ``ParameterEmbedding``).
  public let absentValue: Float

  init(
    name: String, dimensions: [Int], fileOrder: WeightFileOrder? = nil, isRegularized: Bool,
    isTrainable: Bool = true, initializer: Initializer?, fanIn: Int, fanOut: Int,
    absentValue: Float = 0
  ) {
    self.name = name
    self.dimensions = dimensions
    self.fileOrder = fileOrder ?? .reversed(dimensions)
    self.isRegularized = isRegularized
    self.isTrainable = isTrainable
    self.initializer = initializer
    self.fanIn = fanIn
    self.fanOut = fanOut
    self.absentValue = absentValue
  }

  /// A parameter of one number for each channel.
  init(
    name: String, channelsOf input: FeatureShape, isTrainable: Bool = true,
    initializer: Initializer
  ) {
    self.init(
      name: name, dimensions: [input.channels], fileOrder: input.flattened.map { .flattened($0) },
      isRegularized: false, isTrainable: isTrainable, initializer: initializer, fanIn: 1, fanOut: 1)
  }

  /// The number of elements.
  public var count: Int { dimensions.reduce(1, *) }
}
