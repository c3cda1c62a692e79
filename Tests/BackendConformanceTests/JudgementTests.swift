import OperationCases
import Programs
import Testing

/// The judgements' own rules: bounds, and that comparing nothing is a failure.
@Suite("Judgements")
struct JudgementTests {
  private static let comparesNothing = OperationCase(
    "compares nothing", family: Fill.family, sizes: [3]
  ) { builder in
    let output = builder.state("output", [3], .zeros)
    _ = builder.constant("bystander", [3], .uniform(0...1))
    builder.append(.fill(Fill(output: output, value: 1)))
  }

  @Test("comparing nothing fails every judgement")
  func comparingNothingFails() throws {
    let backend = ReferenceBackend()
    for verdict in [
      try Self.comparesNothing.judgeAgainstReference(backend),
      try Self.comparesNothing.judgeAgreement(backend, backend),
      try Self.comparesNothing.judgeReplicaInvariance(backend),
      try Self.comparesNothing.judgeRepeatability(backend),
    ] {
      #expect(!verdict.passes)
      #expect(verdict.compared == 0)
      #expect("\(verdict)".hasSuffix("compared nothing"))
    }
  }

  @Test("a finding names case, backend, tensor, replica, index, got, expected and bound")
  func findingText() throws {
    let half = OperationCase("of halves", family: Fill.family, sizes: [3], replicas: 2) { builder in
      let output = builder.output("output", [3], .rounding(1))
      builder.append(.fill(Fill(output: output, value: 0.5)))
    }
    let faulty = FaultyBackend(
      ReferenceBackend(), .element(of: "output", replica: 1, index: 2, share: 0.5))
    let verdict = try half.judgeAgainstReference(faulty)
    let bound = Double(Float.ulpOfOne) / 2 + Double(Float.leastNormalMagnitude)
    #expect(
      "\(verdict)" == """
        fill of halves: reference against reference: 1 of 6 elements are wrong
          fill of halves: reference against reference: output replica 1 index 2: got 0.75, \
        expected 0.5, bound \(bound)
        """)
  }

  @Test("a bound grows with the sum's length and the value")
  func bounds() {
    let epsilon = Double(Float.ulpOfOne)
    let bound = Bound.sum(of: 10, magnitude: 3, factor: 2)
    #expect(bound.allows(1 + 61 * epsilon, for: 1))
    #expect(!bound.allows(1 + 63 * epsilon, for: 1))
    #expect(bound.widened(2).allows(1 + 63 * epsilon, for: 1))
    #expect(Bound.exact.allows(0.1, for: 0.1))
    #expect(!Bound.exact.allows(0.1.nextUp, for: 0.1))
    #expect(Bound.rounding(1).allows(0, for: 1e-40))
  }

  @Test("what is not finite must be the same")
  func notFinite() {
    let bound = Bound.rounding(1000)
    #expect(bound.allows(.nan, for: .nan))
    #expect(!bound.allows(1, for: .nan))
    #expect(!bound.allows(.nan, for: 1))
    #expect(bound.allows(.infinity, for: .infinity))
    #expect(!bound.allows(-.infinity, for: .infinity))
    #expect(!bound.allows(.infinity, for: 1e30))
    #expect(!bound.allows(1e30, for: .infinity))
  }
}
