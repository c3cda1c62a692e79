import Foundation
import Testing

@Suite("Bad input")
struct FailureTests {
  private func study(
    _ edit: (String) -> String, _ arguments: [String] = [], _ environment: [String: String] = [:]
  ) throws -> CommandLineTool.Output {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", edit(tinyConfig))
    return try CommandLineTool.run(
      ["study", config, "--device", "cpu", "--out", folder.path + "/run"] + arguments, environment)
  }

  /// One line on standard error that begins as all errors do.
  private func isOneLine(_ result: CommandLineTool.Output) -> Bool {
    let lines = result.error.split(separator: "\n").filter { $0.hasPrefix("lockstep: error: ") }
    return lines.count == 1 && result.error.hasSuffix(lines[0] + "\n")
  }

  @Test func anUnknownKeyIsNamedWithItsLineAndTheNearestSpelling() throws {
    let result = try study { $0.replacingOccurrences(of: "epochs: 2", with: "epoch: 2") }
    #expect(result.status == 65)
    #expect(isOneLine(result), "\(result.error)")
    #expect(result.error.contains("tiny.yaml:7"))
    #expect(result.error.contains("epoch"))
    #expect(result.error.contains("did you mean 'epochs'?"))
  }

  @Test func anUnknownDataSetIsABadConfig() throws {
    let result = try study { $0.replacingOccurrences(of: "synthetic-digits", with: "mnits") }
    #expect(result.status == 65)
    #expect(isOneLine(result), "\(result.error)")
    #expect(result.error.contains("mnits"))
  }

  @Test func aMissingConfigIsNamed() throws {
    let result = try CommandLineTool.run(["study", "no-such.yaml"])
    #expect(result.status == 65)
    #expect(result.error.contains("no-such.yaml"))
    #expect(isOneLine(result), "\(result.error)")
  }

  @Test func aCutOffDataFileIsRefusedWithItsPath() throws {
    let data = try #require(
      ProcessInfo.processInfo.environment["LOCKSTEP_DATA"],
      "set LOCKSTEP_DATA to a folder with mnist to run this test")
    let folder = try TemporaryFolder()
    let mnist = folder.url.appending(path: "data/mnist")
    try FileManager.default.createDirectory(at: mnist, withIntermediateDirectories: true)
    let source = URL(filePath: data, relativeTo: CommandLineTool.package).appending(path: "mnist")
    for file in try FileManager.default.contentsOfDirectory(atPath: source.path) {
      let bytes = try Data(contentsOf: source.appending(path: file))
      let kept = file.hasPrefix("train-images") ? bytes.prefix(bytes.count / 2) : bytes
      try kept.write(to: mnist.appending(path: file))
    }
    let result = try study(
      { $0.replacingOccurrences(of: "synthetic-digits", with: "mnist") },
      ["--data", folder.path + "/data"])
    #expect(result.status == 65)
    #expect(isOneLine(result), "\(result.error)")
    #expect(result.error.contains("mnist/train-images-idx3-ubyte.gz"))
  }

  @Test(arguments: ["gpu", "opencl:99", "opencl:no-such-device", "cpu:1"])
  func anUnknownDeviceIsAnErrorAndNoFallback(device: String) throws {
    let result = try study({ $0 }, ["--device", device])
    #expect(result.status == 69)
    #expect(isOneLine(result), "\(result.error)")
  }

  /// 64 layers of 46,000 units: two terabytes.
  @Test(arguments: ["cpu", "opencl"])
  func aNetworkThatNoMemoryHoldsIsForAnotherDevice(device: String) throws {
    let hidden = [String](repeating: "46000", count: 64).joined(separator: ", ")
    let result = try study({ $0 }, ["--device", device, "--set", "model.mlp.hidden=[\(hidden)]"])
    #expect(result.status == 69)
    #expect(isOneLine(result), "\(result.error)")
    if result.error.contains("no OpenCL device") {
      #expect(ProcessInfo.processInfo.environment["LOCKSTEP_REQUIRE_OPENCL"] == nil)
    } else {
      #expect(result.error.contains("smaller model"), "\(result.error)")
    }
  }

  @Test func withoutAnyOpenCLDeviceAutoTakesTheCPUAndSaysWhy() throws {
    let folder = try TemporaryFolder()
    let none = ["OCL_ICD_VENDORS": folder.path + "/none"]
    let explicit = try study({ $0 }, ["--device", "opencl"], none)
    #expect(explicit.status == 69)
    #expect(explicit.error.contains("no OpenCL device"))
    let automatic = try study({ $0 }, ["--device", "auto"], none)
    #expect(automatic.status == 0)
    #expect(automatic.error.contains("device: cpu"))
    #expect(automatic.error.contains("no OpenCL device"))
  }

  @Test func anOutputFolderThatCannotBeWrittenIsFoundBeforeTraining() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("taken", "a file, not a folder")
    let result = try study({ $0 }, ["--out", file + "/run"])
    #expect(result.status == 74)
    #expect(isOneLine(result), "\(result.error)")
    #expect(result.error.contains("taken/run"))
    #expect(!result.error.contains("epoch 1"))
  }

  @Test func wrongUsageExits64() throws {
    #expect(try CommandLineTool.run(["study"]).status == 64)
    #expect(try CommandLineTool.run(["no-such-command"]).status == 64)
    #expect(try CommandLineTool.run(["train", "--trial", "x", "y.yaml"]).status == 64)
  }

  @Test func helpShowsEveryCommandWithExamples() throws {
    let help = try CommandLineTool.run(["--help"])
    #expect(help.status == 0)
    for command in ["devices", "train", "study", "search", "compare", "evaluate", "tune", "data"] {
      #expect(help.output.contains(command))
      #expect(try CommandLineTool.run([command, "--help"]).output.contains("lockstep \(command)"))
    }
  }

  @Test func evaluatingWhatIsNoRunFolderIsExplained() throws {
    let folder = try TemporaryFolder()
    let result = try CommandLineTool.run(["evaluate", folder.path])
    #expect(result.status == 74)
    #expect(result.error.contains("not a run folder"))
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func aSignalSavesTheEpochsSoFar(signal: Int32, status: Int32) throws {
    let folder = try TemporaryFolder()
    let config = try folder.file(
      "long.yaml", tinyConfig.replacingOccurrences(of: "epochs: 2", with: "epochs: 100000"))
    let process = try CommandLineTool.process(
      ["study", config, "--device", "cpu", "--out", folder.path + "/run"])
    let messages = Pipe()
    process.standardError = messages
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    // Two finished epochs, then the signal.
    var seen = ""
    while !seen.contains("epoch 2/"),
      let data = try messages.fileHandleForReading.read(upToCount: 1)
    { seen += String(decoding: data, as: UTF8.self) }
    kill(process.processIdentifier, signal)
    let rest = try messages.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == status)
    #expect(process.terminationReason == .exit)
    #expect(String(decoding: rest, as: UTF8.self).contains("interrupted:"))
    #expect(rows(try folder.text("run/epochs.csv")).count >= 12)
    #expect(
      FileManager.default.fileExists(atPath: folder.path + "/run/weights/trial-001.safetensors"))
  }

  @Test func aReaderThatGoesAwayDoesNotEndTheStudy() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    let process = try CommandLineTool.process(
      ["study", config, "--device", "cpu", "--out", folder.path + "/run"])
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    try pipe.fileHandleForReading.close()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
    #expect(FileManager.default.fileExists(atPath: folder.path + "/run/tables.md"))
  }

  @Test func aFullStandardErrorDoesNotEndTheStudy() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    let process = try CommandLineTool.process(
      ["study", config, "--device", "cpu", "--out", folder.path + "/run"])
    process.standardError = FileHandle(forWritingAtPath: "/dev/full")
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
  }

  @Test func aFullStandardOutputIsAnError() throws {
    let process = try CommandLineTool.process(["data", "list"])
    process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 74)
  }
}
