import Programs

/// The extent of one example inside a network: height x width x channels; 1 x 1 x F for plain features.
///
/// A batch of B examples is a tensor of B x height x width rows and `channels` columns.
public struct FeatureShape: Hashable, Sendable, CustomStringConvertible {
  /// Rows of positions.
  public let height: Int
  /// Columns of positions.
  public let width: Int
  /// Numbers at each position.
  public let channels: Int

  /// A shape of height x width x channels.
  public init(height: Int = 1, width: Int = 1, channels: Int) {
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// The number of features of one example.
  public var count: Int { height * width * channels }

  /// One line for people.
  public var description: String {
    height * width == 1 ? "\(channels)" : "\(height) x \(width) x \(channels)"
  }
}

/// One step of a network.
///
/// Layers are plain values that hold no memory: they record.
public protocol Layer: Sendable {
  /// The trainable parameters for inputs of this shape, weights before biases.
  func parameters(input: FeatureShape) -> [Parameter]

  /// The shape of one example after this layer.
  func output(input: FeatureShape) -> FeatureShape

  /// Records the forward operations.
  func forward(_ input: Tensor, _ context: LayerContext) -> LayerRecord

  /// Records the backward operations, gradients by the parameters included.
  ///
  /// - Parameters:
  ///   - gradient: the gradient by the outputs; may be overwritten.
  ///   - record: what `forward` returned in the same routine.
  /// - Returns: The gradient by the inputs, or `nil` if the context does not ask for it.
  func backward(_ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext) -> Tensor?
}

/// What a layer's forward operations left for its backward ones.
public struct LayerRecord: Sendable {
  /// What the layer was given [R, rows, channels].
  public let input: Tensor
  /// What it came to [R, rows, channels].
  public let output: Tensor
  /// What else its backward reads, such as batch statistics or the positions of maxima.
  public let saved: [Tensor]

  /// A record of one layer.
  public init(input: Tensor, output: Tensor, saved: [Tensor] = []) {
    self.input = input
    self.output = output
    self.saved = saved
  }
}

/// A trainable tensor as a layer declares it.
public struct Parameter: Sendable, Equatable {
  /// The name within the layer in PyTorch's convention, such as `weight`.
  public let name: String
  /// The dimensions in memory: [in, out] for a dense weight.
  public let dimensions: [Int]
  /// Whether L1 and L2 penalties apply; biases are left out, as in Keras.
  public let isRegularized: Bool
  /// How it starts; `nil` for the way of the trial.
  public let initializer: Initializer?
  /// Inputs of one unit.
  public let fanIn: Int
  /// Units that one input feeds.
  public let fanOut: Int
  /// What the numbers of a unit are that a narrower network lacks (see ``ParameterEmbedding``).
  public var absentValue: Float = 0

  /// The number of elements.
  public var count: Int { dimensions.reduce(1, *) }
}

/// What a layer needs to record itself in one place of one routine.
public struct LayerContext {
  /// Where operations and scratch memory go.
  public let recorder: Recorder
  /// A prefix for names, unique to routine and layer.
  public let name: String
  /// Examples in a step, B.
  public let batch: Int
  /// The layer's position in the model: keys its random draws.
  public let index: Int
  /// Whether this is a training step.
  public let isTraining: Bool
  /// Whether `backward` must return the gradient by the inputs; the first layer need not.
  public let needsInputGradient: Bool
  /// The layer's parameters, in the order it declared them.
  public let parameters: [Tensor]
  /// Where the gradients by the parameters go, in the same order.
  public let gradients: [Tensor]
  /// The per-replica settings that layers read.
  public let settings: ReplicaTensors

  /// Scratch memory [R, dimensions] with a name that tells the layer.
  func scratch(_ suffix: String, _ dimensions: [Int]) -> Tensor {
    recorder.scratch("\(name).\(suffix)", dimensions)
  }
}

/// Per-replica settings on the device that operations read: trials that differ only in these share a program.
public struct ReplicaTensors: Sendable {
  /// The seed of each trial [R, 2] `uint32`, low and high word.
  public let seed: Tensor
  /// The data set of each trial [R, 1] `int32`.
  public let dataSet: Tensor
  /// 1 where the order of the examples is shuffled, else 0 [R, 1].
  public let shuffled: Tensor
  /// The dropout rate [R, 1].
  public let dropout: Tensor
  /// Lambda of the L2 penalty [R, 1].
  public let l2: Tensor
  /// Lambda of the L1 penalty [R, 1].
  public let l1: Tensor
  /// The largest length of a unit's incoming weights [R, 1]; 0 for any.
  public let maxNorm: Tensor
  /// The largest size of a gradient's element [R, 1]; 0 for any.
  public let clipValue: Tensor
  /// The largest length of all gradients together [R, 1]; 0 for any.
  public let clipNorm: Tensor
  /// The label smoothing of training [R, 1].
  public let labelSmoothing: Tensor
  /// Noise on the inputs in training, as a share of their standard deviation [R, 1].
  public let inputNoise: Tensor

  /// Allocates the settings for every replica of a program.
  init(_ recorder: Recorder) {
    seed = recorder.constant("seed", [2], .uint32)
    dataSet = recorder.constant("dataSet", [1], .int32)
    shuffled = recorder.constant("shuffled", [1])
    dropout = recorder.constant("dropout", [1])
    l2 = recorder.constant("l2", [1])
    l1 = recorder.constant("l1", [1])
    maxNorm = recorder.constant("maxNorm", [1])
    clipValue = recorder.constant("clipValue", [1])
    clipNorm = recorder.constant("clipNorm", [1])
    labelSmoothing = recorder.constant("labelSmoothing", [1])
    inputNoise = recorder.constant("inputNoise", [1])
  }
}
