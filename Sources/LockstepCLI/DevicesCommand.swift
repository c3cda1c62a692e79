import ArgumentParser
import CPUBackend
import Foundation
import OpenCLBackend
import Programs

/// `lockstep devices`.
struct DevicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices",
    abstract: "List the devices, their self-tests, and which one 'auto' picks and why.",
    discussion: """
      Examples:
        lockstep devices
        lockstep devices --json
      """)

  @OptionGroup var output: OutputOptions

  /// One row of the list.
  private struct Row: Encodable {
    let identifier: String
    let name: String
    let kind: String
    let units: Int
    let memoryBytes: Int
    let selfTest: String
    let details: [String: String]
  }

  private struct Listing: Encodable {
    let devices: [Row]
    let auto: String
    let reason: String
    let openCL: String?
  }

  func run() throws {
    let discovery = OpenCLBackend.discover()
    var rows = [row(CPUBackend().device, selfTest: "reference")]
    for device in discovery.devices {
      do {
        let backend = try OpenCLBackend(device: device)
        try backend.selfTest()
        rows.append(row(backend.device, selfTest: "passed"))
      } catch {
        rows.append(
          Row(
            identifier: "opencl:\(device.index)", name: device.name, kind: device.kind.rawValue,
            units: device.computeUnits, memoryBytes: device.memoryByteCount,
            selfTest: "failed: \(error)", details: [:]))
      }
    }
    let choice = try DeviceChoice("auto")
    let reason = discovery.devices.isEmpty ? discovery.reason : nil
    if output.json {
      try printJSON(
        Listing(
          devices: rows, auto: choice.backend.device.identifier, reason: choice.reason,
          openCL: reason))
      return
    }
    for row in rows {
      print("\(row.identifier): \(row.name)")
      print(
        "  \(row.kind), \(row.units) units, \(row.memoryBytes >> 20) MiB, self-test \(row.selfTest)"
      )
      for (key, value) in row.details.sorted(by: { $0.key < $1.key }) {
        print("  \(key): \(value)")
      }
    }
    if let reason { print("no OpenCL device: \(reason)") }
    print("auto picks \(choice.reason.dropFirst("device: ".count))")
  }

  private func row(_ device: DeviceDescription, selfTest: String) -> Row {
    Row(
      identifier: device.identifier, name: device.name, kind: device.kind,
      units: device.computeUnits, memoryBytes: device.memoryByteCount, selfTest: selfTest,
      details: device.details)
  }
}

/// Prints a value as one JSON object; numbers that JSON lacks become strings.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  encoder.keyEncodingStrategy = .convertToSnakeCase
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
}
