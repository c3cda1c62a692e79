import Foundation
import Testing

/// Runs of the built binary that are stopped, killed or cut short, and gone on with.
@Suite("lockstep --resume")
struct ResumeTests {
  /// Two groups, a second or two in all, saved after every piece.
  private static let config = """
    name: resumed
    data: {sets: [synthetic-digits], train: 600, validation: 100, test: 100}
    model:
      mlp: {hidden: [32, 16], activation: relu, initializer: glorot-uniform}
    loss: cross-entropy
    optimizer: {name: adam, rate: 0.003}
    schedule: {name: reduce-on-plateau, patience: 2, min-delta: 0.05}
    epochs: 25
    batch: 16
    checkpoint: 0
    trials:
      regularizer: [none, {dropout: 0.2, noise: 0.1}]
      batch: [16, 25]
      seed: [7, 8]
    """

  /// A folder with a config, and runs of it.
  private final class Work {
    let folder: TemporaryFolder
    let config: String
    var path: String { folder.path }

    init(_ text: String = ResumeTests.config) throws {
      let folder = try TemporaryFolder()
      self.folder = folder
      config = try folder.file("resumed.yaml", text)
    }

    func arguments(_ run: String, _ more: [String] = []) -> [String] {
      ["study", config, "--device", "cpu", "--out", "\(path)/\(run)"] + more
    }

    func study(_ run: String, _ more: [String] = []) throws -> CommandLineTool.Output {
      try CommandLineTool.run(arguments(run, more))
    }

    /// Starts a run and sends it a signal once so many checkpoints were saved.
    func stop(
      _ run: String, after checkpoints: Int, _ signal: Int32, _ more: [String] = []
    ) throws -> Int32 {
      let process = try CommandLineTool.process(arguments(run, ["--quiet"] + more))
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      var last = ""
      var seen = 0
      while process.isRunning, seen < checkpoints {
        usleep(300)
        let names =
          (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(run)/checkpoint")) ?? []
        if let name = names.first(where: { $0.hasPrefix("state-") }), name != last {
          last = name
          seen += 1
        }
      }
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      return process.terminationStatus
    }

    /// The figures of a run without its times, and its weights.
    func results(_ run: String) throws -> (figures: [[String: String]], weights: [Data]) {
      let figures = try ["epochs", "trials"].flatMap { name in
        rows(try folder.text("\(run)/\(name).csv")).map { row in
          row.filter { !["seconds", "examples_per_second"].contains($0.key) }
        }
      }
      let weights = try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(run)/weights")
      return (
        figures,
        try weights.sorted().map {
          try Data(contentsOf: URL(filePath: "\(path)/\(run)/weights/\($0)"))
        }
      )
    }

    func expectSame(_ run: String, as whole: String) throws {
      let (left, right) = (try results(run), try results(whole))
      #expect(left.figures == right.figures && left.figures.count > 10)
      #expect(left.weights.count == 8 && left.weights == right.weights)
    }
  }

  @Test func aRunThatIsInterruptedGoesOnBitForBit() throws {
    let work = try Work()
    let whole = try work.study("whole")
    #expect(whole.status == 0, "\(whole.error)")
    #expect(try work.stop("run", after: 4, SIGINT) == 130)
    #expect(try work.stop("run", after: 3, SIGTERM, ["--resume"]) == 143)
    let last = try work.study("run", ["--resume"])
    #expect(last.status == 0, "\(last.error)")
    #expect(last.error.contains("resume: going on at group "))
    try work.expectSame("run", as: "whole")
    let record = try work.folder.text("run/environment.json")
    #expect(record.components(separatedBy: "\"resumed_at\"").count == 3)
    // Once more: nothing is left to train, and the results are told again.
    let again = try work.study("run", ["--resume"])
    #expect(again.status == 0 && again.error.contains("going on at its end"))
    #expect(!again.error.contains("group 1 of 2:"))
    try work.expectSame("run", as: "whole")
  }

  @Test func aRunThatIsKilledGoesOnBitForBit() throws {
    let work = try Work()
    #expect(try work.study("whole").status == 0)
    for checkpoints in [1, 2, 5, 3] {
      _ = try work.stop("run", after: checkpoints, SIGKILL, ["--resume"])
    }
    let files = FileManager.default
    for folder in ["checkpoint", "weights"] {
      #expect(files.createFile(atPath: "\(work.path)/run/\(folder)/.unfinished-1", contents: nil))
    }
    let last = try work.study("run", ["--resume"])
    #expect(last.status == 0, "\(last.error)")
    try work.expectSame("run", as: "whole")
    // Nothing that a kill left half done.
    for folder in ["checkpoint", "weights"] {
      let names = try files.contentsOfDirectory(atPath: "\(work.path)/run/\(folder)")
      #expect(!names.contains { $0.hasPrefix(".unfinished") }, "\(names)")
    }
  }

  @Test func whatChangedIsNamedAndRefusedUnlessItIsForced() throws {
    let work = try Work()
    _ = try work.stop("run", after: 3, SIGINT)
    let before = try work.folder.text("run/config.yaml")
    let refused = try work.study(
      "run", ["--resume", "--set", "optimizer.rate=0.01", "--set", "epochs=26"])
    #expect(refused.status == 65)
    #expect(refused.error.contains("epochs: 26, was 25; optimizer.rate: 0.01, was 0.003"))
    #expect(refused.error.contains("--force"))
    #expect(try work.folder.text("run/config.yaml") == before)
    #expect(try work.study("run", ["--force"]).status == 64)
    let forced = try work.study(
      "run", ["--resume", "--force", "--set", "optimizer.rate=0.01", "--set", "epochs=26"])
    #expect(forced.status == 0, "\(forced.error)")
    for file in ["environment.json", "summary.json", "tables.md"] {
      #expect(
        try work.folder.text("run/\(file)").contains("epochs: 26, was 25"), "\(file)"
      )
    }
    let narrower = try work.study(
      "run", ["--resume", "--force", "--set", "trials.seed=[7]"])
    #expect(narrower.status == 65 && narrower.error.contains("not those of a study of 4 trials"))
  }

  @Test func anotherDeviceIsRefused() throws {
    let devices = try CommandLineTool.run(["devices", "--json"])
    guard devices.output.contains("\"opencl:0\"") else {
      #expect(ProcessInfo.processInfo.environment["LOCKSTEP_REQUIRE_OPENCL"] == nil)
      return
    }
    let work = try Work()
    _ = try work.stop("run", after: 3, SIGINT)
    let refused = try CommandLineTool.run([
      "study", work.config, "--device", "opencl", "--out", work.path + "/run", "--resume",
    ])
    #expect(refused.status == 65)
    #expect(refused.error.contains("backend: opencl, was cpu"))
  }

  @Test func damagedCheckpointsEndInOneLine() throws {
    let work = try Work()
    _ = try work.stop("run", after: 3, SIGINT)
    let folder = URL(filePath: work.path + "/run/checkpoint")
    let state = try #require(
      FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasPrefix("state-") })
    for name in ["manifest.json", state] {
      let file = folder.appending(path: name)
      let whole = try Data(contentsOf: file)
      var altered = whole
      altered[altered.count / 2] ^= 1
      for damaged in [altered, whole.prefix(whole.count / 2), Data()] {
        try damaged.write(to: file)
        let result = try work.study("run", ["--resume", "--quiet"])
        #expect(result.status == 65, "\(result.error)")
        #expect(result.error.hasPrefix("lockstep: error: "))
        #expect(result.error.split(separator: "\n").count == 1, "\(result.error)")
        #expect(result.error.contains("checkpoint/\(name): "), "\(result.error)")
      }
      try whole.write(to: file)
    }
    #expect(try work.study("run", ["--resume", "--quiet"]).status == 0)
  }

  @Test("a disk that takes no more keeps the checkpoint before")
  func fullDisk() throws {
    let work = try Work(
      Self.config.replacingOccurrences(of: "hidden: [32, 16]", with: "hidden: [64, 16]"))
    #expect(try work.study("whole").status == 0)
    #expect(try work.stop("run", after: 3, SIGINT) == 130)
    let folder = URL(filePath: work.path + "/run/checkpoint")
    let before = try Data(contentsOf: folder.appending(path: "manifest.json"))
    // No file may become larger than this; a checkpoint has four such networks with two moments each.
    let process = try CommandLineTool.process([])
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments =
      ["-c", "trap '' XFSZ; ulimit -f 512; exec \"$0\" \"$@\"", try CommandLineTool.binary.path]
      + work.arguments("run", ["--resume", "--set", "epochs=25000", "--force"])
    let errors = work.path + "/errors"
    _ = FileManager.default.createFile(atPath: errors, contents: nil)
    let handle = try #require(FileHandle(forWritingAtPath: errors))
    process.standardError = handle
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    func said() -> String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }
    while process.isRunning, !said().contains("training goes on") { usleep(1000) }
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 74, "\(said())")
    // It is said while it trains, once, and at the end.
    let lines = said().split(separator: "\n").filter { $0.contains("no checkpoint was saved") }
    #expect(lines.count == 2, "\(said())")
    #expect(lines.last?.hasPrefix("lockstep: error: ") == true)
    #expect(
      lines.allSatisfy {
        $0.contains("File too large: no checkpoint was saved, the one before stays")
      })
    #expect(try Data(contentsOf: folder.appending(path: "manifest.json")) == before)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count == 3 && !names.contains { $0.hasPrefix(".") }, "\(names)")
    #expect(try work.study("run", ["--resume"]).status == 0)
    try work.expectSame("run", as: "whole")
  }

  @Test func aFolderInUseIsLeftAlone() throws {
    let work = try Work(Self.config.replacingOccurrences(of: "epochs: 25", with: "epochs: 25000"))
    let process = try CommandLineTool.process(work.arguments("run", ["--quiet"]))
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let manifest = work.path + "/run/checkpoint/manifest.json"
    while process.isRunning, !FileManager.default.fileExists(atPath: manifest) { usleep(1000) }
    for options in [[], ["--resume"]] {
      let other = try work.study("run", options)
      #expect(other.status == 74)
      #expect(other.error.contains("another lockstep process trains in this folder"))
    }
    let deletion = try CommandLineTool.run(["runs", "delete", work.path + "/run", "--force"])
    #expect(deletion.status == 74 && deletion.error.contains("another lockstep process"))
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
  }

  @Test func aFolderIsInUseUntilItsFindingsAreTrained() throws {
    let work = try Work(
      tinyConfig + "\nfindings:\n  - {claim: it takes long, study: long.yaml}\n")
    _ = try work.folder.file(
      "long.yaml",
      tinyConfig.replacingOccurrences(of: "name: tiny", with: "name: long")
        .replacingOccurrences(of: "epochs: 2", with: "epochs: 25000")
        .replacingOccurrences(of: "batch: 32", with: "batch: 32\ncheckpoint: 0"))
    let process = try CommandLineTool.process(work.arguments("run", ["--quiet"]))
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let manifest = work.path + "/run/findings/long/checkpoint/manifest.json"
    while process.isRunning, !FileManager.default.fileExists(atPath: manifest) { usleep(1000) }
    for options in [[], ["--resume"]] {
      let other = try work.study("run", options)
      #expect(other.status == 74)
      #expect(other.error.contains("another lockstep process trains in this folder"))
    }
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationStatus == 143)
  }

  @Test func weightsOfAnEarlierStopDoNotPassForTheLast() throws {
    let work = try Work()
    #expect(try work.study("whole").status == 0)
    #expect(try work.stop("run", after: 3, SIGINT) == 130)
    // Trials 1, 2, 5 and 6 train together, and have the weights of the stop; those of 2 cannot be written.
    let weights = work.path + "/run/weights"
    let files = FileManager.default
    #expect(files.fileExists(atPath: weights + "/trial-006.safetensors"))
    try files.removeItem(atPath: weights + "/trial-002.safetensors")
    try files.createDirectory(
      atPath: weights + "/trial-002.safetensors/in the way", withIntermediateDirectories: true)
    let failed = try work.study("run", ["--resume"])
    #expect(failed.status == 74 && failed.error.contains("trial-002"), "\(failed.error)")
    #expect(try files.contentsOfDirectory(atPath: weights).count == 2)
    try files.removeItem(atPath: weights + "/trial-002.safetensors")
    let last = try work.study("run", ["--resume"])
    #expect(
      last.status == 0 && last.error.contains("weights of 7 finished trials"), "\(last.error)")
    try work.expectSame("run", as: "whole")
  }

  @Test func aRunThatIsNotThereBegins() throws {
    let work = try Work(tinyConfig)
    let first = try work.study("run", ["--resume"])
    #expect(first.status == 0 && first.error.contains("the run begins"), "\(first.error)")
    try FileManager.default.removeItem(atPath: work.path + "/run/checkpoint")
    let second = try work.study("run", ["--resume"])
    #expect(second.status == 65 && second.error.contains("a run without a checkpoint"))
    // Without --resume it is moved aside as ever.
    #expect(try work.study("run").status == 0)
    #expect(FileManager.default.fileExists(atPath: work.path + "/run.previous/trials.csv"))
  }
}
