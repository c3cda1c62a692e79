import Foundation
import Testing

/// The built `lockstep` binary, run as a user would.
enum CommandLineTool {
  /// What a run printed, and how it ended.
  struct Output {
    let status: Int32
    let output: String
    let error: String
  }

  /// The folder of the package.
  static let package = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The binary beside the test bundle.
  static var binary: URL {
    get throws {
      let folder =
        Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?
        .deletingLastPathComponent()
        ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      let candidates = [
        folder.appending(path: "lockstep"), package.appending(path: ".build/debug/lockstep"),
      ]
      return try #require(
        candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) },
        "the lockstep binary is not built beside the tests: \(candidates.map(\.path))")
    }
  }

  /// A process of the binary, ready to run in the package folder.
  static func process(_ arguments: [String], _ environment: [String: String] = [:]) throws
    -> Process
  {
    let process = Process()
    process.executableURL = try binary
    process.arguments = arguments
    process.currentDirectoryURL = package
    // Nobody is there to be asked.
    process.standardInput = FileHandle.nullDevice
    // Nothing of the machine's data unless a test asks for it.
    process.environment = ProcessInfo.processInfo.environment
      .filter { !["LOCKSTEP_DATA", "LOCKSTEP_CACHE"].contains($0.key) }
      .merging(["XDG_CACHE_HOME": emptyFolder.path, "SWIFT_BACKTRACE": "enable=no"]) { $1 }
      .merging(environment) { $1 }
    return process
  }

  /// A cache folder without data sets.
  private static let emptyFolder: URL = {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "lockstep-tests-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }()

  /// Runs the binary to its end, in the package folder or another one.
  static func run(
    _ arguments: [String], _ environment: [String: String] = [:], in folder: URL? = nil
  ) throws -> Output {
    let process = try process(arguments, environment)
    if let folder { process.currentDirectoryURL = folder }
    let (output, error) = (try capture(), try capture())
    process.standardOutput = output.handle
    process.standardError = error.handle
    try process.run()
    process.waitUntilExit()
    return Output(
      status: process.terminationStatus, output: try output.text(), error: try error.text())
  }

  /// A file for what a process prints: unlike a pipe it never fills up.
  private static func capture() throws -> Capture {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data().write(to: url)
    return Capture(url: url, handle: try FileHandle(forWritingTo: url))
  }

  private struct Capture {
    let url: URL
    let handle: FileHandle

    func text() throws -> String {
      defer { try? FileManager.default.removeItem(at: url) }
      try handle.close()
      return String(decoding: try Data(contentsOf: url), as: UTF8.self)
    }
  }
}

/// A folder that is removed when the test ends.
final class TemporaryFolder {
  let url: URL
  var path: String { url.path }

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "lockstep-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  /// A folder within another one.
  init(within folder: TemporaryFolder, _ name: String) throws {
    url = folder.url.appending(path: name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file into the folder and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    let file = url.appending(path: name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  /// Reads a file of the folder.
  func text(_ name: String) throws -> String {
    try String(contentsOf: url.appending(path: name), encoding: .utf8)
  }
}

/// The rows of a CSV file without quoted fields, by column name.
func rows(_ csv: String) -> [[String: String]] {
  let lines = csv.split(separator: "\n").map {
    $0.split(separator: ",", omittingEmptySubsequences: false).map {
      String($0).trimmingCharacters(in: .newlines)
    }
  }
  guard let header = lines.first else { return [] }
  return lines.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { $1 }) }
}

/// A config small enough for a debug build.
let tinyConfig = """
  name: tiny
  data: {sets: [synthetic-digits], train: 200, test: 60}
  model:
    mlp: {hidden: [16, 8], activation: relu, initializer: glorot-uniform}
  loss: cross-entropy
  optimizer: {name: adam, rate: 0.003}
  epochs: 2
  batch: 32
  seed: 7
  trials:
    regularizer: [none, {dropout: 0.2}, {l2: 0.001}]
    seed: [7, 8]
  """
