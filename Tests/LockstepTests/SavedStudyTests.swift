import Foundation
import Lockstep
import Testing

/// Run folders: what is written over others, what is read back, what is refused.
@Suite("Run folders from Swift")
struct SavedStudyTests {
  private static let answers = """
    {"parts": [{"data_set": "stripes", "setting": "", "choice": "", "seeds": [1],
      "class_names": ["column", "row"], "counts": [[1, 2], [3, 4]], "mistakes": []}]}
    """

  private func isThere(_ folder: URL, _ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path)
  }

  private func put(_ folder: URL, _ name: String, _ text: String = "x") throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private func weights(_ trial: Int) -> String { "weights/\(TrainedStudy.weightsName(trial))" }

  /// What of two trials there is when a task is cancelled between them.
  private func firstOfTwo() async throws -> TrainedStudy {
    let (reached, released) = (Counter(), Counter())
    let task = Task {
      try await stripesStudy().run(on: .cpu, options: RunOptions(largestGroup: 1)) { event in
        guard case .trial(1) = event else { return }
        reached.value = 1
        while released.value == 0 { Thread.sleep(forTimeInterval: 0.001) }
      }
    }
    while reached.value == 0 { try await Task.sleep(for: .milliseconds(1)) }
    task.cancel()
    released.value = 1
    guard case .failure(let error) = await task.result,
      case .cancelled(let partial?)? = error as? StudyError
    else { throw CocoaError(.featureUnsupported) }
    return partial
  }

  /// The error of writing or reading.
  private func failure(_ body: () async throws -> Void) async -> StudyError? {
    do {
      try await body()
      return nil
    } catch {
      return error as? StudyError
    }
  }

  // MARK: - Writing

  @Test(.timeLimit(.minutes(20)))
  func nothingOfAnEarlierRunIsLeft() async throws {
    let folder = try TemporaryFolder()
    let whole = try await stripesStudy(trials: [.seeds(1...4)]).run(on: .cpu)
    try whole.write(to: folder.url)
    #expect(isThere(folder.url, weights(4)))
    let beside = [
      "test-answers.json", "profile.json", "devices.json", "findings/other/config.yaml",
      "exports/trial-001.onnx", "tensorboard/events", "checkpoint/manifest.json", "figures/old.svg",
    ]
    for name in beside { try put(folder.url, name) }
    try put(folder.url, "notes.txt")
    try put(folder.url, "weights/mine.safetensors")

    let partial = try await firstOfTwo()
    try partial.write(to: folder.url)
    for name in beside { #expect(!isThere(folder.url, name), "\(name)") }
    #expect(isThere(folder.url, "notes.txt") && isThere(folder.url, "weights/mine.safetensors"))
    // A run that was stopped is read back as such.
    let again = try await TrainedStudy(contentsOf: folder.url, own: [stripesData()])
    #expect(again.notes.isEmpty)
    #expect(again.trials.map(\.outcome.epochs.count) == [4, 0])
    #expect(again.trials.map(\.weights.isEmpty) == [false, true])
    let (found, known) = (
      try await again.predictions(trial: 1), try await partial.predictions(trial: 1)
    )
    #expect(found.probabilities == known.probabilities)
    let untrained = folder.url.appending(path: "trial-2.safetensors")
    guard
      case .misuse(let reason)? = await failure({
        try again.writeSafetensors(trial: 2, to: untrained)
      })
    else {
      Issue.record("weights of a trial that did not begin were written")
      return
    }
    #expect(reason.contains("trial 2 was not trained"))
    #expect(!isThere(folder.url, "trial-2.safetensors"))
  }

  @Test func theFolderThatWasReadKeepsWhatIsBeside() async throws {
    let folder = try TemporaryFolder()
    let run = folder.url.appending(path: "run")
    try await stripesStudy(epochs: 1).run(on: .cpu).write(to: run)
    try put(run, "test-answers.json", Self.answers)
    try put(run, "exports/trial-001.onnx")
    try put(run, "devices.json")
    let again = try await TrainedStudy(contentsOf: run, own: [stripesData()])
    #expect(again.notes.count == 1 && again.notes[0].contains("devices.json: is damaged"))
    try again.write(to: run)
    let copy = folder.url.appending(path: "copy")
    try again.write(to: copy)
    for place in [run, copy] {
      #expect(isThere(place, "test-answers.json"))
      let page = try String(contentsOf: place.appending(path: "report.html"), encoding: .utf8)
      #expect(page.contains("Confusion matrix"))
    }
    #expect(isThere(run, "exports/trial-001.onnx") && !isThere(copy, "exports"))
  }

  @Test func whereNothingCanBeWrittenIsSaid() async throws {
    let folder = try TemporaryFolder()
    let trained = try await stripesStudy(epochs: 1).run(on: .cpu)
    try put(folder.url, "taken/weights")
    guard
      case .output(let error)? = await failure({
        try trained.write(to: folder.url.appending(path: "taken"))
      })
    else {
      Issue.record("a file was taken for a folder")
      return
    }
    #expect("\(error)".contains("taken/weights: cannot write: a file is in the place"), "\(error)")

    try put(folder.url, "search/search.sqlite")
    let search = folder.url.appending(path: "search")
    guard case .misuse(let holds)? = await failure({ try trained.write(to: search) }) else {
      Issue.record("a search was written over")
      return
    }
    #expect(holds.contains("holds a search"))
    guard case .run(let none)? = await failure({ _ = try await TrainedStudy(contentsOf: search) })
    else {
      Issue.record("a search was read as a run")
      return
    }
    #expect("\(none)".contains("is a search; its best trial is the run"), "\(none)")

    // As a process that trains there has it.
    try put(folder.url, "busy/checkpoint/lock")
    let lock = open("\(folder.path)/busy/checkpoint/lock", O_RDWR)
    defer { close(lock) }
    try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
    guard
      case .output(let busy)? = await failure({
        try trained.write(to: folder.url.appending(path: "busy"))
      })
    else {
      Issue.record("the folder of a process was written")
      return
    }
    #expect("\(busy)".contains("another lockstep process trains"), "\(busy)")
  }

  // MARK: - Reading

  /// Values in a file, by two features of which the second counts.
  private func table(_ header: String) -> String {
    let rows = (0..<120).map { "\($0 % 7),\($0 % 11),\(Double($0 % 11) / 5 + 1)" }
    return ([header] + rows).joined(separator: "\n") + "\n"
  }

  @Test func aRegressionOfAFileIsReadAgain() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("houses.csv", table("area,rooms,price"))
    let trained = try await Study(
      "houses", data: .csv(file, target: "price"), network: .mlp(hidden: [4]),
      loss: .meanSquaredError, optimizer: .adam(learningRate: 0.05), epochs: 5
    ).run(on: .cpu)
    let run = folder.url.appending(path: "run")
    try trained.write(to: run)
    let again = try await TrainedStudy(contentsOf: run)
    #expect(again.notes.count == 1 && again.notes[0].contains("2 features with a value"))
    let (mine, other) = (try again.trial(1), try trained.trial(1))
    for metric in [Metric.testRMSE, .testMAE, .testR2, .trainLoss] {
      #expect(mine[metric] != nil && mine[metric] == other[metric], "\(metric)")
    }
    let examples: [Float] = [1, 2, 3, 4]
    let found = try await again.predictor(on: .cpu).predictValues(examples)
    let known = try await trained.predictValues(examples)
    #expect(found.values == known.values && found.count == 2)

    // The same numbers under other names would be fed in another order.
    _ = try folder.file("houses.csv", table("rooms,area,price"))
    guard case .data(let changed)? = await failure({ _ = try await TrainedStudy(contentsOf: run) })
    else {
      Issue.record("features of other names were taken")
      return
    }
    #expect("\(changed)".contains("feature 'rooms' where 'area' was"), "\(changed)")
    // Runs of earlier versions do not say the names.
    let record = run.appending(path: "data.json")
    let text = try String(contentsOf: record, encoding: .utf8)
    let without = text.replacing(#/,\s*"features" : \[[^\]]*\]/#, with: "")
    try #require(without != text)
    try Data(without.utf8).write(to: record)
    _ = try await TrainedStudy(contentsOf: run)
  }

  @Test func weightsOfAnotherNetworkAreNamed() async throws {
    let folder = try TemporaryFolder()
    let run = folder.url.appending(path: "run")
    func study(_ width: Int) throws -> Study {
      try Study(
        "widths", data: .own(stripesData()), network: .mlp(hidden: [width]), epochs: 1,
        trials: [.seeds(1...2)])
    }
    try await study(4).run(on: .cpu).write(to: run)
    let other = try await study(5).run(on: .cpu)
    try other.writeSafetensors(trial: 1, to: run.appending(path: weights(2)))
    let again = try await TrainedStudy(contentsOf: run, own: [stripesData()])
    _ = try await again.predictor(trial: 1, on: .cpu)
    guard
      case .mismatch(let error)? = await failure({
        _ = try await again.predictor(trial: 2, on: .cpu)
      })
    else {
      Issue.record("weights of another network were taken")
      return
    }
    #expect(error.reason.contains("\(weights(2)): tensor layers.0.weight"), "\(error.reason)")
  }

  @Test func twoSetsOfOneNameAreRefused() async throws {
    let folder = try TemporaryFolder()
    try await stripesStudy(epochs: 1).run(on: .cpu).write(to: folder.url)
    guard
      case .misuse(let reason)? = await failure({
        _ = try await TrainedStudy(
          contentsOf: folder.url, own: [try stripesData(), try stripesData()])
      })
    else {
      Issue.record("one of two sets was taken")
      return
    }
    #expect(reason.contains("two data sets are named 'stripes'"))
  }
}
