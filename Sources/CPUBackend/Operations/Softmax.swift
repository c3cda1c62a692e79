import CPUKernels
import Programs

/// ``Programs/Softmax`` on the CPU.
struct CPUSoftmax: PreparedOperation {
  private let kernels: KernelSet
  private let logits, probabilities: Operand
  private let rows, channels, inputStride, outputStride: Int

  init(_ softmax: Softmax, _ memory: Memory) {
    kernels = memory.kernels
    logits = memory.operand(softmax.logits)
    probabilities = memory.operand(softmax.probabilities)
    (rows, channels) = (softmax.logits.rows, softmax.logits.channels)
    inputStride = softmax.logits.rowStride
    outputStride = softmax.probabilities.rowStride
  }

  func run(_ frame: Frame) {
    for row in frame.share.range(of: rows, unit: 1) {
      _ = kernels.functions.softmax(
        logits.floats(frame) + row * inputStride, probabilities.floats(frame) + row * outputStride,
        channels)
    }
  }
}

/// ``Programs/SoftmaxGradient`` on the CPU.
struct CPUSoftmaxGradient: PreparedOperation {
  private let gradient, probabilities: Operand
  private let rows, channels, gradientStride, probabilityStride: Int

  init(_ operation: SoftmaxGradient, _ memory: Memory) {
    gradient = memory.operand(operation.gradient)
    probabilities = memory.operand(operation.probabilities)
    (rows, channels) = (operation.gradient.rows, operation.gradient.channels)
    gradientStride = operation.gradient.rowStride
    probabilityStride = operation.probabilities.rowStride
  }

  func run(_ frame: Frame) {
    for row in frame.share.range(of: rows, unit: 1) {
      let line = gradient.floats(frame) + row * gradientStride
      let shares = probabilities.floats(frame) + row * probabilityStride
      var sum: Float = 0
      for index in 0..<channels { sum += line[index] * shares[index] }
      for index in 0..<channels { line[index] = shares[index] * (line[index] - sum) }
    }
  }
}
