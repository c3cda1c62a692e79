import CPUKernels
import Programs

/// ``Programs/L2Penalty`` on the CPU.
struct CPUL2Penalty: PreparedOperation {
  private let kernels: KernelSet
  private let weights, l2, metrics: Operand
  private let count: Int
  private let batch: Float

  init(_ penalty: L2Penalty, _ memory: Memory) {
    kernels = memory.kernels
    weights = memory.operand(penalty.weights)
    l2 = memory.operand(penalty.l2)
    metrics = memory.operand(penalty.metrics)
    count = penalty.weights.count
    batch = Float(penalty.batch)
  }

  func run(_ frame: Frame) {
    guard frame.share.isFirst else { return }
    let lambda = l2.floats(frame)[0]
    guard lambda != 0 else { return }
    let penalty = batch * lambda * kernels.functions.sum_of_squares(weights.floats(frame), count)
    metrics.floats(frame).accumulate(penalty, .penalty, .penaltyCompensation)
  }
}
