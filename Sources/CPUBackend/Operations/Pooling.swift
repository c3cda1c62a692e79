import CPUKernels
import Programs

/// ``Programs/MaxPool`` on the CPU.
struct CPUMaxPool: PreparedOperation {
  private let images: ImageOperands
  private let places: Operand?

  init(_ operation: MaxPool, _ memory: Memory) {
    images = ImageOperands(operation.input, operation.output, operation.window, memory)
    places = operation.places.map(memory.operand)
  }

  func run(_ frame: Frame) {
    var operands = images.arguments(
      frame, lines: frame.share.range(of: images.outputLines, unit: 1))
    images.kernels.functions.max_pool(
      &operands, images.y.floats(frame),
      places?.bytes(frame).assumingMemoryBound(to: UInt8.self))
  }
}

/// ``Programs/MaxPoolGradient`` on the CPU.
struct CPUMaxPoolGradient: PreparedOperation {
  private let images: ImageOperands
  private let places: Operand

  init(_ operation: MaxPoolGradient, _ memory: Memory) {
    images = ImageOperands(operation.inputGradient, operation.gradient, operation.window, memory)
    places = memory.operand(operation.places)
  }

  func run(_ frame: Frame) {
    var operands = images.arguments(
      frame, lines: frame.share.range(of: images.inputLines, unit: 1))
    images.kernels.functions.max_pool_gradient(
      &operands, places.bytes(frame).assumingMemoryBound(to: UInt8.self), images.x.floats(frame))
  }
}

/// ``Programs/AveragePool`` on the CPU.
struct CPUAveragePool: PreparedOperation {
  private let images: ImageOperands
  private let countsPadding: Bool

  init(_ operation: AveragePool, _ memory: Memory) {
    images = ImageOperands(operation.input, operation.output, operation.window, memory)
    countsPadding = operation.countsPadding
  }

  func run(_ frame: Frame) {
    var operands = images.arguments(
      frame, lines: frame.share.range(of: images.outputLines, unit: 1))
    images.kernels.functions.average_pool(&operands, countsPadding, images.y.floats(frame))
  }
}

/// ``Programs/AveragePoolGradient`` on the CPU.
struct CPUAveragePoolGradient: PreparedOperation {
  private let images: ImageOperands
  private let countsPadding: Bool

  init(_ operation: AveragePoolGradient, _ memory: Memory) {
    images = ImageOperands(operation.inputGradient, operation.gradient, operation.window, memory)
    countsPadding = operation.countsPadding
  }

  func run(_ frame: Frame) {
    var operands = images.arguments(
      frame, lines: frame.share.range(of: images.inputLines, unit: 1))
    images.kernels.functions.average_pool_gradient(
      &operands, countsPadding, images.x.floats(frame))
  }
}
