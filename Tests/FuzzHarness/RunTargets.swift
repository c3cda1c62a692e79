import CPUBackend
import Datasets
import Exports
import Foundation
import Networks
import Reports
import Runs
import Studies
import Training

extension Target {
  /// The files of a run folder, each damaged by itself: what reads them again and shows them.
  static func runs(_ work: WorkFolder) throws -> [Target] {
    let folder = "\(work.path)/run"
    let (result, extras) = try trainedStudy()
    _ = try StudyReport.write(result, to: URL(filePath: folder), extras: extras, gnuplot: nil)
    func target(_ name: String, _ files: [String]) throws -> Target {
      let whole = try files.map { try Array(Data(contentsOf: URL(filePath: "\(folder)/\($0)"))) }
      let sample = Array(whole.joined(separator: separator))
      return Target(name: name, samples: [sample], isText: true) { bytes in
        let parts = split(bytes)
        for (index, file) in files.enumerated() {
          _ = try work.write(index < parts.count ? parts[index] : [], to: "run/\(file)")
        }
        defer {
          for (file, bytes) in zip(files, whole) { _ = try? work.write(bytes, to: "run/\(file)") }
        }
        try show(folder)
      }
    }
    return [
      try target("trials.csv", ["trials.csv"]), try target("epochs.csv", ["epochs.csv"]),
      try target("environment.json", ["environment.json"]),
      try target(
        "beside the figures",
        ["summary.json", TestAnswers.fileName, ReportExtras.devicesFile, ReportExtras.profileFile]),
    ]
  }

  /// Stands between files that are damaged together.
  private static let separator = Array("\n=====\n".utf8)

  private static func split(_ bytes: [UInt8]) -> [[UInt8]] {
    var rest = bytes[...]
    var parts: [[UInt8]] = []
    while let range = rest.firstRange(of: separator) {
      parts.append(Array(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [Array(rest)]
  }

  /// Reads a run and makes of it whatever the program does.
  private static func show(_ folder: String) throws {
    let url = URL(filePath: folder)
    // What cannot be read is listed nevertheless.
    _ = RunEntry(readingFrom: url, name: "run")
    let saved = try SavedRun(url)
    try StudyReport.writePage(
      saved.result, extras: saved.extras, to: URL(filePath: "\(folder)/report.html"))
    _ = StudyReport.tables(saved.result)
    _ = try StudyReport.summary(of: saved.result)
    _ = ConsoleSummary.text(saved.result)
    _ = saved.extras.devices?.text
    _ = saved.result.bestTrialByValidation()
    _ = try TensorBoardFolder(saved.result)
    if let warning = saved.warnings.first { throw Refused(description: warning) }
  }

  /// A study that was trained, with all that its report can show beside.
  private static func trainedStudy() throws -> (StudyResult, ReportExtras) {
    let study = try StudyConfig.parse(yaml: Fixture.config, file: "fuzz.yaml")
    let set = try DataStore(environment: [:]).load(
      "synthetic-digits", trainLimit: 40, testLimit: 20)
    let backend = CPUBackend(workers: 1)
    let runner = StudyRunner(
      study: study, dataSets: ["synthetic-digits": set], backend: backend)
    var trained = try runner.run()
    (trained.trainingSeconds, trained.evaluationSeconds) = (2, 1)
    let run = RunRecord(
      device: "cpu", deviceIdentifier: "cpu", deviceReason: "asked for", versions: [:],
      loadingSeconds: 0.25, preparationSeconds: 0.5, trainingSeconds: 2, evaluationSeconds: 1,
      groups: 2, substitutedDataSets: [], startedAt: "2026-01-01T00:00:00Z",
      launchesPerStep: [12], operationsPerStep: [22, 22])
    let result = StudyResult(study: study, outcomes: trained.outcomes, run: run, findings: [])
    let answers = TestAnswers(parts: [
      TestAnswers.Part(
        dataSet: "synthetic-digits", setting: "none", choice: "best by validation", seeds: [1, 2],
        classNames: ["0", "1"], probabilities: [[0.5, 0.25, 0.1, 0.9], [0.75, 0.25, 0.2, 0.8]],
        labels: [1, 0])
    ])
    let side = DeviceComparison.Side(
      device: backend.device, result: trained, familySeconds: ["matrix products": 1.5])
    let losses = result.outcomes.map { $0.epochs.map(\.train.loss) }
    let devices = DeviceComparison(
      study: result.study, substitutedDataSets: [], operationsPerStep: [22, 22], cpu: side,
      openCL: side, cpuLosses: losses, openCLLosses: losses)
    let plan = try runner.plan()[0]
    let profile = ProfileSummary(
      try runner.prepare(plan).profile(steps: 2, trace: nil), group: plan.description,
      device: backend.device, roofline: nil)
    return (result, ReportExtras(profiles: [profile], devices: devices, answers: answers))
  }
}
