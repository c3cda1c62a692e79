import Foundation
import Programs

/// ``Programs/BiasActivation`` on the CPU.
struct CPUBiasActivation: PreparedOperation {
  private let values: Operand
  private let bias: Operand?
  private let rows, channels, stride: Int
  private let activation: Activation

  init(_ operation: BiasActivation, _ memory: Memory) {
    values = memory.operand(operation.values)
    bias = operation.bias.map(memory.operand)
    (rows, channels) = (operation.values.rows, operation.values.channels)
    stride = operation.values.rowStride
    activation = operation.activation
  }

  func run(_ frame: Frame) {
    let values = values.floats(frame)
    let bias = bias?.floats(frame)
    for row in 0..<rows {
      let line = values + row * stride
      if let bias { for channel in 0..<channels { line[channel] += bias[channel] } }
      switch activation {
      case .identity: break
      case .relu:
        // Written so that a NaN stays one.
        for channel in 0..<channels { line[channel] = line[channel] < 0 ? 0 : line[channel] }
      case .sigmoid:
        for channel in 0..<channels { line[channel] = 1 / (1 + exp(-line[channel])) }
      case .tanh: for channel in 0..<channels { line[channel] = tanh(line[channel]) }
      }
    }
  }
}

/// ``Programs/BiasActivationGradient`` on the CPU.
struct CPUBiasActivationGradient: PreparedOperation {
  private let gradient, outputs: Operand
  private let biasGradient: Operand?
  private let rows, channels, gradientStride, outputStride: Int
  private let activation: Activation

  init(_ operation: BiasActivationGradient, _ memory: Memory) {
    gradient = memory.operand(operation.gradient)
    outputs = memory.operand(operation.outputs)
    biasGradient = operation.biasGradient.map(memory.operand)
    (rows, channels) = (operation.gradient.rows, operation.gradient.channels)
    gradientStride = operation.gradient.rowStride
    outputStride = operation.outputs.rowStride
    activation = operation.activation
  }

  func run(_ frame: Frame) {
    let gradient = gradient.floats(frame)
    let outputs = outputs.floats(frame)
    let sums = biasGradient?.floats(frame)
    sums?.update(repeating: 0, count: channels)
    for row in 0..<rows {
      let line = gradient + row * gradientStride
      let output = outputs + row * outputStride
      switch activation {
      case .identity: break
      case .relu:
        for channel in 0..<channels { line[channel] = output[channel] > 0 ? line[channel] : 0 }
      case .sigmoid:
        for channel in 0..<channels { line[channel] *= output[channel] * (1 - output[channel]) }
      case .tanh:
        for channel in 0..<channels { line[channel] *= 1 - output[channel] * output[channel] }
      }
      if let sums { for channel in 0..<channels { sums[channel] += line[channel] } }
    }
  }
}
