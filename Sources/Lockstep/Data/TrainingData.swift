import Datasets
import Studies

/// What a study trains on, and how much of it.
///
/// ```swift
/// .known(.mnist, .fashionMNIST, train: 7000, test: 1500)
/// .csv("houses.csv", target: "price", split: TrainingData.Split(validation: 500))
/// .own(points)   // a Dataset made from arrays
/// ```
public struct TrainingData: Sendable {
  /// The data as `data` of a config.
  let config: ConfigValue
  /// The sets that the program itself has.
  let own: [Dataset]

  /// A data set that is known by its name.
  ///
  /// It is looked for in the data folder of the run, in `LOCKSTEP_DATA` and in the user's cache, and is checked
  /// against its published checksums.
  public struct Known: Sendable, Equatable {
    let name: String

    /// 70,000 handwritten digits, 28 x 28 x 1, ten classes.
    public static let mnist = Known(name: "mnist")
    /// 70,000 pieces of clothing, 28 x 28 x 1, ten classes.
    public static let fashionMNIST = Known(name: "fashion-mnist")
    /// 60,000 pictures, 32 x 32 x 3, ten classes.
    public static let cifar10 = Known(name: "cifar-10")
    /// Prices of houses by block: values to predict.
    public static let californiaHousing = Known(name: "california-housing")
    /// Drawn digits, 28 x 28 x 1, ten classes; needs no file.
    public static let syntheticDigits = Known(name: "synthetic-digits")
  }

  /// How a data set is split into training, validation and test examples, how many there are, and their order.
  public struct Split: Sendable, Equatable {
    /// The first examples of the training part that are used; `nil` means all.
    public var train: Int?
    /// How many of those are held out for validation, from their end.
    public var validation = 0
    /// Whether the first ones are held out in place of the last.
    public var holdsOutFirst = false
    /// The first examples of the test part that are used; `nil` means all.
    public var test: Int?
    /// Whether every epoch has an order of its own.
    public var isShuffled = true
    /// Whether each channel of the inputs has mean 0 and standard deviation 1 over the training examples;
    /// `nil` for what is usual: tables and CIFAR-10 yes, other pictures and one's own arrays no.
    public var isStandardized: Bool?

    /// A split.
    public init(
      train: Int? = nil, validation: Int = 0, holdsOutFirst: Bool = false, test: Int? = nil,
      isShuffled: Bool = true, isStandardized: Bool? = nil
    ) {
      self.train = train
      self.validation = validation
      self.holdsOutFirst = holdsOutFirst
      self.test = test
      self.isShuffled = isShuffled
      self.isStandardized = isStandardized
    }

    fileprivate func config(_ sets: [String]) -> ConfigValue {
      var config: ConfigValue = [
        "sets": .list(sets.map { .text($0) }), "validation": .number(validation),
        "hold-out": holdsOutFirst ? "first" : "last",
        "order": isShuffled ? "shuffled" : "sequential",
      ]
      config["train"] = train.map { .number($0) }
      config["test"] = test.map { .number($0) }
      config["standardize"] = isStandardized.map { .truth($0) }
      return config
    }
  }

  /// Known data sets; several are varied, outermost.
  public static func known(
    _ sets: Known..., train: Int? = nil, validation: Int = 0, test: Int? = nil
  ) -> TrainingData {
    known(sets, Split(train: train, validation: validation, test: test))
  }

  /// Known data sets; several are varied, outermost.
  public static func known(_ sets: [Known], _ split: Split) -> TrainingData {
    TrainingData(config: split.config(sets.map(\.name)), own: [])
  }

  /// Drawn digits, which need no file: 28 x 28 x 1, ten classes.
  public static func syntheticDigits(
    train: Int? = nil, validation: Int = 0, test: Int? = nil
  ) -> TrainingData {
    known(.syntheticDigits, train: train, validation: validation, test: test)
  }

  /// A folder with a folder of pictures (PNG, PGM, PPM) for each class.
  ///
  /// - Parameters:
  ///   - folder: the path, relative to the working folder unless absolute.
  ///   - size: the size that pictures are brought to; `nil` for the commonest one.
  ///   - testShare: the share of the pictures that become the test part, above 0 and below 1; which ones is
  ///     decided by a hash of the file name.
  ///   - splitSeed: draws another test part.
  public static func images(
    _ folder: String, size: PictureSize? = nil, testShare: Double = 0.2, splitSeed: UInt64 = 0,
    split: Split = Split()
  ) -> TrainingData {
    var config = split.config(["images:\(folder)"])
    config["size"] = size.map { .list([.number($0.height), .number($0.width)]) }
    config["split"] = ["test": .number(testShare), "seed": .number(splitSeed)]
    return TrainingData(config: config, own: [])
  }

  /// What is predicted from a table.
  public enum Task: String, Sendable, CaseIterable { case classification, regression }

  /// A file of comma-separated values with a header line.
  ///
  /// - Parameters:
  ///   - file: the path, relative to the working folder unless absolute.
  ///   - target: the column to predict.
  ///   - task: what is predicted; `nil` for classes if the column has texts, else for values.
  ///   - ignoring: columns that are left out.
  ///   - testShare: the share of the rows that become the test part, above 0 and below 1.
  ///   - splitSeed: draws another test part.
  public static func csv(
    _ file: String, target: String, task: Task? = nil, ignoring: [String] = [],
    testShare: Double = 0.2, splitSeed: UInt64 = 0, split: Split = Split()
  ) -> TrainingData {
    var config = split.config(["csv:\(file)"])
    config["target"] = .text(target)
    config["task"] = task.map { .text($0.rawValue) }
    if !ignoring.isEmpty { config["ignore"] = .list(ignoring.map { .text($0) }) }
    config["split"] = ["test": .number(testShare), "seed": .number(splitSeed)]
    return TrainingData(config: config, own: [])
  }

  /// Data that the program itself has; several sets, which must have different names, are varied, outermost.
  ///
  /// `Dataset(name:shape:classNames:train:test:)` makes one from arrays.
  public static func own(_ sets: Dataset..., split: Split = Split()) -> TrainingData {
    TrainingData(config: split.config(sets.map(\.name)), own: sets)
  }
}
