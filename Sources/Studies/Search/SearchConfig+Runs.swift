import Programs

extension SearchConfig {
  /// The runs that a search begins with as the trials of a study, to be planned before anything is trained.
  ///
  /// Each has all its epochs: which ones a rung drops is not known yet. They are grouped as the search groups
  /// them, padded to one width only if the config asks for it.
  ///
  /// - Throws: `ConfigError` if the parameters of a trial do not go together.
  public func firstRound(of study: Study) throws(ConfigError) -> Study {
    let nothing = SearchHistory(trials: [], runs: [])
    guard case .change(let changes) = try SearchPlanner(search: self).step(nothing) else {
      return try self.study(study, runs: [], of: [])
    }
    return try self.study(
      study, runs: changes.runs.map { ($0.trial, $0.seed) }, of: changes.trials)
  }

  /// A study whose trials are these runs of the search, carried out as the search does.
  ///
  /// The last digits of a padded network depend on what trains beside it, which differs from process to
  /// process: padding is only for those who ask for it.
  /// - Precondition: The trial of every run is among `trials`.
  /// - Throws: `ConfigError` if the parameters of a trial do not go together.
  func study(
    _ study: Study, runs: [(trial: Int, seed: UInt64)], of trials: [SearchTrial]
  ) throws(ConfigError) -> Study {
    var part = study
    if part.execution.padding == .auto { part.execution.padding = .never }
    let parameters = Dictionary(
      trials.map { ($0.number, $0.parameters) }, uniquingKeysWith: { first, _ in first })
    part.trials = []
    for run in runs {
      guard let parameters = parameters[run.trial] else {
        reject("search: no trial \(run.trial) for a run")
      }
      part.trials.append(
        Trial(number: run.trial, varied: [], config: try config(parameters, seed: run.seed)))
    }
    return part
  }
}
