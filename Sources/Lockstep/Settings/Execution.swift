/// How the work of a study is done.
public struct Execution: Sendable, Equatable {
  /// Whether networks of different widths train as one group, the narrow ones padded to the widest.
  public enum Padding: String, Sendable, CaseIterable {
    /// Where that takes less time by the planner's estimate.
    case auto
    /// Wherever it is possible.
    case always
    /// Not at all.
    case never
  }

  /// What is done about different widths.
  public var padding: Padding
  /// Whether no measurement decides anything, so that equal machines sum in the same order.
  public var isDeterministic: Bool

  /// The default: by measurement.
  public init(padding: Padding = .auto, isDeterministic: Bool = false) {
    self.padding = padding
    self.isDeterministic = isDeterministic
  }
}
