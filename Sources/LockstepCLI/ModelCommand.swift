import ArgumentParser
import Datasets
import Networks
import Reports
import Studies

/// `lockstep model`.
struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Print a config's network layer by layer; train nothing.",
    discussion: """
      For each layer: the shape of one example after it, its parameters (running statistics \
      included, as Keras counts them), multiply-adds for one example forward, and the memory that \
      the forward pass of a training step leaves for the backward one.

      Examples:
        lockstep model configs/squeezenet.yaml
        lockstep model configs/lenet.yaml --set batch=128 --json
      """)

  @OptionGroup var config: ConfigOptions
  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions

  @Flag(help: "Use synthetic-digits, loudly, for data sets that cannot be had.")
  var fallbackSynthetic = false

  func run() throws {
    let study = try config.load()
    let console = Console(quiet: output.quiet)
    let loaded = try StudyData(data, substitutesMissing: fallbackSynthetic, console).load(study)
    let plans = try GroupPlanner.plan(
      study.trials, layouts: loaded.sets.mapValues { DataLayout($0) })
    var models: [ModelText] = []
    for plan in plans {
      let trials = plan.trials.map { study.trials[$0] }
      let model = ModelText(plan, hasDropout: trials.contains { $0.config.regularizer.dropout > 0 })
      if !models.contains(where: { $0.isSameNetwork(as: model) }) { models.append(model) }
    }
    guard output.json else {
      return print(models.map(\.text).joined(separator: "\n"), terminator: "")
    }
    if models.count == 1 { try printJSON(models[0]) } else { try printJSON(["models": models]) }
  }
}
