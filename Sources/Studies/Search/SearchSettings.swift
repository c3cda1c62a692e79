/// Makes the settings of trials from the config that a search stands in.
struct SearchSettings: Sendable {
  /// The config without `search`, a value in every place that is searched.
  let base: ConfigNode
  /// Reads settings.
  let decoder: TrialDecoder
  /// The epochs of the config itself.
  let epochs: Int

  /// The config with these parameters in their places.
  func node(
    _ parameters: [ParameterValue], in space: SearchSpace
  ) throws(ConfigError) -> ConfigNode {
    var node = base
    // Whole values first: `optimizer.rate` goes into what `optimizer` takes.
    for (dimension, value) in zip(space.dimensions, parameters)
      .sorted(by: { $0.0.path.count < $1.0.path.count })
    {
      try node.set(
        dimension.path[...], to: dimension.node(value), keyPlace: .override(dimension.key))
    }
    return node
  }

  /// The study of one trial, with a trial for each seed.
  func study(
    _ parameters: [ParameterValue], in space: SearchSpace, seeds: [UInt64], name: String
  ) throws(ConfigError) -> Study {
    var root = try node(parameters, in: space)
    let place = ConfigPlace.override("search")
    func plain(_ text: String) -> ConfigNode {
      ConfigNode(value: .scalar(text, isPlain: true), place: place)
    }
    for key in ["published", "findings"] { root.remove(key) }
    try root.set(["name"], to: plain(name), keyPlace: place)
    if seeds.count == 1 {
      try root.set(["seed"], to: plain("\(seeds[0])"), keyPlace: place)
    } else {
      let list = ConfigNode(value: .list(seeds.map { plain("\($0)") }), place: place)
      try root.set(["trials", "seed"], to: list, keyPlace: place)
    }
    return try ConfigFile(path: decoder.folder + "/search", overrides: []).study(
      root: root, isFinding: false)
  }
}

extension SearchSpace.Dimension {
  /// The parts of the key.
  var path: [String] { key.split(separator: ".").map(String.init) }

  /// A value as it would be written in a config.
  func node(_ value: ParameterValue) -> ConfigNode {
    if case .choice(let index) = value, case .choice(let choices) = range {
      return choices[index].node
    }
    return ConfigNode(
      value: .scalar(value.text(in: range), isPlain: true), place: .override(key))
  }
}
