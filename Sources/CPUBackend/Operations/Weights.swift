import CPUKernels
import Programs

/// ``Programs/GradientTransform`` on the CPU.
struct CPUGradientTransform: PreparedOperation {
  private let kernels: KernelSet
  private let gradients, parameters, l2, l1, largest, norm: Operand
  private let count, regularizedCount: Int

  init(_ transform: GradientTransform, _ memory: Memory) {
    kernels = memory.kernels
    gradients = memory.operand(transform.gradients)
    parameters = memory.operand(transform.parameters)
    l2 = memory.operand(transform.l2)
    l1 = memory.operand(transform.l1)
    largest = memory.operand(transform.largest)
    norm = memory.operand(transform.norm)
    count = transform.gradients.count
    regularizedCount = transform.regularizedCount
  }

  func run(_ frame: Frame) {
    // The length of all gradients is one sum.
    guard frame.share.isFirst else { return }
    var transform = cpu_transform(
      decay: 2 * l2.floats(frame)[0], pull: l1.floats(frame)[0],
      largest: largest.floats(frame)[0], norm: norm.floats(frame)[0],
      regularized: regularizedCount)
    kernels.functions.gradient_transform(
      &transform, gradients.floats(frame), parameters.floats(frame), count)
  }
}

/// ``Programs/MaxNorm`` on the CPU.
struct CPUMaxNorm: PreparedOperation {
  private let kernels: KernelSet
  private let weights, limit: Operand
  private let rows, columns, stride: Int

  init(_ maxNorm: MaxNorm, _ memory: Memory) {
    kernels = memory.kernels
    weights = memory.operand(maxNorm.weights)
    limit = memory.operand(maxNorm.limit)
    (rows, columns) = (maxNorm.weights.rows, maxNorm.weights.channels)
    stride = maxNorm.weights.rowStride
  }

  func run(_ frame: Frame) {
    let limit = limit.floats(frame)[0]
    guard limit != 0 else { return }
    let mine = frame.share.range(of: columns, unit: 16)
    guard !mine.isEmpty else { return }
    kernels.functions.max_norm(
      weights.floats(frame) + mine.lowerBound, stride, rows, mine.count, limit)
  }
}
