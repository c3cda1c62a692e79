import ArgumentParser
import Datasets
import Foundation
import Lockstep
import Networks
import Programs
import Reports
import Studies
import Training

/// `lockstep predict`.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Classify your own pictures with a run's saved weights.",
    discussion: """
      Reads PNG, PGM and PPM of any size, in gray or colour. Handwritten digits may be dark on light or \
      light on dark: they are found, scaled and centred as MNIST's were.

      Examples:
        lockstep predict runs/single my-seven.png
        lockstep predict runs/digits --trial 3 scans/*.png
        lockstep predict runs/digits --own my-digits    (named LABEL-anything.png, or a folder a label)
      """)

  @Argument(help: RunName.help, completion: RunName.completion)
  var runFolder: String

  @Argument(
    help: ArgumentHelp("Pictures.", valueName: "image"),
    completion: .file(extensions: ImageFile.endings))
  var images: [String] = []

  @Option(
    help: ArgumentHelp(
      "A folder of labelled pictures: prints the share that each setting gets right.",
      valueName: "dir"), completion: .directory)
  var own: String?

  @OptionGroup var device: DeviceOption
  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions

  @Option(help: "Use this trial, from 1 (default: the only one, else the best by validation).")
  var trial: Int?

  @Option(help: "Use the trials of this data set, of a run with several.")
  var set: String?

  func validate() throws {
    if images.isEmpty, own == nil { throw ValidationError("name pictures, or a folder with --own") }
    if !images.isEmpty, own != nil {
      throw ValidationError("name pictures, or a folder with --own, not both")
    }
  }

  func run() throws {
    let console = Console(quiet: output.quiet)
    let folder = try RunFolder(named: runFolder)
    let whole = try folder.study()
    var study = whole
    let record = try folder.record()
    study.trials = try trialsOfOneSet(study)
    study.trials = try chosenTrials(of: study, folder, console)
    let choice = try DeviceChoice(device.device, study.execution)
    console.note(choice.reason)
    let sets = try StudyData(data, substitutesMissing: false, console)
      .load(study.trials, of: whole, in: folder, record)
    guard let first = sets[study.trials[0].config.data.set] else { return }
    let reader = try OwnPictures(first)
    let pictures = try own.map(reader.labelled) ?? images.map { try reader.picture($0) }
    let predictor = PicturePredictor(
      study: study, folder: folder, data: sets, backend: choice.backend)
    let predictions = try predictor.predict(pictures)
    let table = own.map { _ in
      OwnAccuracyTable(
        study: study, pictures: pictures, predictions: predictions, classNames: first.classNames)
    }
    let report = PredictionReport(
      pictures: pictures, predictions: predictions, classNames: first.classNames,
      familiarity: own == nil ? Familiarity(first) : nil, own: table)
    if output.json {
      try printJSON(report.json)
    } else {
      print(table?.text ?? report.text, terminator: "")
    }
  }

  /// The trials of the data set whose form pictures get.
  private func trialsOfOneSet(_ study: Study) throws -> [Trial] {
    let sets = study.trials.map(\.config.data.set)
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    if let set {
      guard sets.contains(set) else {
        throw UsageError("--set \(set): the run was trained on \(sets.joined(separator: ", "))")
      }
      return study.trials.filter { $0.config.data.set == set }
    }
    guard sets.count == 1 || trial != nil else {
      throw UsageError(
        "the run was trained on \(sets.joined(separator: ", ")); say with --set which of them your "
          + "pictures are like")
    }
    return study.trials
  }

  /// The trials to predict with: with labelled pictures all, else one.
  private func chosenTrials(
    of study: Study, _ folder: RunFolder, _ console: Console
  ) throws -> [Trial] {
    if own != nil, trial == nil { return study.trials }
    return [try folder.trial(trial, of: study, console)]
  }
}

/// Runs pictures through the networks of a run.
struct PicturePredictor {
  let study: Study
  let folder: RunFolder
  let data: [String: Dataset]
  let backend: any Backend

  /// What one trial says of all pictures.
  struct Prediction {
    let trial: Trial
    /// Class probabilities by picture; `nil` for one without anything on it.
    let probabilities: [[Float]?]
    /// Seconds of one forward pass over all pictures.
    let seconds: Double
  }

  /// Passes that the time is the median of.
  private static let passes = 5

  /// Class probabilities of every picture by every trial, in the order of the trials.
  func predict(_ pictures: [OwnPicture]) throws -> [Prediction] {
    let present = pictures.indices.filter { pictures[$0].pixels != nil }
    let empty = study.trials.map { trial in
      Prediction(trial: trial, probabilities: pictures.map { _ in nil }, seconds: 0)
    }
    guard !present.isEmpty else { return empty }
    var small = study
    for index in small.trials.indices { small.trials[index].config.data.test = nil }
    let bytes = present.flatMap { pictures[$0].pixels ?? [] }
    let sets = data.mapValues { set in
      // Nobody asks for their labels.
      set.testing(
        Examples(
          count: present.count, featureCount: set.exampleShape.count, features: .bytes(bytes),
          targets: .labels(
            [Int32](repeating: 0, count: present.count), classes: set.classNames.count)))
    }
    let runner = StudyRunner(study: small, dataSets: sets, backend: backend)
    var predictions: [Int: Prediction] = [:]
    for plan in try runner.plan() {
      var weights: [Int: [NamedWeights]] = [:]
      for index in plan.trials {
        weights[index] = try folder.weights(trial: study.trials[index].number)
      }
      let group = try runner.prepare(plan, weights: weights, predicts: true)
      let (found, _) = try group.predict()
      let times = try (0..<Self.passes).map { _ in try group.predict().seconds }.sorted()
      for (index, values) in zip(plan.trials, found) {
        let classes = values.count / present.count
        var probabilities = [[Float]?](repeating: nil, count: pictures.count)
        for (row, picture) in present.enumerated() {
          probabilities[picture] = Array(values[row * classes..<(row + 1) * classes])
        }
        predictions[index] = Prediction(
          trial: study.trials[index], probabilities: probabilities,
          seconds: times[Self.passes / 2] / Double(plan.trials.count))
      }
    }
    return study.trials.indices.compactMap { predictions[$0] }
  }
}
