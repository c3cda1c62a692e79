import Crypto
import Datasets
import Networks
import Programs

/// All that the numbers of a run depend on: two runs that agree in it give the same bits.
public struct RunIdentity: Sendable, Equatable, Codable {
  /// A name and what stands for it.
  public struct Entry: Sendable, Equatable, Codable {
    let name: String
    let value: String
  }

  /// The version of the program.
  public let program: String
  /// The kind of backend: `cpu` or `opencl`.
  public let backend: String
  /// The device's own name.
  public let device: String
  /// Drivers, libraries, instruction set, engine.
  public let details: [Entry]
  /// The data sets by name, by a hash of the examples that are used.
  public let data: [Entry]
  /// The files of starting weights, by a hash of their values.
  public let startingWeights: [Entry]
  /// The resolved config as YAML.
  public let config: String

  /// The identity of a study on a device; hashes all data if that was not done yet.
  ///
  /// - Parameter program: the version of the program that trains.
  public init(
    _ study: Study, dataSets: [String: Dataset], startingWeights: [String: [NamedWeights]],
    device: DeviceDescription, program: String
  ) {
    self.program = program
    backend = device.backend
    self.device = device.name
    // What each product got is known only once a group is prepared; see `StudyState.Running.engine`.
    details = Self.entries(
      device.details.filter { !["gemm", "warning"].contains($0.key) }
        .merging(device.backend == "cpu" ? [:] : ["compute units": "\(device.computeUnits)"]) { $1 }
    )
    data = Self.entries(dataSets.mapValues(\.fingerprint))
    self.startingWeights = Self.entries(
      startingWeights.mapValues { weights in
        var hash = SHA256()
        for tensor in weights {
          hash.update(data: Array("\(tensor.name) \(tensor.shape)\n".utf8))
          tensor.values.withUnsafeBytes { hash.update(bufferPointer: $0) }
        }
        return hash.finalize().hexadecimal
      })
    config = study.resolvedYAML
  }

  static func entries(_ dictionary: [String: String]) -> [Entry] {
    dictionary.sorted { $0.key < $1.key }.map { Entry(name: $0, value: $1) }
  }

  /// What is different from an earlier identity, one line each: `epochs: 10, was 5`.
  public func differences(from earlier: RunIdentity) -> [String] {
    var lines: [String] = []
    func compare(_ name: String, _ now: String?, _ before: String?) {
      guard now != before else { return }
      lines.append("\(name): \(now ?? "none"), was \(before ?? "none")")
    }
    compare("lockstep", program, earlier.program)
    compare("backend", backend, earlier.backend)
    compare("device", device, earlier.device)
    // Another backend says other things of itself altogether.
    let isComparable = backend == earlier.backend
    for (kind, now, before) in [
      ("", isComparable ? details : [], isComparable ? earlier.details : []),
      ("data ", data, earlier.data),
      ("starting weights ", startingWeights, earlier.startingWeights),
    ] {
      for (name, now, before) in Self.pairs(now, before) { compare(kind + name, now, before) }
    }
    for (name, now, before) in Self.pairs(
      Self.configEntries(config), Self.configEntries(earlier.config))
    {
      compare(name, now, before)
    }
    return lines
  }

  /// The values of each name on both sides, by name.
  static func pairs(
    _ now: [Entry], _ before: [Entry]
  ) -> [(name: String, now: String?, before: String?)] {
    func table(_ entries: [Entry]) -> [String: String] {
      Dictionary(entries.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    let (now, before) = (table(now), table(before))
    return Set(now.keys).union(before.keys).sorted().map { ($0, now[$0], before[$0]) }
  }

  /// The keys of a config that results depend on, dotted, with their values.
  private static func configEntries(_ yaml: String) -> [Entry] {
    guard let root = try? ConfigNode.parse(yaml: yaml, at: .file("config", line: nil)) else {
      return [Entry(name: "config", value: yaml)]
    }
    var entries: [Entry] = []
    func add(_ node: ConfigNode, _ name: String) {
      switch node.value {
      case .scalar(let text, _): entries.append(Entry(name: name, value: text))
      case .list(let elements):
        for (index, element) in elements.enumerated() { add(element, "\(name)[\(index)]") }
      case .map(let children):
        for child in children where !(name.isEmpty && saysNothing.contains(child.key)) {
          add(child.value, ConfigSchema.join(name, child.key))
        }
      }
    }
    add(root, "")
    return entries
  }

  /// Keys that no number of the run depends on.
  private static let saysNothing: Set = ["checkpoint", "published", "findings"]
}
