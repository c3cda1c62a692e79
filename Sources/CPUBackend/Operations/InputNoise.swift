import CPUKernels
import Programs

/// ``Programs/InputNoise`` on the CPU.
struct CPUInputNoise: PreparedOperation {
  private let kernels: KernelSet
  private let input, output, deviation, share, seed: Operand
  private let count: Int

  init(_ noise: InputNoise, _ memory: Memory) {
    kernels = memory.kernels
    input = memory.operand(noise.input)
    output = memory.operand(noise.output)
    deviation = memory.operand(noise.deviation)
    share = memory.operand(noise.share)
    seed = memory.operand(noise.seed)
    count = noise.input.count
  }

  func run(_ frame: Frame) {
    let share = share.floats(frame)[0]
    let all = input.floats(frame)
    // Every member of a team finds it for itself: cheaper than to wait for another.
    let deviation = share == 0 ? 0 : kernels.functions.deviation(all, count)
    if frame.share.isFirst { self.deviation.floats(frame)[0] = deviation }
    // The generator makes 64 numbers at a time.
    let mine = frame.share.range(of: count, unit: 64)
    let (input, output) = (all + mine.lowerBound, output.floats(frame) + mine.lowerBound)
    guard share != 0 else { return output.update(from: input, count: mine.count) }
    kernels.functions.noise(
      input, output, mine.lowerBound, mine.count, share * deviation, seed.seed(frame),
      frame.step.step, RandomStream.inputNoise.id)
  }
}
