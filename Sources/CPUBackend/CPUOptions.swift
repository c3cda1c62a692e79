import CPUKernels
import Programs

/// Which code multiplies matrices on the CPU.
public enum CPUGemmEngine: String, CaseIterable, Sendable, Codable {
  /// Our own tiles where the processor has AVX-512 or AVX2, else OpenBLAS.
  case auto
  /// The tiles of this package, with the work after a product fused into it.
  case tiles
  /// OpenBLAS, one single-threaded call a replica.
  case openblas
}

/// What can be chosen about how the CPU is used; nothing here changes what is computed beyond rounding:
/// the engine the order of sums within a product, the instruction set whether a multiply-add rounds once.
public struct CPUOptions: Sendable {
  /// How many cores work at the same time; `nil` for all.
  public var workers: Int?
  /// Which code multiplies matrices.
  public var engine: CPUGemmEngine
  /// The instruction set of all loops, one of ``CPUBackend/instructionSets``; `nil` for the fastest.
  public var instructionSet: String?

  /// Whether cores share whatever they can, worth it or not: for tests.
  var sharesEverything = false

  /// The given choices; the defaults are the fastest.
  public init(
    workers: Int? = nil, engine: CPUGemmEngine = .auto, instructionSet: String? = nil
  ) {
    demand(workers.map { $0 > 0 } ?? true, "CPU: at least one worker, got \(workers ?? 0)")
    self.workers = workers
    self.engine = engine
    self.instructionSet = instructionSet
  }
}
