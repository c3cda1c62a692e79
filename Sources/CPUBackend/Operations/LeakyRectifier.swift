import CPUKernels
import Programs

/// ``Programs/LeakyRectifier`` on the CPU.
struct CPULeakyRectifier: PreparedOperation {
  private let kernels: KernelSet
  private let input, output, slope: Operand
  private let rows, channels, inputRow, outputRow: Int
  private let steps: SlopeSteps

  init(_ operation: LeakyRectifier, _ memory: Memory) {
    kernels = memory.kernels
    input = memory.operand(operation.input)
    output = memory.operand(operation.output)
    slope = memory.operand(operation.slope)
    (rows, channels) = (operation.input.rows, operation.input.channels)
    (inputRow, outputRow) = (operation.input.rowStride, operation.output.rowStride)
    steps = SlopeSteps(operation.slope, channels: channels)
  }

  func run(_ frame: Frame) {
    let rows = frame.share.range(of: rows, unit: 1)
    kernels.functions.leaky_rectifier(
      input.floats(frame) + rows.lowerBound * inputRow, inputRow,
      output.floats(frame) + rows.lowerBound * outputRow, outputRow,
      slope.floats(frame) + rows.lowerBound * steps.row, steps.row, steps.channel, rows.count,
      channels)
  }
}

/// ``Programs/LeakyRectifierGradient`` on the CPU.
struct CPULeakyRectifierGradient: PreparedOperation {
  private let kernels: KernelSet
  private let gradient, input, slope: Operand
  private let slopeGradient: Operand?
  private let rows, channels, gradientRow, inputRow: Int
  private let steps: SlopeSteps

  init(_ operation: LeakyRectifierGradient, _ memory: Memory) {
    kernels = memory.kernels
    gradient = memory.operand(operation.gradient)
    input = memory.operand(operation.input)
    slope = memory.operand(operation.slope)
    slopeGradient = operation.slopeGradient.map(memory.operand)
    (rows, channels) = (operation.gradient.rows, operation.gradient.channels)
    (gradientRow, inputRow) = (operation.gradient.rowStride, operation.input.rowStride)
    steps = SlopeSteps(operation.slope, channels: channels)
  }

  func run(_ frame: Frame) {
    // By columns, which the sums run down.
    let columns = frame.share.range(of: channels, unit: 16)
    guard !columns.isEmpty else { return }
    let first = columns.lowerBound
    kernels.functions.leaky_rectifier_gradient(
      gradient.floats(frame) + first, gradientRow, input.floats(frame) + first, inputRow,
      slope.floats(frame) + first * steps.channel, steps.row, steps.channel,
      slopeGradient.map { $0.floats(frame) + first }, rows, columns.count)
  }
}
