import ArgumentParser
import Foundation
import Reports
import Runs

/// `lockstep runs`.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List, show, compare and delete runs.",
    discussion: """
      What is listed comes from an index, index.sqlite among the run folders. It follows the folders by \
      itself; --rebuild makes it anew.

      Examples:
        lockstep runs list
        lockstep runs show regul
        lockstep runs compare first second
        lockstep runs delete first
      """,
    subcommands: [
      RunsListCommand.self, RunsShowCommand.self, RunsCompareCommand.self, RunsDeleteCommand.self,
    ], defaultSubcommand: RunsListCommand.self)
}

/// `--runs`.
struct RunsOption: ParsableArguments {
  @Option(help: "The folder with the run folders.", completion: .directory)
  var runs = "runs"

  /// The folder.
  var folders: RunFolders { RunFolders(runs) }

  /// The run that an argument names.
  ///
  /// - Throws: ``RunFolderError`` if there is none; `UsageError` if there are several.
  func folder(_ argument: String) throws -> RunFolder {
    let path = try RunName.path(argument, in: folders)
    guard RunFolders.isRun(path) else {
      throw RunFolderError(
        path: path,
        reason: "there is no such run in \(runs)/; 'lockstep runs list' lists the runs")
    }
    return RunFolder(out: path, name: "")
  }
}

/// `lockstep runs list`.
struct RunsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List all runs, the latest first.")

  @OptionGroup var option: RunsOption

  @Flag(help: "Make the index of the runs anew.")
  var rebuild = false

  @Flag(help: "Print one JSON object on standard output.")
  var json = false

  private struct Listing: Encodable { let runs: [RunEntry] }

  func run() throws {
    let entries = try RunIndex(option.folders).entries(anew: rebuild)
    if json { return try printJSON(Listing(runs: entries)) }
    guard !entries.isEmpty else {
      print("There are no runs in \(option.runs)/; 'lockstep study CONFIG' makes one.")
      return
    }
    print(RunsTable(entries).text(TerminalStyle.output), terminator: "")
  }
}

/// `lockstep runs compare`.
struct RunsCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Set runs side by side; the first is what the others are compared with.",
    discussion: "'lockstep report RUN RUN' shows the same with pictures.")

  @Argument(help: RunName.help, completion: RunName.completion)
  var names: [String]

  @OptionGroup var option: RunsOption

  @Flag(help: "Print one JSON object on standard output.")
  var json = false

  func validate() throws {
    guard names.count > 1 else { throw ValidationError("name two runs or more") }
  }

  func run() throws {
    let comparison = try RunName.comparison(of: names.map(option.folder))
    print(json ? try comparison.json() : comparison.text, terminator: "")
  }
}
