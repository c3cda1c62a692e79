import Foundation
import Testing

@Suite("lockstep tune, engine and --deterministic", .serialized)
struct TuneCommandTests {
  private let smoke = CommandLineTool.package.appending(path: "configs/smoke.yaml").path

  /// Whether there is a device; its absence is a failure where one is required.
  private func hasOpenCL() throws -> Bool {
    let devices = try CommandLineTool.run(["devices", "--json"])
    if devices.output.contains("\"opencl:0\"") { return true }
    #expect(
      ProcessInfo.processInfo.environment["LOCKSTEP_REQUIRE_OPENCL"] == nil,
      "no OpenCL device: \(devices.output)")
    return false
  }

  @Test func tunesAndIsUsedUnlessDeterministic() throws {
    guard try hasOpenCL() else { return }
    let folder = try TemporaryFolder()
    let cache = ["LOCKSTEP_CACHE": folder.path]
    let file = folder.path + "/lockstep/tuning.json"
    let dry = try CommandLineTool.run(
      ["tune", smoke, "--seconds", "0", "--dry-run", "--lines", "--quiet"], cache)
    #expect(dry.status == 0 && dry.error.isEmpty, "\(dry.error)")
    let pattern = #/\d+x\d+x\d+ (NN|TN|NT); clblast [\d.]+; batched [\d.]+/#
    let lines = dry.output.split(separator: "\n")
    #expect(lines.count >= 5 && lines.allSatisfy { $0.wholeMatch(of: pattern) != nil })
    #expect(lines.contains { $0.hasPrefix("32x32x784 NN;") })
    #expect(!FileManager.default.fileExists(atPath: file))

    let tuned = try CommandLineTool.run(["tune", smoke, "--seconds", "5", "--json"], cache)
    #expect(tuned.status == 0, "\(tuned.error)")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(tuned.output.utf8)) as? [String: Any])
    let products = try #require(report["products"] as? [[String: Any]])
    #expect(products.count == lines.count && report["file"] as? String == file)
    #expect((report["after"] as? Double ?? 0) >= (report["before"] as? Double ?? 1))
    let text = try folder.text("lockstep/tuning.json")
    #expect(text.contains("lockstep-tuning") && !text.contains("eplicas"))

    func details(_ arguments: [String]) throws -> String {
      let run = folder.path + "/run"
      let result = try CommandLineTool.run(
        ["study", smoke, "--device", "opencl", "--set", "epochs=1", "--quiet", "--out", run]
          + arguments, cache)
      #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
      return try folder.text("run/environment.json") + folder.text("run/config.yaml")
    }
    let used = try details([])
    let tile = try #require(products[0]["tile"] as? String)
    #expect(used.contains("\"gemm\"") && used.contains(tile))
    let fixed = try details(["--deterministic"])
    #expect(fixed.contains("\"deterministic\" : \"yes\"") && fixed.contains("deterministic: true"))
    let pinned = try details(["--set", "engine=clblast"])
    #expect(pinned.contains("engine: clblast") && pinned.contains("\"engine\" : \"clblast"))
  }

  @Test func productsAreTunedWithoutAConfig() throws {
    guard try hasOpenCL() else { return }
    let result = try CommandLineTool.run([
      "tune", "--product", "96x80x64", "--product", "64x48x32 TN", "--product", "96x80x64 NN",
      "--seconds", "0", "--dry-run", "--json", "--quiet",
    ])
    #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let products = try #require(report["products"] as? [[String: Any]])
    #expect(products.map { $0["product"] as? String } == ["96x80x64 NN", "64x48x32 TN"])
    #expect(products.allSatisfy { ($0["batched_before"] as? Double ?? 0) > 0 })
  }

  @Test(arguments: [
    ["--product", "4096x4096"], ["--product", "0x8x8"], ["--product", "8x8x8 XY"],
    ["--product", "8x8x20000"], ["--product", "8x8x8", "--set", "epochs=1"], [],
  ])
  func whatIsNoProductIsWrongUsage(_ arguments: [String]) throws {
    let result = try CommandLineTool.run(["tune", "--seconds", "0", "--dry-run"] + arguments)
    #expect(result.status == 64 && result.output.isEmpty, "\(arguments): \(result.output)")
    let named = arguments.count == 2 ? "is no product such as" : "config"
    #expect(result.error.contains(named), "\(result.error)")
  }

  @Test func aDamagedCacheIsOneWarning() throws {
    guard try hasOpenCL() else { return }
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/lockstep", withIntermediateDirectories: true)
    _ = try folder.file("lockstep/tuning.json", "{ damaged")
    let command = ["train", smoke, "--trial", "1", "--device", "opencl", "--quiet", "--out"]
    let cache = ["LOCKSTEP_CACHE": folder.path]
    let result = try CommandLineTool.run(command + [folder.path + "/run"], cache)
    #expect(result.status == 0)
    #expect(result.error.split(separator: "\n").count == 1 && result.error.contains("tuning.json"))
    let fixed = try CommandLineTool.run(
      command + [folder.path + "/fixed", "--deterministic"], cache)
    #expect(fixed.status == 0 && fixed.error.isEmpty, "\(fixed.error)")
  }

  @Test func theCPUBackendHasNothingToTune() throws {
    let result = try CommandLineTool.run(["tune", smoke, "--device", "cpu"])
    #expect(result.status == 69 && result.error.contains("nothing to tune on cpu"))
    #expect(result.error.split(separator: "\n").count == 1)
    #expect(try CommandLineTool.run(["tune", smoke, "--seconds", "-1"]).status == 64)
  }
}
