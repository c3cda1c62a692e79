import Foundation
import Programs
import Testing

@testable import OpenCLBackend

/// The device the tests run on: the first there is.
enum TestDevice {
  static let discovery = OpenCLBackend.discover()
  /// Whether a missing device is a failure.
  static let isRequired = ProcessInfo.processInfo.environment["LOCKSTEP_REQUIRE_OPENCL"] == "1"

  static func device() throws -> OpenCLDevice {
    guard let device = discovery.devices.first else {
      throw MissingDevice(description: discovery.reason ?? "no OpenCL device")
    }
    return device
  }

  static func backend(_ options: OpenCLOptions = OpenCLOptions()) throws -> OpenCLBackend {
    try OpenCLBackend(device: device(), options: options)
  }
}

struct MissingDevice: Error, CustomStringConvertible { let description: String }

extension Trait where Self == ConditionTrait {
  /// Skips loudly where there is no device, unless one is required: then the tests run and fail.
  static var needsOpenCL: Self {
    .enabled(
      if: !TestDevice.discovery.devices.isEmpty || TestDevice.isRequired,
      "SKIPPED, NOTHING TESTED: \(TestDevice.discovery.reason ?? "")")
  }
}

/// Numbers in -1 ..< 1 that look random and are the same everywhere.
func draw(_ count: Int, _ stream: UInt32 = 0) -> [Float] {
  let philox = Philox(seed: 77)
  return (0..<count).map {
    Philox.uniform(philox.block(index: UInt32($0), step: 0, stream: RandomStream(id: stream)).0) * 2
      - 1
  }
}

extension Array where Element == Float {
  /// The bit patterns, which tell apart what `==` does not and compare NaN.
  var bits: [UInt32] { map(\.bitPattern) }
}
