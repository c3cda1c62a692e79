import Foundation
import Programs

/// What a result depends on beside the config.
package enum RunEnvironment {
  /// Driver, library and program versions, commit, operating system, processor.
  package static func versions(_ device: DeviceDescription) -> [String: String] {
    var versions = device.details
    versions["lockstep"] = LockstepVersion.current
    versions["operating system"] = ProcessInfo.processInfo.operatingSystemVersionString
    versions["cores"] = "\(ProcessInfo.processInfo.activeProcessorCount)"
    if let commit { versions["commit"] = commit }
    return versions
  }

  /// The commit of the checkout that the program lies in, if it lies in one.
  private static var commit: String? {
    guard var folder = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return nil }
    repeat {
      guard folder.path != "/" else { return nil }
      folder.deleteLastPathComponent()
    } while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder.path, "rev-parse", "--short=12", "HEAD"]
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
