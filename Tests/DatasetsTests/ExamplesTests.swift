import Datasets
import Testing

@Suite("Parts of examples")
struct ExamplesTests {
  private let labelled = Examples(
    count: 3, featureCount: 2, features: .bytes([1, 2, 3, 4, 5, 6]),
    targets: .labels([7, 8, 9], classes: 10))
  private let valued = Examples(
    count: 2, featureCount: 1, features: .floats([1, 2]),
    targets: .values([3, 4, 5, 6], width: 2))

  private func content(_ examples: Examples) -> [Float] {
    let features: [Float] =
      switch examples.features {
      case .bytes(let bytes): bytes.map(Float.init)
      case .floats(let floats): floats
      }
    switch examples.targets {
    case .labels(let labels, _): return features + labels.map(Float.init)
    case .values(let values, _): return features + values
    }
  }

  @Test func parts() {
    #expect(content(labelled.part(1..<3)) == [3, 4, 5, 6, 8, 9])
    #expect(content(labelled.part(0..<3)) == content(labelled))
    #expect(content(valued.part(1..<2)) == [2, 5, 6])
    #expect(valued.part(1..<1).count == 0)
  }

  @Test func padding() {
    #expect(content(labelled.padded(to: 5)) == [1, 2, 3, 4, 5, 6, 1, 2, 1, 2, 7, 8, 9, 7, 7])
    #expect(content(valued.padded(to: 3)) == [1, 2, 1, 3, 4, 5, 6, 3, 4])
    #expect(content(valued.padded(to: 2)) == content(valued))
  }
}
