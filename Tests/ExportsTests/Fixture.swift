import Foundation
import Studies
import Training

/// A small study with figures that are easy to follow.
enum Fixture {
  static let yaml = """
    name: rates
    data: {sets: [mnist]}
    model:
      mlp: {hidden: [8]}
    loss: cross-entropy
    optimizer: {name: adam, rate: 0.001}
    epochs: 2
    batch: 32
    trials:
      optimizer.rate: [0.001, 0.01]
      regularizer: [none, {dropout: 0.2}]
      seed: [1, 2, 3]
    """

  static func study(_ yaml: String = yaml) throws -> Study {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try yaml.write(to: file, atomically: true, encoding: .utf8)
    return try StudyConfig.load(path: file.path, overrides: [])
  }

  /// The test accuracy of a trial after an epoch.
  static func accuracy(trial: Int, epoch: Int) -> Double {
    0.5 + 0.01 * Double(trial) + 0.1 * Double(epoch)
  }

  static func result(_ yaml: String = yaml) throws -> StudyResult {
    let study = try study(yaml)
    let outcomes = study.trials.map { trial in
      let epochs = (1...2).map { epoch in
        EpochRecord(
          epoch: epoch,
          train: SplitMetrics(loss: 1 / Double(epoch), penalty: 0.25, accuracy: 0.75, examples: 0),
          validation: nil,
          test: SplitMetrics(
            loss: 2 / Double(trial.number), penalty: 0,
            accuracy: accuracy(trial: trial.number, epoch: epoch), examples: 0),
          seconds: 0.5, rate: 0.125)
      }
      return TrialOutcome(epochs: epochs, parameterCount: 0, trainedExamples: 0, seconds: 1)
    }
    let run = RunRecord(
      device: "Example", deviceIdentifier: "cpu", deviceReason: "", versions: [:],
      loadingSeconds: 0, preparationSeconds: 0, trainingSeconds: 1, evaluationSeconds: 0, groups: 1,
      substitutedDataSets: [], startedAt: "2026-01-02T03:04:05Z")
    return StudyResult(study: study, outcomes: outcomes, run: run, findings: [])
  }
}
