/// How often a run is saved while it trains.
public enum CheckpointInterval: Sendable, Hashable {
  /// So seldom that saving takes less than a hundredth of the time, and not more often than every ten
  /// seconds.
  case automatic
  /// Never while it trains.
  case never
  /// When so many seconds have gone by since the last time, at the next end of a piece of training; with 0
  /// after every piece, which training waits for.
  case seconds(Double)

  init(_ node: ConfigNode) throws(ConfigError) {
    if node.isWord("auto") {
      self = .automatic
    } else if node.isWord("none") {
      self = .never
    } else {
      guard case .scalar(let text, isPlain: true) = node.value, text.first?.isNumber == true else {
        throw node.mismatch("checkpoint", expected: "auto, none or a number of seconds")
      }
      self = .seconds(try node.number("checkpoint", .nonNegative))
    }
  }

  /// As in a config.
  var text: String {
    switch self {
    case .automatic: "auto"
    case .never: "none"
    case .seconds(let seconds): VariedText.number(seconds)
    }
  }
}
