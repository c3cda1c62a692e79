import ExportMessages
import Foundation
import Programs
import Reports
import Studies
import SwiftProtobuf
import Training

/// What the dashboard "hparams" knows of the trials of a study.
struct SessionDescriptions {
  /// The plugin's name.
  static let plugin = "hparams"

  private let name: String
  private let records: [EpochRecord]
  /// The names of the hyper-parameters, and whether every trial has a number there.
  private let parameters: [(name: String, areNumbers: Bool)]
  /// Their values by the number of the trial.
  private let values: [Int: [String]]

  /// The trials of a study that was run.
  init(_ result: StudyResult) {
    name = result.study.name
    records = result.outcomes.flatMap(\.epochs)
    let keys = result.study.variedKeys
    let all = result.study.trials.map { Self.parameters(of: $0, varying: keys) }
    parameters = (all.first ?? []).enumerated().map { index, parameter in
      (parameter.name, all.allSatisfy { Self.number($0[index].value) != nil })
    }
    let pairs = zip(result.study.trials, all).map { ($0.number, $1.map(\.value)) }
    values = Dictionary(pairs) { first, _ in first }
  }

  /// The hyper-parameters of a trial in order: its varied keys, or the main settings where nothing varies.
  ///
  /// The seed is left out: sessions that differ in it alone are one group.
  private static func parameters(
    of trial: Trial, varying keys: [String]
  ) -> [(name: String, value: String)] {
    let varied = zip(keys, trial.varied).filter { $0.0 != "seed" }
      .map { (name: $0.0, value: $0.1) }
    guard varied.isEmpty else { return varied }
    let config = trial.config
    return [
      ("optimizer", config.optimizer.name.rawValue),
      ("learning_rate", "\(config.optimizer.rate)"), ("batch", "\(config.batch)"),
      ("epochs", "\(config.epochs)"),
    ]
  }

  /// The hyper-parameters and the figures that sessions are compared by.
  func experiment(startingAt time: Double) throws -> Data {
    var experiment = TensorBoardExperiment()
    experiment.description_p = name
    experiment.timeCreatedSecs = time
    experiment.hparamInfos = parameters.map { parameter in
      var info = TensorBoardHParam()
      info.name = parameter.name
      info.type = parameter.areNumbers ? .float64 : .string
      return info
    }
    experiment.metricInfos = EpochFigures.compared.filter { metric, _ in
      records.contains { metric.value(in: $0) != nil }
    }.map { _, tag in
      var metric = TensorBoardMetric()
      metric.name.tag = tag
      return metric
    }
    var data = TensorBoardHParamsData()
    data.experiment = experiment
    return try data.serializedData()
  }

  /// The hyper-parameters of a trial.
  func start(of trial: Trial, at time: Double) throws -> Data {
    let texts = zip(parameters, values[trial.number] ?? [])
    var start = TensorBoardSessionStart()
    for (parameter, text) in texts {
      var value = TensorBoardValue()
      if parameter.areNumbers, let number = Self.number(text) {
        value.numberValue = number
      } else {
        value.stringValue = text
      }
      start.hparams[parameter.name] = value
    }
    start.groupName = texts.map { "\($0.name) \($1)" }.joined(separator: ", ")
    start.startTimeSecs = time
    var data = TensorBoardHParamsData()
    data.sessionStartInfo = start
    var options = BinaryEncodingOptions()
    options.useDeterministicOrdering = true
    return try data.serializedBytes(options: options)
  }

  /// How a trial ended: without an epoch it was kept from running.
  func end(of outcome: TrialOutcome, at time: Double) throws -> Data {
    var end = TensorBoardSessionEnd()
    end.status = outcome.epochs.isEmpty ? .failure : .success
    end.endTimeSecs = time
    var data = TensorBoardHParamsData()
    data.sessionEndInfo = end
    return try data.serializedData()
  }

  private static func number(_ text: String) -> Double? {
    Double(text).flatMap { $0.isFinite ? $0 : nil }
  }
}
