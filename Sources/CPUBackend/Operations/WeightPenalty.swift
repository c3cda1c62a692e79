import CPUKernels
import Programs

/// ``Programs/WeightPenalty`` on the CPU.
struct CPUWeightPenalty: PreparedOperation {
  private let kernels: KernelSet
  private let weights, l2, metrics: Operand
  private let l1: Operand?
  private let count: Int
  private let batch: Float

  init(_ penalty: WeightPenalty, _ memory: Memory) {
    kernels = memory.kernels
    weights = memory.operand(penalty.weights)
    l2 = memory.operand(penalty.l2)
    l1 = penalty.l1.map(memory.operand)
    metrics = memory.operand(penalty.metrics)
    count = penalty.weights.count
    batch = Float(penalty.batch)
  }

  func run(_ frame: Frame) {
    guard frame.share.isFirst else { return }
    add(l2, kernels.functions.sum_of_squares, frame)
    if let l1 { add(l1, kernels.functions.sum_of_sizes, frame) }
  }

  private func add(
    _ lambda: Operand, _ sum: (UnsafePointer<Float>, Int) -> Float, _ frame: Frame
  ) {
    let lambda = lambda.floats(frame)[0]
    guard lambda != 0 else { return }
    let penalty = batch * lambda * sum(weights.floats(frame), count)
    metrics.floats(frame).accumulate(penalty, .penalty, .penaltyCompensation)
  }
}
