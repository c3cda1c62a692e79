import Networks
import Programs

extension LockstepGroup {
  /// One forward pass over the held-out and the test examples with the current weights.
  ///
  /// - Parameter testing: whether the test examples are passed through, too.
  /// - Returns: Metrics of each replica; no validation without held-out examples, and an empty list of test
  ///   metrics without `testing`.
  public func evaluate(
    testing: Bool = true
  ) throws -> (validation: [SplitMetrics]?, test: [SplitMetrics]) {
    try timed(\.evaluationSeconds) { try executable.run(program.evaluate(testing: testing)) }
    return (
      settings.data.validation > 0 ? try metrics(.validation) : nil,
      testing ? try metrics(.test) : []
    )
  }

  /// The metrics of each replica over a part, as its last pass left them.
  func metrics(_ split: TrainingProgram.Split) throws -> [SplitMetrics] {
    guard let tensor = program.metrics[split] else { return [] }
    let values = try executable.read(tensor, as: Float.self)
    let variances = targetVariances[split] ?? []
    return settings.replicas.indices.map { replica in
      func sum(_ slot: MetricSlot) -> Double {
        Double(values[replica * MetricSlot.count + slot.rawValue])
      }
      let examples = sum(.examples)
      // Each sum is too large by what single precision had no digits for.
      let loss = sum(.loss) - sum(.lossCompensation)
      let penalty = sum(.penalty) - sum(.penaltyCompensation)
      var metrics = SplitMetrics(
        loss: loss / examples, penalty: penalty / examples, accuracy: nil, examples: Int(examples))
      if variances.isEmpty {
        metrics.accuracy = sum(.correct) / examples
      } else {
        metrics.errors = RegressionErrors(
          meanSquared: loss / examples,
          meanAbsolute: (sum(.absoluteError) - sum(.absoluteErrorCompensation)) / examples,
          variance: variances[settings.replicas[replica].dataSet])
      }
      return metrics
    }
  }
}
