import Datasets
import Foundation

/// Reads the YAML file of a study.
///
/// Every error is a ``ConfigError`` with line and key. Overrides are `KEY=VALUE`, the key dotted and
/// the value YAML; they apply to the file before its trials are laid out.
public enum StudyConfig {
  /// The study in the file at `path`; the configs of its findings are checked as well.
  ///
  /// - Parameter trial: the only trial of the grid to keep, from 1; `nil` keeps all.
  /// - Throws: `ConfigError` if the file cannot be read or is no valid config, or has no such trial.
  public static func load(
    path: String, overrides: [String] = [], trial: Int? = nil
  ) throws(ConfigError) -> Study {
    let overrides = try overrides.map(ConfigOverride.init)
    let file = ConfigFile(path: path, overrides: overrides)
    let study = try file.study(yaml: try read(path), isFinding: false, trial: trial)
    for finding in study.findings { _ = try load(finding, of: path, overrides: overrides) }
    return study
  }

  /// The study in `yaml`; `file` is named in errors, and relative paths start from its folder.
  ///
  /// - Parameter dataSets: data that the program itself has, which the config may name; of several of one name
  ///   the first.
  /// - Throws: `ConfigError` if it is no valid config.
  public static func parse(
    yaml: String, file: String, overrides: [String] = [], dataSets: [Dataset] = []
  ) throws(ConfigError) -> Study {
    let overrides = try overrides.map(ConfigOverride.init)
    let own = Dictionary(dataSets.map { ($0.name, $0) }) { first, _ in first }
    let file = ConfigFile(path: file, overrides: overrides, ownDataSets: Set(own.keys))
    var study = try file.study(yaml: yaml, isFinding: false)
    study.ownDataSets = own
    return study
  }

  /// The study that tests `finding`, which the config at `path` names.
  ///
  /// Overrides reach it as far as they make sense there: `name`, `published` and `findings` stay its
  /// own, and so do the keys that it varies, except where the override is of a key that both vary.
  /// - Throws: `ConfigError` if the file cannot be read, is no valid config or has findings itself.
  public static func load(
    finding: FindingConfig, of path: String, overrides: [String] = []
  ) throws(ConfigError) -> Study {
    let overrides = try overrides.map(ConfigOverride.init)
    return try load(finding, of: path, overrides: overrides)
  }

  private static func load(
    _ finding: FindingConfig, of path: String, overrides: [ConfigOverride]
  ) throws(ConfigError) -> Study {
    let file = ConfigFile(path: finding.path(from: path), overrides: overrides)
    return try file.study(yaml: try read(file.path), isFinding: true)
  }

  /// Far more than a config needs.
  private static let largestFile = 1 << 20

  private static func read(_ path: String) throws(ConfigError) -> String {
    func failure(_ reason: String) -> ConfigError {
      ConfigError(file: path, line: nil, key: nil, reason: reason)
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw failure("no such file; name a config such as configs/smoke.yaml")
    }
    guard !isFolder.boolValue else { throw failure("is a folder, not a config file") }
    let bytes: Data?
    do {
      guard let handle = FileHandle(forReadingAtPath: path) else {
        throw failure("cannot be read: \(String(cString: strerror(errno)))")
      }
      bytes = try handle.read(upToCount: largestFile + 1)
    } catch let error as ConfigError {
      throw error
    } catch {
      throw failure("cannot be read: \(error.localizedDescription)")
    }
    guard let bytes else { return "" }
    guard bytes.count <= largestFile else {
      throw failure("is larger than \(largestFile) bytes; that is no config")
    }
    guard let text = String(validating: bytes, as: UTF8.self), !text.contains("\0") else {
      throw failure("is not a text file (UTF-8)")
    }
    return text
  }
}

extension FindingConfig {
  /// Where the study lies if the config at `config` names it: relative paths start from its folder.
  public func path(from config: String) -> String {
    if study.hasPrefix("/") { return study }
    let folder = folderName(of: config)
    return folder.isEmpty ? study : "\(folder)/\(study)"
  }
}
