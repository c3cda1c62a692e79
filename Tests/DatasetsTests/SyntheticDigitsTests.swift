import Datasets
import Testing

@Suite("Synthetic digits")
struct SyntheticDigitsTests {
  /// Bytes [N, 784] and labels of examples.
  private func content(_ examples: Examples) -> (bytes: [UInt8], labels: [Int]) {
    guard case .bytes(let bytes) = examples.features,
      case .labels(let labels, _) = examples.targets
    else { return ([], []) }
    return (bytes, labels.map { Int($0) })
  }

  /// The drawings are data that results refer to: a change of one byte must not go unnoticed.
  @Test func areTheSameBytesEverywhere() {
    let digits = SyntheticDigits(seed: 0)
    #expect(
      sha256(content(digits.examples(.train, count: 250)).bytes)
        == "e967cff6f1dfd782ea4f8ac1381a9f269a00689a7579ee944e75eb37667f008b")
    #expect(
      sha256(content(digits.examples(.test, count: 250)).bytes)
        == "62a07e5736fce97de6c0072df8c88d4e439cee0c9449bc235147e3e46fe3d3d4")
  }

  @Test func doNotDependOnHowManyAreDrawn() {
    let digits = SyntheticDigits(seed: 3)
    let many = content(digits.examples(.train, count: 230))
    for count in [1, 7, 99, 100, 101, 229] {
      let few = content(digits.examples(.train, count: count))
      // Compared outside of #expect, which would work out the difference of long arrays for hours.
      let isPrefix = few.bytes[...] == many.bytes.prefix(count * 784)
      #expect(isPrefix, "\(count)")
      #expect(few.labels[...] == many.labels.prefix(count), "\(count)")
    }
  }

  @Test func differBetweenSeedsPartsAndExamples() {
    let sets = [
      content(SyntheticDigits(seed: 1).examples(.train, count: 200)),
      content(SyntheticDigits(seed: 2).examples(.train, count: 200)),
      content(SyntheticDigits(seed: 1).examples(.test, count: 200)),
    ]
    let images = sets.flatMap { set in
      (0..<200).map { Array(set.bytes[$0 * 784..<($0 + 1) * 784]) }
    }
    #expect(Set(images).count == 600)
    #expect(Set(sets.map(\.labels)).count == 3)
  }

  @Test func haveBalancedClasses() {
    let labels = content(SyntheticDigits().examples(.train, count: 300)).labels
    for start in stride(from: 0, to: 300, by: 10) {
      #expect(labels[start..<start + 10].sorted() == Array(0..<10))
    }
  }

  /// Like MNIST: mean 0.13, standard deviation 0.31, dark rim, ink around the middle.
  @Test func havePixelStatisticsLikeMNIST() {
    let bytes = content(SyntheticDigits().examples(.train, count: 1000)).bytes
    var sums = [Double](repeating: 0, count: 784)
    var square = 0.0
    for (index, byte) in bytes.enumerated() {
      let value = Double(byte) / 255
      sums[index % 784] += value
      square += value * value
    }
    let mean = sums.reduce(0, +) / Double(bytes.count)
    let deviation = (square / Double(bytes.count) - mean * mean).squareRoot()
    #expect((0.11...0.15).contains(mean), "mean \(mean)")
    #expect((0.24...0.32).contains(deviation), "deviation \(deviation)")
    let rim = (0..<784).filter { $0 < 28 || $0 >= 756 || $0 % 28 == 0 || $0 % 28 == 27 }
    #expect(rim.map { sums[$0] / 1000 }.allSatisfy { $0 < 0.05 })
    let centre = [13 * 28 + 13, 13 * 28 + 14, 14 * 28 + 13, 14 * 28 + 14]
    #expect(centre.map { sums[$0] / 1000 }.allSatisfy { $0 > 0.3 })
    let weight = sums.reduce(0, +)
    let row = sums.enumerated().reduce(0) { $0 + Double($1.offset / 28) * $1.element } / weight
    let column = sums.enumerated().reduce(0) { $0 + Double($1.offset % 28) * $1.element } / weight
    #expect(abs(row - 13.5) < 0.3 && abs(column - 13.5) < 0.3, "centre \(row), \(column)")
  }

  /// The nearest class mean gets 82 % on MNIST: the digits must be neither noise nor stencils.
  @Test func areNeitherHopelessNorTrivial() {
    let digits = SyntheticDigits()
    let train = content(digits.examples(.train, count: 1000))
    let test = content(digits.examples(.test, count: 300))
    var means = [[Float]](repeating: [Float](repeating: 0, count: 784), count: 10)
    for (example, label) in train.labels.enumerated() {
      for pixel in 0..<784 {
        means[label][pixel] += Float(train.bytes[example * 784 + pixel]) / 100
      }
    }
    var right = 0
    for (example, label) in test.labels.enumerated() {
      let distances = means.map { mean in
        (0..<784).reduce(Float(0)) { sum, pixel in
          let difference = mean[pixel] - Float(test.bytes[example * 784 + pixel])
          return sum + difference * difference
        }
      }
      if distances.min() == distances[label] { right += 1 }
    }
    #expect((180...260).contains(right), "\(right) of 300")
  }

  @Test func loadThroughTheStore() throws {
    let store = try DataStore(environment: [:])
    let data = try store.load("synthetic-digits", trainLimit: 30, testLimit: 20, seed: 5)
    #expect(data.train.count == 30 && data.test.count == 20)
    #expect(data.exampleShape == ExampleShape(height: 28, width: 28, channels: 1))
    let direct = SyntheticDigits(seed: 5).examples(.test, count: 20)
    let isSame = content(data.test).bytes == content(direct).bytes
    #expect(isSame)
    #expect(try store.find("synthetic-digits") == nil)
    #expect(
      dataError { _ = try store.load("synthetic-digits", trainLimit: 10_000_001) }?.reason
        == "has 10000000 training examples, 10000001 were asked for; take 1 to 10000000")
  }
}
