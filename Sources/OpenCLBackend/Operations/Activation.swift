import Kernels
import Programs

extension Preparation {
  /// `bias_activation` of `activation.cl`: x = channel, y = row; nothing if it would change nothing.
  func biasActivation(_ operation: BiasActivation) throws -> [Launch] {
    let values = operation.values
    if operation.bias == nil && operation.activation == .identity { return [] }
    return [
      try launch(
        .biasActivation, size: style.rowsAndChannels(values.rows, values.channels),
        defines: [
          "ACTIVATION": operation.activation.kernelNumber,
          "HAS_BIAS": operation.bias == nil ? 0 : 1,
          "KEEPS_PREACTIVATION": operation.preactivation == nil ? 0 : 1,
          "HAS_SLOPE": operation.slope == nil ? 0 : 1,
        ],
        [
          rows(values), .view(memory.operand(operation.bias ?? values)),
          rows(operation.preactivation ?? values), .view(memory.operand(operation.slope ?? values)),
          .uint(values.rows), .uint(values.channels),
        ])
    ]
  }

  /// `bias_activation_gradient` of `activation.cl`, x = channel, or `activation_gradient` where no bias
  /// gradient is wanted, x = channel, y = row.
  func biasActivationGradient(_ operation: BiasActivationGradient) throws -> [Launch] {
    let gradient = operation.gradient
    let defines = [
      "ACTIVATION": operation.activation.kernelNumber, "HAS_SLOPE": operation.slope == nil ? 0 : 1,
    ]
    let last: [Argument] = [
      .view(memory.operand(operation.slope ?? gradient)), .uint(gradient.rows),
      .uint(gradient.channels),
    ]
    let operands = [rows(gradient), rows(operation.source)]
    if let biasGradient = operation.biasGradient {
      return [
        try launch(
          .biasActivationGradient, size: style.elements(gradient.channels), defines: defines,
          operands + [view(biasGradient)] + last)
      ]
    }
    if operation.activation == .identity { return [] }
    return [
      try launch(
        .activationGradient, size: style.rowsAndChannels(gradient.rows, gradient.channels),
        defines: defines,
        operands + last)
    ]
  }
}
