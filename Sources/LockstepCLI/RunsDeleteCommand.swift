import ArgumentParser
import Foundation
import Runs
import Studies

/// `lockstep runs delete`.
struct RunsDeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete runs, after asking.",
    discussion: """
      Where nobody can be asked, nothing is deleted without --force. A run that another process trains is \
      never deleted.
      """)

  @Argument(help: RunName.help, completion: RunName.completion)
  var names: [String]

  @OptionGroup var option: RunsOption

  @Flag(help: "Do not ask.")
  var force = false

  func run() throws {
    var folders: [RunFolder] = []
    // All names are looked up before anything is deleted.
    for folder in try names.map(option.folder)
    where !folders.contains(where: { $0.path == folder.path }) {
      guard option.folders.mayDelete(folder.path) else {
        throw RunFolderError(
          path: folder.path,
          reason: "is surely no run of this program, or the program runs in it; kept")
      }
      _ = try locks(of: folder)
      folders.append(folder)
    }
    for folder in folders {
      let size = FolderSize.words(FolderSize(URL(filePath: folder.path)).total)
      guard try force || isWanted("delete \(folder.path) (\(size))?") else {
        print("kept \(folder.path)")
        continue
      }
      // Asking takes time: a run may have begun meanwhile.
      let locks = try locks(of: folder)
      try withExtendedLifetime(locks) { try delete(folder) }
      print("deleted \(folder.path) (\(size))")
    }
  }

  /// Locks a run against processes that would train it, and its findings, which are trained by themselves.
  ///
  /// - Throws: ``RunFolderError`` if one trains now.
  private func locks(of folder: RunFolder) throws -> [CheckpointFolder] {
    let files = FileManager.default
    let inUse = RunFolderError(
      path: folder.path,
      reason: "another lockstep process trains in this folder; nothing is deleted")
    let findings = (try? files.contentsOfDirectory(atPath: "\(folder.path)/findings")) ?? []
    let runs = [folder.path] + findings.map { folder.finding($0).path }
    guard !SearchStore.isInUse(inRun: folder.path) else { throw inUse }
    return
      try runs
      .filter { files.fileExists(atPath: "\($0)/\(CheckpointFolder.name)") }
      .map { run in
        do { return try CheckpointFolder(inRun: run) } catch { throw inUse }
      }
  }

  private func isWanted(_ question: String) throws -> Bool {
    guard isatty(STDIN_FILENO) == 1 else {
      throw UsageError("nobody can be asked here: \(question) Say --force to do it")
    }
    StandardError.write("\(question) [y/N] ")
    return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
  }

  /// Takes the folder's name away first: what is half deleted is no run any more.
  private func delete(_ folder: RunFolder) throws {
    let url = URL(filePath: folder.path)
    let hidden = url.deletingLastPathComponent().appending(
      path: ".deleted-\(url.lastPathComponent)-\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try FileManager.default.moveItem(at: url, to: hidden)
      try FileManager.default.removeItem(at: hidden)
    } catch {
      throw RunFolderError(
        path: folder.path, reason: "cannot be deleted: \(error.localizedDescription)")
    }
  }
}
