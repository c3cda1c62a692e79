import Datasets
import Networks

/// Reads the `search` block of a config.
struct SearchDecoder {
  /// The block.
  let node: ConfigNode
  /// The config it stands in, without it.
  private(set) var root: ConfigNode

  /// Keys that trials must have in common for their figures to be compared, and why.
  private static let fixedKeys = [
    "seed": "list the seeds under search.seeds, or set search.repeats",
    "data.train": "trials must be judged on the same examples",
    "data.validation": "trials must be judged on the same examples",
    "data.hold-out": "trials must be judged on the same examples",
    "data.test": "trials must be judged on the same examples",
    "model.weights": "this key cannot be searched",
    "early-stopping": stopsByItself,
    "early-stopping.patience": stopsByItself,
    "early-stopping.min-delta": stopsByItself,
  ]

  /// Trials are compared after the same epochs.
  private static let stopsByItself =
    "a search stops losing trials by itself (search.stop, rungs); leave this out"

  /// The dotted keys that may stand under `search.space`.
  private static let searchableKeys = ConfigSchema.variableKeys.filter { fixedKeys[$0] == nil }

  /// Keys that take whole numbers.
  private static let wholeKeys: Set = [
    "batch", "epochs", "schedule.every", "schedule.patience", "schedule.cooldown",
    "augmentation.shift", "augmentation.cutout",
  ]

  /// More values than any search needs.
  private static let largestCount = 100_000

  /// A decoder for the block in a config.
  ///
  /// - Throws: `ConfigError` if there are trials beside it, or no space in it.
  init(_ node: ConfigNode, in root: ConfigNode) throws(ConfigError) {
    self.node = node
    self.root = root
    self.root.remove("search")
    if let trials = root["trials"] {
      throw trials.error("trials", "stands beside search, which makes trials of its own; keep one")
    }
    _ = try node.entries("search", example: "{method: random, trials: 20, space: {...}}")
    // The config itself needs a value where only the search has some.
    for entry in try space() {
      try checkKey(entry)
      let path = entry.key.split(separator: ".").map(String.init)
      guard self.root.node(at: path) == nil else { continue }
      let first = try range(entry, text: { _ in "" }).range.value(at: 0)
      let dimension = SearchSpace.Dimension(key: entry.key, range: first.range, steps: nil)
      var value = dimension.node(first.value)
      value.place = entry.value.place
      try self.root.set(path[...], to: value, keyPlace: entry.keyPlace)
    }
  }

  /// The search.
  ///
  /// - Parameters:
  ///   - base: the config that parameters are put into.
  ///   - config: its settings.
  ///   - text: a value of a key as it stands in tables.
  func search(
    _ base: ConfigNode, _ config: TrialConfig, decoder: TrialDecoder,
    text: (ConfigNode, String) throws(ConfigError) -> String
  ) throws(ConfigError) -> SearchConfig {
    guard config.data.validation > 0 else {
      throw (root["data"] ?? node).error(
        "data.validation",
        "a search selects on held-out examples and there are none; set data.validation, such as "
          + "validation: 1000")
    }
    if config.earlyStopping != nil {
      throw (root["early-stopping"] ?? node).error("early-stopping", Self.stopsByItself)
    }
    let method = try node.required("method", of: "search", example: "method: random")
      .choice("search.method", of: SearchConfig.Method.self)
    try checkKeys(of: method)
    var dimensions: [SearchSpace.Dimension] = []
    for entry in try space() {
      let key = entry.key
      let (range, steps) = try self.range(entry) { (value) throws(ConfigError) in
        try text(value, key)
      }
      dimensions.append(SearchSpace.Dimension(key: key, range: range, steps: steps))
    }
    let space = SearchSpace(dimensions: dimensions)
    let trials = try trialCount(method, space)
    let rounds =
      method == .coarseToFine
      ? try node["rounds"]?.integer("search.rounds", in: 1...trials) ?? min(3, trials) : 1
    let perRound = trials / rounds
    let seeds = try self.seeds(config)
    let search = SearchConfig(
      method: method, trials: trials, rounds: rounds,
      keep: try node["keep"]?.integer("search.keep", in: 1...perRound) ?? min(5, perRound),
      rungs: try rungs(method, config),
      reduction: try node["reduction"]?.integer("search.reduction", in: 2...1000) ?? 3,
      seeds: seeds, stopping: try stopping(seeds),
      metric: try node["metric"]?.choice("search.metric", of: SearchMetric.self)
        ?? SearchMetric(for: config.loss),
      space: space, seed: config.seed,
      settings: SearchSettings(base: base, decoder: decoder, epochs: config.epochs))
    try checkCorners(search)
    return search
  }

  // MARK: - Space

  private func space() throws(ConfigError) -> [ConfigEntry] {
    let example = "{optimizer.rate: {log-uniform: [0.0001, 0.1]}}"
    let node = try node.required("space", of: "search", example: "space: \(example)")
    let entries = try node.entries("search.space", example: example)
    guard !entries.isEmpty else {
      throw node.error("search.space", "is empty; write one such as \(example)")
    }
    return entries
  }

  private func checkKey(_ entry: ConfigEntry) throws(ConfigError) {
    guard !Self.searchableKeys.contains(entry.key) else { return }
    let reason =
      Self.fixedKeys[entry.key]
      ?? ConfigSchema.unknownKey(entry.key, among: Self.searchableKeys)
    throw entry.keyPlace.error("search.space.\(entry.key)", reason)
  }

  /// What a parameter may be, and into how many values a grid cuts it.
  private func range(
    _ entry: ConfigEntry, text: (ConfigNode) throws(ConfigError) -> String
  ) throws(ConfigError) -> (range: SearchRange, steps: Int?) {
    let key = "search.space.\(entry.key)"
    let kinds = ["uniform", "log-uniform", "integer", "choice"]
    let example = "{log-uniform: [0.0001, 0.1]}"
    let entries = try entry.value.entries(key, example: example)
    for part in entries where part.key != "steps" && !kinds.contains(part.key) {
      throw part.keyPlace.error(
        "\(key).\(part.key)", ConfigSchema.unknownKey(part.key, among: kinds + ["steps"]))
    }
    let given = entries.filter { kinds.contains($0.key) }
    guard given.count == 1 else {
      throw entry.value.error(key, "needs one of \(kinds.joined(separator: ", ")): \(example)")
    }
    let kind = given[0]
    if Self.wholeKeys.contains(entry.key), kind.key.hasSuffix("uniform") {
      throw kind.keyPlace.error(
        "\(key).\(kind.key)", "\(entry.key) takes whole numbers; write {integer: [a, b]}")
    }
    let steps = try entry.value["steps"]?.integer("\(key).steps", in: 2...Self.largestCount)
    if kind.key == "choice", let extra = entry.value["steps"] {
      throw extra.error("\(key).steps", "a choice has no steps; a grid takes all of it")
    }
    return (try range(kind, "\(key).\(kind.key)", of: entry.key, text), steps)
  }

  private func range(
    _ kind: ConfigEntry, _ key: String, of parameter: String,
    _ text: (ConfigNode) throws(ConfigError) -> String
  ) throws(ConfigError) -> SearchRange {
    guard kind.key != "choice" else {
      var choices: [SearchChoice] = []
      for value in try kind.value.list(key, example: "[16, 32]") {
        try ConfigSchema.checkKeys(of: value, at: parameter)
        let choice = SearchChoice(text: try text(value), node: value)
        if !choice.text.isEmpty, choices.contains(where: { $0.text == choice.text }) {
          throw value.error(key, "'\(choice.text)' stands twice")
        }
        choices.append(choice)
      }
      return .choice(choices)
    }
    let ends = try kind.value.list(key, example: "[0.0001, 0.1]")
    guard ends.count == 2 else {
      throw kind.value.error(key, "needs two numbers, the least and the largest")
    }
    func ordered<Number: Comparable>(
      _ low: Number, _ high: Number
    ) throws(ConfigError) -> ClosedRange<Number> {
      guard low <= high else { throw ends[0].error(key, "\(low) is above \(high)") }
      return low...high
    }
    switch kind.key {
    case "integer":
      let bounds = -(1 << 31)...(1 << 31)
      return .integer(
        try ordered(
          ends[0].integer(key, in: bounds), ends[1].integer(key, in: bounds)))
    case "uniform":
      return .uniform(try ordered(ends[0].decimal(key), ends[1].decimal(key)))
    default:
      return .logUniform(
        try ordered(ends[0].number(key, .positive), ends[1].number(key, .positive)))
    }
  }

  // MARK: - Numbers

  /// Which keys belong to which method only.
  private func checkKeys(of method: SearchConfig.Method) throws(ConfigError) {
    let own: [String: Set<SearchConfig.Method>] = [
      "trials": [.random, .coarseToFine, .successiveHalving], "rounds": [.coarseToFine],
      "keep": [.coarseToFine], "rungs": [.successiveHalving], "reduction": [.successiveHalving],
      "stop": [.grid, .random, .coarseToFine],
    ]
    for entry in try node.entries("search", example: "{method: random}") {
      guard let methods = own[entry.key], !methods.contains(method) else { continue }
      let reason =
        switch entry.key {
        case "trials": "a grid has as many trials as its space has values"
        case "stop": "\(method.rawValue) drops losing trials by itself"
        default: "\(method.rawValue) has no \(entry.key)"
        }
      throw entry.keyPlace.error("search.\(entry.key)", reason)
    }
    for entry in try space() {
      let steps = entry.value["steps"]
      let key = "search.space.\(entry.key).steps"
      if method != .grid, let steps { throw steps.error(key, "only a grid has steps") }
      if method == .grid, steps == nil, entry.value["uniform"] ?? entry.value["log-uniform"] != nil
      {
        throw entry.value.error(key, "missing; a grid needs them, such as 'steps: 5'")
      }
    }
  }

  private func trialCount(
    _ method: SearchConfig.Method, _ space: SearchSpace
  ) throws(ConfigError) -> Int {
    guard method == .grid else {
      let node = try self.node.required("trials", of: "search", example: "trials: 20")
      let count = try node.integer("search.trials", in: 1...Self.largestCount)
      if let points = space.pointCount, points < count {
        throw node.error(
          "search.trials",
          "\(count) trials, but the space has only \(points); 'method: grid' takes them all")
      }
      return count
    }
    var count = 1
    for dimension in space.dimensions {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension.gridCount)
      guard !overflow, product <= Self.largestCount else {
        throw (node["space"] ?? node).error(
          "search.space", "the grid has more than \(Self.largestCount) trials; take fewer steps")
      }
      count = product
    }
    return count
  }

  private func seeds(_ config: TrialConfig) throws(ConfigError) -> [UInt64] {
    if let list = node["seeds"] {
      if let repeats = node["repeats"] {
        throw repeats.error("search.repeats", "stands beside search.seeds; keep one of them")
      }
      var seeds: [UInt64] = []
      for element in try list.list("search.seeds", example: "[1, 2, 3]") {
        let seed = try element.integer("search.seeds", in: UInt64.min...UInt64.max)
        guard !seeds.contains(seed) else {
          throw element.error("search.seeds", "\(seed) stands twice")
        }
        seeds.append(seed)
      }
      return seeds
    }
    let count = try node["repeats"]?.integer("search.repeats", in: 1...1000) ?? 1
    return (0..<UInt64(count)).map { config.seed &+ $0 }
  }

  /// The epochs of the rungs: by default as often the reduction as fits into the epochs.
  private func rungs(
    _ method: SearchConfig.Method, _ config: TrialConfig
  ) throws(ConfigError) -> [Int] {
    guard method == .successiveHalving else { return [] }
    if let entry = try space().first(where: { $0.key == "epochs" }) {
      throw entry.keyPlace.error(
        "search.space.epochs", "successive-halving decides by itself how long a trial trains")
    }
    let key = "search.rungs"
    guard let list = node["rungs"] else {
      let reduction = try node["reduction"]?.integer("search.reduction", in: 2...1000) ?? 3
      let rungs = sequence(first: config.epochs / reduction) { $0 / reduction }
        .prefix { $0 > 0 }
      guard !rungs.isEmpty else {
        throw (root["epochs"] ?? node).error(
          "epochs", "too few for a rung before the last epoch; train at least \(reduction)")
      }
      return rungs.reversed()
    }
    var rungs: [Int] = []
    for element in try list.list(key, example: "[1, 3]") {
      let epoch = try element.integer(key, in: 1...max(config.epochs - 1, 1))
      guard epoch < config.epochs, rungs.last ?? 0 < epoch else {
        throw element.error(key, "rungs are ascending epochs before the last one")
      }
      rungs.append(epoch)
    }
    return rungs
  }

  private func stopping(_ seeds: [UInt64]) throws(ConfigError) -> SearchConfig.Stopping? {
    guard let stop = node["stop"], !stop.isWord("none") else { return nil }
    let isShort = if case .scalar = stop.value { true } else { false }
    let method =
      isShort
      ? stop : try stop.required("method", of: "search.stop", example: "method: wilcoxon")
    _ = try method.word(isShort ? "search.stop" : "search.stop.method", among: ["wilcoxon"])
    let p = try stop["p"]?.number("search.stop.p", .positive) ?? 0.1
    guard p < 1 else { throw stop.error("search.stop.p", "must be below 1, is \(p)") }
    // The fewest seeds on which the test can find anything: all in one direction is as likely as 2^-n.
    var fewest = 2
    while fewest < 1000, Double(sign: .plus, exponent: -fewest, significand: 1) >= p { fewest += 1 }
    let after =
      try stop["after"]?.integer("search.stop.after", in: 2...1000) ?? fewest
    guard seeds.count > max(after, fewest) else {
      throw stop.error(
        "search.stop",
        "a test at p \(p) takes \(max(after, fewest)) seeds and there are \(seeds.count), so that nothing "
          + "is ever stopped; give more search.repeats or a larger search.stop.p")
    }
    return SearchConfig.Stopping(p: p, after: after)
  }

  /// Refuses ends and choices that make no trial, where they are written.
  private func checkCorners(_ search: SearchConfig) throws(ConfigError) {
    let first = search.space.dimensions.map { $0.range.value(at: 0).value }
    for (index, entry) in try space().enumerated() {
      let dimension = search.space.dimensions[index]
      for value in dimension.corners {
        var parameters = first
        parameters[index] = value
        let node = try search.settings.node(parameters, in: search.space)
        do throws(ConfigError) {
          _ = try search.settings.decoder.trial(node)
        } catch {
          guard error.file == "--set \(dimension.key)" else { throw error }
          throw entry.value.place.error("search.space.\(dimension.key)", error.reason)
        }
      }
    }
  }
}

extension SearchSpace.Dimension {
  /// The number of its values in a grid.
  fileprivate var gridCount: Int {
    switch range {
    case .choice(let choices): choices.count
    case .integer(let range): min(steps ?? range.count, range.count)
    case .uniform, .logUniform: steps ?? 1
    }
  }

  /// The values that are checked before anything is trained.
  fileprivate var corners: [ParameterValue] {
    if case .choice(let choices) = range { return choices.indices.map { .choice($0) } }
    return [range.value(at: 0).value, range.value(at: 1).value]
  }
}

extension SearchRange {
  /// The value at a share 0...1 of all of it.
  fileprivate func value(at share: Double) -> (range: SearchRange, value: ParameterValue) {
    (self, value(at: share, of: interval))
  }
}

extension ConfigNode {
  /// Any finite number.
  fileprivate func decimal(_ key: String) throws(ConfigError) -> Double {
    guard case .scalar(let text, isPlain: true) = value,
      text.allSatisfy({ "0123456789+-.eE".contains($0) }), let number = Double(text),
      number.isFinite
    else { throw mismatch(key, expected: "a number") }
    return number
  }
}
