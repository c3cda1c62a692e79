import Foundation
import Testing

/// The search of these tests: three rounds, two seeds, some seconds.
private let searchConfig = """
  name: hunt
  data: {set: synthetic-digits, train: 400, validation: 200, test: 100}
  model: {mlp: {hidden: [16]}}
  loss: cross-entropy
  optimizer: adam
  epochs: 3
  seed: 5
  search:
    method: coarse-to-fine
    trials: 12
    rounds: 3
    keep: 2
    repeats: 2
    space:
      optimizer.rate: {log-uniform: [0.0001, 1]}
      regularizer.l2: {log-uniform: [0.000001, 0.01]}
  """

@Suite("lockstep search")
struct SearchCommandTests {
  private func arguments(_ config: String, _ out: String, _ more: [String] = []) -> [String] {
    ["search", config, "--device", "cpu", "--out", out] + more
  }

  /// The rows of `search.csv` without what a clock decides.
  private func trials(_ folder: TemporaryFolder, _ run: String) throws -> [[String: String]] {
    rows(try folder.text("\(run)/search.csv")).map { row in row.filter { $0.key != "seconds" } }
  }

  @Test func aDryRunShowsTheFirstRoundAndTrainsNothing() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("hunt.yaml", searchConfig)
    let result = try CommandLineTool.run(arguments(config, folder.path + "/run", ["--dry-run"]))
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("plan: 8 trials in 1 lockstep group on"))
    #expect(result.output.contains("then: round 2: 4 trials, 2 seeds each"))
    #expect(result.output.contains("then: round 3: 4 trials, 2 seeds each"))
    #expect(!result.output.contains("round 1:") && !result.output.contains("after epoch"))
    #expect(result.output.hasSuffix("then: the best trial is trained once more for the test set\n"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/run"))

    // Widths are groups of their own, as in the search itself.
    let halving =
      searchConfig.replacingOccurrences(
        of: "method: coarse-to-fine", with: "method: successive-halving"
      ).replacingOccurrences(of: "  rounds: 3\n  keep: 2\n", with: "  rungs: [1]\n")
      + "\n    model.mlp.hidden: {choice: [[8], [16]]}\n"
    let wide = try folder.file("halving.yaml", halving)
    let second = try CommandLineTool.run(
      arguments(wide, folder.path + "/run", ["--dry-run", "--json"]))
    #expect(second.status == 0, "\(second.error)")
    let plan = try #require(
      try JSONSerialization.jsonObject(with: Data(second.output.utf8)) as? [String: Any])
    let groups = try #require(plan["groups"] as? [[String: Any]])
    #expect(groups.count == 2)
    #expect(groups.compactMap { $0["trials"] as? Int }.reduce(0, +) == 24)
    let later = try #require(plan["later"] as? [String: Any])
    #expect(later["rungs"] as? [Int] == [1])
    #expect(later["trials_by_round"] as? [Int] == [12])
    let third = try CommandLineTool.run(arguments(wide, folder.path + "/run", ["--dry-run"]))
    #expect(third.output.contains("then: after epoch 1 one in "), "\(third.output)")
    #expect(!third.output.contains("then: round"))
  }

  @Test func findsLeavesAndShowsTheBest() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("hunt.yaml", searchConfig)
    let result = try CommandLineTool.run(arguments(config, folder.path + "/run"))
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("finished: 12 trials, 24 runs done"))
    for file in [
      "config.yaml", "search.sqlite", "search.csv", "search.json", "tables.md",
      "figures/search-plane.tsv", "figures/search-plane.gp", "best/config.yaml",
      "best/trials.csv", "best/environment.json", "best/weights/trial-002.safetensors",
    ] {
      #expect(
        FileManager.default.fileExists(atPath: "\(folder.path)/run/\(file)"), "\(file) is missing")
    }
    let all = try trials(folder, "run")
    #expect(all.count == 24)
    #expect(all.allSatisfy { $0["state"] == "done" && $0["epochs"] == "3" })
    // Only the best trial has test figures.
    let tested = all.filter { $0["test_accuracy"] != "" }
    #expect(tested.count == 2 && Set(tested.map { $0["trial"] }).count == 1)

    // The same command, and --show with the folder, say the same again and train nothing.
    let again = try CommandLineTool.run(arguments(config, folder.path + "/run"))
    #expect(again.status == 0 && again.output == result.output, "\(again.error)")
    #expect(!again.error.contains("epoch"))
    let shown = try CommandLineTool.run(["search", folder.path + "/run", "--show", "--json"])
    #expect(shown.status == 0, "\(shown.error)")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [String: Any])
    #expect(object["finished"] as? Bool == true)
    #expect((object["trials"] as? [Any])?.count == 12)
    let best = try #require(object["best"] as? Int)
    #expect(tested[0]["trial"] == "\(best)")

    // The best trial's folder is a run like any other.
    let evaluation = try CommandLineTool.run(
      ["evaluate", folder.path + "/run/best", "--device", "cpu", "--json"])
    #expect(evaluation.status == 0, "\(evaluation.error)")
    #expect(evaluation.output.contains("\"test_accuracy\""))
    for command in [["evaluate"], ["predict", "--own", "x"]] {
      let whole = try CommandLineTool.run(command + [folder.path + "/run"])
      #expect(whole.status == 64 && whole.error.contains("/run/best"), "\(whole.error)")
    }

    // A study does not write into it.
    let study = try folder.file("tiny.yaml", tinyConfig)
    let other = try CommandLineTool.run(
      ["study", study, "--device", "cpu", "--quiet", "--out", folder.path + "/run"])
    #expect(other.status == 0, "\(other.error)")
    let moved = try CommandLineTool.run(["search", folder.path + "/run.previous", "--show"])
    #expect(moved.status == 0 && moved.output == result.output, "\(moved.error)")
  }

  @Test func aKilledSearchGoesOnAndFindsTheSame() throws {
    let folder = try TemporaryFolder()
    // Long enough that a signal reaches it before its end, whatever the machine.
    let config = try folder.file(
      "hunt.yaml", searchConfig.replacing("epochs: 3", with: "epochs: 60"))
    let whole = try CommandLineTool.run(arguments(config, folder.path + "/whole"))
    #expect(whole.status == 0, "\(whole.error)")
    for killing in [1, 2, 2] {
      let process = try CommandLineTool.process(
        arguments(config, folder.path + "/cut", ["--group", "3"]))
      let messages = Pipe()
      process.standardError = messages
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      // Line by line, and only the new ones: a slow reader would let the search come to its end.
      var (groups, rest) = (0, Data())
      while groups < killing {
        let data = messages.fileHandleForReading.availableData
        guard !data.isEmpty else { break }
        let lines = (rest + data).split(
          separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        rest = Data(lines.last ?? Data())
        groups += lines.dropLast().count { $0.starts(with: "group: ".utf8) }
      }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal)
    }
    let unfinished = try CommandLineTool.run(["search", folder.path + "/cut", "--show"])
    #expect(unfinished.status == 0, "\(unfinished.error)")
    #expect(unfinished.output.contains("not finished: "))
    let rest = try CommandLineTool.run(arguments(config, folder.path + "/cut", ["--resume"]))
    #expect(rest.status == 0, "\(rest.error)")
    #expect(rest.output == whole.output)
    #expect(try trials(folder, "cut") == trials(folder, "whole"))
  }

  @Test func twoProcessesShareASearch() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("hunt.yaml", searchConfig)
    let whole = try CommandLineTool.run(arguments(config, folder.path + "/whole"))
    #expect(whole.status == 0, "\(whole.error)")
    let processes = try (0..<2).map { _ in
      let process = try CommandLineTool.process(
        arguments(config, folder.path + "/shared", ["--group", "2", "--quiet"]))
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      return process
    }
    for process in processes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    #expect(try trials(folder, "shared") == trials(folder, "whole"))
  }

  @Test func ctrlCGivesClaimsBack() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file(
      "hunt.yaml", searchConfig.replacing("epochs: 3", with: "epochs: 100000"))
    let process = try CommandLineTool.process(arguments(config, folder.path + "/run"))
    let messages = Pipe()
    process.standardError = messages
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    var seen = ""
    while !seen.contains("epoch 2/"),
      let data = try messages.fileHandleForReading.read(upToCount: 1)
    { seen += String(decoding: data, as: UTF8.self) }
    kill(process.processIdentifier, SIGINT)
    let rest = try messages.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(String(decoding: rest, as: UTF8.self).contains("interrupted:"))
    let states = Set(rows(try folder.text("run/search.csv")).map { $0["state"] })
    #expect(states == ["waiting"])
  }

  @Test func mistakesAreExplained() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("hunt.yaml", searchConfig)
    let plain = try folder.file("tiny.yaml", tinyConfig)
    func run(_ arguments: [String]) throws -> (Int32, String) {
      let result = try CommandLineTool.run(arguments + ["--quiet"])
      return (result.status, result.error)
    }
    let noBlock = try run(["search", plain])
    #expect(noBlock.0 == 64 && noBlock.1.contains("has no search block"))
    let asStudy = try run(["study", config, "--out", folder.path + "/x"])
    #expect(asStudy.0 == 64 && asStudy.1.contains("'lockstep search"), "\(asStudy)")
    let nothing = try run(arguments(config, folder.path + "/none", ["--resume"]))
    #expect(nothing.0 == 65 && nothing.1.contains("no such search"), "\(nothing)")
    let small = ["--set", "search.trials=3", "--set", "search.keep=1", "--set", "epochs=1"]
    #expect(try run(arguments(config, folder.path + "/run", small)).0 == 0)
    let other = try run(arguments(config, folder.path + "/run"))
    #expect(other.0 == 65 && other.1.contains("search.trials was '3' and is now '12'"), "\(other)")
    #expect(try run(["study", plain, "--device", "cpu", "--out", folder.path + "/study"]).0 == 0)
    let taken = try run(arguments(config, folder.path + "/study"))
    #expect(taken.0 == 74 && taken.1.contains("holds a run that is no search"), "\(taken)")
  }

  @Test func aFullDiskIsSaidAndNothingIsLost() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("hunt.yaml", searchConfig)
    // A file size limit stands for a full disk: the store may not grow beyond 100 KiB.
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    let command = arguments(config, folder.path + "/run", ["--quiet"])
    process.arguments =
      ["-c", "trap '' XFSZ; ulimit -f 60; exec \"$@\"", "bash", try CommandLineTool.binary.path]
      + command
    let messages = Pipe()
    process.standardError = messages
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let error = String(
      decoding: try messages.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 74, "\(error)")
    #expect(error.contains("search.sqlite"), "\(error)")
    let rest = try CommandLineTool.run(command)
    #expect(rest.status == 0, "\(rest.error)")
    #expect(rest.output.contains("finished: 12 trials, 24 runs done"))
  }
}
