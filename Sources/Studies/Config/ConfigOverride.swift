/// `--set KEY=VALUE`: a value that takes the place of one in the file.
struct ConfigOverride {
  /// The dotted key.
  let key: String
  /// The parts of the key; what follows `trials.` or `search.space.` is one part.
  let path: [String]
  /// The value, parsed as YAML.
  let value: ConfigNode

  /// Whether it changes the settings of the study as a whole, not the grid or the search.
  private var isSetting: Bool { !["trials", "search"].contains(path[0]) }

  /// How many parts of a key are keys of maps; the rest is one dotted key.
  private static func depth(of components: [String]) -> Int {
    if components[0] == "trials" { return 1 }
    return components.starts(with: ["search", "space"]) ? 2 : components.count
  }

  /// Reads `KEY=VALUE`.
  init(_ text: String) throws(ConfigError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    key = String(parts[0])
    let place = ConfigPlace.override(key)
    let components = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !components.contains("") else {
      throw place.error(nil, "write KEY=VALUE, such as optimizer.rate=0.01")
    }
    guard let value = try ConfigNode.parse(yaml: String(parts[1]), at: place) else {
      throw place.error(nil, "needs a value after the '='")
    }
    self.value = value
    let depth = Self.depth(of: components)
    path =
      Array(components.prefix(depth))
      + (components.count > depth ? [components.dropFirst(depth).joined(separator: ".")] : [])
  }

  /// Changes `root`.
  func apply(to root: inout ConfigNode) throws(ConfigError) {
    let place = ConfigPlace.override(key)
    if isSetting, let varied = variedKey(in: root) {
      throw place.error(
        nil, "would change nothing, since the trials vary \(varied); set trials.\(varied) instead")
    }
    if isSetting, let searched = searchedKey(in: root) {
      throw place.error(
        nil,
        "would change nothing, since \(searched) is searched; set search.space.\(searched) instead")
    }
    try root.set(path[...], to: value, keyPlace: place)
    // `data.set` and `data.sets` are two ways of saying the same; the override wins.
    if path == ["data", "set"] || path == ["data", "sets"], var data = root["data"] {
      data.remove(path[1] == "set" ? "sets" : "set")
      try root.set(["data"], to: data, keyPlace: place)
    }
  }

  /// Whether it also means something in a finding of the study that it was given for.
  func reaches(finding root: ConfigNode) -> Bool {
    switch path {
    case ["name"], ["published"], ["findings"], ["trials"]: return false
    case _ where isSetting: return variedKey(in: root) == nil
    default: return root.node(at: path) != nil
    }
  }

  /// The key under `trials` whose values hide this override.
  private func variedKey(in root: ConfigNode) -> String? {
    guard case .map(let trials)? = root["trials"]?.value else { return nil }
    func hides(_ varied: String) -> Bool { key == varied || key.hasPrefix("\(varied).") }
    if let entry = trials.first(where: { hides($0.key) }) { return entry.key }
    let named = trials.first { $0.key == NamedSettings.key }
    guard case .list(let settings)? = named?.value.value else { return nil }
    // A key that only some of the settings have is still free in the others.
    let hidden = settings.allSatisfy { setting in
      if case .map(let entries) = setting.value {
        entries.contains { hides($0.key) }
      } else {
        false
      }
    }
    return hidden ? NamedSettings.key : nil
  }

  /// The key under `search.space` whose values hide this override.
  private func searchedKey(in root: ConfigNode) -> String? {
    guard case .map(let space)? = root["search"]?["space"]?.value else { return nil }
    return space.first { key == $0.key || key.hasPrefix("\($0.key).") }?.key
  }
}
