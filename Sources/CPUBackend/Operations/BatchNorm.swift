import CPUKernels
import Programs

/// The operands that all operations of batch normalisation have some of.
private struct BatchNormOperands {
  var kernels: KernelSet
  var rows, channels: Int
  var input: Operand
  var inputRow: Int
  /// The result, or the gradient in place.
  var output: Operand
  var outputRow: Int
  var scale: Operand
  var shift, runningMean, runningVariance, statistics, constants: Operand?
  var scaleGradient, shiftGradient: Operand?

  init(_ input: Tensor, _ output: Tensor, scale: Tensor, _ memory: Memory) {
    kernels = memory.kernels
    (rows, channels) = (input.rows, input.channels)
    (self.input, inputRow) = (memory.operand(input), input.rowStride)
    (self.output, outputRow) = (memory.operand(output), output.rowStride)
    self.scale = memory.operand(scale)
  }

  /// Calls a kernel on the channels of a share.
  @inline(__always)
  func run(_ frame: Frame, _ kernel: (UnsafePointer<cpu_batch_norm>?) -> Void) {
    let share = frame.share.range(of: channels, unit: 16)
    guard !share.isEmpty else { return }
    func start(_ operand: Operand?, _ offset: Int = 0) -> UnsafeMutablePointer<Float>? {
      operand.map { $0.floats(frame) + offset + share.lowerBound }
    }
    let constants = constants?.floats(frame)
    var operands = cpu_batch_norm(
      rows: rows, channels: share.count, x: start(input), x_row: inputRow, y: start(output),
      y_row: outputRow, scale: start(scale), shift: start(shift),
      running_mean: start(runningMean), running_variance: start(runningVariance),
      mean: start(statistics), inverse: start(statistics, channels),
      scale_gradient: start(scaleGradient), shift_gradient: start(shiftGradient),
      rate: constants?[0] ?? 0, epsilon: constants?[1] ?? 0)
    kernel(&operands)
  }
}

/// ``Programs/BatchNorm`` on the CPU.
struct CPUBatchNorm: PreparedOperation {
  private var operands: BatchNormOperands

  init(_ operation: BatchNorm, _ memory: Memory) {
    operands = BatchNormOperands(
      operation.input, operation.output, scale: operation.scale, memory)
    operands.shift = memory.operand(operation.shift)
    operands.runningMean = memory.operand(operation.runningMean)
    operands.runningVariance = memory.operand(operation.runningVariance)
    operands.statistics = memory.operand(operation.statistics)
    operands.constants = memory.operand(operation.constants)
  }

  func run(_ frame: Frame) { operands.run(frame, operands.kernels.functions.batch_norm) }
}

/// ``Programs/BatchNormInference`` on the CPU.
struct CPUBatchNormInference: PreparedOperation {
  private var operands: BatchNormOperands

  init(_ operation: BatchNormInference, _ memory: Memory) {
    operands = BatchNormOperands(
      operation.input, operation.output, scale: operation.scale, memory)
    operands.shift = memory.operand(operation.shift)
    operands.runningMean = memory.operand(operation.runningMean)
    operands.runningVariance = memory.operand(operation.runningVariance)
    operands.constants = memory.operand(operation.constants)
  }

  func run(_ frame: Frame) { operands.run(frame, operands.kernels.functions.batch_norm_inference) }
}

/// ``Programs/BatchNormGradient`` on the CPU.
struct CPUBatchNormGradient: PreparedOperation {
  private var operands: BatchNormOperands

  init(_ operation: BatchNormGradient, _ memory: Memory) {
    operands = BatchNormOperands(
      operation.input, operation.gradient, scale: operation.scale, memory)
    operands.statistics = memory.operand(operation.statistics)
    operands.scaleGradient = memory.operand(operation.scaleGradient)
    operands.shiftGradient = memory.operand(operation.shiftGradient)
  }

  func run(_ frame: Frame) { operands.run(frame, operands.kernels.functions.batch_norm_gradient) }
}
