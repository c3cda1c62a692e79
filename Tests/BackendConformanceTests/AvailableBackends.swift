import Foundation
import OperationCases
import Programs
import Testing

@testable import CPUBackend
@testable import OpenCLBackend

/// The backends that the table is judged on.
///
/// This is the one place that names them; every test here takes them from this list.
enum AvailableBackends {
  static let all: [AvailableBackend] = [cpu] + cpuForms + openCL

  static let cpu = AvailableBackend("cpu", CPUBackend(workers: 2))

  /// The CPU with each other instruction set and engine, alone and in teams larger than there are
  /// replicas: none of that may matter.
  static let cpuForms: [AvailableBackend] = {
    var team = CPUOptions(workers: 13)
    team.sharesEverything = true
    return CPUBackend.instructionSets.dropFirst().map { set in
      var options = CPUOptions(workers: 3, engine: .tiles, instructionSet: set)
      options.sharesEverything = true
      return AvailableBackend("cpu with \(set)", CPUBackend(options))
    } + [
      AvailableBackend("cpu with OpenBLAS", CPUBackend(CPUOptions(engine: .openblas))),
      AvailableBackend("cpu on one core", CPUBackend(workers: 1)),
      AvailableBackend("cpu in teams of 13", CPUBackend(team)),
    ]
  }()

  /// OpenBLAS on three workers: three replicas have one each, a replica alone is that of a team.
  static let openBLASTeams: AvailableBackend = {
    var options = CPUOptions(workers: 3, engine: .openblas)
    options.sharesEverything = true
    return AvailableBackend("cpu with OpenBLAS in teams", CPUBackend(options))
  }()

  /// Every OpenCL device as it is used, with each GEMM engine, and as if it were a GPU; each of those takes
  /// other code.
  static let openCL: [AvailableBackend] = discovery.devices.flatMap { device in
    var tuned = OpenCLOptions(engine: .batched, treatAs: .gpu)
    tuned.groupTile = GroupTile(groupX: 8, groupY: 6, itemRows: 3, itemColumns: 2, depth: 10)
    let choices = [
      ("", OpenCLOptions()),
      (" with CLBlast", OpenCLOptions(engine: .clblast, waveSize: 2)),
      (" as a GPU", OpenCLOptions(engine: .batched, treatAs: .gpu)),
      (" as a GPU with another tile", tuned),
    ]
    return choices.compactMap { name, options in open(device, name, options) }
  }

  /// Every OpenCL device with cores that share each replica, as they else do only for few replicas of
  /// much work.
  static let sharing: [AvailableBackend] = discovery.devices.compactMap { device in
    var options = OpenCLOptions()
    options.sharesCores = true
    return open(device, " with shared cores", options)
  }

  private static func open(
    _ device: OpenCLDevice, _ name: String, _ options: OpenCLOptions
  ) -> AvailableBackend? {
    guard let backend = try? OpenCLBackend(device: device, options: options) else { return nil }
    return AvailableBackend(device.identifier + name, backend)
  }

  static let discovery = OpenCLBackend.discover()

  /// Everything else beside the CPU.
  static let pairs: [BackendPair] =
    (cpuForms + openCL).map {
      BackendPair(cpu, $0)
    }

  /// The pairs of `judged` and cases that a judgement goes over: case by case; what is not `isMain` with every third case only, so that together those take all.
  static func spread<Judged, Case>(
    _ judged: [Judged], over table: [Case], _ isMain: (Judged) -> Bool = { _ in true }
  ) -> [(Judged, Case)] {
    table.enumerated().flatMap { position, one in
      judged.enumerated().compactMap { index, judged in
        isMain(judged) || (position + index).isMultiple(of: 3) ? (judged, one) : nil
      }
    }
  }

  /// Whether it is the CPU, or a device as it is used or as if it were a GPU.
  static func isMain(_ available: AvailableBackend) -> Bool {
    let name = available.testDescription
    return !name.contains(" ") || name.hasSuffix(" as a GPU")
  }

  /// Whether the absence of an OpenCL device is a failure, as in continuous integration.
  static let requiresOpenCL =
    ProcessInfo.processInfo.environment["LOCKSTEP_REQUIRE_OPENCL"] == "1"
}

/// A backend with a short name for test reports.
struct AvailableBackend: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let backend: any Backend

  init(_ name: String, _ backend: any Backend) {
    testDescription = name
    self.backend = backend
  }
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
      if: !AvailableBackends.discovery.devices.isEmpty || AvailableBackends.requiresOpenCL,
      """
      NO OPENCL DEVICE: nothing about OpenCL was tested. \
      LOCKSTEP_REQUIRE_OPENCL=1 makes this a failure.
      """))
  func thereIsADevice() {
    let discovery = AvailableBackends.discovery
    #expect(
      !discovery.devices.isEmpty,
      "LOCKSTEP_REQUIRE_OPENCL=1, but there is no device: \(discovery.reason ?? "no reason given")")
  }

  @Test("every device opens with every option")
  func everyDeviceOpens() {
    let devices = AvailableBackends.discovery.devices.count
    #expect(AvailableBackends.openCL.count == 4 * devices)
    #expect(AvailableBackends.sharing.count == devices)
  }
}
