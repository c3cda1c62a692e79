import Programs

/// ``Programs/Shuffle`` on the CPU.
struct CPUShuffle: PreparedOperation {
  private let order, seed, enabled: Operand
  private let count: Int

  init(_ shuffle: Shuffle, _ memory: Memory) {
    order = memory.operand(shuffle.order)
    seed = memory.operand(shuffle.seed)
    enabled = memory.operand(shuffle.enabled)
    count = shuffle.order.count
  }

  func run(_ frame: Frame) {
    let order = order.words(frame)
    guard enabled.floats(frame)[0] != 0 else {
      for position in 0..<count { order[position] = UInt32(position) }
      return
    }
    let permutation = IndexPermutation(
      count: count, seed: seed.seed(frame), epoch: Int(frame.step.step))
    for position in 0..<count { order[position] = permutation[position] }
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
