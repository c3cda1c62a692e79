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

  @Test func numbersAreNotPictures() {
    let floats = Examples(
      count: 1, featureCount: 1, features: .floats([1]), targets: .values([1], width: 1))
    let table = Dataset(
      name: "t", title: "t", exampleShape: ExampleShape(height: 1, width: 1, channels: 1),
      classNames: [], train: floats, test: floats)
    #expect(Familiarity(table) == nil)
  }
}
