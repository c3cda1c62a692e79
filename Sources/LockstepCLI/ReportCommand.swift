import ArgumentParser
import CPUBackend
import Datasets
import Foundation
import Lockstep
import Reports
import Runs
import Studies

/// `lockstep report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report of a run again, or compare several runs in one.",
    discussion: """
      A report is one HTML file that loads nothing: it can be mailed, printed and read offline. Every \
      study and search writes its own, report.html in its run folder. With several runs the page sets \
      them side by side; the first one is what the others are compared with. The file is named on standard \
      output. tables.md and the figures stay as the run wrote them.

      Examples:
        lockstep report regularization
        lockstep report runs/first runs/second --out both.html
      """)

  @Argument(help: RunName.help, completion: RunName.completion)
  var runs: [String]

  @Option(
    help:
      "The file (default: report.html in the run folder; of several runs, a new comparison.html here).",
    completion: .file(extensions: ["html"]))
  var out: String?

  @OptionGroup var data: DataOption

  @Flag(help: "Say nothing but warnings and errors.")
  var quiet = false

  func validate() throws {
    guard !runs.isEmpty else {
      throw ValidationError("name a run; 'lockstep runs list' lists them")
    }
    guard out != "" else { throw ValidationError("--out needs a file") }
  }

  func run() throws {
    let console = Console(quiet: quiet)
    if runs.count == 1, let search = try SearchFolder.named(runs[0]) {
      return try write(search, console)
    }
    let folders = try runs.map { try RunFolder(named: $0) }
    guard folders.count > 1 else {
      // A search within a folder is refused here, with what to name in its place.
      _ = try folders[0].studyFile()
      return try write(folders[0], console)
    }
    let file = try out ?? freeFile("comparison.html")
    let comparison = try RunName.comparison(of: folders)
    for warning in comparison.warnings { console.warn("warning: \(warning)") }
    try comparison.writePage(to: URL(filePath: file))
    finish(file)
  }

  /// Prints where the page is, for people and for `xdg-open $(lockstep report RUN)`.
  private func finish(_ file: String) {
    if !quiet { print(file) }
  }

  /// A file that is not there yet: nobody said that one may be replaced.
  ///
  /// - Throws: `UsageError` if it is.
  private func freeFile(_ name: String) throws -> String {
    guard !FileManager.default.fileExists(atPath: name) else {
      throw UsageError("\(name) is there already; name a file with --out")
    }
    return name
  }

  private func write(_ search: SearchFolder, _ console: Console) throws {
    guard out == nil else {
      throw UsageError("--out is for runs of studies; a search's report lies in its folder")
    }
    let study = try StudyConfig.load(path: "\(search.path)/config.yaml")
    try SearchRun(study: study, folder: search, console: console, mustExist: true).report()
    finish("\(search.path)/\(StudyReport.pageFile)")
  }

  private func write(_ folder: RunFolder, _ console: Console) throws {
    let saved = try SavedRun(URL(filePath: folder.path))
    for warning in saved.warnings { console.warn("warning: \(warning)") }
    var extras = saved.extras
    if extras.answers == nil, let answers = answers(of: saved, folder, console) {
      extras.answers = answers
      if out == nil {
        try StudyReport.write(ReportExtras(answers: answers), to: URL(filePath: folder.path))
      }
    }
    let file = out ?? "\(folder.path)/\(StudyReport.pageFile)"
    try StudyReport.writePage(saved.result, extras: extras, to: URL(filePath: file))
    finish(file)
  }

  /// What the run's networks answer, where weights and data are at hand; nothing is downloaded for it.
  private func answers(
    of saved: SavedRun, _ folder: RunFolder, _ console: Console
  ) -> TestAnswers? {
    guard !TestAnswers.choices(saved.result).isEmpty else { return nil }
    do {
      let study = saved.result.study
      let loaded = try StudyData(data, substitutesMissing: false, downloads: false, console)
        .load(study, substituting: saved.result.run.substitutedDataSets)
      return try TestAnswerer(
        folder: folder, data: loaded.sets, trainedOn: CPUBackend()
      ).answers(saved.result)
    } catch {
      console.warn("warning: the report goes without the answers on test examples: \(error)")
      return nil
    }
  }
}
