import Networks

/// When a replica stops before the others of its group, with the best weights it had.
///
/// It stops after an epoch when the loss has not become lower than its lowest by more than `minDelta` for
/// `patience` epochs: the loss of the held-out examples, without any that of training, without penalties.
/// Source: Keras's `EarlyStopping` with `restore_best_weights`.
public struct EarlyStopping: Sendable, Hashable {
  /// Epochs without an improvement after which it stops, at least 1.
  public var patience: Int
  /// What the loss must fall by to count as an improvement.
  public var minDelta: Double

  /// A rule with these numbers.
  public init(patience: Int, minDelta: Double = 0) {
    self.patience = patience
    self.minDelta = minDelta
  }
}

/// One replica on its way to an early stop.
struct StoppingCourse {
  /// What the losses so far have done.
  var memory = Memory()
  /// The weights of the best epoch as the device holds them.
  var bestWeights: [Float]?
  private let rule: EarlyStopping?

  /// What the course depends on beside rule and weights.
  struct Memory: Sendable, Hashable, Codable {
    /// The epoch, from 1, that left the weights that are kept; `nil` without a rule or an epoch.
    var bestEpoch: Int?
    /// Whether the replica has stopped.
    var isStopped = false
    var plateau = LossPlateau()
  }

  /// The epoch, from 1, that left the weights that are kept; `nil` without a rule or an epoch.
  var bestEpoch: Int? { memory.bestEpoch }
  /// Whether the replica has stopped.
  var isStopped: Bool { memory.isStopped }

  init(_ rule: EarlyStopping?) { self.rule = rule }

  /// Takes an epoch, from 1, into account.
  ///
  /// - Returns: Whether its weights are the best so far, to be kept by ``keep(_:)``.
  mutating func finishEpoch(_ epoch: Int, loss: Double) -> Bool {
    guard let rule, !isStopped else { return false }
    let isBest = memory.plateau.add(loss, minDelta: rule.minDelta)
    // Also where no loss is a number, there are weights to keep.
    if isBest || bestEpoch == nil {
      memory.bestEpoch = epoch
      return true
    }
    memory.isStopped = memory.plateau.waited >= rule.patience
    return false
  }

  /// Keeps weights as the best.
  mutating func keep(_ weights: [Float]) { bestWeights = weights }
}
