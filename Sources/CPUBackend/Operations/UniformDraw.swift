import CPUKernels
import Programs

/// ``Programs/UniformDraw`` on the CPU.
struct CPUUniformDraw: PreparedOperation {
  private let kernels: KernelSet
  private let output, seed: Operand
  private let count: Int
  private let lower, width: Float
  private let stream: RandomStream

  init(_ draw: UniformDraw, _ memory: Memory) {
    kernels = memory.kernels
    output = memory.operand(draw.output)
    seed = memory.operand(draw.seed)
    count = draw.output.count
    (lower, width) = (draw.lower, draw.upper - draw.lower)
    stream = draw.stream
  }

  func run(_ frame: Frame) {
    // The generator makes 64 numbers at a time.
    let elements = frame.share.range(of: count, unit: 64)
    kernels.functions.uniform(
      output.floats(frame) + elements.lowerBound, elements.lowerBound, elements.count, lower,
      width, seed.seed(frame), frame.step.step, stream.id)
  }
}
