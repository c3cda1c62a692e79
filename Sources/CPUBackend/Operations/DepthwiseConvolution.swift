import CPUKernels
import Programs

/// ``Programs/DepthwiseConvolution`` on the CPU.
struct CPUDepthwiseConvolution: PreparedOperation {
  private let images: ImageOperands
  private let weights: Operand
  private let weightRow: Int

  init(_ operation: DepthwiseConvolution, _ memory: Memory) {
    images = ImageOperands(operation.input, operation.output, operation.window, memory)
    (weights, weightRow) = (memory.operand(operation.weights), operation.weights.rowStride)
  }

  func run(_ frame: Frame) {
    var operands = images.arguments(
      frame, lines: frame.share.range(of: images.outputLines, unit: 1))
    images.kernels.functions.depthwise(
      &operands, weights.floats(frame), weightRow, false, images.y.floats(frame))
  }
}

/// ``Programs/DepthwiseInputGradient`` on the CPU.
///
/// With a stride of 1 it is a convolution of the gradient with the window turned around.
struct CPUDepthwiseInputGradient: PreparedOperation {
  private let images: ImageOperands
  private let weights: Operand
  private let weightRow: Int
  private let isTurned: Bool

  init(_ operation: DepthwiseInputGradient, _ memory: Memory) {
    let window = operation.window
    let turned = window.turned
    isTurned = turned != nil
    images =
      turned.map { ImageOperands(operation.gradient, operation.inputGradient, $0, memory) }
      ?? ImageOperands(operation.inputGradient, operation.gradient, window, memory)
    (weights, weightRow) = (memory.operand(operation.weights), operation.weights.rowStride)
  }

  func run(_ frame: Frame) {
    let functions = images.kernels.functions
    let lines = isTurned ? images.outputLines : images.inputLines
    var operands = images.arguments(frame, lines: frame.share.range(of: lines, unit: 1))
    let weights = weights.floats(frame)
    if isTurned {
      functions.depthwise(&operands, weights, weightRow, true, images.y.floats(frame))
    } else {
      functions.depthwise_input_gradient(&operands, weights, weightRow, images.x.floats(frame))
    }
  }
}

/// ``Programs/DepthwiseWeightGradient`` on the CPU.
struct CPUDepthwiseWeightGradient: PreparedOperation {
  private let images: ImageOperands
  private let weightGradient: Operand
  private let weightRow: Int

  init(_ operation: DepthwiseWeightGradient, _ memory: Memory) {
    images = ImageOperands(operation.input, operation.gradient, operation.window, memory)
    let target = operation.weightGradient
    (weightGradient, weightRow) = (memory.operand(target), target.rowStride)
  }

  func run(_ frame: Frame) {
    let mine = images.channels(frame)
    guard !mine.isEmpty else { return }
    var operands = images.arguments(frame, lines: 0..<images.outputLines, channels: mine)
    images.kernels.functions.depthwise_weight_gradient(
      &operands, weightGradient.floats(frame) + mine.lowerBound, weightRow)
  }
}
