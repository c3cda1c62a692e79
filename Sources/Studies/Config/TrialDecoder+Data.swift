import Datasets
import Training

extension TrialDecoder {
  /// The data of a trial.
  func data(_ node: ConfigNode) throws(ConfigError) -> DataConfig {
    _ = try node.entries("data", example: "{set: mnist}")
    let set = try node.required("set", of: "data", example: "set: mnist")
    let train = try node["train"]?.exampleCount("data.train") ?? nil
    let validation =
      try node["validation"]?.integer("data.validation", in: 0...Self.largestCount) ?? 0
    if let train, validation >= train {
      throw (node["validation"] ?? node).error(
        "data.validation", "\(validation) of \(train) training examples leave none to train on")
    }
    let name = try dataSet(set)
    return DataConfig(
      set: name, train: train, validation: validation,
      holdOut: try node["hold-out"]?.choice("data.hold-out", of: HoldOut.self) ?? .last,
      test: try node["test"]?.exampleCount("data.test") ?? nil,
      order: try node["order"]?.choice("data.order", of: DataOrder.self) ?? .shuffled,
      isStandardized: try isStandardized(node["standardize"], set: name),
      own: try own(node, set: name))
  }

  /// The name of a data set; the path of the user's own is made absolute.
  func dataSet(_ node: ConfigNode) throws(ConfigError) -> String {
    let name = try node.text("data.set", expected: "a data set such as mnist")
    if ownDataSets.contains(name) { return name }
    if let own = OwnData(named: name) {
      guard !own.path.isEmpty else {
        throw node.error(
          "data.set",
          "'\(name)' names no path; write such as "
            + (own.kind == .csv ? "'csv:houses.csv'" : "'images:photos'"))
      }
      return OwnData(own.kind, path: absolute(own.path, writtenAt: node.place)).name
    }
    return try node.word(
      "data.set",
      among: ownDataSets.sorted() + DataCatalog.standard.sets.map(\.name)
        + ["images:DIR", "csv:FILE"])
  }

  /// Whether inputs are standardised: as it is written, else as is usual for the data set.
  private func isStandardized(_ node: ConfigNode?, set: String) throws(ConfigError) -> Bool {
    guard let node, !node.isWord("auto") else {
      guard !ownDataSets.contains(set) else { return false }
      let known = DataCatalog.standard.sets.first { $0.name == set }
      return known?.isStandardized ?? (OwnData(named: set)?.kind == .csv)
    }
    return try node.word("data.standardize", among: ["true", "false", "auto"]) == "true"
  }

  // MARK: - The user's own data

  /// The keys that one kind of own data takes, or both.
  private static let ownKeys: [(key: String, kinds: [OwnData.Kind])] = [
    ("size", [.images]), ("target", [.csv]), ("task", [.csv]), ("ignore", [.csv]),
    ("split", [.images, .csv]),
  ]

  /// How the user's own data is read.
  private func own(_ node: ConfigNode, set: String) throws(ConfigError) -> OwnData.Options {
    let kind = ownDataSets.contains(set) ? nil : OwnData(named: set)?.kind
    for (key, kinds) in Self.ownKeys {
      guard let value = node[key] else { continue }
      guard let kind, kinds.contains(kind) else {
        let takers = kinds.map { $0 == .images ? "images:DIR" : "csv:FILE" }
        throw value.error("data.\(key)", "is for \(takers.joined(separator: " and ")), not \(set)")
      }
    }
    var options = OwnData.Options()
    if kind == .csv {
      options.target = try node.required("target", of: "data", example: "target: price")
        .text("data.target", expected: "the name of a column")
    }
    options.size = try node["size"].map(size)
    options.task = try node["task"]?.choice("data.task", of: OwnData.Task.self)
    if let ignored = node["ignore"], !ignored.isEmptyList {
      for column in try ignored.list("data.ignore", example: "[name, ticket]") {
        options.ignored.append(
          try column.text("data.ignore", expected: "the name of a column"))
      }
      if options.ignored.contains(options.target ?? "") {
        throw ignored.error("data.ignore", "has the column that data.target names")
      }
    }
    if let split = node["split"] {
      _ = try split.entries("data.split", example: "{test: 0.2, seed: 0}")
      if let share = split["test"] {
        options.testShare = try share.number("data.split.test", .share)
        guard options.testShare > 0 else {
          throw share.error("data.split.test", "must be above 0 and below 1, is 0")
        }
      }
      options.splitSeed =
        try split["seed"]?.integer("data.split.seed", in: UInt64.min...UInt64.max) ?? 0
    }
    return options
  }

  /// A size such as `28` or `[28, 20]`, height first.
  private func size(_ node: ConfigNode) throws(ConfigError) -> PictureSize {
    let sides: [ConfigNode]
    if case .list(let elements) = node.value { sides = elements } else { sides = [node, node] }
    guard sides.count == 2 else {
      throw node.mismatch("data.size", expected: "a side such as 28, or height and width: [28, 20]")
    }
    return PictureSize(
      height: try sides[0].integer("data.size", in: 1...PNG.largestSide),
      width: try sides[1].integer("data.size", in: 1...PNG.largestSide))
  }
}

extension ConfigNode {
  /// A number of examples, or `nil` for the word `all`.
  fileprivate func exampleCount(_ key: String) throws(ConfigError) -> Int? {
    isWord("all") ? nil : try integer(key, in: 1...TrialDecoder.largestCount)
  }
}
