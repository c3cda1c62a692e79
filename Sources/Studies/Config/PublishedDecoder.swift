/// Reads the figures that a config states under `published`.
struct PublishedDecoder {
  /// The grid, whose varied keys tell the rows apart.
  let grid: TrialGrid

  private static let key = "published"
  private static let example = "{source: a report, rows: [{setting: slow, test_accuracy: 97.5}]}"
  private static let rowExample = "{setting: slow, test_accuracy: 97.5}"
  private static let claimExample = "{claim: fast is better, better: {setting: fast}}"
  /// What a claim may be judged by: figures of `trials.csv`.
  private static let metricNames = [
    "train_loss", "train_accuracy", "validation_loss", "validation_accuracy", "test_loss",
    "test_accuracy",
  ]
  /// What a row may state: figures of `trials.csv`, and of `lockstep predict --own`.
  static let figureNames = metricNames + ["parameters", "seconds"] + PublishedRow.ownFigures

  /// The published figures.
  func rows(_ node: ConfigNode) throws(ConfigError) -> PublishedRows {
    let known = ["source", "note", "rows", "claims"]
    for entry in try node.entries(Self.key, example: Self.example)
    where !known.contains(entry.key) {
      throw entry.keyPlace.error(
        "\(Self.key).\(entry.key)", ConfigSchema.unknownKey(entry.key, among: known))
    }
    let source = try node.required("source", of: Self.key, example: "source: a report")
    var rows: [PublishedRow] = []
    for row in try node["rows"]?.list("\(Self.key).rows", example: "[\(Self.rowExample)]") ?? [] {
      rows.append(try self.row(row))
    }
    var claims: [PublishedRowClaim] = []
    if let list = node["claims"], !list.isEmptyList {
      for claim in try list.list("\(Self.key).claims", example: "[\(Self.claimExample)]") {
        claims.append(try self.claim(claim))
      }
    }
    return PublishedRows(
      source: try source.text("\(Self.key).source"),
      note: try node["note"]?.text("\(Self.key).note"), rows: rows, claims: claims)
  }

  private func row(_ node: ConfigNode) throws(ConfigError) -> PublishedRow {
    let key = "\(Self.key).rows"
    var (values, figures, note): ([String: String], [PublishedRow.Figure], String?) = ([:], [], nil)
    for entry in try node.entries(key, example: Self.rowExample) {
      let dotted = "\(key).\(entry.key)"
      if entry.key == "note" {
        note = try entry.value.text(dotted)
      } else if Self.figureNames.contains(entry.key) {
        let printed = try entry.value.text(dotted, expected: "a number")
        guard let figure = PublishedFigure(printed: printed) else {
          throw entry.value.mismatch(dotted, expected: "a number")
        }
        figures.append(PublishedRow.Figure(name: entry.key, figure: figure))
      } else {
        values[entry.key] = try value(entry, at: key, others: Self.figureNames + ["note"])
      }
    }
    return PublishedRow(setting: SettingSelector(values), figures: figures, note: note)
  }

  private func claim(_ node: ConfigNode) throws(ConfigError) -> PublishedRowClaim {
    let key = "\(Self.key).claims"
    let known = ["claim", "better", "worse", "figure"]
    for entry in try node.entries(key, example: Self.claimExample)
    where !known.contains(entry.key) {
      throw entry.keyPlace.error(
        "\(key).\(entry.key)", ConfigSchema.unknownKey(entry.key, among: known))
    }
    let text = try node.required("claim", of: key, example: "claim: fast is better")
    let better = try node.required("better", of: key, example: "better: {setting: fast}")
    let worse = try node["worse"].flatMap { node throws(ConfigError) in
      node.isWord("others") ? nil : try selectors(node, at: "\(key).worse")
    }
    return PublishedRowClaim(
      text: try text.text("\(key).claim"), better: try selector(better, at: "\(key).better"),
      worse: worse, figure: try node["figure"]?.word("\(key).figure", among: Self.metricNames))
  }

  /// One selector, or a list of them.
  private func selectors(
    _ node: ConfigNode, at key: String
  ) throws(ConfigError) -> [SettingSelector] {
    guard case .list(let elements) = node.value else { return [try selector(node, at: key)] }
    var selectors: [SettingSelector] = []
    for element in elements { selectors.append(try selector(element, at: key)) }
    return selectors
  }

  private func selector(_ node: ConfigNode, at key: String) throws(ConfigError) -> SettingSelector {
    var values: [String: String] = [:]
    for entry in try node.entries(key, example: "{setting: fast}") {
      values[entry.key] = try value(entry, at: key, others: [])
    }
    return SettingSelector(values)
  }

  /// The value of a varied key as it stands in tables.
  private func value(
    _ entry: ConfigEntry, at key: String, others: [String]
  ) throws(ConfigError) -> String {
    let dotted = "\(key).\(entry.key)"
    guard let axis = grid.axes.first(where: { $0.name == entry.key && $0.name != "seed" }) else {
      let varied = grid.axes.map(\.name).filter { $0 != "seed" }
      throw entry.keyPlace.error(
        dotted, ConfigSchema.unknownKey(entry.key, among: varied + others))
    }
    let text =
      axis.name == NamedSettings.key || axis.key == "data.sets"
      ? try entry.value.text(dotted) : try grid.text(of: entry.value, at: axis.name)
    guard axis.values.contains(where: { $0.text == text }) else {
      let near = Spelling.nearest(to: text, among: axis.values.map(\.text))
      throw entry.value.error(
        dotted,
        "no trial has '\(text)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }
    return text
  }
}
