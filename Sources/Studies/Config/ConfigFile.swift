import Foundation

/// One config on its way to a study.
struct ConfigFile {
  let path: String
  let overrides: [ConfigOverride]
  /// The names of data sets that the program itself has.
  var ownDataSets: Set<String> = []

  /// The study in `yaml`.
  func study(
    yaml: String, isFinding: Bool, trial: Int? = nil
  ) throws(ConfigError) -> Study {
    let place = ConfigPlace.file(path, line: nil)
    guard var root = try ConfigNode.parse(yaml: yaml, at: place) else {
      throw place.error(nil, "is empty; see configs/smoke.yaml for an example")
    }
    guard case .map = root.value else {
      throw root.place.error(nil, "a config is a map of keys, such as 'name: my-study'")
    }
    root.place = place
    for override in overrides where !isFinding || override.reaches(finding: root) {
      try override.apply(to: &root)
    }
    return try study(root: root, isFinding: isFinding, trial: trial)
  }

  /// The study of a config whose overrides are in place.
  func study(
    root: ConfigNode, isFinding: Bool, trial: Int? = nil
  ) throws(ConfigError) -> Study {
    try ConfigSchema.checkKeys(of: root, at: "")
    let name = try self.name(root)
    let stated = root["published"].flatMap { $0.isWord("none") ? nil : $0 }
    let hasRows = if case .map? = stated?.value { true } else { false }
    let published =
      try hasRows
      ? nil : stated?.word("published", among: PublishedStudy.all.map(\.key))
    let findings = try self.findings(root)
    let execution = try ExecutionConfig(root)
    if isFinding, let findings = root["findings"] {
      throw findings.error("findings", "the study of a finding cannot have findings of its own")
    }
    let folder = folderName(of: path)
    let decoder = TrialDecoder(
      folder: absolutePath(folder, from: currentFolder), ownDataSets: ownDataSets)
    let searching = try root["search"].map { (node) throws(ConfigError) in
      try SearchDecoder(node, in: root)
    }
    var grid = try TrialGrid(searching?.root ?? root, decoder: decoder)
    // Before the grid is cut to one trial: rows speak of all.
    let publishedRows = try hasRows ? stated.map(PublishedDecoder(grid: grid).rows) : nil
    if let trial {
      guard (1...grid.count).contains(trial) else {
        throw root.place.error(
          nil, "has no trial \(trial); its grid has trials 1 to \(grid.count)")
      }
      grid.keep(trial: trial)
    }
    let trials = try grid.trials()
    let search = try searching.map { (searching) throws(ConfigError) in
      try self.search(searching, grid, trials)
    }
    let resolved = ResolvedConfig(
      name: name, grid: grid, decoder: decoder, execution: execution, published: stated,
      findings: findings, search: search)
    return Study(
      name: name, variedKeys: grid.axes.map(\.name), trials: trials, published: published,
      publishedRows: publishedRows, findings: findings, resolvedYAML: try resolved.yaml(),
      execution: execution, search: search)
  }

  private func search(
    _ searching: SearchDecoder, _ grid: TrialGrid, _ trials: [Trial]
  ) throws(ConfigError) -> SearchConfig {
    if let axis = grid.axes.first {
      throw axis.keyPlace.error(axis.key, "a search has one data set; name one")
    }
    return try searching.search(grid.base, trials[0].config, decoder: grid.decoder) {
      (value, key) throws(ConfigError) in try grid.text(of: value, at: key)
    }
  }

  private var currentFolder: String { FileManager.default.currentDirectoryPath }

  /// The name; it becomes a folder, so it must be a plain one.
  private func name(_ root: ConfigNode) throws(ConfigError) -> String {
    let node = try root.required("name", of: "", example: "name: my-study")
    let name = try node.text("name", expected: "a name such as my-study")
    let isPlain = name.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || "-_.".unicodeScalars.contains($0)
    }
    guard isPlain, !name.hasPrefix("."), !name.hasPrefix("-") else {
      throw node.error(
        "name", "'\(name)' cannot name a folder; use letters, digits, '-', '_' and '.'")
    }
    return name
  }

  private func findings(_ root: ConfigNode) throws(ConfigError) -> [FindingConfig] {
    guard let node = root["findings"], !node.isEmptyList else { return [] }
    let example = "[{claim: ..., study: other.yaml}]"
    var findings: [FindingConfig] = []
    for element in try node.list("findings", example: example) {
      for entry in try element.entries("findings", example: "{claim: ..., study: other.yaml}")
      where !["claim", "study"].contains(entry.key) {
        throw entry.keyPlace.error(
          "findings.\(entry.key)",
          ConfigSchema.unknownKey(entry.key, among: ["claim", "study"]))
      }
      let claim = try element.required("claim", of: "findings", example: "claim: A beats B")
      let study = try element.required("study", of: "findings", example: "study: other.yaml")
      findings.append(
        FindingConfig(
          claim: try claim.text("findings.claim"),
          study: try study.text("findings.study", expected: "a config file")))
    }
    return findings
  }
}
