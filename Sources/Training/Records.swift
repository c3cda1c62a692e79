/// Loss, penalty, and accuracy or errors of one pass over a part of the data.
public struct SplitMetrics: Sendable, Equatable, Codable {
  /// Mean data loss over the examples, penalty not included.
  public var loss: Double
  /// Mean penalty over the steps, weighted by examples.
  public var penalty: Double
  /// The share of right predictions in 0...1; `nil` for regression.
  public var accuracy: Double?
  /// The number of examples.
  public var examples: Int
  /// How far predicted values are off; `nil` for classification.
  public var errors: RegressionErrors?

  /// Metrics of one pass.
  public init(
    loss: Double, penalty: Double, accuracy: Double?, examples: Int,
    errors: RegressionErrors? = nil
  ) {
    self.loss = loss
    self.penalty = penalty
    self.accuracy = accuracy
    self.examples = examples
    self.errors = errors
  }

  /// Data loss and penalty together, what Keras prints as loss.
  public var total: Double { loss + penalty }
}

/// How far the predicted values of a regression are off, over all examples and values of one pass.
public struct RegressionErrors: Sendable, Equatable, Codable {
  /// Root of the mean squared error, in the unit of the values.
  public var rootMeanSquare: Double
  /// Mean absolute error, in the unit of the values.
  public var meanAbsolute: Double
  /// The coefficient of determination R²: 1 less the mean squared error by the variance of the values of
  /// this part of the data about their own mean; `nil` if they are all equal.
  ///
  /// Of several values an example, errors and variances are each summed before they are divided.
  public var determination: Double?

  /// Errors of one pass.
  public init(rootMeanSquare: Double, meanAbsolute: Double, determination: Double?) {
    self.rootMeanSquare = rootMeanSquare
    self.meanAbsolute = meanAbsolute
    self.determination = determination
  }

  /// Errors from their sums.
  ///
  /// - Parameter variance: the mean over the values of an example of each one's variance.
  init(meanSquared: Double, meanAbsolute: Double, variance: Double) {
    self.init(
      rootMeanSquare: meanSquared.squareRoot(), meanAbsolute: meanAbsolute,
      determination: variance > 0 ? 1 - meanSquared / variance : nil)
  }
}

/// One epoch of one trial.
public struct EpochRecord: Sendable, Equatable, Codable {
  /// The epoch, from 1.
  public var epoch: Int
  /// The running mean over the epoch's training steps, as Keras prints it.
  public var train: SplitMetrics
  /// The held-out part of the training data after the epoch, if there is one.
  public var validation: SplitMetrics?
  /// The test set after the epoch.
  public var test: SplitMetrics?
  /// The trial's share of the group's wall time for this epoch, evaluation included.
  public var seconds: Double
  /// The learning rate of the epoch's last step; `nil` in records of earlier versions.
  public var rate: Double?

  /// A record of one epoch.
  public init(
    epoch: Int, train: SplitMetrics, validation: SplitMetrics?, test: SplitMetrics?,
    seconds: Double, rate: Double? = nil
  ) {
    self.epoch = epoch
    self.train = train
    self.validation = validation
    self.test = test
    self.seconds = seconds
    self.rate = rate
  }
}

/// What one trial came to.
public struct TrialOutcome: Sendable, Equatable, Codable {
  /// Every epoch, in order; none after an early stop.
  public var epochs: [EpochRecord]
  /// The number of parameters of the model, running statistics included.
  public var parameterCount: Int
  /// The number of examples trained on, over all epochs.
  public var trainedExamples: Int
  /// The trial's share of its group's wall time: all trials of a group add up to it.
  ///
  /// Compilation and data loading are not included.
  public var seconds: Double
  /// The epoch, from 1, whose weights were kept where there was a rule of early stopping; else `nil`.
  public var bestEpoch: Int?
  /// Whether the trial stopped before the last epoch of its group because the loss fell no more; `nil` in
  /// records of earlier versions.
  public var stoppedEarly: Bool?

  /// An outcome of these epochs.
  public init(
    epochs: [EpochRecord], parameterCount: Int, trainedExamples: Int, seconds: Double,
    bestEpoch: Int? = nil, stoppedEarly: Bool = false
  ) {
    self.epochs = epochs
    self.parameterCount = parameterCount
    self.trainedExamples = trainedExamples
    self.seconds = seconds
    self.bestEpoch = bestEpoch
    self.stoppedEarly = stoppedEarly
  }

  /// The epoch that left the weights that were kept: the best one with early stopping, else the last.
  public var final: EpochRecord? {
    bestEpoch.flatMap { best in epochs.first { $0.epoch == best } } ?? epochs.last
  }

  /// Puts test metrics to the epoch that left the weights; nothing without an epoch.
  public mutating func setFinalTest(_ metrics: SplitMetrics) {
    let index = epochs.firstIndex { $0.epoch == bestEpoch } ?? epochs.indices.last
    if let index { epochs[index].test = metrics }
  }

  /// What stood after `epoch`, from 1: a trial that had stopped by then stood where it ended.
  public func record(epoch: Int) -> EpochRecord? {
    if let record = epochs.first(where: { $0.epoch == epoch }) { return record }
    guard stoppedEarly == true, let last = epochs.last, epoch > last.epoch else { return nil }
    return final
  }

  /// Trained examples by the trial's share of the wall time.
  public var examplesPerSecond: Double { seconds > 0 ? Double(trainedExamples) / seconds : 0 }
}
