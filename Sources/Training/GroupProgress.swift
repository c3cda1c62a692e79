/// A place in the course of training.
public struct TrainingPosition: Sendable, Hashable {
  /// Finished epochs.
  public let epochs: Int
  /// Steps of the epoch after them.
  public let steps: Int

  /// A place.
  public init(epochs: Int, steps: Int) {
    self.epochs = epochs
    self.steps = steps
  }
}

/// How far a group is.
public struct GroupProgress: Sendable {
  /// The epoch, from 1.
  public let epoch: Int
  /// All epochs.
  public let epochs: Int
  /// How far the weights were trained elsewhere.
  public let start: TrainingPosition
  /// Steps done in this epoch.
  public let step: Int
  /// Steps of an epoch.
  public let steps: Int
  /// Replicas that each step advances.
  public let replicas: Int
  /// Examples trained on so far, over all replicas.
  public let trainedExamples: Int
  /// Wall seconds of training so far.
  public let trainingSeconds: Double
  /// Wall seconds so far, evaluation included.
  public let elapsedSeconds: Double
  /// The training loss of the last finished epoch, mean over the replicas.
  public let loss: Double?

  /// Examples a second over all replicas, training only.
  public var examplesPerSecond: Double {
    trainingSeconds > 0 ? Double(trainedExamples) / trainingSeconds : 0
  }

  /// The share of the work that is done, 0...1; what was done elsewhere left out.
  public var fraction: Double {
    func epochs(_ whole: Int, _ step: Int) -> Double {
      Double(whole) + Double(step) / Double(max(steps, 1))
    }
    let before = epochs(start.epochs, start.steps)
    let all = Double(max(self.epochs, 1)) - before
    return all > 0 ? (epochs(epoch - 1, step) - before) / all : 1
  }
}
