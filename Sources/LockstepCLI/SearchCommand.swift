import ArgumentParser
import Datasets
import Foundation
import Lockstep
import Programs
import Reports
import Studies

/// `lockstep search`.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Search rates, lambdas, widths: train many trials in lockstep, keep the best.",
    discussion: """
      The config's search block says what is searched and how: grid, random, coarse-to-fine or \
      successive-halving. Trials are judged on held-out examples; the best one is measured on the test \
      set once, at the end. All trials are kept in search.sqlite in the run folder: a search that was \
      stopped at any point goes on with the same command, and several processes can share one.

      Examples:
        lockstep search configs/search.yaml
        lockstep search configs/search.yaml --set search.trials=64 --out runs/wide
        lockstep search configs/search.yaml --dry-run
        lockstep search runs/search --show
      """)

  @Argument(
    help: ArgumentHelp(
      "A config file in YAML with a search block, or the run of a search.",
      valueName: "config"), completion: .file(extensions: ["yaml", "yml"]))
  var path: String

  @OptionGroup var changes: OverrideOptions
  @OptionGroup var determinism: DeterministicOption
  @OptionGroup var device: DeviceOption
  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions

  @Option(help: "The run folder (default: runs/NAME).", completion: .directory)
  var out: String?

  @Flag(help: "List what the search has found so far, and train nothing.")
  var show = false

  @Flag(help: "Go on with the search in the run folder; without one, that is an error.")
  var resume = false

  @Flag(help: "Print the lockstep groups of the first round with memory and time; train nothing.")
  var dryRun = false

  @OptionGroup var size: GroupOption

  @Flag(help: "Use synthetic-digits, loudly, for a data set that cannot be had.")
  var fallbackSynthetic = false

  func validate() throws { try StudyCommand.validate(out: out) }

  func run() throws {
    let console = Console(quiet: output.quiet)
    let given = try SearchFolder.named(path)
    let folder = given.map { out ?? $0.path }
    let options = options(given)
    let study = try options.load()
    guard let search = study.search else {
      throw UsageError(
        "\(options.config) has no search block; add one, such as 'search: {method: random, trials: 20, "
          + "space: {optimizer.rate: {log-uniform: [0.0001, 0.1]}}}'")
    }
    if dryRun {
      return try StudyCommand.printPlan(
        search.firstRound(of: study), device, data, output, largestGroup: size.group,
        fallbackSynthetic: fallbackSynthetic, later: SearchPlanText(search))
    }
    let run = try SearchRun(
      study: study, folder: SearchFolder(folder ?? out ?? "runs/\(study.name)"), console: console,
      mustExist: show || resume)
    let finished = try run.summary().isFinished
    if !show, !finished { try train(run, console) }
    let summary = try show ? (try? run.report()) ?? run.summary() : run.report()
    print(output.json ? try SearchReport.json(summary) : SearchReport.text(summary), terminator: "")
    console.note(
      "\(run.folder.path)/\(StudyReport.pageFile) shows all of it in a browser; tables.md has the tables"
    )
  }

  private func train(_ run: SearchRun, _ console: Console) throws {
    let choice = try DeviceChoice(device.device, run.study.execution)
    console.note(choice.reason)
    Interrupts.listen()
    let source = try StudyData(data, substitutesMissing: fallbackSynthetic, console)
    try run.train(on: choice, source, largestGroup: size.group)
  }

  /// The options of the config that the argument names, or that lies in the run folder.
  private func options(_ folder: SearchFolder?) -> ConfigOptions {
    var options = ConfigOptions()
    options.config = folder.map { "\($0.path)/config.yaml" } ?? path
    options.changes = changes
    return options.adding(determinism)
  }
}
