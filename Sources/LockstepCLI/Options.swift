import ArgumentParser
import Studies

/// `--device`.
struct DeviceOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "auto, cpu, opencl, opencl:INDEX or opencl:NAME (part of the device's name).",
      discussion:
        "auto takes the first OpenCL GPU or accelerator that computes rightly, else the CPU."),
    completion: .list(["auto", "cpu", "opencl"]))
  var device = "auto"
}

/// `--deterministic`.
struct DeterministicOption: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Choose how matrices are multiplied by a fixed rule, not by measurement or 'lockstep tune'.",
      discussion:
        "Machines with the same OpenCL device and versions then sum in the same order. The same as 'deterministic: true' in a config."
    ))
  var deterministic = false
}

/// `--group`.
struct GroupOption: ParsableArguments {
  @Option(help: "Train at most so many replicas at once (default: what fits on the device).")
  var group: Int?

  func validate() throws {
    if let group, group < 1 { throw ValidationError("--group must be at least 1") }
  }
}

/// `--resume` and `--force`.
struct ResumeOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Go on with the run in the run folder, bit for bit as if it had never stopped; begin it if there is none.",
      discussion:
        "Refused if the config, the data, the device or its drivers are not those that it was begun with."
    ))
  var resume = false

  @Flag(help: "With --resume: accept what is different, and record it in environment.json.")
  var force = false

  /// What was chosen.
  var choice: ResumeChoice { ResumeChoice(resumes: resume, acceptsDifferences: force) }

  func validate() throws {
    if force, !resume { throw ValidationError("--force is for --resume") }
  }
}

/// What is done about a run that is there already.
struct ResumeChoice {
  /// Whether it is gone on with.
  var resumes = false
  /// Whether that is so even where not everything is as it was.
  var acceptsDifferences = false
}

/// `--data`.
struct DataOption: ParsableArguments {
  @Option(
    help: "Folder with data sets (mnist/…); else $LOCKSTEP_DATA, else the cache.",
    completion: .directory)
  var data: String?
}

/// `--set` and `--seed`: what a command line changes in a config.
struct OverrideOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: "Override one config key, KEY=VALUE, such as epochs=2; repeatable.")
  var overrides: [String] = []

  @Option(help: "Train with this seed only.")
  var seed: UInt64?

  /// Loads the study at `path` with the overrides; of its trials only `trial`, from 1, if given.
  func load(_ path: String, trial: Int? = nil) throws -> Study {
    let study = try StudyConfig.load(path: path, overrides: overrides, trial: trial)
    guard seed != nil else { return study }
    return try StudyConfig.load(path: path, overrides: all(study), trial: trial)
  }

  /// `--set` and `--seed` together, for the study and its findings.
  func all(_ study: Study) -> [String] {
    guard let seed else { return overrides }
    let key = study.variedKeys.contains("seed") ? "trials.seed=[\(seed)]" : "seed=\(seed)"
    return overrides + [key]
  }
}

/// Options of commands that read a config.
struct ConfigOptions: ParsableArguments {
  @Argument(help: "A config file in YAML.", completion: .file(extensions: ["yaml", "yml"]))
  var config: String

  @OptionGroup var changes: OverrideOptions

  /// The same with what else the command line says about the config.
  func adding(_ option: DeterministicOption) -> ConfigOptions {
    var options = self
    if option.deterministic { options.changes.overrides.append("deterministic=true") }
    return options
  }

  /// Loads the study with its overrides; of its trials only `trial`, from 1, if given.
  func load(trial: Int? = nil) throws -> Study { try changes.load(config, trial: trial) }

  /// `--set` and `--seed` together, for the study and its findings.
  func allOverrides(_ study: Study) -> [String] { changes.all(study) }
}

/// Options of how much is said.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON object on standard output; messages go to standard error.")
  var json = false

  @Flag(help: "Say nothing but results, warnings and errors.")
  var quiet = false
}
