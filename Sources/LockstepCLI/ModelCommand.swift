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
      the forward pass of a training step leaves for the backward one. No data set is needed but your \
      own, images:DIR or csv:FILE, whose shape is read from the files.

      Examples:
        lockstep model configs/squeezenet.yaml
        lockstep model configs/lenet.yaml --set batch=128 --json
      """)

  @OptionGroup var config: ConfigOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let study = try config.load()
    let plans = try GroupPlanner.plan(study.trials, layouts: layouts(study))
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

  /// The layouts of the data sets: those of the catalog as they are known, the user's own as they are.
  private func layouts(_ study: Study) throws -> [String: DataLayout] {
    let console = Console(quiet: output.quiet)
    var layouts: [String: DataLayout] = [:]
    for name in StudyData.names(study) {
      let uses = study.trials.map(\.config.data).filter { $0.set == name }
      if let own = OwnData(named: name) {
        layouts[name] = DataLayout(try StudyData.loadOwn(own, uses[0].own, console))
      } else {
        layouts[name] = DataLayout(try DataCatalog.standard.source(named: name), for: uses)
      }
    }
    return layouts
  }
}
