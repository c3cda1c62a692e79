import Programs

/// ``Programs/Fill`` on the CPU.
struct CPUFill: PreparedOperation {
  private let output: Operand
  private let count: Int
  private let value: Float

  init(_ fill: Fill, _ memory: Memory) {
    output = memory.operand(fill.output)
    count = fill.output.count
    value = fill.value
  }

  func run(_ frame: Frame) {
    guard frame.share.isFirst else { return }
    output.floats(frame).update(repeating: value, count: count)
  }
}
