import ArgumentParser
import Datasets
import Foundation
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
      Prints loss and accuracy of every trial, and the time of the pass.

      Examples:
        lockstep evaluate runs/regularization
        lockstep evaluate runs/regularization --trial 12 --device opencl
      """)

  @Argument(help: ArgumentHelp("A run folder.", valueName: "run"), completion: .directory)
  var runFolder: String

  @OptionGroup var device: DeviceOption
  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions

  @Option(help: "Evaluate this trial only, from 1.")
  var trial: Int?

  private struct Row: Encodable {
    let trial: Int
    let varied: [String: String]
    let testLoss: Double
    let testAccuracy: Double?
    let examples: Int
    let device: String
  }

  private struct Evaluation: Encodable {
    let trials: [Row]
    let seconds: Double
    let examplesPerSecond: Double
  }

  func run() throws {
    let console = Console(quiet: output.quiet)
    let folder = RunFolder(out: runFolder, name: "")
    var study = try folder.study()
    if let trial {
      guard let chosen = study.trials.first(where: { $0.number == trial }) else {
        throw ValidationError("--trial \(trial): the run has trials 1 to \(study.trials.count)")
      }
      study.trials = [chosen]
    }
    let choice = try DeviceChoice(device.device)
    console.note(choice.reason)
    let substituted = try folder.record()?.substitutedDataSets ?? []
    let source = try StudyData(data, substitutesMissing: !substituted.isEmpty, console)
    let loaded = try source.load(study)
    let runner = StudyRunner(study: study, dataSets: loaded.sets, backend: choice.backend)
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
            varied: Dictionary(
              zip(study.variedKeys, trial.varied), uniquingKeysWith: { first, _ in first }),
            testLoss: metrics.loss, testAccuracy: metrics.accuracy, examples: metrics.examples,
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
    var table = Table(
      [.right("trial")] + study.variedKeys.map { .left($0) } + [
        .right("test loss"), .right("test accuracy %"), .right("examples"),
      ])
    for row in rows {
      table.append(
        ["\(row.trial)"] + study.variedKeys.map { row.varied[$0] ?? "" } + [
          String(format: "%.4f", row.testLoss),
          row.testAccuracy.map { String(format: "%.2f", 100 * $0) } ?? "", "\(row.examples)",
        ])
    }
    return table
  }
}
