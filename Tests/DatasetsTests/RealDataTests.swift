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
    "LOCKSTEP_DATA is not set: MNIST and Fashion-MNIST are NOT tested"))
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
