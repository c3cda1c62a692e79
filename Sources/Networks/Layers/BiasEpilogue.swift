import Programs

/// Bias and activation behind a sum, where there are any: what convolutions have in common.
struct BiasEpilogue {
  /// The operation in place on the output; `nil` if there is neither bias nor activation.
  let operation: BiasActivation?
  private let output: Tensor
  private let context: LayerContext

  /// What follows the sums in `output` [R, rows, N]; the bias is the layer's second parameter.
  init(_ output: Tensor, hasBias: Bool, activation: Activation, _ context: LayerContext) {
    self.output = output
    self.context = context
    operation =
      hasBias || activation != .identity
      ? BiasActivation(
        values: output, bias: hasBias ? context.parameters[1] : nil, activation: activation,
        slope: context.slope(of: activation),
        preactivation: context.preactivation(of: activation, output))
      : nil
  }

  /// Records it as an operation of its own.
  func record() {
    if let operation { context.recorder.append(.biasActivation(operation)) }
  }

  /// What the layer's forward operations left.
  func record(of input: Tensor) -> LayerRecord {
    let preactivation = operation?.preactivation
    return LayerRecord(
      input: input, output: output, saved: preactivation.map { [$0] } ?? [],
      isOutputFree: operation?.activation ?? .identity == .identity || preactivation != nil)
  }

  /// Records the backward: the gradient by the sums in place, and that by the bias.
  static func backward(
    _ gradient: Tensor, _ record: LayerRecord, hasBias: Bool, activation: Activation,
    _ context: LayerContext
  ) {
    guard hasBias || activation != .identity else { return }
    context.recorder.append(
      .biasActivationGradient(
        BiasActivationGradient(
          gradient: gradient, source: record.saved.first ?? record.output,
          biasGradient: hasBias ? context.gradients[1] : nil, activation: activation,
          slope: context.slope(of: activation))))
  }
}
