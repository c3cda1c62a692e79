import CPUBackend
import Foundation
import OpenCLBackend
import OperationCases
import Programs
import Testing

/// The backends that the table is judged on.
///
/// This is the one place that names them; every test here takes them from this list.
enum AvailableBackends {
  static let all: [AvailableBackend] =
    [AvailableBackend(CPUBackend())] + openCL.map { AvailableBackend($0) }

  /// One backend for each OpenCL device that can be used, with each engine for products.
  private static let openCL: [any Backend] = OpenCLBackend.discover().devices.flatMap { device in
    [GemmEngineChoice.clblast, .batched].compactMap { engine in
      try? OpenCLBackend(device: device, options: OpenCLOptions(engine: engine))
    }
  }

  /// Every backend but the first, beside the first, which they are compared with.
  static let pairs: [BackendPair] = all.dropFirst().map { BackendPair(all[0], $0) }

  /// Whether an OpenCL device is among them.
  static let hasOpenCL = all.contains { $0.backend.device.backend == "opencl" }

  /// Whether its absence is a failure, as in continuous integration.
  static let requiresOpenCL =
    ProcessInfo.processInfo.environment["LOCKSTEP_REQUIRE_OPENCL"] == "1"
}

/// A backend with a short name for test reports.
struct AvailableBackend: Sendable, CustomTestStringConvertible {
  let backend: any Backend
  var testDescription: String { backend.device.identifier }

  init(_ backend: any Backend) { self.backend = backend }
}

/// Two backends that must agree.
struct BackendPair: Sendable, CustomTestStringConvertible {
  let first, second: AvailableBackend
  var testDescription: String { "\(second.testDescription) with \(first.testDescription)" }

  init(_ first: AvailableBackend, _ second: AvailableBackend) {
    self.first = first
    self.second = second
  }
}

@Suite("OpenCL device")
struct OpenCLPresence {
  @Test(
    "there is an OpenCL device",
    .enabled(
      if: AvailableBackends.hasOpenCL || AvailableBackends.requiresOpenCL,
      "NO OPENCL DEVICE: nothing about OpenCL was tested. LOCKSTEP_REQUIRE_OPENCL=1 makes this fail."
    ))
  func thereIsADevice() {
    #expect(
      AvailableBackends.hasOpenCL,
      "LOCKSTEP_REQUIRE_OPENCL=1, but no OpenCL device was found; install one (PoCL on Debian)")
  }
}
