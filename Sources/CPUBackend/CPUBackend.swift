import COpenBLAS
import Foundation
import Programs

/// The backend of the plain processor.
///
/// A step of one small network fits a core's cache, so each core takes one replica through all steps it
/// is given before the next; a replica that is left over is shared by several cores. Products and
/// the loops after them are our own, for the instruction set found at run time; OpenBLAS, single-threaded
/// inside, takes their place where that is neither AVX-512 nor AVX2.
public final class CPUBackend: Backend {
  /// How many replicas are worked on at the same time.
  public var workers: Int { pool.count }
  /// What it runs on.
  public let device: DeviceDescription
  /// The instruction sets that this processor can run, fastest first.
  public static var instructionSets: [String] { KernelSet.available.map(\.name) }

  let pool: WorkerPool
  let kernels: KernelSet
  private let engine: CPUGemmEngine
  private let sharesEverything: Bool

  /// A backend on `workers` cores; by default on all.
  public convenience init(workers: Int? = nil) { self.init(CPUOptions(workers: workers)) }

  /// A backend with these choices.
  ///
  /// - Precondition: The instruction set is one of ``instructionSets``.
  public init(_ options: CPUOptions) {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    pool = WorkerPool(count: max(1, options.workers ?? cores))
    kernels = KernelSet.named(options.instructionSet)
    sharesEverything = options.sharesEverything
    engine =
      options.engine == .auto ? (kernels.isPortable ? .openblas : .tiles) : options.engine
    device = DeviceDescription(
      identifier: "cpu", backend: "cpu", name: Self.processorName(), kind: "cpu",
      details: Self.details(kernels, engine), computeUnits: pool.count,
      memoryByteCount: Int(ProcessInfo.processInfo.physicalMemory))
  }

  private static func details(_ kernels: KernelSet, _ engine: CPUGemmEngine) -> [String: String] {
    var details = ["instruction set": kernels.name, "engine": engine.rawValue]
    guard engine == .openblas else { return details }
    openblas_set_num_threads(1)
    details["blas"] = String(cString: openblas_get_config())
    details["blas core"] = String(cString: openblas_get_corename())
    if let forced = ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"] {
      details["warning"] =
        "OPENBLAS_CORETYPE=\(forced) is set and decides OpenBLAS's kernels; unset it for full speed"
    }
    return details
  }

  /// Fuses what can be, allocates the program's memory and resolves its operands.
  ///
  /// - Throws: ``CPUBackendError`` if the machine has not the memory.
  public func prepare(_ program: Program) throws -> any Executable {
    let program = fused(program)
    try checkFused(program)
    return CPUExecutable(
      program, pool: pool, kernels: kernels, engine: engine, sharesEverything: sharesEverything)
  }

  /// Whether the machine has the memory for `program`.
  ///
  /// - Throws: ``CPUBackendError`` if not.
  public func checkMemory(_ program: Program) throws { try checkFused(fused(program)) }

  /// What all workers need for patches.
  public func patchByteCount(_ program: Program) -> Int {
    workers * Memory.workspaceByteCount(program)
  }

  private func fused(_ program: Program) -> Program {
    engine == .tiles ? program.fused() : program
  }

  private func checkFused(_ program: Program) throws {
    let scratch = program.memory.scratchByteCount * (workers - program.replicas)
    let needed = program.byteCount + scratch + patchByteCount(program)
    guard needed < device.memoryByteCount else {
      throw CPUBackendError(
        reason: "the program needs \(needed >> 20) MiB, this machine has "
          + "\(device.memoryByteCount >> 20) MiB; use fewer examples, a smaller model or a smaller batch"
      )
    }
  }

  private static func processorName() -> String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    for line in text.split(separator: "\n") where line.hasPrefix("model name") {
      if let name = line.split(separator: ":").last {
        return name.trimmingCharacters(in: .whitespaces)
      }
    }
    return "CPU"
  }
}

/// A program that this machine cannot run.
public struct CPUBackendError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is missing and what to do.
  public let reason: String
  /// One line for people.
  public var description: String { "cpu: \(reason)" }
}
