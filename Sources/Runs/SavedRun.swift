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
  ///   - hasEpochs: whether `epochs.csv` is read; without, each trial has one epoch alone, with the figures of
  ///     `trials.csv`, which lack the penalty of training, and there is nothing beside.
  ///   - hasFindings: whether the studies of findings and what the report shows beside are read, too.
  ///   - dataSets: data that the program itself has, of a run that was trained on it.
  /// - Throws: ``SavedRunError`` if a file is missing or damaged, or the folder is a search's; `ConfigError` if the
  ///   config is damaged.
  public init(
    _ folder: URL, hasEpochs: Bool = true, hasFindings: Bool = true, dataSets: [Dataset] = []
  ) throws {
    guard
      !FileManager.default.fileExists(atPath: folder.appending(path: SearchStore.fileName).path)
    else {
      throw SavedRunError(
        path: folder.path, reason: "is a search; its best trial is the run \(folder.path)/best")
    }
    self.folder = folder
    let isWhole = hasEpochs && hasFindings
    result = try Self.result(
      folder, hasEpochs: hasEpochs, hasFindings: isWhole, dataSets: dataSets)
    (extras, warnings) = isWhole ? Self.extras(folder) : (ReportExtras(), [])
  }

  private static func result(
    _ folder: URL, hasEpochs: Bool, hasFindings: Bool, dataSets: [Dataset] = []
  ) throws -> StudyResult {
    var study = try study(folder, dataSets: dataSets)
    let record = try record(folder)
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
    let file = folder.appending(path: "config.yaml").path
    guard FileManager.default.fileExists(atPath: file) else {
      throw SavedRunError(
        path: folder.path,
        reason: "this is not a run folder: it has no config.yaml; name one like runs/NAME",
        kind: .inputOutput)
    }
    guard let text = String(validating: try contents(of: file), as: UTF8.self) else {
      throw SavedRunError(path: file, reason: "is not a text file; run the study again")
    }
    return try StudyConfig.parse(yaml: text, file: file, dataSets: dataSets)
  }

  /// How the run went, from `environment.json`.
  ///
  /// - Throws: ``SavedRunError`` if it is missing or damaged.
  public static func record(_ folder: URL) throws -> RunRecord {
    let name = "environment.json"
    let record: RunRecord = try json(folder, name)
    let seconds = [
      record.loadingSeconds, record.preparationSeconds, record.trainingSeconds,
      record.evaluationSeconds,
    ]
    guard seconds.allSatisfy((0...Double(SavedRow.largest)).contains) else {
      throw damaged(folder.appending(path: name).path)
    }
    return record
  }

  /// The studies of the findings that the folder has, with the claim that each is about.
  private static func findings(
    _ folder: URL, of study: Study
  ) throws -> [(FindingConfig, StudyResult)] {
    let parent = folder.appending(path: "findings")
    // Each lies in a folder of its study's name, which is usually that of its config file.
    return try study.findings.compactMap { finding in
      let name = URL(filePath: finding.study).deletingPathExtension().lastPathComponent
      let own = parent.appending(path: name)
      // One that was killed has not left anything to read.
      guard FileManager.default.fileExists(atPath: own.appending(path: "environment.json").path)
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

  // MARK: - Files

  /// The value in a JSON file as this program writes it.
  static func json<Value: Decodable>(_ folder: URL, _ name: String) throws(SavedRunError) -> Value {
    let path = folder.appending(path: name).path
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let data = try contents(of: path)
    guard let value = try? decoder.decode(Value.self, from: data) else { throw damaged(path) }
    return value
  }

  /// The bytes of a file that a run must have.
  static func contents(of path: String) throws(SavedRunError) -> Data {
    guard FileManager.default.fileExists(atPath: path) else {
      throw SavedRunError(
        path: path, reason: "is missing; the run did not get that far", kind: .inputOutput)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw SavedRunError(path: path, reason: "cannot be read", kind: .inputOutput)
    }
    return data
  }

  private static func damaged(_ path: String) -> SavedRunError {
    SavedRunError(path: path, reason: "is damaged; run the study again")
  }
}
