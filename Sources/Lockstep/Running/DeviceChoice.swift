import CPUBackend
import OpenCLBackend
import Programs
import Studies

/// The backend that a ``Device`` stands for, and why.
package struct DeviceChoice: Sendable {
  /// What programs run on.
  package let backend: any Backend
  /// One line: which device, and why.
  package let reason: String

  /// Opens a device.
  ///
  /// - Parameters:
  ///   - device: which one.
  ///   - execution: how an OpenCL device is to multiply matrices.
  ///   - warn: hears of what an OpenCL device is refused for and the like, one line each.
  /// - Throws: ``DeviceError`` if it was named and cannot be had; `auto` always finds one.
  package init(
    _ device: Device, _ execution: ExecutionConfig = ExecutionConfig(),
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(DeviceError) {
    let specification = device.specification
    let options = OpenCLOptions(execution, warn: warn)
    let parts = specification.split(separator: ":", maxSplits: 1).map(String.init)
    switch parts.first {
    case "auto" where parts.count == 1: self = Self.automatic(options)
    case "cpu" where parts.count == 1:
      let backend = CPUBackend()
      self.init(backend, "asked for")
    case "opencl" where !specification.hasSuffix(":"):
      let backend = try Self.openCL(parts.count == 2 ? parts[1] : nil, options)
      self.init(backend, "asked for")
    default:
      throw DeviceError(
        reason: "'\(specification)' is not auto, cpu, opencl, opencl:INDEX or opencl:NAME; "
          + "'lockstep devices' lists what is there")
    }
  }

  private init(_ backend: any Backend, _ why: String) {
    self.backend = backend
    let device = backend.device
    reason =
      "device: \(device.identifier) (\(device.name), \(device.computeUnits) "
      + "\(device.backend == "cpu" ? "cores" : "compute units")): \(why)"
  }

  /// The first OpenCL GPU or accelerator that passes its self-test, else the CPU.
  private static func automatic(_ options: OpenCLOptions) -> DeviceChoice {
    let discovery = OpenCLBackend.discover()
    var failures: [String] = []
    for device in discovery.devices where device.kind != .cpu {
      do {
        let backend = try OpenCLBackend(device: device, options: options)
        try backend.selfTest()
        return DeviceChoice(backend, "the first OpenCL \(device.kind.rawValue), self-test passed")
      } catch {
        failures.append("opencl:\(device.index) (\(device.name)) was refused: \(error)")
      }
    }
    let why: String
    if !failures.isEmpty {
      why = failures.joined(separator: "; ")
    } else if let device = discovery.devices.first {
      why =
        "no OpenCL GPU or accelerator, only opencl:\(device.index) (\(device.name)), a processor too"
    } else {
      why = "no OpenCL device: \(discovery.reason ?? "none found")"
    }
    return DeviceChoice(CPUBackend(), why)
  }

  /// The OpenCL device with this index or part of a name; without either the first GPU, else the first.
  private static func openCL(
    _ wanted: String?, _ options: OpenCLOptions
  ) throws(DeviceError) -> OpenCLBackend {
    let discovery = OpenCLBackend.discover()
    guard !discovery.devices.isEmpty else {
      throw DeviceError(reason: "no OpenCL device: \(discovery.reason ?? "none found")")
    }
    let found: OpenCLDevice?
    if let wanted {
      found =
        Int(wanted).map { index in discovery.devices.first { $0.index == index } }
        ?? discovery.devices.first { $0.name.lowercased().contains(wanted.lowercased()) }
    } else {
      found = discovery.devices.first { $0.kind != .cpu } ?? discovery.devices.first
    }
    guard let found else {
      let names = discovery.devices.map { "opencl:\($0.index) (\($0.name))" }
      throw DeviceError(
        reason: "no OpenCL device '\(wanted ?? "")'; there is \(names.joined(separator: ", "))")
    }
    do {
      let backend = try OpenCLBackend(device: found, options: options)
      try backend.selfTest()
      return backend
    } catch {
      throw DeviceError(reason: "opencl:\(found.index) (\(found.name)) was refused: \(error)")
    }
  }
}

extension OpenCLOptions {
  /// What a config says.
  init(_ execution: ExecutionConfig, warn: @escaping @Sendable (String) -> Void) {
    let engine: GemmEngineChoice =
      switch execution.engine {
      case .auto: .auto
      case .clblast: .clblast
      case .batched: .batched
      }
    self.init(engine: engine)
    isDeterministic = execution.isDeterministic
    self.warn = warn
  }
}
