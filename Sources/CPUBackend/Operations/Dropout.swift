import CPUKernels
import Programs

/// ``Programs/Dropout`` on the CPU.
struct CPUDropout: PreparedOperation {
  private let kernels: KernelSet
  private let input, output, rate, seed: Operand
  private let rows, channels: Int
  private let stream: RandomStream

  init(_ dropout: Dropout, _ memory: Memory) {
    kernels = memory.kernels
    input = memory.operand(dropout.input)
    output = memory.operand(dropout.output)
    rate = memory.operand(dropout.rate)
    seed = memory.operand(dropout.seed)
    (rows, channels) = (dropout.input.rows, dropout.input.channels)
    stream = dropout.stream
  }

  func run(_ frame: Frame) {
    run(rows: frame.share.range(of: rows, unit: 1), columns: 0..<channels, frame)
  }

  /// The operation on a rectangle.
  func run(rows: Range<Int>, columns: Range<Int>, _ frame: Frame) {
    let rate = rate.floats(frame)[0]
    let (input, output) = (input.floats(frame), output.floats(frame))
    guard rate > 0 || input != output else { return }
    let seed = seed.seed(frame)
    for row in rows {
      let first = row * channels + columns.lowerBound
      guard rate > 0 else {
        (output + first).update(from: input + first, count: columns.count)
        continue
      }
      kernels.functions.dropout(
        input + first, output + first, row, columns.lowerBound, columns.count, rate, seed,
        frame.step.step, stream.id)
    }
  }
}
