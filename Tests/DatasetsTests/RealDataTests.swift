import Datasets
import Foundation
import Testing

/// The published files, where `LOCKSTEP_DATA` says they are.
///
/// With `LOCKSTEP_REQUIRE_DATA=1` missing data is a failure, else a skip that says so.
@Suite(
  "Published data sets",
  .enabled(
    if: RealData.isExpected,
    "LOCKSTEP_DATA is not set: the published data sets are NOT tested"))
struct RealDataTests {
  private func counts(_ examples: Examples) -> [Int] {
    guard case .labels(let labels, let classes) = examples.targets else { return [] }
    return labels.reduce(into: [Int](repeating: 0, count: classes)) { $0[Int($1)] += 1 }
  }

  /// Mean and standard deviation of the pixels, white being 1.
  private func statistics(_ examples: Examples) -> (mean: Double, deviation: Double) {
    guard case .bytes(let bytes) = examples.features else { return (0, 0) }
    var histogram = [Int](repeating: 0, count: 256)
    bytes.withUnsafeBufferPointer { bytes in
      histogram.withUnsafeMutableBufferPointer { histogram in
        for byte in bytes { histogram[Int(byte)] += 1 }
      }
    }
    let count = Double(bytes.count)
    let values = histogram.enumerated().map { (Double($0.offset) / 255, Double($0.element)) }
    let mean = values.reduce(0) { $0 + $1.0 * $1.1 } / count
    let square = values.reduce(0) { $0 + $1.0 * $1.0 * $1.1 } / count
    return (mean, (square - mean * mean).squareRoot())
  }

  @Test func mnist() throws {
    let data = try DataStore().load("mnist")
    #expect(data.train.count == 60_000 && data.test.count == 10_000)
    #expect(
      counts(data.train) == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    #expect(counts(data.test) == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    let (mean, deviation) = statistics(data.train)
    #expect(abs(mean - 0.1307) < 5e-5 && abs(deviation - 0.3081) < 5e-5, "\(mean), \(deviation)")
    // The first digits of the training file are well known.
    guard case .labels(let labels, _) = data.train.targets else { return }
    #expect(labels.prefix(10) == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
  }

  @Test func fashionMNIST() throws {
    let data = try DataStore().load("fashion-mnist")
    #expect(counts(data.train) == [Int](repeating: 6000, count: 10))
    #expect(counts(data.test) == [Int](repeating: 1000, count: 10))
    let (mean, deviation) = statistics(data.train)
    #expect(abs(mean - 0.2860) < 5e-5 && abs(deviation - 0.3530) < 5e-5, "\(mean), \(deviation)")
    #expect(data.classNames[9] == "Ankle boot")
  }

  /// Figures that scikit-learn gives for `fetch_california_housing`, over all 20,640 rows.
  @Test func californiaHousing() throws {
    let data = try DataStore().load("california-housing")
    #expect(data.train.count == 15_480 && data.test.count == 5_160)
    guard case .floats(let train) = data.train.features,
      case .floats(let test) = data.test.features,
      case .values(let trainValues, 1) = data.train.targets,
      case .values(let testValues, 1) = data.test.targets
    else {
      Issue.record("not numbers with one value each")
      return
    }
    let (features, values) = (train + test, trainValues + testValues)
    let means = (0..<8).map { column in
      stride(from: column, to: features.count, by: 8).reduce(0) { $0 + Double(features[$1]) }
        / 20_640
    }
    let expected = [
      3.87067, 28.63949, 5.42900, 1.09668, 1425.47674, 3.07066, 35.63186, -119.56970,
    ]
    for (got, expected) in zip(means, expected) {
      #expect(abs(got - expected) < 6e-6 * max(1, abs(expected)), "\(means)")
    }
    #expect(abs(values.reduce(0) { $0 + Double($1) } / 20_640 - 2.06856) < 1e-5)
    // The first row of the file is somewhere, whole: 8.3252, 41, 6.984, 1.024, 322, 2.556, 37.88, -122.23.
    let first = values.indices.first { features[8 * $0] == 8.3252 && features[8 * $0 + 1] == 41 }
    let row = try #require(first)
    let known: [Float] = [8.3252, 41, 6.984127, 1.0238096, 322, 2.5555556, 37.88, -122.23]
    #expect(zip(features[(8 * row)...], known).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(values[row] == 4.526)
    // Shuffled: both parts have the same mean but for chance, which the file's order has not.
    let mean = testValues.reduce(0) { $0 + Double($1) } / 5_160
    #expect(abs(mean - 2.06856) < 0.06)
  }

  /// The files need not be the published ones: shapes, the balance of a subset and the official figures.
  @Test func cifar10() throws {
    let store = try DataStore()
    let files = try store.contents(of: "cifar-10")
    let data = try store.load("cifar-10")
    #expect(data.exampleShape == ExampleShape(height: 32, width: 32, channels: 3))
    #expect(data.classNames.first == "airplane" && data.classNames.last == "truck")
    #expect(data.train.count + data.test.count == files.reduce(0) { $0 + $1.examples })
    #expect(Set(counts(data.test)).count == 1)
    // Pixels of the published training files: 125.3, 123.0, 113.9 on average.
    let scales = data.standardization(overFirst: data.train.count)
    for (scale, mean) in zip(scales, [125.3, 123.0, 113.9]) {
      #expect(abs(Double(-scale.shift / scale.scale) - mean) < 2, "\(scales)")
    }
    // The first published training images are a frog, a truck, a truck, a deer, an automobile.
    guard case .labels(let labels, _) = data.train.targets else { return }
    #expect(labels.prefix(5) == [6, 9, 9, 4, 1])
  }

  /// MNIST's own digits keep their form where a user's picture would be brought into it.
  @Test func digitsHaveTheFormOfOwnOnes() throws {
    guard case .bytes(let bytes) = try DataStore().load("mnist").test.features else { return }
    var (difference, moved) = (0.0, 0)
    for index in 0..<500 {
      let pixels = Array(bytes[index * 784..<(index + 1) * 784])
      let raster = Raster(width: 28, height: 28, channels: 1, pixels: pixels)
      let digit = try #require(HandwrittenDigit(raster))
      #expect(!digit.wasInverted)
      let mean =
        zip(digit.pixels, pixels).reduce(0.0) { $0 + abs(Double($1.0) - Double($1.1)) } / 784
      difference += mean / 500
      if mean > 20 { moved += 1 }
    }
    #expect(difference < 8 && moved < 25, "\(difference), \(moved)")
  }

  @Test func limitsTakeTheFirst() throws {
    let store = try DataStore()
    let (all, few) = (
      try store.load("mnist"), try store.load("mnist", trainLimit: 7000, testLimit: 1500)
    )
    guard case .bytes(let allBytes) = all.train.features,
      case .bytes(let fewBytes) = few.train.features
    else { return }
    #expect(few.train.count == 7000 && few.test.count == 1500)
    let isPrefix = allBytes.prefix(7000 * 784) == fewBytes[...]
    #expect(isPrefix)
  }
}

enum RealData {
  static var isExpected: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["LOCKSTEP_DATA"] != nil || environment["LOCKSTEP_REQUIRE_DATA"] == "1"
  }
}
