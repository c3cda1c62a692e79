/// How OpenCL devices multiply matrices; the CPU backend has one way and always takes it.
public struct ExecutionConfig: Sendable, Hashable {
  /// Which code multiplies.
  public enum Engine: String, CaseIterable, Sendable {
    /// What was measured to be faster, from device and shape.
    case auto
    /// CLBlast.
    case clblast
    /// Lockstep's own batched kernels.
    case batched
  }

  /// Which code multiplies.
  public var engine = Engine.auto
  /// Whether no measurement decides anything, so that equal machines sum in the same order.
  public var isDeterministic = false

  /// The default: by measurement.
  public init() {}

  init(_ root: ConfigNode) throws(ConfigError) {
    if let node = root["engine"] { engine = try node.choice("engine", of: Engine.self) }
    if let node = root["deterministic"] {
      isDeterministic = try node.word("deterministic", among: ["true", "false"]) == "true"
    }
  }

  /// The same as overrides, for the studies that belong to this one.
  public var overrides: [String] {
    ["engine=\(engine.rawValue)", "deterministic=\(isDeterministic)"]
  }
}
