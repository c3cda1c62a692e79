import Programs

/// A convolution of each channel with a filter of its own: `activation(x * w + b)`, w [kh x kw, C], b [C].
public struct DepthwiseConvolutionLayer: Layer {
  /// What an output sees.
  public let form: WindowForm
  /// Whether there is a bias; before a batch normalisation it has no effect.
  public let hasBias: Bool
  /// The nonlinearity after the bias.
  public let activation: Activation

  /// A depthwise convolution.
  public init(_ form: WindowForm, hasBias: Bool = true, activation: Activation = .identity) {
    self.form = form
    self.hasBias = hasBias
    self.activation = activation
  }

  /// `depthwise conv 3x3, relu`.
  public var title: String { "depthwise conv \(form.title)" + activation.suffix }

  /// What is trained, weights before biases; a unit sees one channel.
  public func parameters(input: FeatureShape) -> [Parameter] {
    let area = form.height * form.width
    let weights = Parameter(
      name: "weight", dimensions: [area, input.channels],
      fileOrder: .depthwise(height: form.height, width: form.width, channels: input.channels),
      isRegularized: true, initializer: nil, fanIn: area, fanOut: area)
    let bias = Parameter(
      name: "bias", dimensions: [input.channels], isRegularized: false, initializer: .zeros,
      fanIn: area, fanOut: area)
    return hasBias ? [weights, bias] : [weights]
  }

  /// The shape of one example after this layer.
  public func output(input: FeatureShape) -> FeatureShape {
    form.output(input: input, channels: input.channels)
  }

  /// Images that the window does not fit into.
  public func misfit(input: FeatureShape) -> String? { form.misfit(input: input) }

  /// One for each weight and output position.
  public func multiplyAdds(input: FeatureShape) -> Int {
    output(input: input).count * form.height * form.width
  }

  /// That of the activation.
  public var defaultSlope: Double? { activation.defaultSlope }

  /// Records the forward operations.
  public func forward(_ input: Tensor, _ context: LayerContext) -> LayerRecord {
    let window = form.window(on: context.input)
    let output = context.output(context.batch * window.outputCount, input.channels)
    let epilogue = BiasEpilogue(output, hasBias: hasBias, activation: activation, context)
    context.recorder.append(
      .depthwiseConvolution(
        DepthwiseConvolution(
          input: input, weights: context.parameters[0], output: output, window: window)))
    epilogue.record()
    return epilogue.record(of: input)
  }

  /// Records the backward operations.
  public func backward(
    _ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext
  ) -> Tensor? {
    let window = form.window(on: context.input)
    let input = record.input
    BiasEpilogue.backward(gradient, record, hasBias: hasBias, activation: activation, context)
    var inputGradient: Tensor?
    if context.needsInputGradient {
      let tensor = context.scratch("inputGradient", [input.rows, input.channels])
      context.recorder.append(
        .depthwiseInputGradient(
          DepthwiseInputGradient(
            gradient: gradient, weights: context.parameters[0], inputGradient: tensor,
            window: window)))
      inputGradient = tensor
    }
    context.recorder.append(
      .depthwiseWeightGradient(
        DepthwiseWeightGradient(
          input: input, gradient: gradient, weightGradient: context.gradients[0], window: window)))
    return inputGradient
  }
}
