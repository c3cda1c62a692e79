import Programs

/// Images as rows of numbers: a view, nothing is computed but in front of a joint.
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

  /// Records nothing, or a copy of the gradient if it is some columns of that of a joint.
  public func backward(
    _ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext
  ) -> Tensor? {
    guard context.needsInputGradient else { return nil }
    if gradient.isContiguous { return gradient.reshaped(record.input.dimensions) }
    // Rows that lie apart are no images.
    let whole = context.scratch("gradient", [gradient.rows, gradient.channels])
    context.recorder.append(.addition(Addition(left: gradient, right: nil, output: whole)))
    return whole.reshaped(record.input.dimensions)
  }
}
