import CPUKernels
import Programs

/// ``Programs/Shuffle`` on the CPU.
struct CPUShuffle: PreparedOperation {
  private let kernels: KernelSet
  private let order, seed, enabled: Operand
  private let count: Int

  init(_ shuffle: Shuffle, _ memory: Memory) {
    kernels = memory.kernels
    order = memory.operand(shuffle.order)
    seed = memory.operand(shuffle.seed)
    enabled = memory.operand(shuffle.enabled)
    count = shuffle.order.count
  }

  func run(_ frame: Frame) {
    let order = order.words(frame)
    let mine = frame.share.range(of: count, unit: 16)
    guard enabled.floats(frame)[0] != 0 else {
      for position in mine { order[position] = UInt32(position) }
      return
    }
    let permutation = IndexPermutation(
      count: count, seed: seed.seed(frame), epoch: Int(frame.step.step))
    withUnsafeBytes(of: permutation.keys) { keys in
      kernels.functions.shuffle(
        order + mine.lowerBound, mine.lowerBound, mine.count, UInt32(count),
        IndexPermutation.bits(for: count), keys.assumingMemoryBound(to: UInt32.self).baseAddress)
    }
  }
}

extension Operand {
  /// The 64-bit seed in two words, low word first.
  @inline(__always)
  func seed(_ frame: Frame) -> UInt64 {
    let words = words(frame)
    return UInt64(words[0]) | UInt64(words[1]) << 32
  }
}
