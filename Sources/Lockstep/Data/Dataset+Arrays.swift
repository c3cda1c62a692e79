import Datasets

/// Examples with labels or values, as a program has them in arrays.
public struct LabelledExamples<Feature: Sendable, Target: Sendable>: Sendable {
  /// The features [N, height, width, channels], example after example.
  public var features: [Feature]
  /// The targets: labels [N], or values [N] or [N, T].
  public var targets: [Target]

  /// Examples.
  public init(features: [Feature], targets: [Target]) {
    self.features = features
    self.targets = targets
  }
}

extension Dataset {
  /// Classes of numbers.
  ///
  /// - Parameters:
  ///   - name: the name in configs and tables.
  ///   - shape: the extent of one example; 1 x 1 x F for F features.
  ///   - classNames: the meaning of each label, from 0.
  ///   - train: features [N, shape] and labels [N] in `0 ..< classNames.count`.
  ///   - test: the same of the test part.
  /// - Throws: ``DataError`` if counts do not agree, a part is empty, a label has no class, there is only one
  ///   class, or a feature is not finite.
  public init(
    name: String, shape: ExampleShape, classNames: [String],
    train: LabelledExamples<Float, Int>, test: LabelledExamples<Float, Int>
  ) throws(DataError) {
    try self.init(name, shape, classNames, train, test) { .floats($0) }
  }

  /// Classes of pictures in bytes, which stay bytes on the device and count as 0...1.
  ///
  /// - Throws: ``DataError`` if counts do not agree, a part is empty, a label has no class, or there is only
  ///   one class.
  public init(
    name: String, shape: ExampleShape, classNames: [String],
    train: LabelledExamples<UInt8, Int>, test: LabelledExamples<UInt8, Int>
  ) throws(DataError) {
    try self.init(name, shape, classNames, train, test) { .bytes($0) }
  }

  /// Classes of numbers or bytes, which `stored` makes features of.
  private init<Feature>(
    _ name: String, _ shape: ExampleShape, _ classNames: [String],
    _ train: LabelledExamples<Feature, Int>, _ test: LabelledExamples<Feature, Int>,
    stored: ([Feature]) -> Examples.Features
  ) throws(DataError) {
    try Self.checkShape(shape, name)
    try Self.checkClasses(classNames, name)
    func examples(
      _ part: LabelledExamples<Feature, Int>, _ words: String
    ) throws(DataError) -> Examples {
      let count = try Self.count(part.features.count, shape, words, name)
      let features = stored(part.features)
      if case .floats(let numbers) = features {
        try Self.checkFinite(numbers, "\(words) feature", name)
      }
      return Examples(
        count: count, featureCount: shape.count, features: features,
        targets: try Self.labels(part.targets, count, classNames.count, words, name))
    }
    self.init(
      name: name, title: name, exampleShape: shape, classNames: classNames,
      train: try examples(train, "training"), test: try examples(test, "test"))
  }

  /// Values to predict, one or several for each example.
  ///
  /// - Parameters:
  ///   - shape: the extent of one example; 1 x 1 x F for F features.
  ///   - valuesPerExample: T.
  ///   - train: features [N, shape] and values [N, T].
  ///   - test: the same of the test part.
  /// - Throws: ``DataError`` if counts do not agree, a part is empty, or a number is not finite.
  public init(
    name: String, shape: ExampleShape, valuesPerExample: Int = 1,
    train: LabelledExamples<Float, Float>, test: LabelledExamples<Float, Float>
  ) throws(DataError) {
    try Self.checkShape(shape, name)
    guard valuesPerExample > 0 else {
      throw DataError(path: name, reason: "needs at least one value for each example")
    }
    func examples(
      _ part: LabelledExamples<Float, Float>, _ words: String
    ) throws(DataError) -> Examples {
      let count = try Self.count(part.features.count, shape, words, name)
      guard part.targets.count == count * valuesPerExample else {
        throw DataError(
          path: name,
          reason: "\(count) \(words) examples of \(valuesPerExample) values need "
            + "\(count * valuesPerExample) of them, there are \(part.targets.count)")
      }
      try Self.checkFinite(part.features, "\(words) feature", name)
      try Self.checkFinite(part.targets, "\(words) value", name)
      return Examples(
        count: count, featureCount: shape.count, features: .floats(part.features),
        targets: .values(part.targets, width: valuesPerExample))
    }
    self.init(
      name: name, title: name, exampleShape: shape, classNames: [],
      train: try examples(train, "training"), test: try examples(test, "test"))
  }

  // MARK: - Checks

  private static func checkShape(_ shape: ExampleShape, _ name: String) throws(DataError) {
    guard shape.height > 0, shape.width > 0, shape.channels > 0 else {
      throw DataError(
        path: name,
        reason: "examples of \(shape.height) x \(shape.width) x \(shape.channels) have no features")
    }
  }

  private static func checkClasses(_ classNames: [String], _ name: String) throws(DataError) {
    guard classNames.count > 1 else {
      throw DataError(
        path: name, reason: "needs at least two classes, has \(classNames.count)")
    }
  }

  private static func count(
    _ features: Int, _ shape: ExampleShape, _ words: String, _ name: String
  ) throws(DataError) -> Int {
    guard features > 0 else { throw DataError(path: name, reason: "has no \(words) examples") }
    guard features.isMultiple(of: shape.count) else {
      throw DataError(
        path: name,
        reason: "\(features) \(words) features are no whole number of examples of \(shape.count)")
    }
    return features / shape.count
  }

  private static func labels(
    _ labels: [Int], _ count: Int, _ classes: Int, _ words: String, _ name: String
  ) throws(DataError) -> Examples.Targets {
    guard labels.count == count else {
      throw DataError(
        path: name,
        reason: "\(count) \(words) examples need as many labels, there are \(labels.count)")
    }
    if let place = labels.firstIndex(where: { !(0..<classes).contains($0) }) {
      throw DataError(
        path: name,
        reason: "the label \(labels[place]) of \(words) example \(place + 1) is none of "
          + "0 to \(classes - 1)")
    }
    return .labels(labels.map { Int32($0) }, classes: classes)
  }

  private static func checkFinite(
    _ values: [Float], _ words: String, _ name: String
  ) throws(DataError) {
    if let place = values.firstIndex(where: { !$0.isFinite }) {
      throw DataError(path: name, reason: "\(words) \(place + 1) is \(values[place]), not a number")
    }
  }
}
