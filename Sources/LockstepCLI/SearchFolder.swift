import Foundation
import Reports
import Studies

/// The run folder of a search.
struct SearchFolder {
  let path: String

  init(_ path: String) { self.path = path }

  /// The folder of the search that an argument names, by its path, its name or the beginning of it; `nil` if it
  /// names none, as a config does.
  ///
  /// - Throws: `UsageError` if several runs are called so.
  static func named(_ argument: String) throws -> SearchFolder? {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder), !isFolder.boolValue
    {
      return nil
    }
    let folder = SearchFolder(try RunName.path(argument))
    return FileManager.default.fileExists(atPath: folder.store) ? folder : nil
  }

  /// The store of the search.
  var store: String { "\(path)/\(SearchStore.fileName)" }

  /// The run folder of the best trial.
  var best: RunFolder { RunFolder(out: "\(path)/best", name: "") }

  /// Makes the folder and finds out at once whether it can be written.
  ///
  /// - Throws: ``RunFolderError``, also if another run lies here.
  func create() throws {
    let files = FileManager.default
    guard files.fileExists(atPath: store) || !files.fileExists(atPath: path + "/environment.json")
    else {
      throw RunFolderError(
        path: path, reason: "holds a run that is no search; choose another folder with --out")
    }
    do {
      try files.createDirectory(atPath: path, withIntermediateDirectories: true)
      let probe = path + "/.lockstep-probe-\(ProcessInfo.processInfo.processIdentifier)"
      try Data("probe".utf8).write(to: URL(filePath: probe))
      try files.removeItem(atPath: probe)
    } catch {
      throw RunFolderError(
        path: path,
        reason: "this folder cannot be written; choose another one with --out, or free its disk")
    }
  }
}
