import Foundation
import Programs
import Testing

@testable import OpenCLBackend

/// Speed of the engines on the products of the regularisation study, 60 replicas at once.
///
/// Off unless asked for: `LOCKSTEP_BENCHMARK=1 swift test --filter GemmBenchmark`.
@Suite(
  "GEMM benchmark", .needsOpenCL, .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["LOCKSTEP_BENCHMARK"] == "1"))
struct GemmBenchmark {
  private static let replicas = 60
  /// Forward, weight gradient and input gradient of 784-128-64-10 at a batch of 32; and larger ones.
  private static let shapes = [
    GemmCase(m: 32, n: 128, k: 784), GemmCase(m: 784, n: 128, k: 32, transposeLeft: true),
    GemmCase(m: 32, n: 64, k: 128), GemmCase(m: 128, n: 64, k: 32, transposeLeft: true),
    GemmCase(m: 32, n: 128, k: 64, transposeRight: true), GemmCase(m: 32, n: 10, k: 64),
    GemmCase(m: 64, n: 10, k: 32, transposeLeft: true),
    GemmCase(m: 32, n: 64, k: 10, transposeRight: true), GemmCase(m: 256, n: 256, k: 256),
  ]

  @Test("GFLOP/s", arguments: shapes)
  func speed(gemm: GemmCase) throws {
    var line = gemm.testDescription
    for engine in [GemmEngineChoice.clblast, .batched] {
      let backend = try TestDevice.backend(
        OpenCLOptions(engine: engine, waveSize: Self.replicas))
      let executable = try gemm.prepare(backend, replicas: Self.replicas).executable
      let flops = Double(2 * gemm.m * gemm.n * gemm.k * Self.replicas)
      let steps = max(Int(4e8 / flops), 2)
      // On a busy machine the processor's time says more about a CPU device than the clock's.
      var best = (seconds: Double.infinity, processor: Double.infinity)
      for _ in 0..<5 {
        let processor = clock()
        let seconds = try ContinuousClock().measure {
          try executable.run([Pass(routine: 0, steps: steps, first: StepContext())])
          try executable.finish()
        }
        best.seconds = min(best.seconds, seconds / .seconds(1) / Double(steps))
        best.processor = min(
          best.processor, Double(clock() - processor) / Double(CLOCKS_PER_SEC) / Double(steps))
      }
      let (speed, perCore) = (flops / best.seconds / 1e9, flops / best.processor / 1e9)
      line += "; \(engine.rawValue) \(Int(speed.rounded())) (\(Int(perCore.rounded())))"
    }
    print("GFLOP/s (for each second of a core) \(line)")
  }
}
