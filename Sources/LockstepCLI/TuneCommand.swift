import ArgumentParser
import Foundation
import Lockstep
import OpenCLBackend
import Programs
import Reports
import Studies

/// `lockstep tune`.
struct TuneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract:
      "Search the fastest matrix products of a config, or given ones, on an OpenCL device, and keep them.",
    discussion: """
      Measures every product of the config's programs, or those named by --product, with CLBlast and with Lockstep's own kernels, then \
      other tiles and parameters. Each must compute right numbers before it is timed. The winners are kept \
      in tuning.json in the cache ($LOCKSTEP_CACHE, else $XDG_CACHE_HOME, else ~/.cache, folder lockstep) \
      and used by all later runs on that device, driver and version, unless --deterministic is given. \
      Ctrl-C keeps what was found so far.

      Examples:
        lockstep tune configs/regularization.yaml
        lockstep tune configs/smoke.yaml --device opencl:0 --seconds 10 --json
        lockstep tune configs/smoke.yaml --seconds 0 --dry-run    (measures the defaults only)
        lockstep tune --product 4096x4096x4096 --product '784x128x32 TN' --dry-run
      """)

  @Argument(
    help: "A config file in YAML; may be left out where --product is given.",
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  @OptionGroup var changes: OverrideOptions
  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions

  @Option(
    name: .customLong("product"),
    help: ArgumentHelp(
      "A product to tune, such as 4096x4096x4096 or '784x128x32 TN'; repeatable.",
      discussion:
        "Rows and columns of the product and the length of its sums, then which factors are transposed (N or T each; NN if left out). Beside those of the config, if there is one.",
      valueName: "MxNxK"),
    transform: { text in
      guard let shape = GemmShape(text) else {
        throw ValidationError(
          "'\(text)' is no product such as 4096x4096x4096 or '784x128x32 TN', of sizes up to "
            + "\(GemmShape.largestSize)")
      }
      return shape
    })
  var products: [GemmShape] = []

  @Option(help: "The OpenCL device: opencl, opencl:INDEX or opencl:NAME.")
  var device = "opencl"

  @Option(help: "Seconds to search in after the defaults are measured; 0 for the defaults only.")
  var seconds = 60.0

  @Flag(help: "Keep nothing.")
  var dryRun = false

  @Flag(help: "Print one line a product, such as '32x128x784 NN; clblast 5.1; batched 60.2'.")
  var lines = false

  @Flag(help: "Use synthetic-digits, loudly, for data sets that cannot be had.")
  var fallbackSynthetic = false

  func validate() throws {
    guard config != nil || !products.isEmpty else {
      throw ValidationError("nothing to tune: name a config, or products with --product")
    }
    guard config != nil || (changes.overrides.isEmpty && changes.seed == nil) else {
      throw ValidationError("--set and --seed change a config, and none is named")
    }
    guard seconds >= 0, seconds <= 86_400 else {
      throw ValidationError("--seconds must be 0 to 86400")
    }
    guard !(lines && output.json) else {
      throw ValidationError("--lines and --json exclude each other")
    }
  }

  func run() throws {
    let console = Console(quiet: output.quiet)
    let study = try config.map { try changes.load($0) }
    // By the fixed rule: what was tuned before must not pass for a default.
    var execution = ExecutionConfig()
    execution.isDeterministic = true
    let choice = try DeviceChoice(device, execution)
    guard let backend = choice.backend as? OpenCLBackend else {
      throw DeviceError(
        reason:
          "nothing to tune on \(choice.backend.device.identifier): the CPU backend has one way to "
          + "multiply; name an OpenCL device ('lockstep devices' lists what is there)")
    }
    console.note(choice.reason)
    Interrupts.listen()
    let shapes = try shapes(study, backend, console)
    let report = try GemmTuner(backend, seconds: seconds) {
      console.note($0)
    } shouldStop: {
      Interrupts.signalNumber != nil
    }.tune(shapes)
    let file = dryRun ? nil : TuningCache.standardFile
    if let warning = report.store(in: file) { console.warn("warning: \(warning)") }
    let text = TuningText(report: report, device: backend.device.name, file: file?.path)
    if output.json {
      try printJSON(text.object)
    } else {
      print(lines ? text.lines : text.table)
    }
    if let signal = Interrupts.signalNumber { throw Interrupted(signal: signal) }
  }

  /// The distinct products of all lockstep groups and of the command line.
  private func shapes(_ study: Study?, _ backend: OpenCLBackend, _ console: Console) throws
    -> [GemmShape]
  {
    var all = products
    if let study {
      let source = try StudyData(data, substitutesMissing: fallbackSynthetic, console)
      let runner = StudyRunner(
        study: study, dataSets: try source.load(study).sets, backend: backend)
      for plan in try runner.plan() { all += try runner.program(plan).gemmShapes }
    }
    var shapes: [GemmShape] = []
    for shape in all where !shapes.contains(shape) { shapes.append(shape) }
    console.note(
      "tuning \(shapes.count) products; up to \(Console.duration(seconds)) after the defaults are "
        + "measured (--seconds), Ctrl-C keeps what is found")
    return shapes
  }
}
