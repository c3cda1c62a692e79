import Datasets
import Yams

/// A resolved config for whoever is not at the machine that it was written on: without its findings, whose studies
/// are other files, and with names in place of paths.
public struct SharedConfig {
  /// The files and folders that the config names, by their whole paths, sorted.
  public let paths: [String]
  /// Whether it has findings, which are left out.
  public let hasFindings: Bool
  private let entries: [(key: Node, value: Node)]

  /// The config of a study; `nil` if it cannot be read.
  public init?(_ study: Study) {
    guard let root = try? compose(yaml: study.resolvedYAML), case .mapping(let mapping) = root
    else { return nil }
    entries = mapping.map { ($0.key, $0.value) }.filter { $0.0.string != "findings" }
    hasFindings = entries.count < mapping.count
    // What was published is text, whatever it looks like.
    let read = entries.filter { $0.key.string != "published" }
    paths = Set(read.flatMap { Self.paths(in: $0.value) }).sorted()
  }

  private static func paths(in node: Node) -> [String] {
    switch node {
    case .scalar(let scalar): path(scalar.string).map { [$0] } ?? []
    case .sequence(let elements): elements.flatMap { paths(in: $0) }
    case .mapping(let entries): entries.flatMap { paths(in: $0.value) }
    case .alias: []
    }
  }

  /// The path that a value is, or that it names as a data set; resolved configs have whole paths alone.
  private static func path(_ value: String) -> String? {
    let path = OwnData(named: value)?.path ?? value
    return path.hasPrefix("/") ? path : nil
  }

  /// The YAML text with names in place of paths; `nil` if a path would still be in it.
  ///
  /// - Parameter name: What a path is called.
  public func yaml(naming name: (String) -> String) -> String? {
    let named = entries.map { key, value -> (Node, Node) in
      let isText = key.string == "published"
      // As resolved configs are written: the grid and the search in lines of their own.
      let blocks = ["trials": 1, "search": 2][key.string ?? ""] ?? 0
      return (key, Self.naming(value, isText ? { $0 } : name, blocks: blocks))
    }
    guard
      let text = try? serialize(
        node: Node(named, .implicit, .block), width: -1, allowUnicode: true),
      let again = try? compose(yaml: text), case .mapping(let mapping) = again,
      mapping.allSatisfy({ $0.key.string == "published" || Self.paths(in: $0.value).isEmpty })
    else { return nil }
    return text
  }

  /// A value with names in place of paths.
  ///
  /// - Parameter blocks: How many levels of maps have a line for each key; what was read does not say it.
  private static func naming(_ node: Node, _ name: (String) -> String, blocks: Int = 0) -> Node {
    switch node {
    case .scalar(let scalar):
      guard let path = path(scalar.string) else { return node }
      let kind = OwnData(named: scalar.string).map { "\($0.kind.rawValue):" } ?? ""
      return .scalar((kind + name(path)).represented())
    case .sequence(let elements):
      return Node(elements.map { naming($0, name) }, .implicit, .flow)
    case .mapping(let entries):
      return Node(
        entries.map { ($0.key, naming($0.value, name, blocks: blocks - 1)) }, .implicit,
        blocks > 0 ? .block : .flow)
    case .alias: return node
    }
  }
}
