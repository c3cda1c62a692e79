import CPUKernels
import Programs

/// ``Programs/Addition`` on the CPU.
struct CPUAddition: PreparedOperation {
  private let kernels: KernelSet
  private let left, output: Operand
  private let right: Operand?
  private let leftRow, rightRow, outputRow, rows, channels: Int

  init(_ addition: Addition, _ memory: Memory) {
    kernels = memory.kernels
    (left, leftRow) = (memory.operand(addition.left), addition.left.rowStride)
    (output, outputRow) = (memory.operand(addition.output), addition.output.rowStride)
    right = addition.right.map(memory.operand)
    rightRow = addition.right?.rowStride ?? 0
    (rows, channels) = (addition.output.rows, addition.output.channels)
  }

  func run(_ frame: Frame) {
    let mine = frame.share.range(of: rows, unit: 1)
    kernels.functions.add(
      left.floats(frame) + mine.lowerBound * leftRow, leftRow,
      right.map { $0.floats(frame) + mine.lowerBound * rightRow }, rightRow,
      output.floats(frame) + mine.lowerBound * outputRow, outputRow, mine.count, channels)
  }
}
