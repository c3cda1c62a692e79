import Programs

/// Images as rows of numbers: a view, nothing is computed.
///
/// In memory the numbers lie pixel by pixel; weight files of the layers that follow have them channel by
/// channel, as PyTorch's.
public struct Flatten: Layer {
  /// A flattening.
  public init() {}

  /// `flatten`.
  public var title: String { "flatten" }

  /// The shape of one example after this layer.
  public func output(input: FeatureShape) -> FeatureShape { input.flat }

  /// Records nothing.
  public func forward(_ input: Tensor, _ context: LayerContext) -> LayerRecord {
    LayerRecord(
      input: input, output: input.reshaped([context.batch, context.input.count]),
      isOutputFree: context.isInputFree)
  }

  /// Records nothing.
  public func backward(
    _ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext
  ) -> Tensor? {
    gradient.reshaped(record.input.dimensions)
  }
}
