import OperationCases
import Programs
import Testing

/// The table of operation cases on every backend, judged in the ways that DESIGN names.
///
/// A backend runs one program at a time, different ones side by side.
@Suite("Conformance")
struct ConformanceTests {
  @Test(
    "agrees with the reference", .compiledAhead(.reference),
    arguments: AvailableBackends.spread(AvailableBackends.all, over: OperationCase.table))
  func agreesWithReference(
    _ available: AvailableBackend, _ operationCase: OperationCase
  ) async throws {
    expectPass(try await available.alone { try operationCase.judgeAgainstReference($0) })
  }

  @Test(
    "agrees with the other backend",
    arguments: AvailableBackends.spread(
      AvailableBackends.pairs, over: OperationCase.table,
      { AvailableBackends.isMain($0.second) }))
  func agreesWithOther(_ pair: BackendPair, _ operationCase: OperationCase) async throws {
    // The CPU, which has the most partners, is taken last.
    expectPass(
      try await pair.second.alone { second in
        try await pair.first.alone { first in try operationCase.judgeAgreement(second, first) }
      })
  }

  @Test(
    "gradients agree with differences", .compiledAhead(.gradient),
    arguments: AvailableBackends.spread(AvailableBackends.all, over: GradientCase.table))
  func gradientsAgreeWithDifferences(
    _ available: AvailableBackend, _ gradientCase: GradientCase
  ) async throws {
    expectPass(try await available.alone { try gradientCase.judgeGradient($0) })
  }

  @Test(
    "a replica among others equals it alone", .compiledAhead(.invariance),
    arguments: AvailableBackends.spread(
      AvailableBackends.all, over: OperationCase.table.filter { $0.replicas > 1 },
      AvailableBackends.isMain))
  func replicasAreInvariant(
    _ available: AvailableBackend, _ operationCase: OperationCase
  ) async throws {
    expectPass(try await available.alone { try operationCase.judgeReplicaInvariance($0) })
  }

  @Test(
    "a second run equals the first",
    arguments: AvailableBackends.spread(
      AvailableBackends.all, over: OperationCase.table, AvailableBackends.isMain))
  func runsRepeat(_ available: AvailableBackend, _ operationCase: OperationCase) async throws {
    expectPass(try await available.alone { try operationCase.judgeRepeatability($0) })
  }

  @Test(
    "cores that share a replica keep the order of operations", .compiledAhead(.shared),
    arguments: AvailableBackends.spread(
      AvailableBackends.sharing, over: OperationCase.ordered + OperationCase.cut))
  func sharedCoresKeepOrder(
    _ available: AvailableBackend, _ operationCase: OperationCase
  ) async throws {
    try await available.alone {
      expectPass(try operationCase.judgeAgainstReference($0))
      expectPass(try operationCase.judgeRepeatability($0))
    }
  }

  /// OpenBLAS rounds an element by where it is in a product, so teams may not cut what it multiplies.
  @Test(
    "teams change no bit of convolutions by OpenBLAS",
    arguments: OperationCase.cut.filter {
      [
        Convolution.family, ConvolutionInputGradient.family, ConvolutionWeightGradient.family,
      ].contains($0.family) && $0.replicas == 3
    })
  func teamsOfOpenBLASAreInvariant(_ operationCase: OperationCase) async throws {
    try await AvailableBackends.openBLASTeams.alone {
      expectPass(try operationCase.judgeAgainstReference($0))
      expectPass(try operationCase.judgeReplicaInvariance($0))
    }
  }
}

/// Fails with the verdict's findings unless it passes.
func expectPass(_ verdict: Verdict, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(verdict.passes, "\(verdict)", sourceLocation: sourceLocation)
}
