import ArgumentParser
import Foundation
import Lockstep
import Reports
import Runs

/// How a command line names a run: by its folder, its name in `runs/`, or the beginning of a name that no other run
/// has.
enum RunName {
  static var help: ArgumentHelp {
    ArgumentHelp(
      "A run: its folder, its name in runs/ or the beginning of it.", valueName: "run")
  }

  /// Offers the names of the runs in `runs/`.
  static var completion: CompletionKind { .custom { _, _, _ in RunFolders().names } }

  /// The folder that an argument names; the argument itself if it names no run, for errors to speak of.
  ///
  /// - Throws: `UsageError` if several runs are called so.
  static func path(_ argument: String, in folders: RunFolders = RunFolders()) throws -> String {
    switch folders.match(argument) {
    case .run(let path): return path
    case .none: return argument
    case .ambiguous(let names):
      let listed = names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", ..." : "")
      throw UsageError("'\(argument)' is the beginning of \(listed); name one of them")
    }
  }

  /// Runs with what tells them apart: the names of their folders, or the paths where names are the same.
  ///
  /// - Throws: `UsageError` if one is there twice: compared with itself it would differ in nothing.
  static func distinct(_ folders: [RunFolder]) throws -> [(name: String, folder: RunFolder)] {
    let urls = folders.map { URL(filePath: $0.path).standardizedFileURL.resolvingSymlinksInPath() }
    var seen = Set<[String]>()
    for (url, folder) in zip(urls, folders) where !seen.insert(url.pathComponents).inserted {
      throw UsageError("\(folder.path) is named twice; a run is compared with other runs")
    }
    let names = urls.map(\.lastPathComponent)
    let isDistinct = Set(names).count == names.count
    return zip(names, folders).map { (isDistinct ? $0 : $1.path, $1) }
  }

  /// Runs read back to be compared.
  ///
  /// - Throws: What reading them throws; `UsageError` if one is there twice.
  static func comparison(of folders: [RunFolder]) throws -> RunComparison {
    // A search is refused here, with what to name in its place.
    for folder in folders { _ = try folder.studyFile() }
    return RunComparison(
      try distinct(folders).map { name, folder in
        RunComparison.Run(
          name: name, result: try SavedRun(URL(filePath: folder.path)).result,
          // What a comparison can do without.
          fingerprints: (try? DataRecord(inRun: folder.path))?.fingerprints ?? [:])
      })
  }
}
