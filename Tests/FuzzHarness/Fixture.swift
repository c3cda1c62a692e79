import CPUBackend
import Crypto
import Datasets
import Foundation
import Networks
import Studies
import Training

/// A small study that was stopped, with its checkpoint.
final class Fixture {
  static let config = """
    name: fuzz
    data: {sets: [synthetic-digits], train: 40, validation: 10, test: 20}
    model:
      mlp: {hidden: [6, 5], activation: relu, initializer: glorot-uniform}
    loss: cross-entropy
    optimizer: {name: adam, rate: 0.001}
    schedule: {name: reduce-on-plateau, patience: 1}
    early-stopping: {patience: 5, min-delta: 0.001}
    epochs: 3
    batch: 8
    checkpoint: 0
    trials:
      regularizer: [none, {dropout: 0.2}, {l2: 0.001}]
      batch: [8, 16]
    """

  let manifest: [UInt8]
  let numbers: [UInt8]
  let replica: [UInt8]
  private let folder: CheckpointFolder
  private let trials: Int
  private let runner: StudyRunner
  private let stateName: String

  init(in work: WorkFolder) throws {
    let study = try StudyConfig.parse(yaml: Self.config, file: "fuzz.yaml")
    let set = try DataStore(environment: [:]).load(
      "synthetic-digits", trainLimit: 40, testLimit: 20)
    let backend = CPUBackend(workers: 1)
    folder = try CheckpointFolder(inRun: work.path)
    trials = study.trials.count
    var runner = StudyRunner(
      study: study, dataSets: ["synthetic-digits": set], backend: backend)
    self.runner = runner
    runner.checkpoints = CheckpointKeeper(
      folder, interval: .seconds(0),
      origin: RunOrigin(startedAt: "2026-01-01T00:00:00Z", substitutedDataSets: [])
    ) {
      RunIdentity(
        study, dataSets: ["synthetic-digits": set], startingWeights: [:], device: backend.device,
        program: "0")
    }
    // Stopped in the second epoch of the second of two groups.
    var observer = StudyRunner.Observer()
    var (group, epoch) = (0, 0)
    observer.groupWillStart = { number, _, _ in group = number }
    observer.progress = { epoch = $0.epoch }
    observer.shouldStop = { group == 2 && epoch == 2 }
    _ = try runner.run(observer)
    let path = folder.path
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    guard let name = names.first(where: { $0.hasSuffix(".safetensors") }) else {
      throw Refused(description: "no checkpoint was written")
    }
    stateName = name
    manifest = Array(try Data(contentsOf: URL(filePath: path + "/manifest.json")))
    numbers = Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
    let fresh = try runner.prepare(runner.plan()[0])
    replica = Array(try fresh.states(of: [0])[0].data())
  }

  /// Reads a checkpoint of these files, and puts a group into the state if it has one.
  func read(manifest: [UInt8], numbers: [UInt8]) throws {
    for (name, bytes) in [("manifest.json", manifest), (stateName, numbers)] {
      guard let file = fopen("\(folder.path)/\(name)", "wb") else {
        throw Refused(description: "cannot write \(name)")
      }
      fwrite(bytes, 1, bytes.count, file)
      fclose(file)
    }
    guard let saved = try folder.load() else { throw Refused(description: "no manifest") }
    _ = saved.identity.differences(from: saved.identity)
    var runner = runner
    runner.start = try saved.state(trials: trials)
    runner.acceptsDifferences = true
    // What fits is trained to its end, so that every number in it is used, and shown as the program shows it.
    _ = runner.start?.place
    var observer = StudyRunner.Observer()
    observer.progress = { progress in
      _ = Int(progress.examplesPerSecond.rounded()) + Int(progress.elapsedSeconds.rounded())
    }
    let result = try runner.run(observer)
    _ = Int((result.trainingSeconds + result.evaluationSeconds).rounded())
    _ = result.outcomes.reduce(0) { $0 + $1.trainedExamples + $1.parameterCount }
    for outcome in result.outcomes where outcome.final == nil {
      throw Refused(description: "a trial came to nothing")
    }
  }

  // MARK: - Hashes made right again

  private static let hashKey = Data("\"manifest_sha256\" : \"".utf8)

  /// The manifest with the hash that its bytes have.
  func sealed(_ bytes: [UInt8]) -> [UInt8] {
    var data = Data(bytes)
    guard let key = data.range(of: Self.hashKey), key.upperBound + 64 < data.endIndex else {
      return bytes
    }
    let place = key.upperBound..<key.upperBound + 64
    data.replaceSubrange(place, with: Data(repeating: UInt8(ascii: "0"), count: 64))
    data.replaceSubrange(place, with: Data(Self.hash(data).utf8))
    return Array(data)
  }

  /// The manifest of other numbers.
  func manifest(of numbers: [UInt8]) -> [UInt8] {
    let text = String(decoding: manifest, as: UTF8.self)
      .replacingOccurrences(of: Self.hash(Data(self.numbers)), with: Self.hash(Data(numbers)))
      .replacingOccurrences(
        of: "\"byte_count\" : \(self.numbers.count)", with: "\"byte_count\" : \(numbers.count)")
    return sealed(Array(text.utf8))
  }

  private static func hash(_ data: Data) -> String {
    SHA256.hash(data: data).map { String(format: "%02x", $0) }.joined()
  }
}
