import Foundation
import Lockstep
import Testing

/// Studies that run through the public interface.
@Suite("Studies run from Swift")
struct RunTests {
  @Test func theCommandLineGivesTheSameBits() async throws {
    let folder = try TemporaryFolder()
    let config = try folder.file(
      "same.yaml",
      """
      name: same
      data: {set: synthetic-digits, train: 150, validation: 30, test: 40}
      model:
        layers: [{conv: {filters: 4, size: 3, stride: 2, activation: relu}}, flatten, dropout,
          {dense: {units: 12, activation: tanh}}, {dense: outputs}]
      loss: cross-entropy
      optimizer: {name: adam, rate: 0.003}
      epochs: 2
      batch: 16
      trials:
        regularizer: [none, {dropout: 0.25}, {l2: 0.001}]
        seed: [1, 2]
      """)
    let theirs = folder.url.appending(path: "theirs")
    let (status, error) = try runCommandLine([
      "study", config, "--device", "cpu", "--out", theirs.path, "--quiet",
    ])
    #expect(status == 0, "\(error)")
    let study = try Study(
      "same", data: .syntheticDigits(train: 150, validation: 30, test: 40),
      network: Network {
        Convolution(4, kernelSize: 3, stride: 2, activation: .relu)
        Flatten()
        Dropout()
        Dense(12, activation: .tanh)
        Dense(.outputs)
      }, optimizer: .adam(learningRate: 0.003), epochs: 2, batchSize: 16,
      trials: [.regularizers(.none, .dropout(0.25), .l2(0.001)), .seeds(1...2)])
    let trained = try await study.run(on: .cpu)
    let ours = folder.url.appending(path: "ours")
    try trained.write(to: ours)
    let records = try [ours, theirs].map {
      try String(contentsOf: $0.appending(path: "data.json"), encoding: .utf8)
    }
    #expect(records[0] == records[1])
    #expect(records[0].contains("synthetic-digits"))
    for name in ["trials.csv", "epochs.csv"] {
      let (mine, other) = (
        try timeless(ours.appending(path: name)), try timeless(theirs.appending(path: name))
      )
      #expect(mine.count == other.count)
      #expect(mine.count > 6)
      for (row, expected) in zip(mine, other) { #expect(row == expected, "\(name)") }
    }
    for trial in 1...6 {
      let name = "weights/\(TrainedStudy.weightsName(trial))"
      // The metadata differs in nothing either: both say how far the weights are trained.
      let mine = try Data(contentsOf: ours.appending(path: name))
      let other = try Data(contentsOf: theirs.appending(path: name))
      #expect(mine.count > 1000)
      #expect(mine == other, "\(name) differs")
    }
  }

  @Test func figuresStatisticsAndPredictionsAgree() async throws {
    let study = try stripesStudy(
      epochs: 10, trials: [.regularizers(.none, .dropout(0.9)), .seeds(1...3)])
    let trained = try await study.run(on: .cpu)
    #expect(trained.trials.count == 6)
    let group = try #require(trained.summary.groups.first)
    let accuracies = trained.trials.prefix(3).compactMap { $0[.testAccuracy] }
    let mean = try #require(group[.testAccuracy]).mean
    #expect(abs(mean - accuracies.reduce(0, +) / 3) < 1e-12)
    #expect(mean > 0.9)
    let comparison = try #require(trained.comparison(of: "dropout 0.9", .testAccuracy))
    #expect(comparison.paired.n == 3)
    #expect(comparison.paired.difference.mean <= 0)
    #expect(trained.comparison(of: "none", .testAccuracy) == nil)

    let test = stripes(100, from: 400)
    for number in 1...6 {
      let trial = try trained.trial(number)
      let predictions = try await trained.predictions(trial: number)
      #expect(predictions.count == 100)
      let right = zip(predictions.labels, test.targets).count { $0 == $1 }
      #expect(Double(right) / 100 == trial[.testAccuracy])
      for example in 0..<100 { #expect(abs(predictions[example].reduce(0, +) - 1) < 1e-5) }
    }
    let again = try await trained.predict(test.features, trial: 2)
    let known = try await trained.predictions(trial: 2)
    #expect(again == known)
  }

  @Test func aTrialAloneHasTheNumbersItHasAmongOthers() async throws {
    let together = try await stripesStudy(trials: [.seeds(1...3)]).run(on: .cpu)
    let alone = try await stripesStudy(trials: [.seeds([2])]).run(on: .cpu)
    let (first, second) = (try together.trial(2), try alone.trial(1))
    #expect(first.weights.count == second.weights.count)
    for (mine, other) in zip(first.weights, second.weights) {
      #expect(mine == other, "\(mine.name) differs")
    }
    #expect(first[.testLoss] == second[.testLoss])
    #expect(first.seed == 2)
  }

  // MARK: - Progress and cancellation

  @Test func eventsComeInOrder() async throws {
    let study = try stripesStudy(epochs: 2)
    var names: [String] = []
    var last: TrainedStudy?
    for try await event in study.events(on: .cpu) {
      switch event {
      case .device: names.append("device")
      case .note: break
      case .group(let number, of: let count, _): names.append("group \(number) of \(count)")
      case .progress(let progress):
        let name = "epoch \(progress.epoch)"
        if progress.step == progress.steps { names.append(name) }
      case .trial(let number): names.append("trial \(number)")
      case .finished(let trained):
        names.append("finished")
        last = trained
      }
    }
    #expect(
      names == [
        "device", "group 1 of 1", "epoch 1", "epoch 2", "trial 1", "trial 2", "finished",
      ])
    #expect(last?.trials.count == 2)
  }

  @Test(.timeLimit(.minutes(20)))
  func aCancelledRunKeepsItsWholeEpochs() async throws {
    let study = try stripesStudy(epochs: 1_000_000)
    let epochs = Counter()
    let task = Task {
      try await study.run(on: .cpu) { event in
        if case .progress(let progress) = event { epochs.value = progress.epoch }
      }
    }
    while epochs.value < 3 { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    switch await task.result {
    case .success: Issue.record("a million epochs were trained")
    case .failure(let error):
      guard case .cancelled(let partial?)? = error as? StudyError else {
        Issue.record("\(error)")
        return
      }
      let done = partial.trials.map(\.outcome.epochs.count)
      #expect((2..<1_000_000).contains(done.max() ?? 0))
      #expect(partial.trials.allSatisfy { !$0.weights.isEmpty })
    }
  }

  @Test(.timeLimit(.minutes(20)))
  func leavingTheLoopEndsTheRun() async throws {
    let study = try stripesStudy(epochs: 1_000_000)
    let ends = Counter()
    let events = {
      Study.eventStream { progress in
        defer { ends.value = 1 }
        _ = try await study.run(on: .cpu, progress: progress)
      }
    }
    // The loop alone holds the sequence.
    for try await event in events() {
      if case .progress(let progress) = event, progress.epoch > 2 { break }
    }
    // Else the time limit ends the test.
    while ends.value == 0 { try await Task.sleep(for: .milliseconds(5)) }
  }

  @Test func aCancelledTaskTrainsNothing() async throws {
    let study = try stripesStudy(epochs: 1_000_000)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await study.run(on: .cpu)
    }
    task.cancel()
    guard case .failure(let error) = await task.result, case .cancelled(nil)? = error as? StudyError
    else {
      Issue.record("it ran")
      return
    }
  }
}
