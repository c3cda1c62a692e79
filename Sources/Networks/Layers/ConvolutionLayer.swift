import Programs

/// A convolution over images: `activation(patches(x) · W + b)`, W [kh x kw x C, N], b [N], which starts at 0.
public struct ConvolutionLayer: Layer {
  /// The number of outputs at each position, N.
  public let filters: Int
  /// What an output sees.
  public let form: WindowForm
  /// Whether there is a bias; before a batch normalisation it has no effect.
  public let hasBias: Bool
  /// The nonlinearity after the bias.
  public let activation: Activation

  /// A convolution with `filters` outputs.
  public init(
    _ filters: Int, _ form: WindowForm, hasBias: Bool = true, activation: Activation = .identity
  ) {
    demand(filters > 0, "convolution: filters must be positive, got \(filters)")
    self.filters = filters
    self.form = form
    self.hasBias = hasBias
    self.activation = activation
  }

  /// `conv 3x3, 32 filters, relu`.
  public var title: String { "conv \(form.title), \(filters) filters" + activation.suffix }

  /// What is trained, weights before biases.
  public func parameters(input: FeatureShape) -> [Parameter] {
    let (area, channels) = (form.height * form.width, input.channels)
    let weights = Parameter(
      name: "weight", dimensions: [area * channels, filters],
      fileOrder: .convolution(
        height: form.height, width: form.width, channels: channels, filters: filters),
      isRegularized: true, initializer: nil, fanIn: area * channels, fanOut: area * filters)
    let bias = Parameter(
      name: "bias", dimensions: [filters], isRegularized: false, initializer: .zeros,
      fanIn: area * channels, fanOut: area * filters)
    return hasBias ? [weights, bias] : [weights]
  }

  /// The shape of one example after this layer.
  public func output(input: FeatureShape) -> FeatureShape {
    form.output(input: input, channels: filters)
  }

  /// Images that the window does not fit into.
  public func misfit(input: FeatureShape) -> String? { form.misfit(input: input) }

  /// One for each weight and output position.
  public func multiplyAdds(input: FeatureShape) -> Int {
    output(input: input).count * form.height * form.width * input.channels
  }

  /// That of the activation.
  public var defaultSlope: Double? { activation.defaultSlope }

  /// Records the forward operations: of single pixels a product, else a convolution.
  public func forward(_ input: Tensor, _ context: LayerContext) -> LayerRecord {
    let window = form.window(on: context.input)
    let weights = context.parameters[0]
    let output = context.output(context.batch * window.outputCount, filters)
    let epilogue = BiasEpilogue(output, hasBias: hasBias, activation: activation, context)
    if window.isPointwise {
      context.recorder.append(.gemm(Gemm(left: input, right: weights, output: output)))
      epilogue.record()
    } else {
      context.recorder.append(
        .convolution(
          Convolution(
            input: input, weights: weights, output: output, window: window,
            epilogue: epilogue.operation)))
    }
    return epilogue.record(of: input)
  }

  /// Records the backward operations.
  public func backward(
    _ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext
  ) -> Tensor? {
    let window = form.window(on: context.input)
    BiasEpilogue.backward(gradient, record, hasBias: hasBias, activation: activation, context)
    // Before the weights' gradient, with which the weights may change at once.
    let inputGradient =
      context.needsInputGradient ? self.inputGradient(gradient, record, window, context) : nil
    let weightGradient = context.gradients[0]
    context.recorder.append(
      window.isPointwise
        ? .gemm(
          Gemm(left: record.input, transposeLeft: true, right: gradient, output: weightGradient))
        : .convolutionWeightGradient(
          ConvolutionWeightGradient(
            input: record.input, gradient: gradient, weightGradient: weightGradient,
            window: window)))
    return inputGradient
  }

  private func inputGradient(
    _ gradient: Tensor, _ record: LayerRecord, _ window: Window, _ context: LayerContext
  ) -> Tensor {
    let (inputGradient, accumulates) = context.inputGradient(
      record.input.rows, record.input.channels)
    context.recorder.append(
      window.isPointwise
        ? .gemm(
          Gemm(
            left: gradient, right: context.parameters[0], transposeRight: true,
            output: inputGradient, accumulate: accumulates))
        : .convolutionInputGradient(
          ConvolutionInputGradient(
            gradient: gradient, weights: context.parameters[0], inputGradient: inputGradient,
            window: window, accumulate: accumulates)))
    return inputGradient
  }
}
