import CPUKernels
import Programs

/// Images on both sides of a window, as the kernels of pooling and depthwise convolutions take them.
struct ImageOperands {
  /// The loops.
  let kernels: KernelSet
  /// Where the images before the window lie, or their gradient.
  let x: Operand
  /// Where those behind it lie, or their gradient.
  let y: Operand
  /// Lines of pixels of all images, before and behind the window.
  let inputLines, outputLines: Int
  private let window: cpu_window
  private let channels, inputRow, outputRow: Int

  /// Images of one channel count.
  init(_ x: Tensor, _ y: Tensor, _ window: Window, _ memory: Memory) {
    kernels = memory.kernels
    (self.x, inputRow) = (memory.operand(x), x.rowStride)
    (self.y, outputRow) = (memory.operand(y), y.rowStride)
    inputLines = x.rows / window.inputWidth
    outputLines = y.rows / window.outputWidth
    self.window = cpu_window(window)
    channels = x.channels
  }

  /// The operands for some lines of what is written, and some channels.
  @inline(__always)
  func arguments(_ frame: Frame, lines: Range<Int>, channels mine: Range<Int>? = nil) -> cpu_images
  {
    let mine = mine ?? 0..<channels
    return cpu_images(
      window: window, channels: mine.count, x: x.floats(frame) + mine.lowerBound, x_row: inputRow,
      y: y.floats(frame) + mine.lowerBound, y_row: outputRow, first_line: lines.lowerBound,
      lines: lines.count)
  }

  /// A share of the channels, which sums over pixels are divided by.
  @inline(__always)
  func channels(_ frame: Frame) -> Range<Int> { frame.share.range(of: channels, unit: 16) }
}
