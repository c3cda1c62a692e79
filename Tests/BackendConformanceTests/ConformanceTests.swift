import OperationCases
import Programs
import Testing

/// The table of operation cases on every backend, judged in the ways that DESIGN names.
///
/// Serialized: a device runs one program at a time, and thousands of cases at once would leave no thread to
/// tests that wait for something.
@Suite("Conformance", .serialized)
struct ConformanceTests {
  @Test(
    "agrees with the reference", .compiledAhead(.reference),
    arguments: AvailableBackends.spread(AvailableBackends.all, over: OperationCase.table))
  func agreesWithReference(
    _ available: AvailableBackend, _ operationCase: OperationCase
  ) throws {
    expectPass(try operationCase.judgeAgainstReference(available.backend))
  }

  @Test(
    "agrees with the other backend",
    arguments: AvailableBackends.spread(
      AvailableBackends.pairs, over: OperationCase.table,
      { AvailableBackends.isMain($0.second) }))
  func agreesWithOther(_ pair: BackendPair, _ operationCase: OperationCase) throws {
    expectPass(try operationCase.judgeAgreement(pair.second.backend, pair.first.backend))
  }

  @Test(
    "gradients agree with differences", .compiledAhead(.gradient),
    arguments: AvailableBackends.spread(AvailableBackends.all, over: GradientCase.table))
  func gradientsAgreeWithDifferences(
    _ available: AvailableBackend, _ gradientCase: GradientCase
  ) throws {
    expectPass(try gradientCase.judgeGradient(available.backend))
  }

  @Test(
    "a replica among others equals it alone", .compiledAhead(.invariance),
    arguments: AvailableBackends.spread(
      AvailableBackends.all, over: OperationCase.table.filter { $0.replicas > 1 },
      AvailableBackends.isMain))
  func replicasAreInvariant(
    _ available: AvailableBackend, _ operationCase: OperationCase
  ) throws {
    expectPass(try operationCase.judgeReplicaInvariance(available.backend))
  }

  @Test(
    "a second run equals the first",
    arguments: AvailableBackends.spread(
      AvailableBackends.all, over: OperationCase.table, AvailableBackends.isMain))
  func runsRepeat(_ available: AvailableBackend, _ operationCase: OperationCase) throws {
    expectPass(try operationCase.judgeRepeatability(available.backend))
  }

  @Test(
    "cores that share a replica keep the order of operations", .compiledAhead(.shared),
    arguments: AvailableBackends.spread(
      AvailableBackends.sharing, over: OperationCase.ordered + OperationCase.cut))
  func sharedCoresKeepOrder(
    _ available: AvailableBackend, _ operationCase: OperationCase
  ) throws {
    expectPass(try operationCase.judgeAgainstReference(available.backend))
    expectPass(try operationCase.judgeRepeatability(available.backend))
  }

  /// OpenBLAS rounds an element by where it is in a product, so teams may not cut what it multiplies.
  @Test(
    "teams change no bit of convolutions by OpenBLAS",
    arguments: OperationCase.cut.filter {
      [
        Convolution.family, ConvolutionInputGradient.family, ConvolutionWeightGradient.family,
      ].contains($0.family) && $0.replicas == 3
    })
  func teamsOfOpenBLASAreInvariant(_ operationCase: OperationCase) throws {
    let teams = AvailableBackends.openBLASTeams.backend
    expectPass(try operationCase.judgeAgainstReference(teams))
    expectPass(try operationCase.judgeReplicaInvariance(teams))
  }
}

/// Fails with the verdict's findings unless it passes.
func expectPass(_ verdict: Verdict, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(verdict.passes, "\(verdict)", sourceLocation: sourceLocation)
}
