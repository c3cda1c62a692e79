import CPUKernels
import Programs

/// ``Programs/Dropout`` on the CPU.
struct CPUDropout: PreparedOperation {
  private let kernels: KernelSet
  private let input, output, rate, seed: Operand
  private let count: Int
  private let stream: RandomStream

  init(_ dropout: Dropout, _ memory: Memory) {
    kernels = memory.kernels
    input = memory.operand(dropout.input)
    output = memory.operand(dropout.output)
    rate = memory.operand(dropout.rate)
    seed = memory.operand(dropout.seed)
    count = dropout.input.count
    stream = dropout.stream
  }

  func run(_ frame: Frame) {
    // The generator makes 64 numbers at a time.
    run(frame.share.range(of: count, unit: 64), rate: rate.floats(frame)[0], frame)
  }

  /// The operation on a rectangle of rows that are `channels` wide.
  func run(rows: Range<Int>, columns: Range<Int>, of channels: Int, _ frame: Frame) {
    let rate = rate.floats(frame)[0]
    if columns.count == channels {
      return run(rows.lowerBound * channels..<rows.upperBound * channels, rate: rate, frame)
    }
    for row in rows {
      let first = row * channels
      run(first + columns.lowerBound..<first + columns.upperBound, rate: rate, frame)
    }
  }

  private func run(_ elements: Range<Int>, rate: Float, _ frame: Frame) {
    let input = input.floats(frame) + elements.lowerBound
    let output = output.floats(frame) + elements.lowerBound
    guard rate > 0 else {
      if input != output { output.update(from: input, count: elements.count) }
      return
    }
    kernels.functions.dropout(
      input, output, elements.lowerBound, elements.count, rate, seed.seed(frame), frame.step.step,
      stream.id)
  }
}
