extension SearchConfig {
  /// The runs that a search begins with as the trials of a study, to be planned before anything is trained.
  ///
  /// Each has all its epochs: which ones a rung drops is not known yet. They are grouped as the search groups
  /// them, padded to one width only if the config asks for it.
  ///
  /// - Throws: `ConfigError` if the parameters of a trial do not go together.
  public func firstRound(of study: Study) throws(ConfigError) -> Study {
    var first = study
    first.execution = execution(study)
    first.trials = []
    let nothing = SearchHistory(trials: [], runs: [])
    guard case .change(let changes) = try SearchPlanner(search: self).step(nothing) else {
      return first
    }
    let parameters = Dictionary(
      changes.trials.map { ($0.number, $0.parameters) }, uniquingKeysWith: { first, _ in first })
    for run in changes.runs {
      first.trials.append(
        Trial(
          number: run.trial, varied: [],
          config: try config(parameters[run.trial] ?? [], seed: run.seed)))
    }
    return first
  }

  /// How the runs of a search are carried out.
  ///
  /// The last digits of a padded network depend on what trains beside it, which differs from process to
  /// process: padding is only for those who ask for it.
  func execution(_ study: Study) -> ExecutionConfig {
    var execution = study.execution
    if execution.padding == .auto { execution.padding = .never }
    return execution
  }
}
