import Foundation
import Testing

@Suite("lockstep --profile and --trace")
struct ProfileCommandTests {
  private let smoke = CommandLineTool.package.appending(path: "configs/smoke.yaml").path

  /// What a run left that must not depend on how it was watched: epochs without their seconds, and weights.
  private func results(_ folder: TemporaryFolder, _ run: String) throws -> [String] {
    let epochs = rows(try folder.text(run + "/epochs.csv")).map { row in
      row.filter { $0.key != "seconds" }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        .joined(separator: " ")
    }
    let weights = folder.url.appending(path: run + "/weights")
    let files = try FileManager.default.contentsOfDirectory(atPath: weights.path).sorted()
    #expect(epochs.count == 12 && files.count == 6)
    return epochs
      + (try files.map { try Data(contentsOf: weights.appending(path: $0)).base64EncodedString() })
  }

  @Test(arguments: ["cpu", "opencl"])
  func printsATableAndATraceAndChangesNoResult(device: String) throws {
    if device == "opencl" {
      let devices = try CommandLineTool.run(["devices", "--json"])
      guard devices.output.contains("\"opencl:0\"") else {
        #expect(
          ProcessInfo.processInfo.environment["LOCKSTEP_REQUIRE_OPENCL"] == nil,
          "no OpenCL device: \(devices.output)")
        return
      }
    }
    let folder = try TemporaryFolder()
    let command = ["study", smoke, "--device", device, "--quiet", "--out"]
    let plain = try CommandLineTool.run(command + [folder.path + "/plain"])
    #expect(plain.status == 0 && !plain.output.contains("GFLOP/s"), "\(plain.error)")
    let file = folder.path + "/trace.json"
    let watched = try CommandLineTool.run(
      command + [folder.path + "/watched", "--profile", "--profile-steps", "7", "--trace", file])
    #expect(watched.status == 0 && watched.error.isEmpty, "\(watched.error)")
    let (before, after) = (try results(folder, "plain"), try results(folder, "watched"))
    #expect((before == after) as Bool, "the profile changed a result")

    let table = watched.output
    #expect(table.hasPrefix("profile: 7 steps on \(device)"), "\(table)")
    for words in [
      "GFLOP/s", "of peak %", "of memory %", "784x32x32 TN adam → gradients", "32x32x784 NN",
      "optimizer-update adam", "Ceilings, measured",
    ] { #expect(table.contains(words), "\(words) in \(table)") }
    #expect(table.contains("launches a step") == (device == "opencl"))
    try check(trace: file, steps: 7)
  }

  /// The events of a file: as many operations as were profiled, one after another on each track.
  private func check(trace file: String, steps: Int) throws {
    let data = try Data(contentsOf: URL(filePath: file))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let events = try #require(object["traceEvents"] as? [[String: Any]])
    let spans = events.filter { $0["ph"] as? String == "X" && $0["cat"] as? String != "step" }
    #expect(spans.contains { $0["cat"] as? String == "fused-gemm" })
    let updates = spans.filter { $0["cat"] as? String == "optimizer-update" }
    #expect(updates.count % steps == 0 && !updates.isEmpty)
    for track in Dictionary(grouping: spans, by: { $0["tid"] as? Int ?? -1 }).values {
      var last = -1.0
      for span in track {
        let start = try #require(span["ts"] as? Double)
        let duration = try #require(span["dur"] as? Double)
        #expect(start >= last && duration >= 0)
        last = start + duration
      }
    }
  }

  @Test func theProfileIsAnObjectInJSON() throws {
    let folder = try TemporaryFolder()
    let result = try CommandLineTool.run(
      [
        "train", smoke, "--trial", "3", "--device", "cpu", "--json", "--profile", "--out",
        folder.path + "/run",
      ])
    #expect(result.status == 0, "\(result.error)")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["test_loss"] is Double)
    let profile = try #require((object["profile"] as? [[String: Any]])?.first)
    let roofline = try #require(profile["roofline"] as? [String: Any])
    #expect(try #require(roofline["peak_flops"] as? Double) > 1e9)
    let operations = try #require(profile["operations"] as? [[String: Any]])
    let share = operations.reduce(0) { $0 + ($1["share"] as? Double ?? .nan) }
    #expect(abs(share - 1) < 1e-6)
    #expect(try #require(profile["step_seconds"] as? Double) > 0)
  }

  @Test func aTraceThatCannotBeWrittenStopsBeforeAnythingIsDone() throws {
    let folder = try TemporaryFolder()
    for path in [folder.path + "/missing/trace.json", folder.path] {
      let result = try CommandLineTool.run(
        ["study", smoke, "--device", "cpu", "--trace", path, "--out", folder.path + "/run"])
      #expect(result.status == 74)
      #expect(result.error.split(separator: "\n").count == 1 && result.error.contains(path))
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/run"))
    }
    let steps = try CommandLineTool.run(["study", smoke, "--profile", "--profile-steps", "0"])
    #expect(steps.status == 64 && steps.error.contains("--profile-steps"))
  }

  @Test func devicesCanBeMeasured() throws {
    let plain = try CommandLineTool.run(["devices"])
    #expect(plain.status == 0 && !plain.output.contains("GFLOP/s"))
    let measured = try CommandLineTool.run(["devices", "--benchmark"])
    #expect(measured.status == 0)
    #expect(measured.output.firstMatch(of: #/measured: \d+.* GFLOP/s in fp32, .* GB/s/#) != nil)
  }
}
