import Dispatch
import Synchronization
import Testing

@testable import Datasets

@Suite("Fingerprints of data sets")
struct FingerprintTests {
  private func part(_ features: [UInt8], _ labels: [Int32]) -> Examples {
    Examples(
      count: labels.count, featureCount: 2, features: .bytes(features),
      targets: .labels(labels, classes: 3))
  }

  private func dataset(_ train: Examples, _ test: Examples) -> Dataset {
    Dataset(
      name: "tiny", title: "Tiny", exampleShape: ExampleShape(height: 1, width: 2, channels: 1),
      classNames: ["a", "b", "c"], train: train, test: test)
  }

  @Test func everyExampleCounts() {
    let (train, test) = (part([1, 2, 3, 4], [0, 1]), part([5, 6], [2]))
    let first = dataset(train, test).fingerprint
    #expect(first.hasPrefix("2 + 1, ") && first.count == "2 + 1, ".count + 16)
    #expect(dataset(train, test).fingerprint == first)
    for other in [
      dataset(part([1, 2, 3, 5], [0, 1]), test), dataset(part([1, 2, 3, 4], [0, 2]), test),
      dataset(train, part([5, 7], [2])), dataset(train, part([5, 6], [1])),
    ] {
      #expect(other.fingerprint != first)
    }
  }

  @Test func copiesShareIt() {
    let set = dataset(part([1, 2], [0]), part([5, 6], [2]))
    let copy = set
    let text = set.fingerprint
    #expect(copy.lazyFingerprint.text { "computed again" } == text)
  }

  @Test func isComputedOnce() {
    let fingerprint = LazyFingerprint()
    let computed = Atomic(0)
    let others = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 16) { _ in
      let text = fingerprint.text {
        "\(computed.add(1, ordering: .relaxed).newValue)"
      }
      if text != "1" { others.add(1, ordering: .relaxed) }
    }
    #expect(computed.load(ordering: .relaxed) == 1)
    #expect(others.load(ordering: .relaxed) == 0)
  }
}
