import Programs

/// Dropout at the rate of each replica's settings; nothing at inference.
///
/// Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting",
/// JMLR 15, 2014.
public struct DropoutLayer: Layer {
  /// A dropout layer.
  public init() {}

  /// `dropout`.
  public var title: String { "dropout" }

  /// The shape of one example after this layer.
  public func output(input: FeatureShape) -> FeatureShape { input }

  /// Records the forward operations.
  public func forward(_ input: Tensor, _ context: LayerContext) -> LayerRecord {
    guard context.isTraining else {
      return LayerRecord(input: input, output: input, isOutputFree: context.isInputFree)
    }
    // What it drops out of lies one row after another.
    let output = context.scratch("output", [input.rows, input.channels])
    append(from: input, to: output, context)
    return LayerRecord(input: input, output: output, isOutputFree: true)
  }

  /// Records the backward operations.
  public func backward(
    _ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext
  ) -> Tensor? {
    // The mask of this step is drawn again, in place.
    append(from: gradient, to: gradient, context)
    return gradient
  }

  private func append(from input: Tensor, to output: Tensor, _ context: LayerContext) {
    context.recorder.append(
      .dropout(
        Dropout(
          input: input, output: output, rate: context.settings.dropout,
          seed: context.settings.seed, stream: .dropout(context.index))))
  }
}
