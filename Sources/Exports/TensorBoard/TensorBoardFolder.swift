import ExportMessages
import Foundation
import Programs
import Reports
import Studies
import SwiftProtobuf
import Training

/// A run as a folder that `tensorboard --logdir` shows.
///
/// Each trial is a run of TensorBoard's with its figures by epoch and its hyper-parameters. Each setting that
/// was trained with several seeds is one, too: the means over its seeds under the same tags, and the ends of
/// their 95 % intervals under `interval/`, of which the dashboard "custom scalars" makes lines with bands.
/// Sessions that differ in the seed alone are one group to the dashboard "hparams".
public struct TensorBoardFolder: Sendable {
  /// A file and its path in the folder.
  public struct File: Sendable {
    /// The path.
    public let path: String
    /// The bytes.
    public let data: Data
  }

  /// The event files.
  public private(set) var files: [File] = []
  private let start: Double

  /// The files of a study that was run.
  ///
  /// The same run gives the same bytes: times are those of the run. An epoch is placed at the sum of the trial's
  /// shares of its group's time, that of a setting a second behind the one before.
  /// - Parameter trials: the numbers of the trials to take; `nil` for all.
  /// - Precondition: There is one outcome for each trial.
  public init(_ result: StudyResult, trials: Set<Int>? = nil) throws {
    let settings = Setting.all(of: result)
    start = (try? Date(result.run.startedAt, strategy: .iso8601))?.timeIntervalSince1970 ?? 0
    let sessions = SessionDescriptions(result)
    for (trial, outcome) in zip(result.study.trials, result.outcomes)
    where trials?.contains(trial.number) ?? true {
      try append(trial, outcome, sessions)
    }
    let hasSeeds = settings.contains { $0.runs.count > 1 }
    if hasSeeds, trials == nil {
      for (name, setting) in zip(Self.names(of: settings), settings) {
        try append(setting, named: name)
      }
    }
    var root = try EventFile(startingAt: start)
    var values = [
      TensorBoardSummary.Value(
        "_hparams_/experiment", plugin: SessionDescriptions.plugin,
        content: try sessions.experiment(startingAt: start))
    ]
    if hasSeeds, trials == nil {
      let layout = try Self.layout(of: result)
      values.append(
        TensorBoardSummary.Value(
          "custom_scalars__config__", plugin: "custom_scalars", text: layout))
    }
    try root.append(values, step: 0, at: start)
    append(root, in: nil)
  }

  /// Writes the files into `folder`; event files that an earlier export left beside them are removed, others
  /// stay.
  ///
  /// - Throws: `OutputError`.
  public func write(to folder: URL) throws {
    for file in files {
      let url = folder.appendingPathComponent(file.path)
      try OutputFile.makeFolder(url.deletingLastPathComponent())
      try OutputFile.write(file.data, to: url)
      try Self.removeEvents(beside: url)
    }
  }

  /// Removes other event files of this program in the folder of one: TensorBoard would draw both as one run.
  private static func removeEvents(beside file: URL) throws {
    let folder = file.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names
    where name != file.lastPathComponent && name.hasPrefix(prefix) && name.hasSuffix(suffix) {
      try OutputFile.remove(folder.appendingPathComponent(name))
    }
  }

  private static let prefix = "events.out.tfevents."
  private static let suffix = ".lockstep"

  // MARK: - Trials

  private mutating func append(
    _ trial: Trial, _ outcome: TrialOutcome, _ sessions: SessionDescriptions
  ) throws {
    var events = try EventFile(startingAt: start)
    try events.append(
      [
        TensorBoardSummary.Value(
          "_hparams_/session_start_info", plugin: SessionDescriptions.plugin,
          content: try sessions.start(of: trial, at: start))
      ], step: 0, at: start)
    var time = start
    for record in outcome.epochs {
      time += record.seconds
      try events.append(
        EpochFigures.values(record).map { TensorBoardSummary.Value($0.tag, $0.value) },
        step: record.epoch, at: time)
    }
    try events.append(
      [
        TensorBoardSummary.Value(
          "_hparams_/session_end_info", plugin: SessionDescriptions.plugin,
          content: try sessions.end(of: outcome, at: time))
      ], step: 0, at: time)
    let words = trial.varied.isEmpty ? "" : "-" + Self.pathName(trial.varied.joined(separator: " "))
    append(events, in: "trials/\(TrialNumber.text(trial.number))\(words)")
  }

  // MARK: - Settings

  private mutating func append(_ setting: Setting, named name: String) throws {
    var events = try EventFile(startingAt: start)
    for epoch in Set(setting.runs.flatMap { $0.outcome.epochs.map(\.epoch) }).sorted() {
      let records = setting.runs.compactMap { $0.outcome.record(epoch: epoch) }
      var values: [TensorBoardSummary.Value] = []
      for (metric, tag) in EpochFigures.compared {
        guard let summary = SampleSummary(records.compactMap(metric.value(in:))) else { continue }
        values.append(TensorBoardSummary.Value(tag, summary.mean))
        values.append(TensorBoardSummary.Value(Self.lower(tag), summary.low))
        values.append(TensorBoardSummary.Value(Self.upper(tag), summary.high))
      }
      try events.append(values, step: epoch, at: start + Double(epoch))
    }
    append(events, in: "settings/\(name)")
  }

  private static func lower(_ tag: String) -> String { "interval/\(tag)/low" }
  private static func upper(_ tag: String) -> String { "interval/\(tag)/high" }

  /// A folder's name for each setting, no two alike.
  private static func names(of settings: [Setting]) -> [String] {
    var taken: Set<String> = []
    return settings.map { setting in
      let hasData = setting.varied["data"] != nil
      let name = pathName((hasData ? "\(setting.dataSet) " : "") + setting.label)
      var unique = name
      var number = 2
      while !taken.insert(unique).inserted {
        unique = "\(name)-\(number)"
        number += 1
      }
      return unique
    }
  }

  /// The charts of the dashboard "custom scalars": one for each figure that was measured.
  private static func layout(of result: StudyResult) throws -> Data {
    let records = result.outcomes.flatMap(\.epochs)
    var category = TensorBoardCategory()
    category.title = "mean over the seeds, with its 95 % interval"
    for (metric, tag) in EpochFigures.compared {
      guard records.contains(where: { metric.value(in: $0) != nil }) else { continue }
      var series = TensorBoardMarginContent.Series()
      series.value = tag
      series.lower = lower(tag)
      series.upper = upper(tag)
      var chart = TensorBoardChart()
      chart.title = tag
      chart.margin.series = [series]
      category.chart.append(chart)
    }
    var layout = TensorBoardLayout()
    layout.category = [category]
    return try layout.serializedData()
  }

  // MARK: - Files

  private mutating func append(_ events: EventFile, in folder: String?) {
    // The time in the name is what TensorBoard orders several files of one run by.
    let name = "\(Self.prefix)\(Int(start))\(Self.suffix)"
    files.append(File(path: folder.map { "\($0)/\(name)" } ?? name, data: events.data))
  }

  /// `text` with nothing in it that is special in paths.
  static func pathName(_ text: String) -> String {
    var name = ""
    for character in text {
      let isPlain = character.isASCII && (character.isLetter || character.isNumber)
      if isPlain || "._+".contains(character) {
        name.append(character)
      } else if name.last != "-" {
        name.append("-")
      }
    }
    while name.last == "-" { name.removeLast() }
    return String(name.drop { $0 == "-" || $0 == "." }.prefix(120))
  }
}
