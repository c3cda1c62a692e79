/// The values of `trials.setting`: several keys that change together, under one name.
///
/// ```yaml
/// trials:
///   setting:
///     - {name: He + ReLU, model.mlp.initializer: he-normal, model.mlp.activation: relu}
///     - {name: LeCun + SELU, model.mlp.initializer: lecun-normal, model.mlp.activation: selu}
/// ```
struct NamedSettings {
  /// The key under `trials`.
  static let key = "setting"
  /// One value, for errors.
  static let example = "{name: slow, optimizer.rate: 0.001}"

  /// One value of the axis for each setting.
  let values: [TrialGrid.AxisValue]

  /// Reads the list at `key`.
  ///
  /// - Throws: `ConfigError` for what is no list of maps, a setting without a name, two of one name, and
  ///   keys that cannot be varied.
  init(_ node: ConfigNode, at key: String) throws(ConfigError) {
    var values: [TrialGrid.AxisValue] = []
    for setting in try node.list(key, example: "[\(Self.example)]") {
      let entries = try setting.entries(key, example: Self.example)
      let nameNode = try setting.required("name", of: key, example: "name: slow")
      let name = try nameNode.text("\(key).name", expected: "a name such as slow")
      guard !name.contains(","), !name.contains("\n") else {
        throw nameNode.error(
          "\(key).name", "'\(name)' has a comma or line end; tables need neither")
      }
      if values.contains(where: { $0.text == name }) {
        throw nameNode.error("\(key).name", "'\(name)' names two settings")
      }
      var assignments: [TrialGrid.Assignment] = []
      for entry in entries where entry.key != "name" {
        guard ConfigSchema.variableKeys.contains(entry.key) else {
          throw entry.keyPlace.error(
            "\(key).\(entry.key)",
            ConfigSchema.unknownKey(entry.key, among: ConfigSchema.variableKeys))
        }
        try ConfigSchema.checkKeys(of: entry.value, at: entry.key)
        assignments.append(
          TrialGrid.Assignment(
            path: entry.key.split(separator: ".").map(String.init), node: entry.value,
            keyPlace: entry.keyPlace))
      }
      values.append(
        TrialGrid.AxisValue(node: setting, text: name, assignments: assignments))
    }
    self.values = values
  }
}
