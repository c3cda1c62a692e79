import CPUKernels
import Programs

/// ``Programs/SoftmaxCrossEntropy`` on the CPU.
struct CPUSoftmaxCrossEntropy: PreparedOperation {
  private let kernels: KernelSet
  private let logits, labels, metrics: Operand
  private let gradient, smoothing: Operand?
  private let rows, channels, logitStride, gradientStride: Int

  init(_ loss: SoftmaxCrossEntropy, _ memory: Memory) {
    kernels = memory.kernels
    logits = memory.operand(loss.logits)
    labels = memory.operand(loss.labels)
    metrics = memory.operand(loss.metrics)
    gradient = loss.gradient.map(memory.operand)
    smoothing = loss.smoothing.map(memory.operand)
    (rows, channels) = (loss.logits.rows, loss.logits.channels)
    logitStride = loss.logits.rowStride
    gradientStride = loss.gradient?.rowStride ?? 0
  }

  func run(_ frame: Frame) {
    guard frame.share.isFirst else { return }
    let labels = labels.integers(frame)
    let share = 1 / Float(rows)
    let smoothing = smoothing?.floats(frame)[0] ?? 0
    // The target of every class, and what the right one has more.
    let (off, on) = (smoothing / Float(channels), 1 - smoothing)
    var total: Float = 0
    var correct = 0
    for row in 0..<rows {
      let line = logits.floats(frame) + row * logitStride
      let label = Int(labels[row])
      let isClass = 0..<channels ~= label
      // Before the gradient is written, which may take the place of the logits.
      var score = isClass ? line[label] : .nan
      if smoothing != 0 {
        var sum: Float = 0
        for index in 0..<channels { sum += line[index] }
        score = on * score + off * sum
      }
      if line.indexOfMaximum(channels) == label { correct += 1 }
      if let gradient = gradient?.floats(frame) {
        let output = gradient + row * gradientStride
        total += kernels.functions.softmax(line, output, channels) - score
        if smoothing != 0 { for index in 0..<channels { output[index] -= off } }
        if isClass { output[label] -= on }
        let factor = isClass ? share : .nan
        for index in 0..<channels { output[index] *= factor }
      } else {
        total += kernels.functions.log_sum_exp(line, channels) - score
      }
    }
    metrics.floats(frame).accumulate(loss: total, correct: correct, examples: rows)
  }
}
