import Programs

/// One step of a network, or several branches of steps side by side.
///
/// Layers are plain values that hold no memory: they record.
public protocol Layer: Sendable {
  /// What it is and does in a few words, such as `conv 3x3, 32 filters, relu`.
  var title: String { get }

  /// What it is made of, where it is made of layers: each sequence takes what the layer takes.
  var sequences: [LayerSequence] { get }

  /// The parameters for inputs of this shape, weights before biases and those that are trained first; those
  /// of layers inside are left out.
  func parameters(input: FeatureShape) -> [Parameter]

  /// The shape of one example after this layer.
  ///
  /// - Precondition: `misfit` finds nothing wrong with the input.
  func output(input: FeatureShape) -> FeatureShape

  /// Why inputs of this shape cannot be taken, or `nil` if they can; layers inside are asked apart.
  func misfit(input: FeatureShape) -> String?

  /// Multiplications with a weight, each with an addition, for one example; those of layers inside are left
  /// out.
  func multiplyAdds(input: FeatureShape) -> Int

  /// The slope below 0 of its activation unless a replica has another; `nil` if there is no choice.
  var defaultSlope: Double? { get }

  /// Records the forward operations.
  func forward(_ input: Tensor, _ context: LayerContext) -> LayerRecord

  /// Records the backward operations, gradients by the parameters included.
  ///
  /// - Parameters:
  ///   - gradient: the gradient by the outputs; may be overwritten.
  ///   - record: what `forward` returned in the same routine.
  /// - Returns: The gradient by the inputs, which the caller may overwrite, or `nil` if the context does not
  ///   ask for it.
  func backward(_ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext) -> Tensor?
}

extension Layer {
  /// None: most layers are not made of others.
  public var sequences: [LayerSequence] { [] }

  /// None.
  public func parameters(input: FeatureShape) -> [Parameter] { [] }

  /// Nothing: any shape is taken.
  public func misfit(input: FeatureShape) -> String? { nil }

  /// None.
  public func multiplyAdds(input: FeatureShape) -> Int { 0 }

  /// No choice.
  public var defaultSlope: Double? { nil }
}

/// What a layer's forward operations left for its backward ones.
public struct LayerRecord: Sendable {
  /// What the layer was given [R, rows, channels].
  public let input: Tensor
  /// What it came to [R, rows, channels].
  public let output: Tensor
  /// What else its backward reads, such as batch statistics or the positions of maxima.
  public let saved: [Tensor]
  /// The records of the layers inside, by sequence.
  public let inner: [[LayerRecord]]
  /// Whether the layer after it may overwrite the output: it is memory of its own, and no backward reads it.
  public let isOutputFree: Bool

  /// A record of one layer.
  public init(
    input: Tensor, output: Tensor, saved: [Tensor] = [], inner: [[LayerRecord]] = [],
    isOutputFree: Bool = false
  ) {
    self.input = input
    self.output = output
    self.saved = saved
    self.inner = inner
    self.isOutputFree = isOutputFree
  }
}

extension Activation {
  /// `, relu`; nothing for none.
  var suffix: String { self == .identity ? "" : ", \(rawValue)" }
}
