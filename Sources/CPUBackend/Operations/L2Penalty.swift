import Programs

/// ``Programs/L2Penalty`` on the CPU.
struct CPUL2Penalty: PreparedOperation {
  private let weights, l2, metrics: Operand
  private let count: Int
  private let batch: Float

  init(_ penalty: L2Penalty, _ memory: Memory) {
    weights = memory.operand(penalty.weights)
    l2 = memory.operand(penalty.l2)
    metrics = memory.operand(penalty.metrics)
    count = penalty.weights.count
    batch = Float(penalty.batch)
  }

  func run(_ frame: Frame) {
    let lambda = l2.floats(frame)[0]
    guard lambda != 0 else { return }
    let penalty = batch * lambda * sumOfSquares(weights.floats(frame), count)
    metrics.floats(frame).accumulate(penalty, .penalty, .penaltyCompensation)
  }
}

/// The sum of squares in four vector lanes of partial sums.
func sumOfSquares(_ values: UnsafeMutablePointer<Float>, _ count: Int) -> Float {
  var (a, b, c, d) = (Vector(), Vector(), Vector(), Vector())
  let width = Vector.scalarCount
  var index = 0
  while index + 4 * width <= count {
    let (w, x) = (values.vector(index), values.vector(index + width))
    let (y, z) = (values.vector(index + 2 * width), values.vector(index + 3 * width))
    a += w * w
    b += x * x
    c += y * y
    d += z * z
    index += 4 * width
  }
  var sum = ((a + b) + (c + d)).sum()
  while index < count {
    sum += values[index] * values[index]
    index += 1
  }
  return sum
}
