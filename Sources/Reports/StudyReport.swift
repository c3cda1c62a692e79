import Foundation
import Studies

/// Writes everything a study leaves behind in its run folder.
public enum StudyReport {
  /// What was written.
  public struct Written: Sendable {
    /// The files, in the order they were written.
    public let files: [URL]
    /// What the user should know, one line each: figures that were left out.
    public let notices: [String]
  }

  /// Writes `trials.csv`, `epochs.csv`, `environment.json`, `summary.json`, `config.yaml`,
  /// `tables.md`, `report.html`, the figures, what `extras` has, and the data of each finding's study in
  /// `findings/NAME/`.
  ///
  /// Each file appears whole or not at all. Without gnuplot the figures are left out, and
  /// `tables.md` and the notices say so.
  /// - Parameters:
  ///   - result: What the study came to.
  ///   - folder: The run folder, made if it is not there.
  ///   - extras: What `report.html` shows beside the result.
  ///   - gnuplot: The program that draws the figures; `nil` leaves them out.
  /// - Throws: ``OutputError`` when the folder or a file cannot be written.
  /// - Precondition: There is one outcome for each trial.
  public static func write(
    _ result: StudyResult, to folder: URL, extras: ReportExtras = ReportExtras(),
    gnuplot: URL? = Gnuplot.find()
  ) throws -> Written {
    // Whoever runs a study without its findings has a whole study all the same.
    var result = result
    result.study.findings = Array(result.study.findings.prefix(result.findings.count))
    var files = try writeAllData(of: result, to: folder)
    let figures = try FigureSet.write(
      result, to: folder.appendingPathComponent("figures"), gnuplot: gnuplot)
    files += figures.files
    let tables = folder.appendingPathComponent("tables.md")
    try OutputFile.write(MarkdownReport(result, figures: figures).text(), to: tables)
    files.append(tables)
    files += try write(extras, to: folder)
    let page = folder.appendingPathComponent(pageFile)
    try writePage(result, extras: extras, to: page)
    files.append(page)
    return Written(files: files, notices: figures.notice.map { [$0] } ?? [])
  }

  /// Writes what ``write(_:to:extras:gnuplot:)`` does of a study that was stopped, without figures and without
  /// `tables.md`, which whole studies alone have.
  ///
  /// - Throws: ``OutputError`` when the folder or a file cannot be written.
  /// - Precondition: There is one outcome for each trial.
  public static func writeStopped(
    _ result: StudyResult, to folder: URL, extras: ReportExtras = ReportExtras()
  ) throws {
    _ = try writeAllData(of: result, to: folder)
    try write(extras, to: folder)
    try writePage(result, extras: extras, to: folder.appendingPathComponent(pageFile))
  }

  /// Writes the data of a study and of its findings.
  private static func writeAllData(of result: StudyResult, to folder: URL) throws -> [URL] {
    try writeData(of: result, to: folder)
      + result.findings.flatMap { finding in
        try writeData(
          of: finding, to: folder.appendingPathComponent("findings/\(finding.study.name)"))
      }
  }

  /// The name of the page in a run folder.
  public static let pageFile = "report.html"

  /// Writes the study as a page that needs nothing else, such as ``pageFile`` in a run folder.
  ///
  /// - Throws: ``OutputError`` when it cannot be written.
  /// - Precondition: There is one outcome for each trial.
  public static func writePage(
    _ result: StudyResult, extras: ReportExtras, to file: URL
  ) throws {
    try OutputFile.write(StudyPage(result, extras: extras).source(), to: file)
  }

  /// Writes what extras there are, each as a JSON file of its own.
  ///
  /// - Returns: The files.
  /// - Throws: ``OutputError`` when the folder or a file cannot be written.
  @discardableResult
  public static func write(_ extras: ReportExtras, to folder: URL) throws -> [URL] {
    var texts: [(String, String)] = []
    if !extras.profiles.isEmpty {
      texts.append((ReportExtras.profileFile, try JSONFile.text(extras.profiles)))
    }
    if let devices = extras.devices {
      texts.append((ReportExtras.devicesFile, try JSONFile.text(devices)))
    }
    if let answers = extras.answers {
      texts.append((TestAnswers.fileName, try JSONFile.text(answers)))
    }
    try OutputFile.makeFolder(folder)
    return try texts.map { name, text in
      let file = folder.appendingPathComponent(name)
      try OutputFile.write(text, to: file)
      return file
    }
  }

  /// Writes `trials.csv`, `epochs.csv`, `environment.json`, `summary.json` and `config.yaml`.
  ///
  /// - Throws: ``OutputError`` when the folder or a file cannot be written.
  /// - Precondition: There is one outcome for each trial.
  public static func writeData(of result: StudyResult, to folder: URL) throws -> [URL] {
    let texts = [
      ("config.yaml", result.study.resolvedYAML),
      ("environment.json", try JSONFile.text(result.run)),
      ("epochs.csv", Table.epochs(of: result).csv()),
      ("trials.csv", Table.trials(of: result).csv()),
      ("summary.json", try summary(of: result)),
    ]
    try OutputFile.makeFolder(folder)
    return try texts.map { name, text in
      let url = folder.appendingPathComponent(name)
      try OutputFile.write(text, to: url)
      return url
    }
  }

  /// Writes `config.yaml` alone, so that a run says what it is from its beginning.
  ///
  /// - Throws: ``OutputError`` when the folder or the file cannot be written.
  public static func writeConfig(of study: Study, to folder: URL) throws {
    try OutputFile.makeFolder(folder)
    try OutputFile.write(study.resolvedYAML, to: folder.appendingPathComponent("config.yaml"))
  }

  /// The text of `summary.json`.
  ///
  /// - Precondition: There is one outcome for each trial.
  public static func summary(of result: StudyResult) throws -> String {
    try JSONFile.text(StudySummary(result).labelled(result))
  }

  /// The text of `tables.md` without figures.
  ///
  /// - Precondition: There is one outcome for each trial.
  public static func tables(_ result: StudyResult) -> String {
    MarkdownReport(result, figures: FigureSet(figures: [], files: [], notice: nil)).text()
  }
}
