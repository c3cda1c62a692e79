import Foundation
import Programs

/// What a result depends on beside the config.
enum Environment {
  /// Driver, library and program versions, commit, operating system, processor.
  static func versions(_ device: DeviceDescription) -> [String: String] {
    var versions = device.details
    versions["lockstep"] = Version.current
    versions["operating system"] = ProcessInfo.processInfo.operatingSystemVersionString
    versions["cores"] = "\(ProcessInfo.processInfo.activeProcessorCount)"
    if let commit { versions["commit"] = commit }
    return versions
  }

  /// The commit of the working folder, if it is a git checkout.
  private static var commit: String? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "rev-parse", "--short=12", "HEAD"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
