import Datasets

/// Files and folders by as much of the ends of their paths as tells them apart.
///
/// Pages are given away: of the author's folders nothing is in them that is not needed.
struct PathNames {
  private let names: [String: String]

  /// The names of these paths: `h.csv`, or where two end so `d/h.csv`.
  init(_ paths: some Sequence<String>) {
    let all = Set(paths).map { (path: $0, parts: $0.split(separator: "/")) }
    var names: [String: String] = [:]
    for (path, parts) in all {
      var count = 1
      while count < parts.count,
        all.contains(where: { $0.path != path && $0.parts.suffix(count) == parts.suffix(count) })
      { count += 1 }
      names[path] = parts.isEmpty ? path : parts.suffix(count).joined(separator: "/")
    }
    self.names = names
  }

  /// The name of a path; of one that was not given the last part.
  subscript(path: String) -> String {
    names[path] ?? path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The names of data sets of the user's own by what configs call them.
  static func titles(ofData names: some Sequence<String>) -> [String: String] {
    let own = Set(names).compactMap { name in OwnData(named: name).map { (name, $0.path) } }
    let paths = PathNames(own.map(\.1))
    return Dictionary(own.map { ($0.0, paths[$0.1]) }) { first, _ in first }
  }
}
