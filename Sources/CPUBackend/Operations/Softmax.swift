import Foundation
import Programs

/// ``Programs/Softmax`` on the CPU.
struct CPUSoftmax: PreparedOperation {
  private let logits, probabilities: Operand
  private let rows, channels, inputStride, outputStride: Int

  init(_ softmax: Softmax, _ memory: Memory) {
    logits = memory.operand(softmax.logits)
    probabilities = memory.operand(softmax.probabilities)
    (rows, channels) = (softmax.logits.rows, softmax.logits.channels)
    inputStride = softmax.logits.rowStride
    outputStride = softmax.probabilities.rowStride
  }

  func run(_ frame: Frame) {
    for row in 0..<rows {
      _ = softmax(
        logits.floats(frame) + row * inputStride, probabilities.floats(frame) + row * outputStride,
        channels)
    }
  }
}

/// Writes the softmax of a row; returns the logarithm of the sum of exponentials.
@inline(__always)
func softmax(
  _ logits: UnsafeMutablePointer<Float>, _ probabilities: UnsafeMutablePointer<Float>, _ count: Int
) -> Float {
  let largest = logits[logits.indexOfMaximum(count)]
  var sum: Float = 0
  for index in 0..<count {
    let value = exp(logits[index] - largest)
    probabilities[index] = value
    sum += value
  }
  for index in 0..<count { probabilities[index] /= sum }
  return log(sum) + largest
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
    for row in 0..<rows {
      let line = gradient.floats(frame) + row * gradientStride
      let shares = probabilities.floats(frame) + row * probabilityStride
      var sum: Float = 0
      for index in 0..<channels { sum += line[index] * shares[index] }
      for index in 0..<channels { line[index] = shares[index] * (line[index] - sum) }
    }
  }
}
