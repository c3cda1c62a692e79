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
  /// Of 100 test examples so many pass as familiar.
  static let familiarPercent = 99
  /// Larger pictures are shrunk to about so many features before they are compared.
  static let largestFeatureCount = 3072

  /// What is compared with, in the compared size.
  private let train: [UInt8]
  private let reduction: Reduction
  /// The squared distance beyond which a picture is strange.
  private let threshold: Int

  /// Learns what is familiar from a data set of bytes; `nil` for other data, and for a set without examples.
  public init?(_ data: Dataset) {
    guard case .bytes(let train) = data.train.features, case .bytes(let test) = data.test.features,
      data.train.count > 0, data.test.count > 0
    else { return nil }
    let reduction = Reduction(data.exampleShape)
    let featureCount = data.exampleShape.count
    func reduced(_ bytes: [UInt8], _ index: Int) -> [UInt8] {
      reduction.reduced(Array(bytes[index * featureCount..<(index + 1) * featureCount]))
    }
    var compared: [UInt8] = []
    for index in 0..<min(data.train.count, Self.trainCount) { compared += reduced(train, index) }
    let count = min(data.test.count, Self.testCount)
    var distances: [Int] = []
    for index in 0..<count {
      distances.append(Self.nearest(to: reduced(test, index), in: compared))
    }
    distances.sort()
    self.train = compared
    self.reduction = reduction
    // The least distance that so many of a hundred do not exceed.
    threshold = distances[(Self.familiarPercent * count + 99) / 100 - 1]
  }

  /// How far a picture is from its nearest training example, by what is still familiar: above 1 it is strange.
  ///
  /// - Parameter pixels: as many bytes as an example has.
  public func distance(_ pixels: [UInt8]) -> Double {
    let nearest = Self.nearest(to: reduction.reduced(pixels), in: train)
    return (Double(nearest) / Double(max(threshold, 1))).squareRoot()
  }

  /// Brings pictures to the size in which they are compared.
  private struct Reduction {
    private let shape: ExampleShape
    /// `nil` for pictures that are compared as they are.
    private let size: PictureSize?

    init(_ shape: ExampleShape) {
      self.shape = shape
      let largest = Familiarity.largestFeatureCount
      guard shape.count > largest, shape.channels == 1 || shape.channels == 3 else {
        size = nil
        return
      }
      let factor = (Double(largest) / Double(shape.count)).squareRoot()
      func shrunk(_ extent: Int) -> Int { max(1, Int((Double(extent) * factor).rounded())) }
      size = PictureSize(height: shrunk(shape.height), width: shrunk(shape.width))
    }

    func reduced(_ pixels: [UInt8]) -> [UInt8] {
      guard let size else { return pixels }
      let picture = Raster(
        width: shape.width, height: shape.height, channels: shape.channels, pixels: pixels)
      return picture.resized(height: size.height, width: size.width).pixels
    }
  }

  /// Features whose squared differences are summed in 32 bits: at most 256 x 255 x 255.
  private static let blockLength = 256

  /// The smallest squared Euclidean distance.
  private static func nearest(to example: [UInt8], in examples: [UInt8]) -> Int {
    let width = example.count
    return examples.withUnsafeBufferPointer { examples in
      example.withUnsafeBufferPointer { example in
        var smallest = Int.max
        for start in stride(from: 0, to: examples.count, by: width) {
          var (sum, index) = (0, 0)
          // What is beyond the nearest so far need not be known any further.
          while index < width, sum < smallest {
            let end = min(index + blockLength, width)
            var block: Int32 = 0
            for feature in index..<end {
              let difference = Int32(examples[start + feature]) &- Int32(example[feature])
              block = block &+ difference &* difference
            }
            sum += Int(block)
            index = end
          }
          smallest = min(smallest, sum)
        }
        return smallest
      }
    }
  }
}
