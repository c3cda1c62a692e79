import Programs

/// Examples of one kind with a fixed split into training and test part, as it lies on disk.
public struct Dataset: Sendable {
  /// The name in configs, such as `mnist`.
  public let name: String
  /// The name for people, such as `Fashion-MNIST`.
  public let title: String
  /// The extent of one example.
  public let exampleShape: ExampleShape
  /// The meaning of each label; empty for regression.
  public let classNames: [String]
  /// The training part, validation still included.
  public let train: Examples
  /// The test part.
  public let test: Examples
  /// The channels that say whether an example is of some kind, as 0 or 1, and stay so when the others are
  /// standardised.
  public let indicatorChannels: Set<Int>
  /// What each feature of a table is, in their order: a column such as `area`, or `kind=flat` for the indicator of
  /// a text; empty for pictures, and where that is not known.
  public let featureNames: [String]
  /// See ``fingerprint``; right for as long as no part can change.
  let lazyFingerprint = LazyFingerprint()

  /// A data set of these parts.
  ///
  /// - Precondition: Both parts have `exampleShape.count` features an example, and each has a name if one has.
  public init(
    name: String, title: String, exampleShape: ExampleShape, classNames: [String], train: Examples,
    test: Examples, indicatorChannels: Set<Int> = [], featureNames: [String] = []
  ) {
    demand(
      featureNames.isEmpty || featureNames.count == exampleShape.count,
      "data set \(name): \(featureNames.count) names for \(exampleShape.count) features")
    demand(
      train.featureCount == exampleShape.count && test.featureCount == exampleShape.count,
      "data set \(name): examples of \(train.featureCount) and \(test.featureCount) features, "
        + "shape \(exampleShape)")
    self.name = name
    self.title = title
    self.exampleShape = exampleShape
    self.classNames = classNames
    self.train = train
    self.test = test
    self.indicatorChannels = indicatorChannels
    self.featureNames = featureNames
  }
}

/// Height x width x channels of one example; 1 x 1 x F for a table of F features.
public struct ExampleShape: Hashable, Sendable {
  /// Rows of pixels.
  public let height: Int
  /// Columns of pixels.
  public let width: Int
  /// Numbers a pixel.
  public let channels: Int

  /// A shape of height x width x channels.
  public init(height: Int, width: Int, channels: Int) {
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// The number of features of one example.
  public var count: Int { height * width * channels }
}

/// A list of examples: features [N, height, width, channels] and targets [N] or [N, T].
public struct Examples: Sendable {
  /// Features as stored: bytes stay bytes until the device gathers them.
  public enum Features: Sendable {
    case bytes([UInt8])
    case floats([Float])
  }

  /// What is to be predicted.
  public enum Targets: Sendable {
    /// Labels in `0 ..< classes`.
    case labels([Int32], classes: Int)
    /// `width` values for each example.
    case values([Float], width: Int)
  }

  /// The number of examples, N.
  public let count: Int
  /// The number of features of one example.
  public let featureCount: Int
  /// All features, example after example.
  public let features: Features
  /// All targets, example after example.
  public let targets: Targets

  /// Examples with these features and targets.
  ///
  /// - Precondition: Both have `count` examples.
  public init(count: Int, featureCount: Int, features: Features, targets: Targets) {
    let elements =
      switch features {
      case .bytes(let bytes): bytes.count
      case .floats(let floats): floats.count
      }
    let targetExamples =
      switch targets {
      case .labels(let labels, _): labels.count
      case .values(let values, let width): values.count / max(width, 1)
      }
    demand(
      elements == count * featureCount && targetExamples == count,
      "examples: \(count) x \(featureCount), but \(elements) features and \(targetExamples) targets"
    )
    self.count = count
    self.featureCount = featureCount
    self.features = features
    self.targets = targets
  }
}

extension Dataset {
  /// The same set with these examples as its test part.
  ///
  /// - Precondition: They have the features of the others.
  public func testing(_ examples: Examples) -> Dataset {
    Dataset(
      name: name, title: title, exampleShape: exampleShape, classNames: classNames, train: train,
      test: examples, indicatorChannels: indicatorChannels, featureNames: featureNames)
  }

  /// The same set with these examples as its training part.
  ///
  /// - Precondition: They have the features of the others.
  public func training(_ examples: Examples) -> Dataset {
    Dataset(
      name: name, title: title, exampleShape: exampleShape, classNames: classNames, train: examples,
      test: test, indicatorChannels: indicatorChannels, featureNames: featureNames)
  }

  /// The first `total` training examples with the first `count` of them last; the test part as it is.
  ///
  /// - Precondition: `count <= total`, and there are as many training examples.
  public func movingFirst(_ count: Int, behind total: Int) -> Dataset {
    Dataset(
      name: name, title: title, exampleShape: exampleShape, classNames: classNames,
      train: train.movingFirst(count, behind: total), test: test,
      indicatorChannels: indicatorChannels, featureNames: featureNames)
  }
}

extension Examples {
  fileprivate func movingFirst(_ count: Int, behind total: Int) -> Examples {
    demand(
      count <= total && total <= self.count,
      "examples: the first \(count) behind \(total) of \(self.count)")
    func moved<Element>(_ elements: [Element], each: Int) -> [Element] {
      Array(elements[count * each..<total * each] + elements[..<(count * each)])
    }
    let features: Features =
      switch features {
      case .bytes(let bytes): .bytes(moved(bytes, each: featureCount))
      case .floats(let floats): .floats(moved(floats, each: featureCount))
      }
    let targets: Targets =
      switch targets {
      case .labels(let labels, let classes): .labels(moved(labels, each: 1), classes: classes)
      case .values(let values, let width): .values(moved(values, each: width), width: width)
      }
    return Examples(
      count: total, featureCount: featureCount, features: features, targets: targets)
  }

  /// The first `count` examples.
  ///
  /// - Precondition: There are as many.
  func prefix(_ count: Int) -> Examples {
    demand(count <= self.count, "examples: the first \(count) of \(self.count)")
    return part(0..<count)
  }

  /// The examples at these places.
  ///
  /// - Precondition: There are as many.
  public func part(_ places: Range<Int>) -> Examples {
    demand(places.upperBound <= count, "examples: \(places) of \(count)")
    guard places != 0..<count else { return self }
    func part<Element>(_ elements: [Element], each: Int) -> [Element] {
      Array(elements[places.lowerBound * each..<places.upperBound * each])
    }
    let features: Features =
      switch features {
      case .bytes(let bytes): .bytes(part(bytes, each: featureCount))
      case .floats(let floats): .floats(part(floats, each: featureCount))
      }
    let targets: Targets =
      switch targets {
      case .labels(let labels, let classes): .labels(part(labels, each: 1), classes: classes)
      case .values(let values, let width): .values(part(values, each: width), width: width)
      }
    return Examples(
      count: places.count, featureCount: featureCount, features: features, targets: targets)
  }

  /// The examples, then as many of the first one as make `count`.
  ///
  /// - Precondition: There is one, and there are not more than that.
  public func padded(to count: Int) -> Examples {
    demand(
      self.count > 0 && self.count <= count, "examples: \(self.count) cannot become \(count)")
    let missing = count - self.count
    func padded<Element>(_ elements: [Element], each: Int) -> [Element] {
      elements + (0..<missing).flatMap { _ in elements.prefix(each) }
    }
    let features: Features =
      switch features {
      case .bytes(let bytes): .bytes(padded(bytes, each: featureCount))
      case .floats(let floats): .floats(padded(floats, each: featureCount))
      }
    let targets: Targets =
      switch targets {
      case .labels(let labels, let classes): .labels(padded(labels, each: 1), classes: classes)
      case .values(let values, let width): .values(padded(values, each: width), width: width)
      }
    return Examples(
      count: count, featureCount: featureCount, features: features, targets: targets)
  }
}
