import Datasets
import Foundation
import Reports
import Studies
import Training

/// A study read back from its run folder, as if it had just ended.
public struct SavedRun: Sendable {
  /// The run folder.
  public let folder: URL
  /// What was run and what it came to; trials without epochs are those that a stop kept from running.
  public let result: StudyResult
  /// What else the folder keeps for its report.
  public let extras: ReportExtras
  /// What of that could not be read, a line each: the report goes without it.
  public let warnings: [String]

  /// Reads `config.yaml`, `environment.json`, `trials.csv`, `epochs.csv`, the findings and what the report shows
  /// beside.
  ///
  /// - Parameters:
  ///   - hasEpochs: whether everything is read; without, only the first three, and each trial has one epoch
  ///     alone, with the figures of `trials.csv`, which lack the penalty of training.
  ///   - dataSets: data that the program itself has, of a run that was trained on it.
  /// - Throws: ``SavedRunError`` if a file is missing or damaged; `ConfigError` if the config is.
  public init(_ folder: URL, hasEpochs: Bool = true, dataSets: [Dataset] = []) throws {
    self.folder = folder
    result = try Self.result(
      folder, hasEpochs: hasEpochs, hasFindings: hasEpochs, dataSets: dataSets)
    (extras, warnings) = hasEpochs ? Self.extras(folder) : (ReportExtras(), [])
  }

  private static func result(
    _ folder: URL, hasEpochs: Bool, hasFindings: Bool, dataSets: [Dataset] = []
  ) throws -> StudyResult {
    var study = try study(folder, dataSets: dataSets)
    let record: RunRecord = try json(folder, "environment.json")
    let outcomes = try SavedTrials(folder, study: study, hasEpochs: hasEpochs).outcomes
    var findings: [(FindingConfig, StudyResult)] = []
    if hasFindings { findings = try Self.findings(folder, of: study) }
    // Those that a stop left out stand behind the others, whose results go by their places.
    let isWhole = FileManager.default.fileExists(atPath: folder.appending(path: "tables.md").path)
    let untested =
      hasFindings && !isWhole
      ? study.findings.filter { finding in !findings.contains { $0.0 == finding } } : []
    study.findings = findings.map(\.0) + untested
    return StudyResult(study: study, outcomes: outcomes, run: record, findings: findings.map(\.1))
  }

  /// The config of a run; that of a finding's study need not be there any more.
  static func study(_ folder: URL, dataSets: [Dataset] = []) throws -> Study {
    let file = folder.appending(path: "config.yaml")
    guard let data = FileManager.default.contents(atPath: file.path),
      let text = String(validating: data, as: UTF8.self)
    else {
      throw SavedRunError(
        path: folder.path,
        reason: "this is not a run folder: it has no config.yaml; name one like runs/NAME")
    }
    return try StudyConfig.parse(yaml: text, file: file.path, dataSets: dataSets)
  }

  /// The studies of the findings that the folder has, with the claim that each is about.
  private static func findings(
    _ folder: URL, of study: Study
  ) throws -> [(FindingConfig, StudyResult)] {
    let parent = folder.appending(path: "findings")
    guard !study.findings.isEmpty, FileManager.default.fileExists(atPath: parent.path) else {
      return []
    }
    // Each lies in a folder of its study's name, which is usually that of its config file.
    let names = try FileManager.default.contentsOfDirectory(atPath: parent.path)
    return try study.findings.compactMap { finding in
      let name = URL(filePath: finding.study).deletingPathExtension().lastPathComponent
      let own = parent.appending(path: name)
      // One that was killed has not left anything to read.
      guard names.contains(name),
        FileManager.default.fileExists(atPath: own.appending(path: "environment.json").path)
      else { return nil }
      return (finding, try result(own, hasEpochs: true, hasFindings: false))
    }
  }

  /// What a run can do without: where it is damaged, that is said.
  private static func extras(_ folder: URL) -> (ReportExtras, warnings: [String]) {
    var warnings: [String] = []
    func optional<Value: Decodable>(_ name: String) -> Value? {
      let path = folder.appending(path: name).path
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      do { return try json(folder, name) } catch {
        warnings.append("\(path): is damaged; the report goes without it")
        return nil
      }
    }
    let extras = ReportExtras(
      profiles: optional(ReportExtras.profileFile) ?? [],
      devices: optional(ReportExtras.devicesFile), answers: optional(TestAnswers.fileName))
    return (extras, warnings)
  }

  // MARK: - JSON

  /// The value in a JSON file as this program writes it.
  static func json<Value: Decodable>(_ folder: URL, _ name: String) throws -> Value {
    let file = folder.appending(path: name)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw SavedRunError(path: file.path, reason: "is missing; the run did not get that far")
    }
    do {
      return try decoder.decode(Value.self, from: data)
    } catch {
      throw SavedRunError(path: file.path, reason: "is damaged; run the study again")
    }
  }
}
