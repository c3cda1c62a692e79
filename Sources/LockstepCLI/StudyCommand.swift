import ArgumentParser
import Datasets
import Foundation
import Lockstep
import Programs
import Reports
import Studies

/// `lockstep study`.
struct StudyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study",
    abstract: "Train all trials of a study in lockstep; write tables, statistics and plots.",
    discussion: """
      Writes config.yaml, environment.json, data.json, epochs.csv, trials.csv, summary.json, tables.md, \
      report.html, figures/ and weights/ into the run folder, and while it trains checkpoint/, from which \
      --resume goes on.

      Examples:
        lockstep study configs/regularization.yaml
        lockstep study configs/regularization.yaml --device opencl --set epochs=2
        lockstep study configs/smoke.yaml --out runs/first --json
        lockstep study configs/regularization.yaml --resume
        lockstep study configs/regularization.yaml --dry-run
        lockstep study configs/regularization.yaml --profile --trace trace.json
      """)

  @OptionGroup var config: ConfigOptions
  @OptionGroup var determinism: DeterministicOption
  @OptionGroup var device: DeviceOption
  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions
  @OptionGroup var profiling: ProfileOptions
  @OptionGroup var resumption: ResumeOptions
  @OptionGroup var size: GroupOption

  @Option(help: "The run folder (default: runs/NAME).", completion: .directory)
  var out: String?

  @Flag(help: "Use synthetic-digits, loudly, for data sets that cannot be had.")
  var fallbackSynthetic = false

  @Flag(help: "Print the lockstep groups with memory and estimated time, and train nothing.")
  var dryRun = false

  func validate() throws { try Self.validate(out: out) }

  /// Refuses an empty `--out`, which would scatter files.
  static func validate(out: String?) throws {
    if out?.isEmpty == true { throw ValidationError("--out needs a folder") }
  }

  func run() throws {
    let config = config.adding(determinism)
    if dryRun {
      return try StudyCommand.printPlan(
        config.load(), device, data, output, largestGroup: size.group,
        fallbackSynthetic: fallbackSynthetic)
    }
    try StudyCommand.run(
      config.load(), config, device, data, output, profiling, resumption, out: out,
      largestGroup: size.group,
      fallbackSynthetic: fallbackSynthetic)
  }

  /// Prints the groups of a study, or of the first round of a search and what comes later.
  static func printPlan(
    _ study: Study, _ device: DeviceOption, _ data: DataOption, _ output: OutputOptions,
    largestGroup: Int? = nil, fallbackSynthetic: Bool, later: SearchPlanText? = nil
  ) throws {
    let console = Console(quiet: output.quiet)
    let choice = try DeviceChoice(device.device, study.execution)
    console.note(choice.reason)
    let loaded = try StudyData(data, substitutesMissing: fallbackSynthetic, console).load(study)
    var runner = StudyRunner(study: study, dataSets: loaded.sets, backend: choice.backend)
    runner.largestGroup = largestGroup
    let plan = try PlanText(runner, later: later)
    if output.json { try printJSON(plan) } else { print(plan.text, terminator: "") }
  }

  /// What `train` and `study` have in common.
  static func run(
    _ study: Study, _ config: ConfigOptions, _ device: DeviceOption, _ data: DataOption,
    _ output: OutputOptions, _ profiling: ProfileOptions, _ resumption: ResumeOptions,
    out: String?, largestGroup: Int? = nil, fallbackSynthetic: Bool
  ) throws {
    guard study.search == nil else {
      throw UsageError(
        "\(config.config) describes a search; 'lockstep search \(config.config)' runs it")
    }
    let console = Console(quiet: output.quiet)
    let profiler = try profiling.profiler(console)
    let choice = try DeviceChoice(device.device, study.execution)
    console.note(choice.reason)
    if choice.backend.device.backend == "cpu", study.execution.engine != .auto {
      console.note(
        "engine: \(study.execution.engine.rawValue) is for OpenCL devices; the CPU backend has one way "
          + "to multiply")
    }
    Interrupts.listen()
    let studyRun = StudyRun(
      console: console, device: choice,
      data: try StudyData(data, substitutesMissing: fallbackSynthetic, console), profiler: profiler)
    studyRun.largestGroup = largestGroup
    studyRun.resumption = resumption.choice
    if profiling.profile, !output.json {
      studyRun.profileWasTaken = {
        for profile in $0 { print(profile.text) }
        fflush(nil)
      }
    }
    let folder = RunFolder(out: out, name: study.name)
    let result = try studyRun.run(
      study, config: config, folder: folder)
    print(
      output.json
        ? try ResultJSON.text(result, profiles: profiling.profile ? studyRun.profiles : nil)
        : ConsoleSummary.text(result))
    console.note(
      "\(folder.path)/\(StudyReport.pageFile) shows all of it in a browser; tables.md has the tables"
    )
  }
}
