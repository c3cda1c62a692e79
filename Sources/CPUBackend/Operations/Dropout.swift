import Programs

/// ``Programs/Dropout`` on the CPU.
struct CPUDropout: PreparedOperation {
  private let input, output, rate, seed: Operand
  private let count: Int
  private let stream: RandomStream

  init(_ dropout: Dropout, _ memory: Memory) {
    input = memory.operand(dropout.input)
    output = memory.operand(dropout.output)
    rate = memory.operand(dropout.rate)
    seed = memory.operand(dropout.seed)
    count = dropout.input.count
    stream = dropout.stream
  }

  func run(_ frame: Frame) {
    let input = input.floats(frame)
    let output = output.floats(frame)
    let rate = rate.floats(frame)[0]
    guard rate > 0 else {
      if input != output { output.update(from: input, count: count) }
      return
    }
    let philox = Philox(seed: seed.seed(frame))
    let scale = 1 / (1 - rate)
    let step = frame.step.step
    for block in 0..<count / 4 {
      let words = philox.block(index: UInt32(truncatingIfNeeded: block), step: step, stream: stream)
      let (x, y) = (input + 4 * block, output + 4 * block)
      y[0] = Philox.uniform(words.0) < rate ? 0 : x[0] * scale
      y[1] = Philox.uniform(words.1) < rate ? 0 : x[1] * scale
      y[2] = Philox.uniform(words.2) < rate ? 0 : x[2] * scale
      y[3] = Philox.uniform(words.3) < rate ? 0 : x[3] * scale
    }
    guard count % 4 != 0 else { return }
    let last = philox.block(
      index: UInt32(truncatingIfNeeded: count / 4), step: step, stream: stream)
    for (index, word) in zip(count / 4 * 4..<count, [last.0, last.1, last.2]) {
      output[index] = Philox.uniform(word) < rate ? 0 : input[index] * scale
    }
  }
}
