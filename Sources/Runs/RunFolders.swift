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

  /// Whether a folder holds a run, finished or not.
  public static func isRun(_ folder: String) -> Bool {
    ["config.yaml", SearchStore.fileName].contains {
      FileManager.default.fileExists(atPath: "\(folder)/\($0)")
    }
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
  /// `regul` is `runs/regularization`, and so is `runs/regul`. Of a run and its predecessor of the same name
  /// (`NAME.previous`) the run is meant.
  public func match(_ argument: String) -> Match {
    let trimmed =
      argument.count > 1 && argument.hasSuffix("/") ? String(argument.dropLast()) : argument
    if Self.isRun(trimmed) { return .run(trimmed) }
    guard !trimmed.isEmpty else { return .none }
    if let slash = trimmed.lastIndex(of: "/") {
      let name = String(trimmed[trimmed.index(after: slash)...])
      return RunFolders(String(trimmed[..<slash])).match(beginning: name)
    }
    return match(beginning: trimmed)
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
