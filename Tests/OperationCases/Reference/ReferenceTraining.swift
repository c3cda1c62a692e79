import Foundation
import Programs

/// The losses and the penalty.
extension ReferenceMachine {
  mutating func run(_ operation: SoftmaxCrossEntropy, _ replica: Int) {
    let rows = rows(of: operation.logits, replica)
    let labels = load(operation.labels, replica).map { Int($0) }
    let smoothing = operation.smoothing.map { loadScalar($0, replica) } ?? 0
    var loss = 0.0
    var gradient: [Double] = []
    for (row, label) in zip(rows, labels) {
      let top = Self.largest(row)
      guard row.indices.contains(label) else {
        loss = .nan
        gradient += row.map { _ in .nan }
        continue
      }
      let targets = row.indices.map { index in
        smoothing / Double(row.count) + (index == label ? 1 - smoothing : 0)
      }
      // What has no weight adds nothing, whatever it is.
      let score = zip(targets, row).filter { $0.0 != 0 }.reduce(0) { $0 + $1.0 * $1.1 }
      loss += log(row.map { exp($0 - top) }.reduce(0, +)) + top - score
      gradient += zip(Self.softmax(row), targets).map { ($0 - $1) / Double(rows.count) }
    }
    if let target = operation.gradient { store(gradient, to: target, replica) }
    add(loss, to: .loss, of: operation.metrics, replica)
    addCounts(rows, labels, to: operation.metrics, replica)
  }

  mutating func run(_ operation: SquaredError, _ replica: Int) {
    let rows = rows(of: operation.predictions, replica)
    let channels = operation.predictions.channels
    let targets = load(operation.targets, replica)
    let labels = operation.targetsAreLabels ? targets.map { Int($0) } : nil
    var loss = 0.0
    var absolute = 0.0
    var gradient: [Double] = []
    for (number, row) in rows.enumerated() {
      if let label = labels?[number], !row.indices.contains(label) {
        loss = .nan
        gradient += row.map { _ in .nan }
        continue
      }
      for (channel, prediction) in row.enumerated() {
        let target =
          labels.map { $0[number] == channel ? 1 : 0 } ?? targets[number * channels + channel]
        let difference = prediction - target
        loss += difference * difference / Double(channels)
        absolute += abs(difference) / Double(channels)
        gradient.append(2 * difference / Double(rows.count * channels))
      }
    }
    if let target = operation.gradient { store(gradient, to: target, replica) }
    add(loss, to: .loss, of: operation.metrics, replica)
    if labels == nil { add(absolute, to: .absoluteError, of: operation.metrics, replica) }
    addCounts(rows, labels, to: operation.metrics, replica)
  }

  private mutating func addCounts(
    _ rows: [[Double]], _ labels: [Int]?, to metrics: Tensor, _ replica: Int
  ) {
    if let labels {
      let correct = zip(rows, labels).filter { Self.firstLargest($0) == $1 }.count
      add(Double(correct), to: .correct, of: metrics, replica)
    }
    add(Double(rows.count), to: .examples, of: metrics, replica)
  }

  private static func firstLargest(_ row: [Double]) -> Int? {
    row.firstIndex(of: largest(row))
  }

  mutating func run(_ operation: WeightPenalty, _ replica: Int) {
    let weights = load(operation.weights, replica)
    func add(_ lambda: Tensor, _ size: (Double) -> Double) {
      let lambda = loadScalar(lambda, replica)
      guard lambda != 0 else { return }
      let penalty = Double(operation.batch) * lambda * weights.reduce(0) { $0 + size($1) }
      self.add(penalty, to: .penalty, of: operation.metrics, replica)
    }
    add(operation.l2) { $0 * $0 }
    if let l1 = operation.l1 { add(l1) { abs($0) } }
  }

  mutating func run(_ operation: GradientTransform, _ replica: Int) {
    let (l2, l1) = (loadScalar(operation.l2, replica), loadScalar(operation.l1, replica))
    let largest = loadScalar(operation.largest, replica)
    let norm = loadScalar(operation.norm, replica)
    let weights = load(operation.parameters, replica)
    var gradients = load(operation.gradients, replica)
    for index in gradients.indices {
      if index < operation.regularizedCount {
        let w = weights[index]
        if l2 != 0 { gradients[index] += 2 * l2 * w }
        if l1 != 0 { gradients[index] += l1 * (w > 0 ? 1 : w < 0 ? -1 : 0) }
      }
      if largest != 0, abs(gradients[index]) > largest {
        gradients[index] = gradients[index] > 0 ? largest : -largest
      }
    }
    let length = gradients.reduce(0) { $0 + $1 * $1 }.squareRoot()
    if norm != 0, !(length <= norm) { gradients = gradients.map { $0 * norm / length } }
    store(gradients, to: operation.gradients, replica)
  }

  mutating func run(_ operation: MaxNorm, _ replica: Int) {
    let limit = loadScalar(operation.limit, replica)
    guard limit != 0 else { return }
    var rows = rows(of: operation.weights, replica)
    for column in 0..<operation.weights.channels {
      let length = rows.reduce(0) { $0 + $1[column] * $1[column] }.squareRoot()
      guard length > limit else { continue }
      for row in rows.indices { rows[row][column] *= limit / length }
    }
    store(rows.flatMap(\.self), to: operation.weights, replica)
  }
}
