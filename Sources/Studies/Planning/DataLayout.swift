import Datasets

/// What a lockstep group must know of a data set: replicas of one group may train on different sets
/// only if these agree.
public struct DataLayout: Hashable, Sendable {
  /// How the features lie in memory.
  public enum Features: String, Hashable, Sendable { case bytes, floats }

  /// What is predicted.
  public enum Targets: Hashable, Sendable {
    /// One of so many classes.
    case labels(classes: Int)
    /// So many numbers.
    case values(width: Int)
  }

  /// The extent of one example.
  public var example: ExampleShape
  /// How the features lie in memory.
  public var features: Features
  /// What is predicted.
  public var targets: Targets
  /// The number of examples in the training file.
  public var train: Int
  /// The number of examples in the test file.
  public var test: Int

  /// A layout of these parts.
  public init(
    example: ExampleShape, features: Features, targets: Targets, train: Int, test: Int
  ) {
    self.example = example
    self.features = features
    self.targets = targets
    self.train = train
    self.test = test
  }

  /// The layout of a data set that is loaded.
  public init(_ dataset: Dataset) {
    example = dataset.exampleShape
    features =
      switch dataset.train.features {
      case .bytes: .bytes
      case .floats: .floats
      }
    targets =
      switch dataset.train.targets {
      case .labels(_, let classes): .labels(classes: classes)
      case .values(_, let width): .values(width: width)
      }
    train = dataset.train.count
    test = dataset.test.count
  }

  /// The layout of a data set of the catalog, which need not be there.
  ///
  /// - Parameter uses: what trials take of it: of a generated set there is as much as they ask for.
  public init(_ source: DataSource, for uses: [DataConfig]) {
    example = source.shape
    features = source.classNames.isEmpty ? .floats : .bytes
    targets =
      source.classNames.isEmpty ? .values(width: 1) : .labels(classes: source.classNames.count)
    let isGenerated = if case .generated = source.origin { true } else { false }
    let asked = isGenerated ? uses : []
    train = asked.compactMap(\.train).reduce(source.trainCount, max)
    test = asked.compactMap(\.test).reduce(source.testCount, max)
  }

  /// The width of a network's output.
  public var outputWidth: Int {
    switch targets {
    case .labels(let classes): classes
    case .values(let width): width
    }
  }
}
