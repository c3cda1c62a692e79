import Networks
import Programs

/// What makes a trial belong to a published setting.
///
/// Matches by the resolved config and not by name, so that a strength that the report does not
/// state (the dropout rate, lambda) may be any.
public enum SettingPattern: Sendable, Equatable {
  /// No regulariser.
  case unregularized
  /// Dropout and nothing else.
  case dropout
  /// L2 and nothing else.
  case l2
  /// This optimizer.
  case optimizer(OptimizerMethod)
  /// This loss.
  case loss(LossKind)

  /// Whether a trial with this config belongs to the setting.
  public func matches(_ config: TrialConfig) -> Bool {
    let regularizers = config.regularizer.strengths.map(\.name)
    return switch self {
    case .unregularized: regularizers.isEmpty
    case .dropout: regularizers == ["dropout"]
    case .l2: regularizers == ["l2"]
    case .optimizer(let method): config.optimizer.name == method
    case .loss(let kind): config.loss == kind
    }
  }

  /// A short name, for where none of our trials gives one.
  public var name: String {
    switch self {
    case .unregularized: "none"
    case .dropout: "dropout"
    case .l2: "l2"
    case .optimizer(let method): method.rawValue
    case .loss(let kind): kind.rawValue
    }
  }
}
