import Programs

/// The constants of batch normalisation, which each replica has for itself; Keras's defaults.
public struct BatchNormConstants: Hashable, Sendable {
  /// The share of the running statistics that a step keeps (PyTorch's momentum is 1 less this).
  public var momentum: Double
  /// What is added to variances.
  public var epsilon: Double

  /// Constants.
  public init(momentum: Double = 0.99, epsilon: Double = 0.001) {
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// The numbers as `BatchNorm.constants` holds them.
  public var deviceValues: [Float] { [Float(1 - momentum), Float(epsilon)] }
}

/// Batch normalisation over the channels, then an activation: `activation(scale x' + shift)`; of images each
/// channel over all pixels of the batch.
///
/// In training x' has mean 0 and variance 1 over the rows of the batch; inference takes the running mean and
/// variance, which move by `1 - momentum` of the distance to each batch's, momentum and epsilon being
/// settings of each replica. The variance is the biased one, also in the running variance: Keras stores
/// the same, PyTorch `rows / (rows - 1)` times as much. Weight files have PyTorch's names: `weight` and
/// `bias` are trained, `running_mean` and `running_var` are not, and start at 1, 0, 0 and 1.
/// Source: Ioffe and Szegedy, "Batch normalization", ICML 2015.
public struct BatchNormalization: Layer {
  /// The nonlinearity that follows.
  public let activation: Activation

  /// A normalisation, with an activation after it.
  public init(activation: Activation = .identity) { self.activation = activation }

  /// `batch norm, relu`.
  public var title: String { "batch norm" + activation.suffix }

  /// What is trained, then the running statistics.
  public func parameters(input: FeatureShape) -> [Parameter] {
    func parameter(_ name: String, _ start: Initializer, isTrainable: Bool) -> Parameter {
      Parameter(name: name, channelsOf: input, isTrainable: isTrainable, initializer: start)
    }
    return [
      parameter("weight", .constant(1), isTrainable: true),
      parameter("bias", .zeros, isTrainable: true),
      parameter("running_mean", .zeros, isTrainable: false),
      parameter("running_var", .constant(1), isTrainable: false),
    ]
  }

  /// The shape of one example after this layer.
  public func output(input: FeatureShape) -> FeatureShape { input }

  /// That of the activation.
  public var defaultSlope: Double? { activation.defaultSlope }

  /// Records the forward operations.
  public func forward(_ input: Tensor, _ context: LayerContext) -> LayerRecord {
    let output = context.output(input.rows, input.channels)
    let constants = context.settings.batchNorm
    let parameters = context.parameters
    var saved: [Tensor] = []
    if context.isTraining {
      let statistics = context.scratch("statistics", [2, input.channels])
      saved.append(statistics)
      context.recorder.append(
        .batchNorm(
          BatchNorm(
            input: input, output: output, scale: parameters[0], shift: parameters[1],
            runningMean: parameters[2], runningVariance: parameters[3], statistics: statistics,
            constants: constants)))
    } else {
      context.recorder.append(
        .batchNormInference(
          BatchNormInference(
            input: input, output: output, scale: parameters[0], shift: parameters[1],
            runningMean: parameters[2], runningVariance: parameters[3], constants: constants)))
    }
    if activation != .identity {
      let preactivation = context.preactivation(of: activation, output)
      context.recorder.append(
        .biasActivation(
          BiasActivation(
            values: output, bias: nil, activation: activation,
            slope: context.slope(of: activation), preactivation: preactivation)))
      saved += preactivation.map { [$0] } ?? []
    }
    return LayerRecord(
      input: input, output: output, saved: saved,
      isOutputFree: activation == .identity || saved.count > 1)
  }

  /// Records the backward operations.
  public func backward(
    _ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext
  ) -> Tensor? {
    if activation != .identity {
      context.recorder.append(
        .biasActivationGradient(
          BiasActivationGradient(
            gradient: gradient, source: record.saved.dropFirst().first ?? record.output,
            biasGradient: nil, activation: activation, slope: context.slope(of: activation))))
    }
    context.recorder.append(
      .batchNormGradient(
        BatchNormGradient(
          gradient: gradient, input: record.input, statistics: record.saved[0],
          scale: context.parameters[0], scaleGradient: context.gradients[0],
          shiftGradient: context.gradients[1])))
    return context.needsInputGradient ? gradient : nil
  }
}
