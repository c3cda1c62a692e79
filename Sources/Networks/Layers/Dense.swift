import Programs

/// A fully connected layer: `activation(x · W + b)`, W [in, out], b [out], which starts at 0.
///
/// Images count as rows of numbers, pixel by pixel, in memory and in weight files; a ``Flatten`` before it gives
/// files PyTorch's order.
public struct Dense: Layer {
  /// The number of outputs.
  public let units: Int
  /// The nonlinearity after the bias.
  public let activation: Activation

  /// A layer of `units` outputs.
  public init(_ units: Int, activation: Activation) {
    demand(units > 0, "dense: units must be positive, got \(units)")
    self.units = units
    self.activation = activation
  }

  /// `dense 128, relu`.
  public var title: String { "dense \(units)" + activation.suffix }

  /// What is trained, weights before biases.
  public func parameters(input: FeatureShape) -> [Parameter] {
    [
      Parameter(
        name: "weight", dimensions: [input.count, units],
        fileOrder: input.flattened.map { .flattened($0, outputs: units) }, isRegularized: true,
        initializer: nil, fanIn: input.count, fanOut: units),
      Parameter(
        name: "bias", dimensions: [units], isRegularized: false, initializer: .zeros,
        fanIn: input.count, fanOut: units,
        absentValue: activation.maps0To0 ? 0 : Self.silencingBias),
    ]
  }

  /// So far below 0 that what an activation makes of it is 0.
  private static let silencingBias: Float = -1e30

  /// The shape of one example after this layer.
  public func output(input: FeatureShape) -> FeatureShape { FeatureShape(channels: units) }

  /// One for each input and output.
  public func multiplyAdds(input: FeatureShape) -> Int { input.count * units }

  /// That of the activation.
  public var defaultSlope: Double? { activation.defaultSlope }

  /// Records the forward operations.
  public func forward(_ input: Tensor, _ context: LayerContext) -> LayerRecord {
    let features = flattened(input, context)
    let output = context.output(context.batch, units)
    context.recorder.append(
      .gemm(Gemm(left: features, right: context.parameters[0], output: output)))
    let preactivation = context.preactivation(of: activation, output)
    context.recorder.append(
      .biasActivation(
        BiasActivation(
          values: output, bias: context.parameters[1], activation: activation,
          slope: context.slope(of: activation), preactivation: preactivation)))
    return LayerRecord(
      input: input, output: output, saved: preactivation.map { [$0] } ?? [],
      isOutputFree: activation == .identity || preactivation != nil)
  }

  /// Records the backward operations.
  public func backward(
    _ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext
  ) -> Tensor? {
    let input = flattened(record.input, context)
    context.recorder.append(
      .biasActivationGradient(
        BiasActivationGradient(
          gradient: gradient, source: record.saved.first ?? record.output,
          biasGradient: context.gradients[1], activation: activation,
          slope: context.slope(of: activation))))
    // Before the weights' gradient, with which the weights may change at once.
    let inputGradient =
      context.needsInputGradient ? self.inputGradient(gradient, input, context) : nil
    context.recorder.append(
      .gemm(
        Gemm(left: input, transposeLeft: true, right: gradient, output: context.gradients[0])))
    return inputGradient?.reshaped(record.input.dimensions)
  }

  private func inputGradient(
    _ gradient: Tensor, _ input: Tensor, _ context: LayerContext
  ) -> Tensor {
    let (inputGradient, accumulates) = context.inputGradient(input.rows, input.channels)
    context.recorder.append(
      .gemm(
        Gemm(
          left: gradient, right: context.parameters[0], transposeRight: true,
          output: inputGradient, accumulate: accumulates)))
    return inputGradient
  }

  /// The positions of an image side by side: one row for each example.
  private func flattened(_ input: Tensor, _ context: LayerContext) -> Tensor {
    input.reshaped([context.batch, input.count / context.batch])
  }
}
