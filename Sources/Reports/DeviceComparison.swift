import Foundation
import Programs
import Studies
import Training

/// The same work on two devices: what `lockstep compare` measures, and `devices.json` in a run folder.
public struct DeviceComparison: Sendable, Codable {
  /// One device's part.
  public struct Side: Sendable, Codable {
    /// The device's own name.
    public let device: String
    /// What `--device` takes to get it.
    public let identifier: String
    /// Seconds for compiling and warming up.
    public let compileSeconds: Double
    /// Wall seconds of training.
    public let trainingSeconds: Double
    /// Wall seconds of evaluation.
    public let evaluationSeconds: Double
    /// Wall seconds of training and evaluation by epochs.
    public let secondsPerEpoch: Double
    /// Examples of all trials for each second of training.
    public let examplesPerSecond: Double
    /// Launches of a training step of each group; 0 where one launch does all steps of a pass, empty where
    /// there are no launches.
    public let launchesPerStep: [Int]
    /// Seconds by operation family in the profiled run.
    public let familySeconds: [String: Double]

    /// What a run on a device came to.
    ///
    /// - Parameter familySeconds: Seconds by operation family in a profiled run.
    public init(
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
      let epochs = outcomes.map(\.epochs.count).max() ?? 0
      secondsPerEpoch = (trainingSeconds + evaluationSeconds) / Double(max(epochs, 1))
      examplesPerSecond =
        Double(outcomes.reduce(0) { $0 + $1.trainedExamples }) / max(trainingSeconds, 1e-9)
    }
  }

  /// The study's name.
  public let study: String
  /// Its trials.
  public let trials: Int
  /// Its epochs.
  public let epochs: Int
  /// The CPU backend's part.
  public let cpu: Side
  /// The OpenCL device's part.
  public let openCL: Side
  /// The operations recorded for a training step of each group, before any are fused.
  public let operationsPerStep: [Int]
  /// Data sets that were replaced by `synthetic-digits`.
  public let substitutedDataSets: [String]
  /// Trials that diverged on the CPU, and on the OpenCL device.
  public let divergedTrials: [Int]
  /// OpenCL's examples a second by the CPU's.
  public let ratio: Double
  /// The largest difference of a trial's training loss in any epoch, trials that diverged left out.
  public let largestLossDifference: Double

  private enum CodingKeys: String, CodingKey {
    case study, trials, epochs, cpu
    // As snake case gives it back.
    case openCL = "openCl"
    case operationsPerStep, substitutedDataSets, divergedTrials, ratio, largestLossDifference
  }

  /// Compares the parts of two devices in a study.
  ///
  /// - Parameters:
  ///   - operationsPerStep: The operations recorded for a training step of each group.
  ///   - cpuLosses: The training loss of each trial and epoch on the CPU, `openCLLosses` on the other device.
  public init(
    study: Study, substitutedDataSets: [String], operationsPerStep: [Int], cpu: Side, openCL: Side,
    cpuLosses: [[Double]], openCLLosses: [[Double]]
  ) {
    self.study = study.name
    trials = study.trials.count
    epochs = study.trials.first?.config.epochs ?? 0
    self.substitutedDataSets = substitutedDataSets
    self.operationsPerStep = operationsPerStep
    divergedTrials = [cpuLosses, openCLLosses].map { losses in
      losses.count { !$0.allSatisfy(\.isFinite) }
    }
    self.cpu = cpu
    self.openCL = openCL
    ratio = openCL.examplesPerSecond / max(cpu.examplesPerSecond, 1e-9)
    largestLossDifference = zip(cpuLosses, openCLLosses).reduce(0) { largest, pair in
      zip(pair.0, pair.1).reduce(largest) { largest, losses in
        let difference = abs(losses.0 - losses.1)
        return difference.isFinite ? max(largest, difference) : largest
      }
    }
  }

  /// The comparison as tables for people.
  public var text: String {
    """
    \(study): \(trials) trials, \(epochs) epoch\(epochs == 1 ? "" : "s")\(dataNote)
    cpu: \(cpu.device); \(openCL.identifier): \(openCL.device)

    \(figures.plainText())\(launchNote)
    \(families.plainText())
    \(ratioWords)
    Largest difference of a trial's training loss in any epoch: \(lossDifference)\(divergenceNote)
    """
  }

  /// Times and counts of both devices.
  var figures: Table {
    var table = Table([.left(""), .right("cpu"), .right(openCL.identifier)])
    func row(_ name: String, _ value: (Side) -> String) {
      table.append([name, value(cpu), value(openCL)])
    }
    row("compile and warm-up, s") { NumberFormat.fixed($0.compileSeconds, 2) }
    row("seconds an epoch") { NumberFormat.fixed($0.secondsPerEpoch, 3) }
    row("examples a second") { NumberFormat.grouped($0.examplesPerSecond) }
    row("operations a training step") { _ in Self.list(operationsPerStep) { "\($0)" } }
    row("launches a training step") { side in
      side.launchesPerStep.isEmpty
        ? "none" : Self.list(side.launchesPerStep) { $0 == 0 ? "<1" : "\($0)" }
    }
    return table
  }

  /// The share of each operation family in the profiled run of each device.
  var families: Table {
    var table = Table([.left("time by operation, %"), .right("cpu"), .right(openCL.identifier)])
    let totals = [cpu, openCL].map { $0.familySeconds.values.reduce(0, +) }
    let names = Set(cpu.familySeconds.keys).union(openCL.familySeconds.keys)
    for name in names.sorted(by: {
      (cpu.familySeconds[$1, default: 0], $0) < (cpu.familySeconds[$0, default: 0], $1)
    }) {
      func share(_ side: Side, _ total: Double) -> String {
        NumberFormat.fixed(100 * side.familySeconds[name, default: 0] / max(total, 1e-12), 1)
      }
      table.append([name, share(cpu, totals[0]), share(openCL, totals[1])])
    }
    return table
  }

  /// How much faster the one is.
  var ratioWords: String {
    "\(openCL.identifier) trains \(NumberFormat.fixed(ratio, 2)) times as many examples a second as the CPU."
  }

  /// The largest difference of a loss with two digits.
  var lossDifference: String { String(format: "%.2g", locale: nil, largestLossDifference) }

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
