import Studies

/// When a trial stops before the others, with the best weights it had; as Keras's `EarlyStopping`.
public struct EarlyStopping: Sendable, Equatable {
  let config: ConfigValue

  /// Stops when the loss (of the held-out examples, without any that of training) has not fallen by more than
  /// `minDelta` for `patience` epochs, at least 1.
  public init(patience: Int, minDelta: Double = 0) {
    config = ["patience": .number(patience), "min-delta": .number(minDelta)]
  }
}
