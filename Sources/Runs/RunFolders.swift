import Foundation
import Studies

/// A folder that holds run folders, such as `runs/`.
public struct RunFolders: Sendable {
  /// The folder.
  public let path: String

  /// The folder at `path`; it need not be there.
  public init(_ path: String = "runs") { self.path = path }

  /// The ending of the folder that an earlier run of the same name is kept in.
  private static let earlier = ".previous"

  /// The names of all runs in it, sorted.
  public var names: [String] {
    let found = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return found.filter { !$0.hasPrefix(".") && Self.isRun("\(path)/\($0)") }.sorted()
  }

  /// Whether a folder holds a run, finished or not: a search, or a config beside what only this program writes.
  ///
  /// A `config.yaml` alone makes no run: that is what the files of many programs are called.
  public static func isRun(_ folder: String) -> Bool {
    has(folder, SearchStore.fileName)
      || has(folder, "config.yaml")
        && ["environment.json", "weights", CheckpointFolder.name].contains { has(folder, $0) }
  }

  /// Whether a folder holds a run that came to something: figures, or a checkpoint to go on from.
  public static func hasResults(_ folder: String) -> Bool {
    CheckpointFolder.exists(inRun: folder)
      || has(folder, "config.yaml")
        && ["environment.json", SearchStore.fileName].contains { has(folder, $0) }
  }

  /// Whether a run may be deleted: it lies in here, or its config is one of this program's; and it is not the
  /// folder that the program was started in, nor around it.
  ///
  /// Among other people's folders the names of its files alone are no proof.
  public func mayDelete(_ run: String) -> Bool {
    func whole(_ path: String) -> URL {
      URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath()
    }
    let folder = whole(run)
    let current = whole(FileManager.default.currentDirectoryPath)
    guard Self.isRun(run),
      !current.pathComponents.starts(with: folder.pathComponents)
    else { return false }
    return folder.deletingLastPathComponent().pathComponents == whole(path).pathComponents
      || (try? SavedRun.study(folder)) != nil
  }

  private static func has(_ folder: String, _ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/\(name)")
  }

  /// What names a run: a folder, the name of one in here, or the beginning of a name that no other run has.
  public enum Match: Equatable, Sendable {
    /// The run folder.
    case run(String)
    /// Several runs whose names begin so.
    case ambiguous([String])
    /// No run.
    case none
  }

  /// Finds the run that `argument` names.
  ///
  /// `regul` is `runs/regularization`, and so is `runs/regul`. A whole name in here goes before a folder of that
  /// name elsewhere. Of a run and its predecessor of the same name (`NAME.previous`) the run is meant.
  public func match(_ argument: String) -> Match {
    let trimmed =
      argument.count > 1 && argument.hasSuffix("/") ? String(argument.dropLast()) : argument
    if Self.isName(trimmed), Self.isRun("\(path)/\(trimmed)") { return .run("\(path)/\(trimmed)") }
    if Self.isRun(trimmed) { return .run(trimmed) }
    guard !trimmed.isEmpty else { return .none }
    if let slash = trimmed.lastIndex(of: "/") {
      let name = String(trimmed[trimmed.index(after: slash)...])
      return RunFolders(String(trimmed[..<slash])).match(beginning: name)
    }
    return match(beginning: trimmed)
  }

  /// Whether an argument is a name and no path; what begins with a dot is not listed.
  private static func isName(_ argument: String) -> Bool {
    !argument.isEmpty && !argument.hasPrefix(".") && !argument.contains("/")
  }

  private func match(beginning name: String) -> Match {
    guard !name.isEmpty else { return .none }
    let all = names
    if all.contains(name) { return .run("\(path)/\(name)") }
    let found = all.filter { $0.hasPrefix(name) }
    let current = found.filter { !$0.hasSuffix(Self.earlier) }
    let meant = current.isEmpty ? found : current
    switch meant.count {
    case 0: return .none
    case 1: return .run("\(path)/\(meant[0])")
    default: return .ambiguous(meant)
    }
  }
}
