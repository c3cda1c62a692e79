import Foundation
import Testing

/// Every command that takes a run takes it by its folder, its name and the beginning of it.
@Suite("Runs by name")
struct RunNameTests {
  /// What a command is asked about the run that `run` names.
  ///
  /// Found is told from not found by the exit status alone: all of these are done with the run, and none without.
  private static let commands: [[String]] = [
    ["evaluate", "RUN", "--device", "cpu", "--quiet"],
    ["predict", "RUN", "one.pgm", "--trial", "1", "--device", "cpu"],
    ["export", "RUN", "--trial", "1", "--format", "safetensors", "--out", "weights.safetensors"],
    ["report", "RUN", "--out", "page.html"],
    ["report", "other", "RUN", "--out", "pages.html"],
    ["runs", "show", "RUN"],
    ["runs", "compare", "RUN", "other"],
    ["runs", "delete", "RUN", "--force"],
  ]

  /// A command line of the parser's own description that takes a run.
  private struct Dump: Decodable {
    struct Command: Decodable {
      let commandName: String
      let subcommands: [Command]?
      let arguments: [Argument]?
    }
    struct Argument: Decodable {
      let kind: String
      let valueName: String?
    }
    let command: Command
  }

  @Test("no command that takes a run is left out here")
  func all() throws {
    let help = try CommandLineTool.run(["--experimental-dump-help"])
    let root = try JSONDecoder().decode(Dump.self, from: Data(help.output.utf8)).command
    func takers(_ command: Dump.Command, _ path: [String]) -> [[String]] {
      let own = (command.arguments ?? []).contains {
        $0.kind == "positional" && $0.valueName == "run"
      }
      return (own ? [path] : [])
        + (command.subcommands ?? []).flatMap { takers($0, path + [$0.commandName]) }
    }
    let found = takers(root, []).map { $0.joined(separator: " ") }
    let tested = Self.commands.map {
      $0.prefix { $0 != "RUN" && $0 != "other" }.joined(separator: " ")
    }
    #expect(Set(found) == Set(tested), "\(found)")
  }

  @Test("folder, name and beginning", arguments: ["runs/chosen", "chosen", "cho"])
  func names(_ name: String) throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    for run in ["chosen", "other"] {
      let study = try CommandLineTool.run(
        ["study", config, "--device", "cpu", "--quiet", "--out", "runs/\(run)"], in: folder.url)
      try #require(study.status == 0, "\(study.error)")
    }
    // A picture of 28 x 28 pixels with a dark stroke.
    var picture = "P2\n28 28\n255\n"
    for row in 0..<28 {
      for column in 0..<28 {
        picture += column == 14 && row > 3 && row < 24 ? "0\n" : "255\n"
      }
    }
    _ = try folder.file("one.pgm", picture)
    for command in Self.commands {
      func arguments(_ run: String) -> [String] { command.map { $0 == "RUN" ? run : $0 } }
      let missing = try CommandLineTool.run(arguments(name + "x"), in: folder.url)
      #expect(missing.status != 0, "\(command): \(missing.output)")
      let found = try CommandLineTool.run(arguments(name), in: folder.url)
      #expect(found.status == 0, "\(command): \(found.error)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs/chosen"))
  }

  @Test(
    "compare keeps its figures in a run that is named as elsewhere, and search goes on with one")
  func others() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    for run in ["one", "other"] {
      let study = try CommandLineTool.run(
        ["study", config, "--device", "cpu", "--quiet", "--out", "runs/\(run)"], in: folder.url)
      try #require(study.status == 0, "\(study.error)")
    }
    // Looked up before the work: of another study, it is refused by the run's whole path.
    let kept = try CommandLineTool.run(
      ["compare", config, "--set", "name=third", "--out", "on"], in: folder.url)
    #expect(
      kept.status == 74 && kept.error.contains("runs/one: is a run of 'tiny'"), "\(kept.error)")
    let several = try CommandLineTool.run(["compare", config, "--out", "o"], in: folder.url)
    #expect(several.status == 64 && several.error.contains("the beginning of one, other"))
    let search = try folder.file(
      "hunt.yaml",
      """
      name: hunt
      data: {set: synthetic-digits, train: 200, validation: 40, test: 40}
      model: {mlp: {hidden: [8]}}
      loss: cross-entropy
      optimizer: {name: adam, rate: 0.003}
      epochs: 1
      search: {method: random, trials: 2, space: {optimizer.rate: {log-uniform: [0.001, 0.1]}}}

      """)
    let hunt = try CommandLineTool.run(
      ["search", search, "--device", "cpu", "--quiet"], in: folder.url)
    try #require(hunt.status == 0, "\(hunt.error)")
    for name in ["runs/hunt", "hunt", "hu"] {
      let shown = try CommandLineTool.run(["search", name, "--show"], in: folder.url)
      #expect(
        shown.status == 0 && shown.output.contains("hunt: finished"), "\(name): \(shown.error)")
    }
  }
}
