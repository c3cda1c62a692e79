import Foundation
import OperationCases
import Testing

/// The judgements of the table that need programs of their own.
enum Judgement: String, Codable, Sendable {
  case reference, gradient, invariance, shared

  /// What its test does on OpenCL devices; what comes out of it does not matter here.
  fileprivate var openCL: [() throws -> Void] {
    let openCL = AvailableBackends.openCL
    switch self {
    case .reference:
      return AvailableBackends.spread(openCL, over: OperationCase.table).map { one, operationCase in
        { _ = try operationCase.judgeAgainstReference(one.backend) }
      }
    case .gradient:
      return AvailableBackends.spread(openCL, over: GradientCase.table).map { one, gradientCase in
        { _ = try gradientCase.judgeGradient(one.backend) }
      }
    case .invariance:
      return AvailableBackends.spread(
        openCL, over: OperationCase.table.filter { $0.replicas > 1 }, AvailableBackends.isMain
      ).map { one, operationCase in { _ = try operationCase.judgeReplicaInvariance(one.backend) } }
    case .shared:
      return AvailableBackends.spread(
        AvailableBackends.sharing, over: OperationCase.ordered + OperationCase.cut
      ).map { one, operationCase in { _ = try operationCase.judgeAgainstReference(one.backend) } }
    }
  }

  /// Compiles the part `number` of `parts` into the driver's cache.
  func compile(_ number: Int, of parts: Int) {
    // In blocks: neighbours share programs.
    for (position, judge) in openCL.enumerated() where position / 24 % parts == number {
      try? judge()
    }
  }
}

/// Before a test, its OpenCL programs are compiled by as many processes as there are cores.
///
/// PoCL compiles on one core for all contexts of a process, and keeps what it has compiled on disk: thousands
/// of small programs take half the time. Results are those of the test alone.
struct CompiledAhead: TestTrait, TestScoping {
  let judgement: Judgement

  func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
    testCase == nil && !AvailableBackends.openCL.isEmpty ? self : nil
  }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing judge: @Sendable () async throws -> Void
  ) async throws {
    let parts = ProcessInfo.processInfo.activeProcessorCount
    await withTaskGroup { group in
      for number in 0..<parts {
        group.addTask { [judgement] in
          await #expect(processExitsWith: .success) {
            [judgement = judgement as Judgement, number = number as Int, parts = parts as Int] in
            judgement.compile(number, of: parts)
          }
        }
      }
    }
    try await judge()
  }
}

extension Trait where Self == CompiledAhead {
  static func compiledAhead(_ judgement: Judgement) -> Self { CompiledAhead(judgement: judgement) }
}
