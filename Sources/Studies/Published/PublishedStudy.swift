import Programs

/// A published report as values: what `published: KEY` in a config shows beside our figures.
///
/// A further report is one more value of this type, added to ``all``.
public struct PublishedStudy: Sendable, Equatable {
  /// What a config says to get it, such as `regularization`.
  public var key: String
  /// The report.
  public var title: String
  /// The seed of its single-run tables.
  public var defaultSeed: UInt64
  /// What every accuracy of the report lies in, in percent, by table.
  public var accuracyRanges: AccuracyRanges?
  /// Why its accuracies cannot be test accuracies; `nil` when they can.
  public var accuracyRemark: String?
  /// The epochs of every trial.
  public var epochs: Int
  /// The training examples of every trial, those held out for validation left out.
  public var trainingExamples: Int
  /// The test examples of every trial.
  public var testExamples: Int
  /// Settings that the report does not state, in words.
  public var inferredSettings: [String]
  /// Its results, in the order of its tables.
  public var settings: [PublishedSetting]
  /// Its conclusions.
  public var claims: [PublishedClaim]
  /// Why ours differs in the table of seconds.
  public var secondsRemark: String
  /// Why ours differs in the one-step inference of the default seed.
  public var inferenceRemark: String

  /// Every report that is known.
  public static let all: [PublishedStudy] = [.regularization]

  /// The report that `published: key` names, or `nil`.
  public static func named(_ key: String) -> PublishedStudy? { all.first { $0.key == key } }
}

/// The printed bounds of a report's accuracies, in percent.
public struct AccuracyRanges: Sendable, Equatable {
  /// In the tables by epoch.
  public var byEpoch: PublishedRange
  /// In the one-step inference of all seeds.
  public var bySeed: PublishedRange
}

/// A printed lower and upper bound.
public struct PublishedRange: Sendable, Equatable {
  /// The smallest figure.
  public var low: PublishedFigure
  /// The largest figure.
  public var high: PublishedFigure
}

/// A figure as it was printed.
public struct PublishedFigure: Sendable, Equatable, ExpressibleByStringLiteral {
  /// The digits of the report.
  public let printed: String
  /// The number.
  public let value: Double

  /// A figure from its digits.
  ///
  /// - Precondition: They are a number.
  public init(stringLiteral printed: String) {
    guard let figure = PublishedFigure(printed: printed) else {
      reject("published figure: \"\(printed)\" is not a number")
    }
    self = figure
  }

  /// A figure from its digits; `nil` if they are no number.
  public init?(printed: String) {
    guard let value = Double(printed), value.isFinite else { return nil }
    self.printed = printed
    self.value = value
  }
}

/// The published results of one setting on one data set.
public struct PublishedSetting: Sendable, Equatable {
  /// The data set's name in configs.
  public var dataSet: String
  /// Which of our settings it is.
  public var pattern: SettingPattern
  /// The loss after each epoch, from epoch 1.
  public var epochs: [PublishedEpoch]
  /// The printed training time.
  public var seconds: PublishedFigure?
  /// One forward pass over the test set with the default seed.
  public var inference: PublishedInference?
  /// One forward pass over the test set for each seed.
  public var seeds: [PublishedSeed]
  /// Why ours differs from the losses by epoch.
  public var epochRemark: String
  /// Why ours differs from the losses by seed.
  public var seedRemark: String
}

/// One row of a published table by epoch.
public struct PublishedEpoch: Sendable, Equatable {
  /// The epoch, from 1.
  public var epoch: Int
  /// The printed loss.
  public var loss: PublishedFigure
  /// Whether the accuracy cell of this row prints the loss instead.
  public var accuracyCellPrintsLoss: Bool
}

/// A published one-step inference: loss and accuracy of one forward pass over the test set.
public struct PublishedInference: Sendable, Equatable {
  /// The printed loss.
  public var loss: PublishedFigure
  /// The printed accuracy in percent.
  public var accuracy: PublishedFigure
}

/// The published one-step inference of one seed.
public struct PublishedSeed: Sendable, Equatable {
  /// The seed.
  public var seed: UInt64
  /// The printed loss.
  public var loss: PublishedFigure
}

/// A published conclusion: one setting gives higher accuracy than another.
public struct PublishedClaim: Sendable, Equatable {
  /// The claim in words.
  public var text: String
  /// The setting that is said to be better.
  public var better: SettingPattern
  /// The setting that is said to be worse.
  public var worse: SettingPattern
}
