/// Whether a picture looks like what a network was trained on: by its nearest training example.
///
/// A network gives every input some class, often with confidence. What is farther from every training
/// example than nearly all test examples are was not among what it could learn.
/// Source: Cover and Hart, "Nearest neighbor pattern classification", IEEE Transactions on Information Theory
/// 13, 1967; that confidence is no measure of it: Hendrycks and Gimpel, "A baseline for detecting misclassified
/// and out-of-distribution examples in neural networks", ICLR 2017.
public struct Familiarity: Sendable {
  /// Training examples that a picture is compared with, at most.
  static let trainCount = 10_000
  /// Test examples that the threshold is found with, at most.
  static let testCount = 200
  /// The share of test examples that pass as familiar.
  static let share = 0.99

  private let train: [UInt8]
  private let featureCount: Int
  /// The squared distance beyond which a picture is strange.
  private let threshold: Int

  /// Learns what is familiar from a data set of bytes; `nil` for other data, and for a set without examples.
  public init?(_ data: Dataset) {
    guard case .bytes(let train) = data.train.features, case .bytes(let test) = data.test.features,
      data.train.count > 0, data.test.count > 0
    else { return nil }
    featureCount = data.exampleShape.count
    self.train = Array(train.prefix(Self.trainCount * featureCount))
    let count = min(data.test.count, Self.testCount)
    var distances: [Int] = []
    for index in 0..<count {
      let example = Array(test[index * featureCount..<(index + 1) * featureCount])
      distances.append(Self.nearest(to: example, in: self.train))
    }
    distances.sort()
    threshold = distances[min(Int(Double(count) * Self.share), count - 1)]
  }

  /// How far a picture is from its nearest training example, by what is still familiar: above 1 it is strange.
  ///
  /// - Parameter pixels: as many bytes as an example has.
  public func distance(_ pixels: [UInt8]) -> Double {
    (Double(Self.nearest(to: pixels, in: train)) / Double(max(threshold, 1))).squareRoot()
  }

  /// The smallest squared Euclidean distance.
  private static func nearest(to example: [UInt8], in examples: [UInt8]) -> Int {
    let width = example.count
    return examples.withUnsafeBufferPointer { examples in
      example.withUnsafeBufferPointer { example in
        var smallest = Int32.max
        for start in stride(from: 0, to: examples.count, by: width) {
          var sum: Int32 = 0
          for index in 0..<width {
            let difference = Int32(examples[start + index]) &- Int32(example[index])
            sum = sum &+ difference &* difference
          }
          smallest = min(smallest, sum)
        }
        return Int(smallest)
      }
    }
  }
}
