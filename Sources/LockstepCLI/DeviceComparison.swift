import Foundation
import Programs
import Reports
import Studies
import Training

/// The same work on two devices.
struct DeviceComparison: Encodable {
  /// One device's part.
  struct Side: Encodable {
    let device: String
    let identifier: String
    let compileSeconds: Double
    let trainingSeconds: Double
    let evaluationSeconds: Double
    let secondsPerEpoch: Double
    let examplesPerSecond: Double
    /// Launches of a training step of each group; 0 where one launch does all steps of a pass, empty where
    /// there are no launches.
    let launchesPerStep: [Int]
    /// Seconds by operation family in the profiled run.
    let familySeconds: [String: Double]
    private let losses: [[Double]]

    init(
      device: DeviceDescription, result: StudyRunner.Result, familySeconds: [String: Double]
    ) {
      self.device = device.name
      identifier = device.identifier
      compileSeconds = result.preparationSeconds
      trainingSeconds = result.trainingSeconds
      evaluationSeconds = result.evaluationSeconds
      launchesPerStep = result.launchesPerStep
      self.familySeconds = familySeconds
      let outcomes = result.outcomes
      losses = outcomes.map { $0.epochs.map(\.train.loss) }
      let epochs = outcomes.map(\.epochs.count).max() ?? 0
      secondsPerEpoch = (trainingSeconds + evaluationSeconds) / Double(max(epochs, 1))
      examplesPerSecond =
        Double(outcomes.reduce(0) { $0 + $1.trainedExamples }) / max(trainingSeconds, 1e-9)
    }

    private enum CodingKeys: CodingKey {
      case device, identifier, compileSeconds, trainingSeconds, evaluationSeconds
      case secondsPerEpoch, examplesPerSecond, launchesPerStep, familySeconds
    }

    /// The largest difference of a trial's training loss in any epoch, trials that diverged left out.
    func largestLossDifference(_ other: Side) -> Double {
      zip(losses, other.losses).reduce(0) { largest, pair in
        zip(pair.0, pair.1).reduce(largest) { largest, losses in
          let difference = abs(losses.0 - losses.1)
          return difference.isFinite ? max(largest, difference) : largest
        }
      }
    }

    /// The number of trials with a loss that is no finite number.
    var divergedTrials: Int { losses.filter { !$0.allSatisfy(\.isFinite) }.count }
  }

  let study: String
  let trials: Int
  let epochs: Int
  let cpu: Side
  let openCL: Side
  /// The operations recorded for a training step of each group, before any are fused.
  let operationsPerStep: [Int]
  /// Data sets that were replaced by `synthetic-digits`.
  let substitutedDataSets: [String]
  /// Trials that diverged on the CPU, and on the OpenCL device.
  let divergedTrials: [Int]
  /// OpenCL's examples a second by the CPU's.
  let ratio: Double
  let largestLossDifference: Double

  init(
    study: String, trials: Int, epochs: Int, substitutedDataSets: [String],
    operationsPerStep: [Int], cpu: Side, openCL: Side
  ) {
    self.study = study
    self.trials = trials
    self.epochs = epochs
    self.substitutedDataSets = substitutedDataSets
    self.operationsPerStep = operationsPerStep
    divergedTrials = [cpu.divergedTrials, openCL.divergedTrials]
    self.cpu = cpu
    self.openCL = openCL
    ratio = openCL.examplesPerSecond / max(cpu.examplesPerSecond, 1e-9)
    largestLossDifference = cpu.largestLossDifference(openCL)
  }

  /// The comparison as tables for people.
  var text: String {
    var table = Table([.left(""), .right("cpu"), .right(openCL.identifier)])
    func row(_ name: String, _ value: (Side) -> String) {
      table.append([name, value(cpu), value(openCL)])
    }
    row("compile and warm-up, s") { String(format: "%.2f", $0.compileSeconds) }
    row("seconds an epoch") { String(format: "%.3f", $0.secondsPerEpoch) }
    row("examples a second") { Int($0.examplesPerSecond.rounded()).grouped }
    row("operations a training step") { _ in Self.list(operationsPerStep) { "\($0)" } }
    row("launches a training step") { side in
      side.launchesPerStep.isEmpty
        ? "none" : Self.list(side.launchesPerStep) { $0 == 0 ? "<1" : "\($0)" }
    }
    var families = Table([.left("time by operation, %"), .right("cpu"), .right(openCL.identifier)])
    let totals = [cpu, openCL].map { $0.familySeconds.values.reduce(0, +) }
    let names = Set(cpu.familySeconds.keys).union(openCL.familySeconds.keys)
    for name in names.sorted(by: {
      cpu.familySeconds[$0, default: 0] > cpu.familySeconds[$1, default: 0]
    }) {
      func share(_ side: Side, _ total: Double) -> String {
        String(format: "%.1f", 100 * side.familySeconds[name, default: 0] / max(total, 1e-12))
      }
      families.append([name, share(cpu, totals[0]), share(openCL, totals[1])])
    }
    return """
      \(study): \(trials) trials, \(epochs) epoch\(epochs == 1 ? "" : "s")\(dataNote)
      cpu: \(cpu.device); \(openCL.identifier): \(openCL.device)

      \(table.plainText())\(launchNote)
      \(families.plainText())
      \(openCL.identifier) trains \(String(format: "%.2f", ratio)) times as many examples a second as the CPU.
      Largest difference of a trial's training loss in any epoch: \(String(format: "%.2g", largestLossDifference))\(divergenceNote)
      """
  }

  /// The numbers of the groups, once if they are alike.
  private static func list(_ numbers: [Int], _ text: (Int) -> String) -> String {
    (Set(numbers).count == 1 ? Array(numbers.prefix(1)) : numbers).map(text)
      .joined(separator: ", ")
  }

  private var launchNote: String {
    openCL.launchesPerStep.contains(0)
      ? "<1: one launch takes every replica through many steps.\n" : ""
  }

  private var dataNote: String {
    substitutedDataSets.isEmpty
      ? "" : ", on synthetic-digits in place of \(substitutedDataSets.joined(separator: " and "))"
  }

  private var divergenceNote: String {
    divergedTrials == [0, 0]
      ? ""
      : "\nDIVERGED, left out: \(divergedTrials[0]) trials on cpu, \(divergedTrials[1]) on \(openCL.identifier)"
  }
}
