import Programs

/// ``Programs/SquaredError`` on the CPU.
struct CPUSquaredError: PreparedOperation {
  private let predictions, targets, metrics: Operand
  private let gradient: Operand?
  private let rows, channels, predictionStride, gradientStride, targetStride: Int
  private let labelled: Bool

  init(_ loss: SquaredError, _ memory: Memory) {
    predictions = memory.operand(loss.predictions)
    targets = memory.operand(loss.targets)
    metrics = memory.operand(loss.metrics)
    gradient = loss.gradient.map(memory.operand)
    (rows, channels) = (loss.predictions.rows, loss.predictions.channels)
    predictionStride = loss.predictions.rowStride
    targetStride = loss.targets.rowStride
    gradientStride = loss.gradient?.rowStride ?? 0
    labelled = loss.targetsAreLabels
  }

  func run(_ frame: Frame) {
    guard frame.share.isFirst else { return }
    let factor = 2 / Float(rows * channels)
    var total: Float = 0
    var absolute: Float = 0
    var correct = 0
    for row in 0..<rows {
      let line = predictions.floats(frame) + row * predictionStride
      let output = gradient.map { $0.floats(frame) + row * gradientStride }
      let label = labelled ? Int(targets.integers(frame)[row]) : -1
      if labelled, line.indexOfMaximum(channels) == label { correct += 1 }
      let values = targets.floats(frame) + row * targetStride
      // A label that is no class leaves the row without targets.
      let elsewhere: Float = 0..<channels ~= label ? 0 : .nan
      var sum: Float = 0
      var absoluteSum: Float = 0
      for index in 0..<channels {
        let target: Float = labelled ? (index == label ? 1 : elsewhere) : values[index]
        let difference = line[index] - target
        sum += difference * difference
        absoluteSum += abs(difference)
        if let output { output[index] = factor * difference }
      }
      total += sum / Float(channels)
      absolute += absoluteSum / Float(channels)
    }
    metrics.floats(frame).accumulate(
      loss: total, correct: correct, examples: rows, absoluteError: labelled ? nil : absolute)
  }
}
