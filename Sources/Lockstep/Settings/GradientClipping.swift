import Studies

/// A limit to gradients before the update.
public enum GradientClipping: Sendable, Equatable {
  /// None.
  case none
  /// Each number is brought into -limit ... limit.
  case value(Double)
  /// All gradients together have at most this length.
  case norm(Double)

  var config: ConfigValue {
    switch self {
    case .none: "none"
    case .value(let limit): ["value": .number(limit)]
    case .norm(let limit): ["norm": .number(limit)]
    }
  }
}
