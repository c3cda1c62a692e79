import ArgumentParser
import CPUBackend
import Foundation
import Lockstep
import OpenCLBackend
import Programs
import Reports

/// `lockstep devices`.
struct DevicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices",
    abstract: "List the devices, their self-tests, and which one 'auto' picks and why.",
    discussion: """
      Examples:
        lockstep devices
        lockstep devices --json
        lockstep devices --benchmark
      """)

  @OptionGroup var output: OutputOptions

  @Flag(
    help: "Measure each device's peak FLOP/s, memory bandwidth and launch time; about a second.")
  var benchmark = false

  /// One row of the list.
  private struct Row: Encodable {
    let identifier: String
    let name: String
    let kind: String
    let units: Int
    let memoryBytes: Int
    let selfTest: String
    let details: [String: String]
    let roofline: Roofline?
  }

  private struct Listing: Encodable {
    let devices: [Row]
    let auto: String
    let reason: String
    let openCL: String?
  }

  func run() throws {
    let discovery = OpenCLBackend.discover()
    var rows = [try row(CPUBackend(), selfTest: "reference")]
    for device in discovery.devices {
      do {
        let backend = try OpenCLBackend(device: device)
        try backend.selfTest()
        rows.append(try row(backend, selfTest: "passed"))
      } catch {
        rows.append(
          Row(
            identifier: "opencl:\(device.index)", name: device.name, kind: device.kind.rawValue,
            units: device.computeUnits, memoryBytes: device.memoryByteCount,
            selfTest: "failed: \(error)", details: [:], roofline: nil))
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
      if let roofline = row.roofline { print("  measured: \(roofline.words)") }
      for (key, value) in row.details.sorted(by: { $0.key < $1.key }) {
        print("  \(key): \(value)")
      }
    }
    if let reason { print("no OpenCL device: \(reason)") }
    print("auto picks \(choice.reason.dropFirst("device: ".count))")
  }

  private func row(_ backend: any Backend, selfTest: String) throws -> Row {
    let device = backend.device
    return Row(
      identifier: device.identifier, name: device.name, kind: device.kind,
      units: device.computeUnits, memoryBytes: device.memoryByteCount, selfTest: selfTest,
      details: device.details, roofline: benchmark ? try backend.roofline() : nil)
  }
}

/// Prints a value as one JSON object; numbers that JSON lacks become strings.
func printJSON(_ value: some Encodable) throws {
  print(String(decoding: try JSONText.data(value), as: UTF8.self))
}

/// How this program writes JSON for other programs.
enum JSONText {
  /// The JSON of a value, keys in snake case and sorted; numbers that JSON lacks become strings.
  static func data(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return try encoder.encode(value)
  }
}
