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
        gradient.append(2 * difference / Double(rows.count * channels))
      }
    }
    if let target = operation.gradient { store(gradient, to: target, replica) }
    add(loss, to: .loss, of: operation.metrics, replica)
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

  mutating func run(_ operation: L2Penalty, _ replica: Int) {
    let l2 = loadScalar(operation.l2, replica)
    guard l2 != 0 else { return }
    let squares = load(operation.weights, replica).reduce(0) { $0 + $1 * $1 }
    add(Double(operation.batch) * l2 * squares, to: .penalty, of: operation.metrics, replica)
  }
}
