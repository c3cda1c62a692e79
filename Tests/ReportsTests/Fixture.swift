import Networks
import Programs
import Training

@testable import Studies

/// Results with plausible numbers, the same on every run.
enum Fixture {
  static let seeds: [UInt64] = [
    5097, 1234, 1111, 1212, 98933, 737_387_532, 5473, 900_000, 65838, 757_493_755,
  ]

  /// One value of a varied key: its text and what it does to the config.
  struct Choice: Sendable {
    let text: String
    var regularizer = RegularizerConfig(dropout: 0, l2: 0)
    var optimizer = OptimizerMethod.adam
    var loss = LossKind.crossEntropy
    /// Test accuracy after the last epoch on MNIST; Fashion-MNIST gets 0.11 less.
    var accuracy = 0.945
  }

  static let regularizers = [
    Choice(text: "none", accuracy: 0.943),
    Choice(text: "dropout 0.2", regularizer: .init(dropout: 0.2, l2: 0), accuracy: 0.949),
    Choice(text: "l2 0.001", regularizer: .init(dropout: 0, l2: 0.001), accuracy: 0.9435),
  ]

  /// Study A: 2 data sets x 3 regularisers x 10 seeds, and its two findings.
  static func regularization(substituted: [String] = []) -> StudyResult {
    let sgdIsWorse = study(
      name: "adam-against-sgd", key: "optimizer",
      choices: [
        Choice(text: "sgd", optimizer: .sgd, accuracy: 0.81), Choice(text: "adam", accuracy: 0.945),
      ], substituted: substituted)
    let meanSquares = study(
      name: "cross-entropy-against-mean-squares", key: "loss",
      choices: [
        Choice(text: "cross-entropy", accuracy: 0.945),
        Choice(text: "mean-squared-error", loss: .meanSquaredError, accuracy: 0.9452),
      ], substituted: substituted)
    var result = study(
      name: "regularization", key: "regularizer", choices: regularizers, substituted: substituted)
    result.study.published = "regularization"
    result.study.findings = [
      FindingConfig(claim: "Adam is better than SGD", study: "adam.yaml"),
      FindingConfig(claim: "Cross-entropy is better than mean squares", study: "loss.yaml"),
    ]
    result.findings = [sgdIsWorse, meanSquares]
    return result
  }

  /// A grid of data x one key x seed.
  static func study(
    name: String, key: String, choices: [Choice], dataSets: [String] = ["mnist", "fashion-mnist"],
    seeds: [UInt64] = seeds, epochs: Int = 10, substituted: [String] = [], noiseSeed: UInt64 = 42
  ) -> StudyResult {
    var noise = Noise(state: noiseSeed)
    var trials: [Trial] = []
    var outcomes: [TrialOutcome] = []
    for dataSet in dataSets {
      for choice in choices {
        for seed in seeds {
          trials.append(
            Trial(
              number: trials.count + 1, varied: [dataSet, choice.text, String(seed)],
              config: config(choice, dataSet: dataSet, seed: seed, epochs: epochs)))
          let target = choice.accuracy - (dataSet == "mnist" ? 0 : 0.11)
          outcomes.append(
            outcome(target: target, l2: choice.regularizer.l2, epochs: epochs, noise: &noise))
        }
      }
    }
    let study = Study(
      name: name, variedKeys: ["data", key, "seed"], trials: trials, published: nil, findings: [],
      resolvedYAML: "name: \(name)\n")
    return StudyResult(
      study: study, outcomes: outcomes, run: run(substituted: substituted), findings: [])
  }

  static func config(_ choice: Choice, dataSet: String, seed: UInt64, epochs: Int) -> TrialConfig {
    TrialConfig(
      data: DataConfig(set: dataSet, train: 7000, validation: 0, test: 1500, order: .shuffled),
      model: .mlp(hidden: [128, 64], activation: .function(.relu)), initializer: .glorotUniform,
      weights: nil,
      loss: choice.loss,
      optimizer: OptimizerConfig(name: choice.optimizer, rate: 0.001, coefficients: [:]),
      schedule: .constant, regularizer: choice.regularizer, epochs: epochs, batch: 32, seed: seed)
  }

  static func outcome(
    target: Double, l2: Double, epochs: Int, noise: inout Noise
  ) -> TrialOutcome {
    let offset = 0.003 * noise.next()
    let records = (1...epochs).map { epoch in
      let distance = 0.07 / Double(epoch)
      let accuracy = (1500 * (target + offset - distance + 0.001 * noise.next())).rounded() / 1500
      let loss = 3.6 * (1 - accuracy) + 0.01 * noise.next()
      let penalty = l2 * (520 - 20 * Double(epoch))
      return EpochRecord(
        epoch: epoch,
        train: SplitMetrics(
          loss: 0.75 * loss + 0.5 * distance, penalty: penalty, accuracy: accuracy + 0.01,
          examples: 7000),
        validation: nil,
        test: SplitMetrics(loss: loss, penalty: penalty, accuracy: accuracy, examples: 1500),
        seconds: 0.031 + 0.001 * noise.next())
    }
    return TrialOutcome(
      epochs: records, parameterCount: 109_386, trainedExamples: 7000 * epochs,
      seconds: records.reduce(0) { $0 + $1.seconds })
  }

  static func run(substituted: [String] = []) -> RunRecord {
    RunRecord(
      device: "Example GPU, 8 units", deviceIdentifier: "opencl:0",
      deviceReason:
        "device: opencl:0 (Example GPU, 8 units, 8 compute units): the first OpenCL gpu, self-test passed",
      versions: ["lockstep": "0.1.0", "commitHash": "abc"], loadingSeconds: 0.31,
      preparationSeconds: 2.5, trainingSeconds: 14.25, evaluationSeconds: 1.5, groups: 1,
      substitutedDataSets: substituted, startedAt: "2025-03-01T12:00:00Z",
      launchesPerStep: [14], operationsPerStep: [22])
  }
}

/// Noise between -1 and 1 (SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014).
struct Noise {
  var state: UInt64

  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Double(z >> 11) / Double(1 << 52) - 1
  }
}
