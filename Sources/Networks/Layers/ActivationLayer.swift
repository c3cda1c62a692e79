import Programs

/// An activation that stands alone, as behind a sum of branches.
///
/// Behind dense layers, convolutions and batch normalisations it is cheaper as part of them.
public struct ActivationLayer: Layer {
  /// The nonlinearity.
  public let activation: Activation

  /// An activation.
  public init(_ activation: Activation) { self.activation = activation }

  /// `relu`.
  public var title: String { activation.rawValue }

  /// The shape of one example after this layer.
  public func output(input: FeatureShape) -> FeatureShape { input }

  /// That of the activation.
  public var defaultSlope: Double? { activation.defaultSlope }

  /// Records the forward operations: in place where nobody reads the input again.
  public func forward(_ input: Tensor, _ context: LayerContext) -> LayerRecord {
    var output = input
    if !context.isInputFree || context.destination != nil {
      output = context.output(input.rows, input.channels)
      context.recorder.append(.addition(Addition(left: input, right: nil, output: output)))
    }
    let preactivation = context.preactivation(of: activation, output)
    context.recorder.append(
      .biasActivation(
        BiasActivation(
          values: output, bias: nil, activation: activation,
          slope: context.slope(of: activation), preactivation: preactivation)))
    return LayerRecord(
      input: input, output: output, saved: preactivation.map { [$0] } ?? [],
      isOutputFree: activation == .identity || preactivation != nil)
  }

  /// Records the backward operations.
  public func backward(
    _ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext
  ) -> Tensor? {
    guard context.needsInputGradient else { return nil }
    context.recorder.append(
      .biasActivationGradient(
        BiasActivationGradient(
          gradient: gradient, source: record.saved.first ?? record.output, biasGradient: nil,
          activation: activation, slope: context.slope(of: activation))))
    return gradient
  }
}
