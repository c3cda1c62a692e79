import Kernels
import Programs

extension Activation {
  /// The number that `activation.cl` knows it by.
  var define: Int {
    switch self {
    case .identity: 0
    case .relu: 1
    case .sigmoid: 2
    case .tanh: 3
    }
  }
}

extension Preparation {
  /// `bias_activation` of `activation.cl`: x = channel, y = row; nothing if it would change nothing.
  func biasActivation(_ operation: BiasActivation) throws -> [Launch] {
    let values = operation.values
    if operation.bias == nil && operation.activation == .identity { return [] }
    return [
      try launch(
        .biasActivation, family: BiasActivation.family,
        size: style.rowsAndChannels(values.rows, values.channels),
        defines: [
          "ACTIVATION": operation.activation.define, "HAS_BIAS": operation.bias == nil ? 0 : 1,
        ],
        [
          rows(values), .view(memory.operand(operation.bias ?? values)), .uint(values.rows),
          .uint(values.channels),
        ])
    ]
  }

  /// `bias_activation_gradient` of `activation.cl`, x = channel, or `activation_gradient` where no bias
  /// gradient is wanted, x = channel, y = row.
  func biasActivationGradient(_ operation: BiasActivationGradient) throws -> [Launch] {
    let gradient = operation.gradient
    let defines = ["ACTIVATION": operation.activation.define]
    let sizes: [Argument] = [.uint(gradient.rows), .uint(gradient.channels)]
    let operands = [rows(gradient), rows(operation.outputs)]
    if let biasGradient = operation.biasGradient {
      return [
        try launch(
          .biasActivationGradient, family: BiasActivationGradient.family,
          size: style.elements(gradient.channels), defines: defines,
          operands + [view(biasGradient)] + sizes)
      ]
    }
    if operation.activation == .identity { return [] }
    return [
      try launch(
        .activationGradient, family: BiasActivationGradient.family,
        size: style.rowsAndChannels(gradient.rows, gradient.channels), defines: defines,
        operands + sizes)
    ]
  }
}
