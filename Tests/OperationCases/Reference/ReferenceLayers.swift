import Foundation
import Programs

/// The operations of layers.
extension ReferenceMachine {
  mutating func run(_ gemm: Gemm, _ replica: Int) {
    let (left, right) = (load(gemm.left, replica), load(gemm.right, replica))
    let (m, n, k) = (gemm.m, gemm.n, gemm.k)
    var output =
      gemm.accumulate ? load(gemm.output, replica) : [Double](repeating: 0, count: m * n)
    for row in 0..<m {
      for column in 0..<n {
        var sum = 0.0
        for inner in 0..<k {
          let a = gemm.transposeLeft ? left[inner * m + row] : left[row * k + inner]
          let b = gemm.transposeRight ? right[column * k + inner] : right[inner * n + column]
          sum += a * b
        }
        output[row * n + column] += sum
      }
    }
    store(output, to: gemm.output, replica)
  }

  mutating func run(_ operation: BiasActivation, _ replica: Int) {
    let channels = operation.values.channels
    let bias =
      operation.bias.map { load($0, replica) } ?? [Double](repeating: 0, count: channels)
    let sums = load(operation.values, replica).enumerated().map { index, value in
      value + bias[index % channels]
    }
    if let preactivation = operation.preactivation { store(sums, to: preactivation, replica) }
    let slope = operation.slope.map { loadScalar($0, replica) }
    store(
      sums.map { Self.value(of: operation.activation, at: $0, slope) }, to: operation.values,
      replica)
  }

  mutating func run(_ operation: BiasActivationGradient, _ replica: Int) {
    let channels = operation.gradient.channels
    let slope = operation.slope.map { loadScalar($0, replica) }
    let gradient = zip(load(operation.gradient, replica), load(operation.source, replica)).map {
      $0 * Self.derivative(of: operation.activation, from: $1, slope)
    }
    store(gradient, to: operation.gradient, replica)
    guard let biasGradient = operation.biasGradient else { return }
    var sums = [Double](repeating: 0, count: channels)
    for (index, value) in gradient.enumerated() { sums[index % channels] += value }
    store(sums, to: biasGradient, replica)
  }

  mutating func run(_ operation: Softmax, _ replica: Int) {
    let rows = rows(of: operation.logits, replica)
    store(rows.flatMap(Self.softmax), to: operation.probabilities, replica)
  }

  mutating func run(_ operation: SoftmaxGradient, _ replica: Int) {
    let gradients = rows(of: operation.gradient, replica)
    let probabilities = rows(of: operation.probabilities, replica)
    let result = zip(gradients, probabilities).flatMap { gradient, probability in
      let inner = zip(gradient, probability).reduce(0) { $0 + $1.0 * $1.1 }
      return zip(gradient, probability).map { $1 * ($0 - inner) }
    }
    store(result, to: operation.gradient, replica)
  }

  /// The elements of a view in one replica, an array for each row.
  func rows(of tensor: Tensor, _ replica: Int) -> [[Double]] {
    let values = load(tensor, replica)
    let channels = tensor.channels
    return (0..<tensor.rows).map { Array(values[$0 * channels..<($0 + 1) * channels]) }
  }

  static func softmax(_ row: [Double]) -> [Double] {
    let top = largest(row)
    let powers = row.map { exp($0 - top) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  static func largest(_ row: [Double]) -> Double { row.reduce(-.infinity) { max($0, $1) } }
}
