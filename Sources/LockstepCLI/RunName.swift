import ArgumentParser
import Foundation
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
  static func distinct(_ folders: [RunFolder]) -> [(name: String, folder: RunFolder)] {
    let names = folders.map { URL(filePath: $0.path).lastPathComponent }
    let isDistinct = Set(names).count == names.count
    return zip(names, folders).map { (isDistinct ? $0 : $1.path, $1) }
  }
}
