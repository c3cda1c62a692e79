import Foundation
import Programs

/// An OpenCL device that programs can run on.
public struct OpenCLDevice: Sendable, CustomStringConvertible {
  /// What a device is.
  public enum Kind: String, Sendable, Codable {
    case cpu, gpu, accelerator
  }

  /// The position in ``OpenCLDiscovery/devices``, over all platforms.
  public let index: Int
  let device: Device

  /// The device's own name.
  public var name: String { device.name }
  /// What it is.
  public var kind: Kind { device.kind }
  /// The platform it belongs to, such as `Portable Computing Language`.
  public var platform: String { device.platformName }
  /// The platform's version text.
  public var platformVersion: String { device.platformVersion }
  /// Who made it.
  public var vendor: String { device.vendor }
  /// The driver's version text.
  public var driverVersion: String { device.driverVersion }
  /// The OpenCL version text.
  public var version: String { device.version }
  /// The version text of OpenCL C.
  public var languageVersion: String { device.languageVersion }
  /// The number of compute units.
  public var computeUnits: Int { device.computeUnits }
  /// The global memory in bytes.
  public var memoryByteCount: Int { device.memoryByteCount }

  /// What `--device` takes to get exactly this one.
  public var identifier: String { "opencl:\(index)" }

  /// Identifier, name, kind and platform in one line.
  public var description: String { "\(identifier) \(name) (\(kind.rawValue), \(platform))" }

  /// The device for people and for records; `details` gets the names of the drivers and libraries that
  /// results depend on, and those in `extra`.
  public func describe(adding extra: [String: String] = [:]) -> DeviceDescription {
    let details = [
      "platform": platform, "platformVersion": platformVersion, "vendor": vendor,
      "driver": driverVersion, "openCL": version, "openCLC": languageVersion,
      "clblast": CLBlastEngine.version,
    ]
    return DeviceDescription(
      identifier: identifier, backend: "opencl", name: name, kind: kind.rawValue,
      details: details.merging(extra) { $1 }, computeUnits: computeUnits,
      memoryByteCount: memoryByteCount)
  }
}

/// What a search for OpenCL devices found.
public struct OpenCLDiscovery: Sendable {
  /// All devices of all platforms, in the order of the loader.
  public let devices: [OpenCLDevice]
  /// Why there is no device, in one line; `nil` if there is one.
  public let reason: String?

  /// Looks for devices now.
  static func search() -> OpenCLDiscovery {
    do {
      let platforms = try Platform.all()
      var devices: [OpenCLDevice] = []
      var failures: [(platform: String, error: OpenCLError?)] = []
      for platform in platforms {
        do {
          let found = try platform.devices()
          if found.isEmpty { failures.append((platform.name, nil)) }
          for device in found { devices.append(OpenCLDevice(index: devices.count, device: device)) }
        } catch {
          failures.append((platform.name, error))
        }
      }
      let reason = devices.isEmpty ? reason(failures: failures) : nil
      return OpenCLDiscovery(devices: devices, reason: reason)
    } catch {
      return OpenCLDiscovery(devices: [], reason: reason(loader: error))
    }
  }

  /// The line for a loader that has no platform to offer.
  static func reason(
    loader error: OpenCLError,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String {
    guard error.symbol == "CL_PLATFORM_NOT_FOUND_KHR" else {
      return "the OpenCL loader does not work: \(error)"
    }
    // The loader looks where this variable points and nowhere else.
    if let place = environment["OCL_ICD_VENDORS"], !place.isEmpty {
      return "no OpenCL platform: no driver is registered in \(place), where OCL_ICD_VENDORS "
        + "points; unset it, or let it point to the driver's .icd file or its folder"
    }
    return "no OpenCL platform: no driver is registered in /etc/OpenCL/vendors; install the GPU "
      + "vendor's driver, or pocl-opencl-icd for the CPU"
  }

  /// The line for platforms none of which has a device.
  static func reason(failures: [(platform: String, error: OpenCLError?)]) -> String {
    if failures.isEmpty {
      return reason(loader: OpenCLError(call: "clGetPlatformIDs", code: -1001))
    }
    let list = failures.map { failure in
      failure.error.map { "\(failure.platform) (\($0))" } ?? failure.platform
    }
    return
      "no OpenCL device on platform \(list.joined(separator: ", ")): the hardware is missing, its "
      + "driver is not loaded, or this user may not open it"
  }
}
