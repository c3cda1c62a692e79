import ArgumentParser
import Datasets
import Foundation
import Lockstep
import Networks
import Programs
import Reports
import Studies
import Training

/// `lockstep evaluate`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "One forward pass over the test set with a run's saved weights.",
    discussion: """
      Prints loss and accuracy of every trial, of a regression RMSE, MAE and R², and the time of the \
      pass.

      Examples:
        lockstep evaluate runs/regularization
        lockstep evaluate runs/regularization --trial 12 --device opencl
      """)

  @Argument(help: RunName.help, completion: RunName.completion)
  var runFolder: String

  @OptionGroup var device: DeviceOption
  @OptionGroup var determinism: DeterministicOption
  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions

  @Option(help: "Evaluate this trial only, from 1.")
  var trial: Int?

  /// One trial: its columns are `trial`, the varied keys and the test figures.
  private struct Row: Encodable {
    let trial: Int
    let varied: [(key: String, value: String)]
    let testLoss: Double
    let testAccuracy: Double?
    let errors: RegressionErrors?
    let examples: Int
    let device: String

    private struct Column: CodingKey {
      let stringValue: String
      let intValue: Int? = nil
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
      var columns = encoder.container(keyedBy: Column.self)
      try columns.encode(trial, forKey: Column(stringValue: "trial"))
      for (key, value) in varied {
        let column = Column(stringValue: key)
        if let number = UInt64(value) {
          try columns.encode(number, forKey: column)
        } else {
          try columns.encode(value, forKey: column)
        }
      }
      try columns.encode(testLoss, forKey: Column(stringValue: "testLoss"))
      try columns.encode(testAccuracy, forKey: Column(stringValue: "testAccuracy"))
      if let errors {
        try columns.encode(errors.rootMeanSquare, forKey: Column(stringValue: "testRmse"))
        try columns.encode(errors.meanAbsolute, forKey: Column(stringValue: "testMae"))
        try columns.encode(errors.determination, forKey: Column(stringValue: "testR2"))
      }
      try columns.encode(examples, forKey: Column(stringValue: "examples"))
      try columns.encode(device, forKey: Column(stringValue: "device"))
    }
  }

  private struct Evaluation: Encodable {
    let trials: [Row]
    let seconds: Double
    let examplesPerSecond: Double
  }

  func run() throws {
    let console = Console(quiet: output.quiet)
    let folder = try RunFolder(named: runFolder)
    let whole = try folder.study()
    var study = whole
    if let trial {
      guard let chosen = study.trials.first(where: { $0.number == trial }) else {
        throw UsageError("--trial \(trial): the run has trials 1 to \(study.trials.count)")
      }
      study.trials = [chosen]
    }
    if determinism.deterministic { study.execution.isDeterministic = true }
    let choice = try DeviceChoice(device.device, study.execution)
    console.note(choice.reason)
    let record = try folder.record()
    let source = try StudyData(data, substitutesMissing: false, console)
    let sets = try source.load(study.trials, of: whole, in: folder, record)
    let runner = StudyRunner(study: study, dataSets: sets, backend: choice.backend)
    var rows: [Row] = []
    var seconds = 0.0
    for plan in try runner.plan() {
      var weights: [Int: [NamedWeights]] = [:]
      for index in plan.trials {
        weights[index] = try folder.weights(trial: study.trials[index].number)
      }
      let group = try runner.prepare(plan, weights: weights)
      let metrics = try group.evaluate().test
      seconds += group.evaluationSeconds
      for (index, metrics) in zip(plan.trials, metrics) {
        let trial = study.trials[index]
        rows.append(
          Row(
            trial: trial.number,
            varied: zip(study.variedKeys, trial.varied).map { (key: $0, value: $1) },
            testLoss: metrics.loss, testAccuracy: metrics.accuracy, errors: metrics.errors,
            examples: metrics.examples,
            device: choice.backend.device.identifier))
      }
    }
    rows.sort { $0.trial < $1.trial }
    let examples = rows.reduce(0) { $0 + $1.examples }
    if output.json {
      try printJSON(
        Evaluation(
          trials: rows, seconds: seconds, examplesPerSecond: Double(examples) / max(seconds, 1e-9)))
      return
    }
    print(table(rows, study).plainText())
    print(
      "\(examples.grouped) forward passes in \(String(format: "%.4f", seconds)) s "
        + "(\(Int(Double(examples) / max(seconds, 1e-9)).grouped) examples/s)")
  }

  private func table(_ rows: [Row], _ study: Study) -> Table {
    let isRegression = rows.contains { $0.errors != nil }
    let figures =
      isRegression ? ["test RMSE", "test MAE", "test R²"] : ["test accuracy %"]
    var columns: [Table.Column] = [.right("trial")]
    columns += study.variedKeys.map { Table.Column.left($0) }
    columns += (["test loss"] + figures + ["examples"]).map { Table.Column.right($0) }
    var table = Table(columns)
    for row in rows {
      let errors = row.errors
      var cells = ["\(row.trial)"] + row.varied.map(\.value)
      cells.append(String(format: "%.4f", row.testLoss))
      if isRegression {
        cells += [errors?.rootMeanSquare, errors?.meanAbsolute, errors?.determination].map {
          error in
          error.map { String(format: "%.4f", $0) } ?? ""
        }
      } else {
        cells.append(row.testAccuracy.map { String(format: "%.2f", 100 * $0) } ?? "")
      }
      table.append(cells + ["\(row.examples)"])
    }
    return table
  }
}
