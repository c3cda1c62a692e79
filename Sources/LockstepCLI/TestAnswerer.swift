import CPUBackend
import Datasets
import Foundation
import Networks
import Programs
import Reports
import Studies
import Training

/// Asks the trained networks of a run what they say about the test examples, for its report.
struct TestAnswerer {
  let folder: RunFolder
  /// The data sets by the name the trials use.
  let data: [String: Dataset]
  private let backend: any Backend

  /// Asks on the device that the networks were trained on; where that is a processor on the CPU backend, which
  /// compiles nothing.
  init(folder: RunFolder, data: [String: Dataset], trainedOn backend: any Backend) {
    self.folder = folder
    self.data = data
    self.backend = ["gpu", "accelerator"].contains(backend.device.kind) ? backend : CPUBackend()
  }

  /// The answers of the best setting on each data set; `nil` where nothing is classified.
  ///
  /// - Throws: What reading the weights and running the networks throw.
  func answers(_ result: StudyResult) throws -> TestAnswers? {
    var parts: [TestAnswers.Part] = []
    for (setting, choice) in TestAnswers.choices(result) {
      if let part = try part(of: setting, choice: choice, in: result.study) { parts.append(part) }
    }
    return parts.isEmpty ? nil : TestAnswers(parts: parts)
  }

  private func part(
    of setting: Setting, choice: String, in study: Study
  ) throws -> TestAnswers.Part? {
    guard let set = data[setting.dataSet], case .labels(let labels, _) = set.test.targets,
      !set.classNames.isEmpty
    else { return nil }
    var own = study
    own.trials = study.trials.filter { trial in
      let varied = zip(study.variedKeys, trial.varied).filter { $0.0 != "seed" }
      return trial.config.data.set == setting.dataSet
        && Dictionary(varied.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
          == setting.varied
    }
    let probabilities = try probabilities(own)
    let count = (probabilities.first?.count ?? 0) / set.classNames.count
    guard count > 0 else { return nil }
    var part = TestAnswers.Part(
      dataSet: setting.dataSet, setting: setting.label, choice: choice,
      seeds: own.trials.map(\.config.seed), classNames: set.classNames,
      probabilities: probabilities, labels: labels.prefix(count).map(Int.init))
    for index in part.mistakes.indices {
      part.mistakes[index].picture = try Self.picture(part.mistakes[index].index, of: set)
    }
    return part
  }

  /// The class probabilities [test examples, classes] of every trial, with its saved weights.
  private func probabilities(_ study: Study) throws -> [[Float]] {
    let runner = StudyRunner(study: study, dataSets: data, backend: backend)
    var found = [[Float]](repeating: [], count: study.trials.count)
    for plan in try runner.plan() {
      var weights: [Int: [NamedWeights]] = [:]
      for index in plan.trials {
        weights[index] = try folder.weights(trial: study.trials[index].number)
      }
      let group = try runner.prepare(plan, weights: weights, predicts: true)
      for (index, values) in zip(plan.trials, try group.predict().predictions) {
        found[index] = values
      }
    }
    return found
  }

  /// A test example as a PNG file in base 64; `nil` if it is no picture.
  private static func picture(_ index: Int, of set: Dataset) throws -> String? {
    let shape = set.exampleShape
    guard case .bytes(let bytes) = set.test.features, shape.channels == 1 || shape.channels == 3,
      shape.height > 1, shape.width > 1
    else { return nil }
    let pixels = bytes[index * shape.count..<(index + 1) * shape.count]
    let raster = Raster(
      width: shape.width, height: shape.height, channels: shape.channels, pixels: Array(pixels))
    return Data(try PNG.encode(raster)).base64EncodedString()
  }
}
