import Foundation
import Reports
import Studies
import Training

/// A new empty folder, removed when the test ends.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory.appending(path: "runs-\(UUID().uuidString)")
  var path: String { url.path }

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}

/// Results that a run folder can hold.
enum Fixture {
  private static let yaml = """
    name: digits
    data: {sets: [mnist, fashion-mnist], train: 700, validation: 100, test: 200}
    model: {mlp: {hidden: [8]}}
    loss: cross-entropy
    optimizer: {name: adam, rate: 0.003}
    epochs: 3
    early-stopping: {patience: 1}
    trials:
      regularizer: [none, {dropout: 0.2}]
      seed: [7, 8]
    """

  /// Eight trials of up to three epochs, with numbers that need all their digits; the last one diverged, and the
  /// one before stopped early.
  static func study(name: String = "digits", offset: Double = 0) throws -> StudyResult {
    let study = try StudyConfig.parse(
      yaml: yaml.replacing("name: digits", with: "name: \(name)"), file: "digits.yaml")
    let outcomes = study.trials.enumerated().map { index, _ in
      var epochs = (1...3).map { epoch in
        let value = 0.7 + offset + 0.1 / 3 * Double(epoch) + Double(index) / 900
        return EpochRecord(
          epoch: epoch,
          train: SplitMetrics(loss: 1 / value, penalty: 0.01, accuracy: value, examples: 600),
          validation: SplitMetrics(
            loss: 1.1 / value, penalty: 0, accuracy: value - 0.01, examples: 100),
          test: SplitMetrics(
            loss: 1.2 / value, penalty: epoch == 3 ? 0.02 : 0, accuracy: value - 0.02,
            examples: 200), seconds: 0.1, rate: 0.003)
      }
      if index == 7 { epochs[2].train.loss = .nan }
      if index == 6 {
        epochs[0].test?.penalty = 0.02
        epochs.removeLast()
      }
      return TrialOutcome(
        epochs: epochs, parameterCount: 6370, trainedExamples: 600 * epochs.count,
        seconds: 0.25 + Double(index), bestEpoch: index == 6 ? 1 : epochs.count,
        stoppedEarly: index == 6)
    }
    let run = RunRecord(
      device: "Example CPU", deviceIdentifier: "cpu", deviceReason: "device: cpu: asked for",
      versions: ["lockstep": "0.1.0"], loadingSeconds: 0.5, preparationSeconds: 0.25,
      trainingSeconds: 30, evaluationSeconds: 1, groups: 1, substitutedDataSets: [],
      startedAt: "2026-01-02T03:04:05Z", operationsPerStep: [22])
    return StudyResult(study: study, outcomes: outcomes, run: run, findings: [])
  }
}
