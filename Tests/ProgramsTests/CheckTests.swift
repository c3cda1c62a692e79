import Programs
import Testing

/// Every rule of every operation, broken once: the sentence says operation, rule and shapes.
@Suite("Checks")
struct CheckTests {
  /// Operands that break one rule, and what is said of them.
  struct Broken: Sendable, CustomTestStringConvertible {
    let payload: any OperationPayload
    let sentence: String
    var testDescription: String { sentence }

    init(_ payload: any OperationPayload, _ sentence: String) {
      self.payload = payload
      self.sentence = sentence
    }
  }

  static let all: [Broken] =
    BrokenLayers.all + BrokenData.all + BrokenLosses.all + BrokenOptimizers.all
    + BrokenFusions.all + BrokenNormalization.all + BrokenImages.all

  @Test("a broken rule gives its sentence", arguments: all)
  func brokenRule(_ broken: Broken) throws {
    let failure = try #require(broken.payload.check(), "the rule was not noticed")
    #expect(failure.description == broken.sentence)
    #expect(failure.operation == type(of: broken.payload).family)
  }

  @Test("every family has rules")
  func everyFamilyHasRules() {
    let families = Set(Self.all.map { type(of: $0.payload).family })
    #expect(families.count == 35)
  }

  @Test("the sentences are all different")
  func sentencesDiffer() {
    #expect(Set(Self.all.map(\.sentence)).count == Self.all.count)
  }
}

/// Makes operands of two replicas.
struct Operands {
  private let recorder = Recorder(replicas: 2)

  /// Numbers in each replica.
  func float(_ name: String, _ dimensions: Int...) -> Tensor {
    recorder.persistent(name, dimensions)
  }

  /// Elements of another type in each replica.
  func of(_ element: ElementType, _ name: String, _ dimensions: Int...) -> Tensor {
    recorder.persistent(name, dimensions, element)
  }

  /// Elements that all replicas share.
  func shared(_ element: ElementType, _ name: String, _ dimensions: Int...) -> Tensor {
    recorder.shared(name, dimensions, element)
  }

  /// The first `width` columns of wider rows.
  func columns(_ name: String, _ rows: Int, _ width: Int) -> Tensor {
    recorder.persistent(name, [rows, width + 1]).columns(0..<width)
  }
}
