import ArgumentParser
import CPUBackend
import Datasets
import Foundation
import Lockstep
import OpenCLBackend
import Programs
import Reports
import Studies
import Training

/// `lockstep compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Run the same work on the CPU and on an OpenCL device, and compare time and losses.",
    discussion: """
      Compile time is shown apart. A training step of all trials is a list of operations; a launch \
      hands an OpenCL device one or more of them. Trials that cannot train together have a number \
      each. The time by operation family comes from a short profiled run of its own, so that the \
      clocks do not slow the figures above it.

      Examples:
        lockstep compare configs/regularization.yaml --set epochs=1
        lockstep compare configs/smoke.yaml --device opencl:0 --json
        lockstep compare configs/regularization.yaml --set epochs=1 --out runs/regularization
      """)

  @OptionGroup var config: ConfigOptions
  @OptionGroup var determinism: DeterministicOption
  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions

  @Option(help: "The OpenCL device: opencl, opencl:INDEX or opencl:NAME.")
  var device = "opencl"

  @Option(help: "Training steps in the profiled run.")
  var profileSteps = LockstepGroup.defaultProfileSteps

  @Option(
    help: ArgumentHelp(
      "Keep the comparison in a run of the same study, for its report: its folder or its name in runs/.",
      valueName: "run"), completion: RunName.completion)
  var out: String?

  @Flag(help: "Use synthetic-digits, loudly, for data sets that cannot be had.")
  var fallbackSynthetic = false

  func validate() throws {
    guard device.hasPrefix("opencl") else {
      throw ValidationError("--device \(device): compare sets an OpenCL device against the CPU")
    }
    try StudyCommand.validate(out: out)
    guard profileSteps > 0 else { throw ValidationError("--profile-steps must be at least 1") }
  }

  func run() throws {
    let console = Console(quiet: output.quiet)
    let study = try config.adding(determinism).load()
    // Found out before minutes of work.
    let folder = try out.map { try keeper($0, of: study) }
    let choices = [try DeviceChoice("cpu"), try DeviceChoice(device, study.execution)]
    Interrupts.listen()
    let source = try StudyData(data, substitutesMissing: fallbackSynthetic, console)
    let loaded = try source.load(study)
    let weights = try study.startingWeights()
    var sides: [DeviceComparison.Side] = []
    var losses: [[[Double]]] = []
    var operationsPerStep: [Int] = []
    for choice in choices {
      console.note(choice.reason)
      let runner = StudyRunner(
        study: study, dataSets: loaded.sets, startingWeights: weights, backend: choice.backend)
      let (side, result) = try measure(runner, console)
      sides.append(side)
      losses.append(result.outcomes.map { $0.epochs.map(\.train.loss) })
      operationsPerStep = result.operationsPerStep
    }
    let comparison = DeviceComparison(
      study: study, substitutedDataSets: loaded.substituted, operationsPerStep: operationsPerStep,
      cpu: sides[0], openCL: sides[1], cpuLosses: losses[0], openCLLosses: losses[1])
    if let folder {
      try StudyReport.write(ReportExtras(devices: comparison), to: URL(filePath: folder.path))
      console.note(
        "\(folder.path)/\(ReportExtras.devicesFile) has the comparison for the run's report")
    }
    if output.json { try printJSON(comparison) } else { print(comparison.text) }
  }

  /// The run that the comparison is kept in.
  ///
  /// - Throws: ``RunFolderError`` if it is none, or one of another study.
  private func keeper(_ argument: String, of study: Study) throws -> RunFolder {
    let folder = try RunFolder(named: argument)
    let kept = try folder.study()
    guard kept.name == study.name else {
      throw RunFolderError(
        path: folder.path, reason: "is a run of '\(kept.name)', this is '\(study.name)'")
    }
    return folder
  }

  /// One device's part, and what the run on it came to.
  private func measure(
    _ runner: StudyRunner, _ console: Console
  ) throws -> (DeviceComparison.Side, StudyRunner.Result) {
    var observer = StudyRunner.Observer()
    observer.progress = { console.progress($0) }
    observer.shouldStop = { Interrupts.signalNumber != nil }
    let result = try runner.run(observer)
    console.clearStatus()
    if let signal = Interrupts.signalNumber { throw Interrupted(signal: signal) }
    var families: [String: Double] = [:]
    for plan in try runner.plan() {
      let profile = try runner.prepare(plan).profile(steps: profileSteps)
      for family in profile.operations.families {
        families[family.name, default: 0] += family.seconds
      }
    }
    let side = DeviceComparison.Side(
      device: runner.backend.device, result: result, familySeconds: families)
    return (side, result)
  }
}
