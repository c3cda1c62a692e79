import COpenBLAS
import Foundation
import Programs

/// The backend of the plain processor: OpenBLAS for products, vector loops for the rest.
///
/// A step of one small network fits a core's cache, so each core takes one replica through all steps it
/// is given before the next. OpenBLAS runs single-threaded inside: two small products on two cores beat
/// one product split in two.
public final class CPUBackend: Backend {
  /// How many replicas are worked on at the same time.
  public let workers: Int
  /// What it runs on.
  public let device: DeviceDescription

  /// A backend on `workers` cores; by default on all.
  public init(workers: Int? = nil) {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    self.workers = max(1, workers ?? cores)
    openblas_set_num_threads(1)
    var details = ["blas": String(cString: openblas_get_config())]
    details["blas core"] = String(cString: openblas_get_corename())
    if let forced = ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"] {
      details["warning"] =
        "OPENBLAS_CORETYPE=\(forced) is set and decides OpenBLAS's kernels; unset it for full speed"
    }
    device = DeviceDescription(
      identifier: "cpu", backend: "cpu", name: Self.processorName(), kind: "cpu", details: details,
      computeUnits: self.workers, memoryByteCount: Int(ProcessInfo.processInfo.physicalMemory))
  }

  /// Allocates the program's memory and resolves its operands.
  ///
  /// - Throws: ``CPUBackendError`` if the machine has not the memory.
  public func prepare(_ program: Program) throws -> any Executable {
    let scratch = program.memory.scratchByteCount * (workers - program.replicas)
    let needed = program.byteCount + scratch
    guard needed < device.memoryByteCount else {
      throw CPUBackendError(
        reason: "the program needs \(needed >> 20) MiB, this machine has "
          + "\(device.memoryByteCount >> 20) MiB; use fewer trials in one study or a smaller model")
    }
    return CPUExecutable(program, workers: workers)
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
