import Datasets
import Programs
import Testing

@Suite("Familiar pictures")
struct FamiliarityTests {
  private static let digits = Dataset(
    name: "digits", title: "digits", exampleShape: ExampleShape(height: 28, width: 28, channels: 1),
    classNames: [], train: SyntheticDigits(seed: 1).examples(.train, count: 2000),
    test: SyntheticDigits(seed: 1).examples(.test, count: 100))

  private func pixels(_ examples: Examples, _ index: Int) -> [UInt8] {
    guard case .bytes(let bytes) = examples.features else { return [] }
    return Array(bytes[index * 784..<(index + 1) * 784])
  }

  @Test("test examples are within 1, noise and negatives beyond")
  func distances() throws {
    let familiarity = try #require(Familiarity(Self.digits))
    #expect(familiarity.distance(pixels(Self.digits.train, 1999)) == 0)
    let others = SyntheticDigits(seed: 1).examples(.test, count: 200)
    let near = (100..<200).count { familiarity.distance(pixels(others, $0)) <= 1 }
    #expect(near >= 90)
    let philox = Philox(seed: 4)
    let noise = (0..<784).map { UInt8(philox.block(UInt32($0), 0, 0, 0).0 >> 24) }
    #expect(familiarity.distance(noise) > 1.2)
    let negative = pixels(Self.digits.test, 0).map { 255 - $0 }
    #expect(familiarity.distance(negative) > 1.5)
  }

  /// A set of plain pictures, one for each value.
  private func plain(_ shape: ExampleShape, train: [UInt8], test: [UInt8]) -> Dataset {
    func examples(_ values: [UInt8]) -> Examples {
      Examples(
        count: values.count, featureCount: shape.count,
        features: .bytes(values.flatMap { [UInt8](repeating: $0, count: shape.count) }),
        targets: .labels([Int32](repeating: 0, count: values.count), classes: 2))
    }
    return Dataset(
      name: "plain", title: "plain", exampleShape: shape, classNames: ["a", "b"],
      train: examples(train), test: examples(test))
  }

  @Test("just 99 of 100 test examples are familiar")
  func share() throws {
    let pixel = ExampleShape(height: 1, width: 1, channels: 1)
    let distances = try #require(
      Familiarity(plain(pixel, train: [0], test: (1...200).map { UInt8($0) })))
    #expect(distances.distance([198]) == 1)
    #expect(distances.distance([199]) > 1)
    let few = try #require(Familiarity(plain(pixel, train: [0], test: [3, 9, 6])))
    #expect(few.distance([9]) == 1)
  }

  @Test("sums of more than 32 bits are exact, and the nearest example counts wherever it is")
  func largeExamples() throws {
    // Not of pixels, so nothing is shrunk: 40,000 x 255 x 255 is beyond 2^31.
    let shape = ExampleShape(height: 1, width: 1, channels: 40_000)
    let far = try #require(Familiarity(plain(shape, train: [255], test: [254])))
    #expect(far.distance([UInt8](repeating: 0, count: shape.count)) == 255)
    let among = try #require(Familiarity(plain(shape, train: [255, 60, 200, 0], test: [254])))
    #expect(among.distance([UInt8](repeating: 57, count: shape.count)) == 3)
  }

  @Test("large pictures are compared by what is left of them when shrunk")
  func shrunk() throws {
    let shape = ExampleShape(height: 64, width: 64, channels: 3)
    let familiarity = try #require(Familiarity(plain(shape, train: [128], test: [127])))
    // A chequerboard of single pixels shrinks to its mean.
    let board = (0..<shape.count).map { index -> UInt8 in
      (index / 3 / 64 + index / 3 % 64) % 2 == 0 ? 118 : 138
    }
    #expect(familiarity.distance(board) < 0.5)
    let bright = [UInt8](repeating: 138, count: shape.count)
    #expect(abs(familiarity.distance(bright) - 10) < 1e-9)
  }

  @Test func numbersAreNotPictures() {
    let floats = Examples(
      count: 1, featureCount: 1, features: .floats([1]), targets: .values([1], width: 1))
    let table = Dataset(
      name: "t", title: "t", exampleShape: ExampleShape(height: 1, width: 1, channels: 1),
      classNames: [], train: floats, test: floats)
    #expect(Familiarity(table) == nil)
  }
}
