/// How the work is done, which changes no result beyond rounding: how trials are put into groups, and how
/// OpenCL devices multiply matrices (the CPU backend has one way and always takes it).
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

  /// Whether networks of different widths train as one group, the narrow ones padded to the widest.
  public enum Padding: String, CaseIterable, Sendable {
    /// Where that takes less time by the planner's estimate.
    case auto
    /// Wherever it is possible.
    case always
    /// Not at all.
    case never
  }

  /// Which code multiplies.
  public var engine = Engine.auto
  /// What is done about different widths.
  public var padding = Padding.auto
  /// Whether no measurement decides anything, so that equal machines sum in the same order.
  public var isDeterministic = false
  /// How often the run is saved while it trains.
  public var checkpoint = CheckpointInterval.automatic

  /// The default: by measurement.
  public init() {}

  init(_ root: ConfigNode) throws(ConfigError) {
    if let node = root["engine"] { engine = try node.choice("engine", of: Engine.self) }
    if let node = root["padding"] { padding = try node.choice("padding", of: Padding.self) }
    if let node = root["deterministic"] {
      isDeterministic = try node.boolean("deterministic")
    }
    if let node = root["checkpoint"] { checkpoint = try CheckpointInterval(node) }
  }

  /// The same as overrides, for the studies that belong to this one.
  public var overrides: [String] {
    [
      "engine=\(engine.rawValue)", "padding=\(padding.rawValue)",
      "deterministic=\(isDeterministic)", "checkpoint=\(checkpoint.text)",
    ]
  }
}
