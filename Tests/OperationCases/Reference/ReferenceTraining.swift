import Foundation
import Programs

/// The losses, the penalty and the optimizers.
extension ReferenceMachine {
  mutating func run(_ operation: SoftmaxCrossEntropy, _ replica: Int) {
    let rows = rows(of: operation.logits, replica)
    let labels = load(operation.labels, replica).map { Int($0) }
    var loss = 0.0
    var gradient: [Double] = []
    for (row, label) in zip(rows, labels) {
      let top = Self.largest(row)
      guard row.indices.contains(label) else {
        loss = .nan
        gradient += row.map { _ in .nan }
        continue
      }
      loss += log(row.map { exp($0 - top) }.reduce(0, +)) + top - row[label]
      gradient += Self.softmax(row).enumerated().map { index, probability in
        (probability - (index == label ? 1 : 0)) / Double(rows.count)
      }
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

  mutating func run(_ operation: L2Penalty, _ replica: Int) {
    let l2 = loadScalar(operation.l2, replica)
    guard l2 != 0 else { return }
    let squares = load(operation.weights, replica).reduce(0) { $0 + $1 * $1 }
    add(Double(operation.batch) * l2 * squares, to: .penalty, of: operation.metrics, replica)
  }

  mutating func run(_ update: OptimizerUpdate, _ context: StepContext, _ replica: Int) {
    let l2 = loadScalar(update.l2, replica)
    let coefficients = load(update.coefficients, replica)
    let scalar = load(update.stepScalars, replica)[context.batch]
    var parameters = load(update.parameters, replica)
    var moments = update.moments.map { load($0, replica) }
    for (index, dataGradient) in load(update.gradients, replica).enumerated() {
      let penalty = index < update.regularizedCount && l2 != 0 ? 2 * l2 * parameters[index] : 0
      let gradient = dataGradient + penalty
      switch update.method {
      case .sgd: parameters[index] -= scalar * gradient
      case .adam:
        let (rest1, rest2, epsilon) = (coefficients[0], coefficients[1], coefficients[2])
        moments[0][index] += rest1 * (gradient - moments[0][index])
        moments[1][index] += rest2 * (gradient * gradient - moments[1][index])
        parameters[index] -= scalar * moments[0][index] / (moments[1][index].squareRoot() + epsilon)
      }
    }
    store(parameters, to: update.parameters, replica)
    for (tensor, moment) in zip(update.moments, moments) { store(moment, to: tensor, replica) }
  }
}
