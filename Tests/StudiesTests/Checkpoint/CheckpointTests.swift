import CPUBackend
import Datasets
import Foundation
import Networks
import Programs
import Testing
import Training

@testable import Studies

/// Studies that are stopped and gone on with from what is on the disk.
@Suite("Checkpoints")
struct CheckpointTests {
  /// A study of several groups.
  private static let config = """
    name: several
    data: {sets: [synthetic-digits], train: 150, validation: 30, test: 40}
    model:
      mlp: {hidden: [12, 6], activation: relu, initializer: glorot-uniform}
    loss: cross-entropy
    optimizer: {name: adam, rate: 0.003}
    schedule: {name: reduce-on-plateau, patience: 1, min-delta: 0.1}
    early-stopping: {patience: 3, min-delta: 0.01}
    epochs: 4
    batch: 16
    checkpoint: 0
    trials:
      regularizer: [none, {dropout: 0.2}]
      batch: [16, 32]
      seed: [1, 2]
    """

  private static let digits = Result {
    try DataStore(environment: [:]).load("synthetic-digits", trainLimit: 150, testLimit: 40)
  }

  /// A run folder and what works in it.
  private final class Run {
    let path = NSTemporaryDirectory() + "lockstep-checkpoint-\(UUID().uuidString)"
    let study: Study
    /// The last weights of each trial, and how often each was finished.
    var weights: [[NamedWeights]]
    var finishes: [Int]
    var groups: [Int] = []
    var failures: [String] = []

    init(_ yaml: String = CheckpointTests.config) throws {
      study = try Studies.StudyConfig.parse(yaml: yaml, file: "configs/x.yaml")
      weights = study.trials.map { _ in [] }
      finishes = study.trials.map { _ in 0 }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func runner() throws -> StudyRunner {
      StudyRunner(
        study: study, dataSets: ["synthetic-digits": try CheckpointTests.digits.get()],
        backend: CPUBackend(workers: 2))
    }

    func keeper(
      _ folder: CheckpointFolder, after saved: CheckpointFolder.Saved? = nil,
      _ runner: StudyRunner
    ) -> CheckpointKeeper {
      let (study, sets, device) = (self.study, runner.dataSets, runner.backend.device)
      return CheckpointKeeper(
        folder, interval: study.execution.checkpoint,
        origin: RunOrigin(startedAt: "now", substitutedDataSets: []), after: saved
      ) {
        RunIdentity(study, dataSets: sets, startingWeights: [:], device: device, program: "1")
      }
    }

    /// Trains until `stops` says so of the number of pieces so far; goes on from what is in the folder.
    func train(
      change: (inout StudyState) -> Void = { _ in }, stops: (Int) -> Bool = { _ in false }
    ) throws -> StudyRunner.Result {
      var runner = try runner()
      let folder = try CheckpointFolder(inRun: path)
      let saved = try folder.load()
      runner.start = try saved?.state(trials: study.trials.count)
      if var start = runner.start {
        change(&start)
        runner.start = start
      }
      runner.checkpoints = keeper(folder, after: saved, runner)
      var observer = StudyRunner.Observer()
      var pieces = 0
      observer.groupWillStart = { number, _, _ in self.groups.append(number) }
      observer.trialDidFinish = { index, weights, _ in
        self.weights[index] = weights
        self.finishes[index] += 1
      }
      observer.checkpointDidFail = { self.failures.append($0) }
      return try withoutActuallyEscaping(stops) { stops in
        observer.shouldStop = {
          pieces += 1
          return stops(pieces)
        }
        return try runner.run(observer)
      }
    }
  }

  /// The epochs without their times.
  private func figures(_ result: StudyRunner.Result) -> [[EpochRecord]] {
    result.outcomes.map { outcome in
      outcome.epochs.map { record in
        var record = record
        record.seconds = 0
        return record
      }
    }
  }

  @Test func goesOnBitForBitThroughSeveralGroups() throws {
    let whole = try Run()
    let expected = try whole.train()
    #expect(expected.groups == 2 && whole.groups == [1, 2])
    let stopped = try Run()
    var stops = 0
    while true {
      let result = try stopped.train(stops: { $0 % 3 == 0 })
      #expect(result.checkpointFailure == nil)
      if !result.wasStopped {
        #expect(figures(result) == figures(expected))
        #expect(result.outcomes.map(\.bestEpoch) == expected.outcomes.map(\.bestEpoch))
        #expect(result.operationsPerStep == expected.operationsPerStep)
        break
      }
      stops += 1
    }
    #expect(stops > 1)
    #expect(stopped.weights.indices.allSatisfy { stopped.weights[$0] == whole.weights[$0] })
    #expect(stopped.failures.isEmpty)
    // A group that is finished is not run again.
    #expect(stopped.groups == stopped.groups.sorted())
    // Once more, and nothing is left to do but to tell it.
    stopped.groups = []
    #expect(try figures(stopped.train()) == figures(expected))
    #expect(stopped.groups.isEmpty)
    let files = try FileManager.default.contentsOfDirectory(atPath: stopped.path + "/checkpoint")
    #expect(files.filter { $0.hasSuffix(".safetensors") }.count == 1)
    #expect(files.sorted().prefix(2) == ["lock", "manifest.json"] && files.count == 3)
  }

  @Test func lostWeightsAreTrainedAgain() throws {
    let run = try Run()
    let expected = try run.train()
    run.groups = []
    let again = try run.train(change: { $0.forget(trials: [run.study.trials.count - 1]) })
    #expect(run.groups == [2])
    #expect(figures(again) == figures(expected))
    // Of the first group, with a stop on the way: the one after it stays finished.
    run.groups = []
    let part = try run.train(change: { $0.forget(trials: [0]) }, stops: { $0 >= 3 })
    #expect(part.wasStopped && run.groups == [1])
    #expect(try figures(run.train()) == figures(expected))
    #expect(run.groups == [1, 1])
  }

  @Test func paddedNetworksGoOnAsWideAsTheyWere() throws {
    let yaml = Self.config
      .replacingOccurrences(
        of: "  batch: [16, 32]", with: "  model.mlp.hidden: [[12, 6], [8, 6], [3, 9]]"
      )
      .replacingOccurrences(of: "trials:", with: "padding: always\ntrials:")
    let whole = try Run(yaml)
    let expected = try whole.train()
    #expect(expected.groups == 1)
    let stopped = try Run(yaml)
    #expect(try stopped.train(stops: { $0 >= 3 }).wasStopped)
    // A plan that is made anew would now be another one.
    #expect(try figures(stopped.train()) == figures(expected))
    #expect(stopped.weights.indices.allSatisfy { stopped.weights[$0] == whole.weights[$0] })
  }

  // MARK: - Damage

  @Test func damagedCheckpointsAreRefused() throws {
    let run = try Run()
    _ = try run.train(stops: { $0 >= 3 })
    let folder = run.path + "/checkpoint/"
    let state = try #require(
      FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".safetensors") }
    )
    func refusal(_ name: String, _ change: (inout Data) -> Void) throws -> String {
      try self.refusal(of: run, name, change)
    }
    #expect(try refusal("manifest.json") { _ in } == "none")
    #expect(try refusal("manifest.json") { $0[$0.count / 2] ^= 1 }.contains("altered"))
    #expect(try refusal("manifest.json") { $0.removeLast(10) }.contains("altered or cut off"))
    #expect(try refusal("manifest.json") { $0.removeAll() }.contains("no manifest"))
    #expect(try refusal(state) { $0.removeLast() }.contains("cut off"))
    #expect(try refusal(state) { $0.append(0) }.contains("left over"))
    #expect(try refusal(state) { $0[$0.count - 9] ^= 0x40 }.contains("altered: SHA-256"))
    #expect(try refusal(state) { $0[7] = 0x7F }.contains("at most"))
    #expect(try refusal("manifest.json") { $0 += Data(count: 16 << 20) }.contains("at most"))
    // A manifest of the right hash whose content is wrong.
    func sealed(_ change: (inout CheckpointManifest) -> Void) throws -> String {
      try refusalOfManifest(of: run, change)
    }
    #expect(try sealed { _ in } == "none")
    #expect(try sealed { $0.running?.epochs = .max }.contains("cannot be"))
    #expect(try sealed { $0.running?.steps = -1 }.contains("cannot be"))
    #expect(try sealed { $0.lockstepCheckpoint = 2 }.contains("version 2"))
    #expect(try sealed { $0.stateFile.name = "../../etc/passwd" }.contains("names"))
    #expect(try sealed { $0.stateFile.byteCount += 1 }.contains("the manifest says"))
    #expect(try sealed { $0.groups[0].places = [0, 0, 1, 2] }.contains("not those of a study"))
    #expect(try sealed { $0.groups[0].places.append(-1) }.contains("not those of a study"))
    #expect(try sealed { $0.groups[0].ends = [] }.contains("results"))
    // Of a run that is finished.
    let running = try CheckpointManifest(
      try Data(contentsOf: URL(filePath: folder + "manifest.json")), path: "")
    _ = try run.train()
    #expect(try sealed { _ in } == "none")
    #expect(try sealed { $0.running = running.running }.contains("one is under way"))
    let changes: [(inout CheckpointManifest) -> Void] = [
      { $0.groups[0].ends?[1].seconds = .nan }, { $0.groups[0].ends?[1].seconds = 1e-300 },
      { $0.groups[0].ends?[1].bestEpoch = 0 }, { $0.groups[0].ends?[1].bestEpoch = 9 },
      { $0.groups[0].ends?[1].trainedExamples = .max },
      { $0.groups[0].ends?[1].parameterCount = -1 },
      { $0.groups[1].cost?.trainingSeconds = -1 },
      { $0.groups[1].cost?.preparationSeconds = .infinity },
      { $0.groups[1].cost?.operationsPerStep = .min },
    ]
    for (index, change) in changes.enumerated() {
      #expect(try sealed(change).contains("damaged"), "change \(index)")
    }
  }

  /// Why the checkpoint of a run is refused with one of its files changed; `none` if it is not.
  private func refusal(
    of run: Run, _ name: String, _ change: (inout Data) -> Void
  ) throws -> String {
    let file = URL(filePath: "\(run.path)/checkpoint/\(name)")
    let whole = try Data(contentsOf: file)
    defer { try? whole.write(to: file) }
    var data = whole
    change(&data)
    try data.write(to: file)
    do {
      _ = try CheckpointFolder(inRun: run.path).load()?.state(trials: run.study.trials.count)
      return "none"
    } catch {
      #expect(error.kind == .badData)
      return error.reason
    }
  }

  /// The same with a manifest of the right hash whose content is wrong.
  private func refusalOfManifest(
    of run: Run, _ change: (inout CheckpointManifest) -> Void
  ) throws -> String {
    try refusal(of: run, "manifest.json") { data in
      guard var manifest = try? CheckpointManifest(data, path: "") else { return }
      manifest.manifestSha256 = String(repeating: "0", count: 64)
      change(&manifest)
      data = (try? manifest.data()) ?? data
    }
  }

  @Test func aFolderBelongsToOneAtATime() throws {
    let run = try Run()
    var folder: CheckpointFolder? = try CheckpointFolder(inRun: run.path)
    let path = try #require(folder?.path)
    #expect(throws: CheckpointError.self) { try CheckpointFolder(inRun: run.path) }
    folder = nil
    #expect(try CheckpointFolder(inRun: run.path).path == path)
  }

  @Test func whatCannotBeSavedLeavesTheOneBeforeAndTrainingGoesOn() throws {
    let run = try Run()
    _ = try run.train(stops: { $0 >= 3 })
    var runner = try run.runner()
    let folder = try CheckpointFolder(inRun: run.path)
    let saved = try #require(try folder.load())
    let place = try saved.state(trials: run.study.trials.count).place
    runner.start = try #require(try folder.load()).state(trials: run.study.trials.count)
    runner.checkpoints = run.keeper(folder, after: saved, runner)
    // Folders in the place of the next files of numbers: those cannot be renamed to that.
    let inTheWay = (1...20).map {
      "\(folder.path)/state-\(saved.manifest.number + $0).safetensors"
    }
    for path in inTheWay {
      try FileManager.default.createDirectory(
        atPath: path + "/in the way", withIntermediateDirectories: true)
    }
    var lines: [String] = []
    func train() throws -> StudyRunner.Result {
      var observer = StudyRunner.Observer()
      observer.checkpointDidFail = { lines.append($0) }
      var pieces = 0
      observer.shouldStop = {
        pieces += 1
        return pieces >= 4
      }
      return try runner.run(observer)
    }
    let result = try train()
    #expect(result.wasStopped && result.checkpointFailure?.kind == .inputOutput)
    // It is the same each time, and said once.
    #expect(lines.count == 1)
    #expect(lines.allSatisfy { $0.contains("the one before stays, and training goes on") })
    #expect(try #require(try folder.load()).state(trials: run.study.trials.count).place == place)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!left.contains { $0.hasPrefix(".unfinished") }, "\(left)")
    // No number is used twice: what failed may have left the manifest that names it.
    for path in inTheWay.dropFirst(4) { try FileManager.default.removeItem(atPath: path) }
    #expect(try train().checkpointFailure == nil)
    #expect(try #require(try folder.load()).manifest.number > saved.manifest.number + 4)
    for path in inTheWay.prefix(4) { try FileManager.default.removeItem(atPath: path) }
  }

  @Test func numbersGoOnlyWhenAManifestNamesOthers() throws {
    let run = try Run()
    _ = try run.train(stops: { $0 >= 3 })
    let runner = try run.runner()
    let folder = try CheckpointFolder(inRun: run.path)
    let saved = try #require(try folder.load())
    // The numbers are written by the time that the manifest turns out to be larger than what is read.
    let identity = RunIdentity(
      run.study, dataSets: runner.dataSets, startingWeights: [:], device: runner.backend.device,
      program: String(repeating: "1", count: CheckpointManifest.largestByteCount))
    let state = try saved.state(trials: run.study.trials.count)
    #expect(throws: CheckpointError.self) {
      try folder.save(
        state, number: saved.manifest.number + 1, origin: saved.manifest.origin, identity: identity)
    }
    #expect(try folder.load()?.manifest.number == saved.manifest.number)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left.count { $0.hasPrefix("state-") } == 1)
  }

  // MARK: - Identity

  @Test func everyDifferenceIsNamed() throws {
    let set = try Self.digits.get()
    let device = DeviceDescription(
      identifier: "cpu", backend: "cpu", name: "CPU", kind: "cpu",
      details: ["instruction set": "avx2", "gemm": "a"], computeUnits: 2, memoryByteCount: 1)
    func identity(
      _ device: DeviceDescription, _ set: Dataset, yaml: String = CheckpointTests.config,
      weights: [Float] = [1], program: String = "1"
    ) throws -> RunIdentity {
      RunIdentity(
        try StudyConfig.parse(yaml: yaml, file: "configs/x.yaml"),
        dataSets: ["synthetic-digits": set],
        startingWeights: ["a": [NamedWeights(name: "w", shape: [1], values: weights)]],
        device: device, program: program)
    }
    let first = try identity(device, set)
    #expect(try identity(device, set).differences(from: first).isEmpty)
    var other = device
    other.name = "another CPU"
    other.details = ["instruction set": "avx512", "gemm": "b"]
    let changed = Self.config.replacingOccurrences(of: "epochs: 4", with: "epochs: 5")
      .replacingOccurrences(of: "seed: [1, 2]", with: "seed: [1, 3]")
      .replacingOccurrences(of: "checkpoint: 0", with: "checkpoint: none")
    let shorter = try DataStore(environment: [:]).load(
      "synthetic-digits", trainLimit: 149, testLimit: 40)
    let lines = try identity(other, shorter, yaml: changed, weights: [-1], program: "2")
      .differences(from: first)
    #expect(
      lines.map { $0.prefix { $0 != ":" } } == [
        "lockstep", "device", "instruction set", "data synthetic-digits", "starting weights a",
        "epochs", "trials.seed[1]",
      ], "\(lines)")
    #expect(lines.contains("epochs: 5, was 4"))
    // Of another backend, what it says of itself would be a long list of nothing alike.
    var gpu = device
    (gpu.name, gpu.backend) = ("GPU", "opencl")
    gpu.details = ["driver": "3"]
    #expect(
      try identity(gpu, set).differences(from: first) == [
        "backend: opencl, was cpu", "device: GPU, was CPU",
      ])
    var larger = gpu
    larger.computeUnits = 4
    larger.details = ["driver": "4"]
    #expect(
      try identity(larger, set).differences(from: identity(gpu, set)) == [
        "compute units: 4, was 2", "driver: 4, was 3",
      ])
    // How often it is saved changes no number, nor does which product got which tile.
    other = device
    other.details["gemm"] = "c"
    #expect(
      try identity(
        other, set,
        yaml: Self.config.replacingOccurrences(of: "checkpoint: 0", with: "checkpoint: 60")
      ).differences(from: first).isEmpty)
  }
}
