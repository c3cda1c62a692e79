import ArgumentParser
import Studies

/// `lockstep train`.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train one network.",
    discussion: """
      Takes any config; one with several trials needs --trial to say which. Writes the same run folder \
      as 'study'.

      Examples:
        lockstep train configs/single.yaml
        lockstep train configs/single.yaml --set optimizer.rate=0.01 --set epochs=3 --seed 7
        lockstep train configs/regularization.yaml --trial 12
        lockstep train configs/single.yaml --profile
        lockstep train configs/single.yaml --resume
      """)

  @OptionGroup var config: ConfigOptions
  @OptionGroup var determinism: DeterministicOption
  @OptionGroup var device: DeviceOption
  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions
  @OptionGroup var profiling: ProfileOptions
  @OptionGroup var resumption: ResumeOptions

  @Option(
    help: "The run folder (default: runs/NAME, with --trial runs/NAME-trial-K).",
    completion: .directory)
  var out: String?

  @Flag(help: "Use synthetic-digits, loudly, for a data set that cannot be had.")
  var fallbackSynthetic = false

  @Option(help: "Which trial of the config to train, from 1.")
  var trial: Int?

  func validate() throws { try StudyCommand.validate(out: out) }

  func run() throws {
    let config = config.adding(determinism)
    var study = try config.load(trial: trial)
    guard study.trials.count == 1 else {
      throw UsageError(
        "\(config.config) has \(study.trials.count) trials; 'lockstep study' trains them all, "
          + "--trial K one of them")
    }
    study.findings = []
    study.published = nil
    try StudyCommand.run(
      study, config, device, data, output, profiling, resumption,
      out: out ?? trial.map { "runs/\(study.name)-trial-\($0)" },
      fallbackSynthetic: fallbackSynthetic)
  }
}
